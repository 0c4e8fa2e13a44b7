"""What the exit code of a command says."""

from __future__ import annotations

from enum import IntEnum


class Code(IntEnum):
    """What the exit code says; also told by ``align --help`` and docs/cli.md."""

    DONE = 0
    UNEXPECTED = 1
    USAGE = 2
    INPUT = 3
    MISSING = 4
    STRANGERS = 5
    ABSENT = 6
    SOME_FAILED = 7


MEANINGS = {
    Code.DONE: "done",
    Code.UNEXPECTED: "something unexpected (--debug shows where)",
    Code.USAGE: "the command was not understood, or an output cannot be written",
    Code.INPUT: "a text or a library cannot be used",
    Code.MISSING: "a model or an optional library is missing",
    Code.STRANGERS: "compared, but the two texts do not seem to belong together",
    Code.ABSENT: "the original is not in this library",
    Code.SOME_FAILED: "done, but some documents of the batch could not be used",
}
