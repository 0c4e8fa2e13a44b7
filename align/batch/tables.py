"""The two tables of a batch: what became of each document, and its scores where gold exists."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from align.batch.journal import Entry
from align.report.tsv import guarded
from align.scores import AlignmentScore, Ratio
from align.types import LinkKind, Severity

SUMMARY_COLUMNS = (
    "name",
    "status",
    "message",
    "transcript",
    "french",
    "origin",
    "belonging",
    "interpreted",
    "words",
    "french_sentences",
    "english_sentences",
    *(kind.value for kind in LinkKind),
    "gaps",
    *(severity.value for severity in reversed(Severity)),
    "reports",
    "signature",
)
MEASURES = ("strict", "lax", "null")
SCORE_COLUMNS = (
    "name",
    *(f"{measure}_{part}" for measure in MEASURES for part in ("precision", "recall", "f1")),
    "gold_links",
    "signature",
)
ALL = "(all)"


def write_summary(entries: Iterable[Entry], file: Path) -> bool:
    """One line for each document; always True."""
    with file.open("w", encoding="utf-8-sig", newline="") as table:
        writer = csv.writer(table, dialect="excel-tab", lineterminator="\n")
        writer.writerow(SUMMARY_COLUMNS)
        for entry in entries:
            reports = " ".join(entry.cells["reports"])
            cells = {"name": entry.name, **entry.cells, "reports": reports}
            writer.writerow(guarded(str(cells.get(column, ""))) for column in SUMMARY_COLUMNS)
    return True


def write_scores(entries: Iterable[Entry], file: Path) -> bool:
    """One line for each document with gold, then all pooled; False where no document has any."""
    pooled, signature, count = AlignmentScore(), "", 0
    with file.open("w", encoding="utf-8-sig", newline="") as table:
        writer = csv.writer(table, dialect="excel-tab", lineterminator="\n")
        writer.writerow(SCORE_COLUMNS)
        for entry in entries:
            if entry.score is not None:
                signature = f"{entry.cells['signature']}|score:vecalign"
                writer.writerow(_scored(entry.name, entry.score, signature))
                pooled, count = pooled + entry.score, count + 1
        writer.writerow(_scored(ALL, pooled, signature))
    return count > 0


def _scored(name: str, score: AlignmentScore, signature: str) -> list[str]:
    parts: list[tuple[Ratio, Ratio, float]] = [
        (score.strict_precision, score.strict_recall, score.strict),
        (score.lax_precision, score.lax_recall, score.lax),
        (score.null_precision, score.null_recall, score.null),
    ]
    values = [
        f"{value:.4f}"
        for precision, recall, f1 in parts
        for value in (precision.value, recall.value, f1)
    ]
    links = score.strict_recall.total + score.null_recall.total
    return [guarded(name), *values, str(links), signature]
