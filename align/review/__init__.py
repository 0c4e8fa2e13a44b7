"""A reviewer's edits: a log of entries, and what a report becomes by them. Knows no page.

``review(report, edits)`` gives the reviewed report; the report the machine made stays what it was
and can be had back from ``Report.review.machine``, or by ``unreviewed``.
"""

from __future__ import annotations

from align.review.apply import enter, review, unreviewed
from align.review.log import read_log, redoable, standing, texts_of, undoable, write_log
from align.review.reread import Reader, reader_by
from align.review.touch import clashing, place_of

__all__ = [
    "Reader",
    "clashing",
    "enter",
    "place_of",
    "read_log",
    "reader_by",
    "redoable",
    "review",
    "standing",
    "texts_of",
    "undoable",
    "unreviewed",
    "write_log",
]
