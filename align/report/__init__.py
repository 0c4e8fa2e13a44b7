"""Reports as files: one writer per format, all in ``WRITERS``."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from align.errors import InputError
from align.report.docx import write_docx
from align.report.html import write_html
from align.report.json import read_json, write_json
from align.report.mqm import write_mqm
from align.report.tmx import write_tmx
from align.report.tsv import write_tsv
from align.report.xliff import write_xliff
from align.report.xliff12 import write_xliff12
from align.types import Report

__all__ = ["WRITERS", "Writer", "read_report", "replace_file", "write_report", "writer_for"]


@dataclass(frozen=True, slots=True)
class Writer:
    """How a report becomes a file of one format."""

    name: str
    suffix: str
    media_type: str
    write: Callable[[Report], bytes]


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WRITERS: tuple[Writer, ...] = (
    Writer("Web page", ".html", "text/html", write_html),
    Writer("JSON", ".json", "application/json", write_json),
    Writer("Table", ".tsv", "text/tab-separated-values", write_tsv),
    Writer("Translation memory (TMX)", ".tmx", "application/x-tmx+xml", write_tmx),
    Writer("XLIFF 2.0", ".xlf", "application/xliff+xml", write_xliff),
    Writer("XLIFF 1.2", ".1.2.xlf", "application/x-xliff+xml", write_xliff12),
    Writer("Word", ".docx", DOCX, write_docx),
    Writer("MQM ratings", ".mqm.tsv", "text/tab-separated-values", write_mqm),
)
ALSO = {".xliff": ".xlf", ".htm": ".html"}
"""Other suffixes that are in use for the same format."""


def writer_for(path: Path) -> Writer:
    """The writer that the suffix of ``path`` asks for.

    >>> [writer_for(Path(name)).name for name in ("talk.tsv", "talk.mqm.tsv", "talk.1.2.xliff")]
    ['Table', 'MQM ratings', 'XLIFF 1.2']
    """
    name, suffix = path.name.lower(), path.suffix.lower()
    name = name.removesuffix(suffix) + ALSO.get(suffix, suffix)
    for writer in sorted(WRITERS, key=lambda writer: -len(writer.suffix)):
        if name.endswith(writer.suffix):
            return writer
    known = ", ".join(writer.suffix for writer in WRITERS)
    raise InputError(
        path,
        "no report can be written as {suffix!r}; choose one of {known}",
        suffix=path.suffix,
        known=known,
    )


def write_report(report: Report, path: str | Path) -> None:
    """Writes ``report`` in the format that the suffix of ``path`` asks for.

    The file is there whole or not at all: what stood there before stays until the new one is
    complete.

    Raises:
        InputError: The suffix is of no format, or the file cannot be written.
        MissingExtraError: The library that writes this format is not installed.
    """
    path = Path(path)
    replace_file(path, writer_for(path).write(report))


def read_report(path: str | Path) -> Report:
    """The report in a JSON file that ``write_report`` wrote; raises ``InputError`` for others."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise InputError(path, "cannot be read: {cause}", cause=error.strerror) from error
    return read_json(data, str(path))


def replace_file(path: Path, data: bytes) -> None:
    """Puts ``data`` at ``path``, whole or not at all. Raises ``InputError`` where it cannot."""
    try:
        _replace(path, data)
    except OSError as error:
        raise InputError(path, "cannot be written: {cause}", cause=error.strerror) from error


def _replace(path: Path, data: bytes) -> None:
    target = path.resolve()
    if target.exists() and not target.is_file():
        target.write_bytes(data)  # a pipe or a device: nothing there to keep
        return
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with draft.open("xb") as file:
            file.write(data)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
