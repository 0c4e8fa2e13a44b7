"""Rows that an edit made, read by the models: which word is which, and what one side alone says.

Each row is read by itself, whatever other rows an edit makes: what is read never depends on when it
is read, so that a log gives the same report wherever it is replayed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from align.meaning import read_meanings
from align.models.judge import Judge
from align.models.load import Models
from align.models.protocols import WordAligner
from align.models.threads import on_one_thread
from align.review.near import Near
from align.types import Meaning, WordLink
from align.words import link_words

REMEMBERED = 4_096
"""So many rows are remembered: most edits leave the rows of earlier edits alone."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the models say of one row: its word links, and its meaning, where rows have one."""

    words: tuple[WordLink, ...]
    meaning: Meaning | None = None


class Reader:
    """Reads rows by the models of a comparison, and remembers what it read last."""

    def __init__(self, word_aligner: WordAligner, judge: Judge) -> None:
        self._word_aligner, self._judge = word_aligner, judge
        self._read = lru_cache(REMEMBERED)(self._read_row)

    @property
    def weights(self) -> Mapping[str, float]:
        """What a finding of each check takes away from *the same*; see ``align.fidelity``."""
        return self._judge.weights.findings

    def read(self, row: Near) -> Reading:
        """The reading of a single row."""
        return self._read(row)

    @on_one_thread
    def _read_row(self, row: Near) -> Reading:
        words = link_words(row.comparison, self._word_aligner)
        if not row.comparison.meanings:
            return Reading(words[0])
        linked = replace(row.comparison, words=words)
        return Reading(words[0], read_meanings(linked, self._judge)[0])


def reader_by(models: Models) -> Reader:
    """A reader that asks ``models``, which are loaded with the first row."""
    return Reader(models.word_aligner, models.judge)
