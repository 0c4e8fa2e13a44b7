"""Findings as MQM data: ten columns, one line per error, its words between ``<v>`` and ``</v>``.

The columns are those of the public MQM data of the WMT metrics task, which Marot (the MQM viewer)
reads. Marot keeps raters whose name begins with ``AutoMQM`` apart from people, so that is what the
checks are called. The lines are automatic findings and reviewers' rulings; see docs/report.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from align.errors import InputError
from align.report.exchange import Unit, facts, units, warnings
from align.report.marked import Cut, cuts
from align.report.tsv import decoded
from align.types import Decision, Delivery, Finding, LinkKind, Origin, Report, Side

COLUMNS = (
    "system",
    "doc",
    "docSegId",
    "globalSegId",
    "rater",
    "source",
    "target",
    "category",
    "severity",
    "metadata",
)
NO_ERROR = "no-error"
RATER = "AutoMQM-align"
OPEN, CLOSE = "<v>", "</v>"
_TAG = re.compile(r"<(?=[a-z/!?]|\Z)", re.IGNORECASE)
"""What a viewer, which draws texts as HTML, would take for the beginning of a tag."""
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Rating:
    """One line: a row, who rated it, and the error that was found, if any."""

    unit: Unit
    rater: str
    category: str
    severity: str
    source: tuple[Cut, ...]
    target: tuple[Cut, ...]
    metadata: dict[str, Any]


def write_mqm(report: Report) -> bytes:
    """UTF-8, tabs between cells, one head line; nothing is quoted, as the viewers expect it."""
    lines = ["\t".join(COLUMNS)]
    for number, rating in enumerate(_ratings(report)):
        if number == 0:
            rating.metadata["evaluation"] = _evaluation(report)
        lines.append("\t".join(_cells(report, rating)))
    return ("\n".join(lines) + "\n").encode()


def read_mqm(data: bytes, name: str = "ratings") -> tuple[dict[str, Any], ...]:
    """The lines of such a file, column by name; ``metadata`` as it was before it became JSON.

    Raises:
        InputError: The file is another one, or a line of it is broken.
    """
    head, *lines = decoded(data, name).rstrip("\n").split("\n")
    if tuple(head.split("\t")) != COLUMNS:
        raise InputError(name, f"expected the columns {', '.join(COLUMNS)}", line=1)
    read = []
    for number, line in enumerate(lines, start=2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            told = f"expected {len(COLUMNS)} cells, found {len(cells)}"
            raise InputError(name, told, line=number)
        row: dict[str, Any] = dict(zip(COLUMNS, cells, strict=True))
        read.append(row | {"metadata": _read_metadata(cells[-1], name, number)})
    return tuple(read)


def _read_metadata(cell: str, name: str, line: int) -> Any:
    try:
        return json.loads(cell)
    except ValueError as error:
        raise InputError(
            name, "expected JSON in metadata: {cause}", line=line, cause=error
        ) from error


# -------------------------------------------------------------------- ratings


def _ratings(report: Report) -> Iterator[Rating]:
    for unit in units(report):
        made = [_rating(report, unit, *judged) for judged in unit.findings]
        if not made and _is_checked(report, unit):
            made = [_clean(report, unit, RATER, NO_ERROR)]
        elif not made:
            made = [_clean(report, unit, "", "")]  # the text alone: nobody rated it
        made[0].metadata["segment"] = _segment(made[0])
        yield from made


def _is_checked(report: Report, unit: Unit) -> bool:
    """Whether nothing found means something: interpreted speech, held against real French."""
    return (
        report.comparison.original.origin is not Origin.PRODUCED
        and report.belong_together
        and unit.delivery is Delivery.INTERPRETED
        and unit.kind is LinkKind.MATCHED
    )


def _clean(report: Report, unit: Unit, rater: str, verdict: str) -> Rating:
    source, target = (cuts(report, unit.link, side, ()) for side in (Side.SOURCE, Side.TARGET))
    return Rating(unit, rater, verdict, verdict, source, target, {})


def _rating(report: Report, unit: Unit, finding: Finding, decision: Decision | None) -> Rating:
    source = cuts(report, unit.link, Side.SOURCE, finding.source)
    target = cuts(report, unit.link, Side.TARGET, finding.target)
    note = finding.message
    metadata: dict[str, Any] = {
        "note": note,
        "check": finding.check,
        "confidence": round(finding.confidence, 3),
        "source_spans": _token_spans(source),
        "target_spans": _token_spans(target),
        "marked_text": "".join(cut.text for cut in (*source, *target) if cut.held),
    }
    rater = RATER
    if decision is not None:
        rater = decision.by.reviewer
        metadata["timestamp"] = int(decision.by.time.timestamp() * 1000)
        if finding.check != "reviewer":
            metadata["prior_rater"] = RATER
        if decision.note and decision.note != note:
            metadata["note"] = f"{note} {decision.note}"
    severity = finding.severity.value.capitalize()
    return Rating(unit, rater, finding.category, severity, source, target, metadata)


def _token_spans(side: tuple[Cut, ...]) -> list[list[int]]:
    """First and last token of each marked stretch; the tokens are those of ``_tokens``."""
    spans: list[list[int]] = []
    place = 0
    was_held = False
    for cut in side:
        count = len(_TOKEN.findall(cut.text))
        if cut.held and count:
            if was_held:
                spans[-1][1] = place + count - 1
            else:
                spans.append([place, place + count - 1])
        if count:
            was_held = bool(cut.held)
        place += count
    return spans


def _tokens(side: tuple[Cut, ...]) -> list[str]:
    return [token for cut in side for token in _TOKEN.findall(_plain(cut.text))]


def _segment(rating: Rating) -> dict[str, Any]:
    """The tokens of the row, which the spans count, and its facts."""
    return {
        "source_tokens": _tokens(rating.source),
        "target_tokens": _tokens(rating.target),
        "facts": dict(rating.unit.facts),
        "remarks": [f"{each.author}: {each.text}" for each in rating.unit.notes],
    }


def _evaluation(report: Report) -> dict[str, Any]:
    return {
        "template": "align",
        "config": dict(facts(report)) | {"warnings": list(warnings(report))},
        "source_language": "fr",
        "target_language": "en",
    }


def _cells(report: Report, rating: Rating) -> Iterator[str]:
    is_draft = report.comparison.original.origin is Origin.PRODUCED
    yield "interpretation (French: machine draft)" if is_draft else "interpretation"
    yield _plain(f"{report.comparison.transcript.name}:French-English")
    yield str(rating.unit.number)
    yield "0"
    yield _plain(rating.rater)
    yield _marked(rating.source)
    yield _marked(rating.target)
    yield rating.category
    yield rating.severity
    yield json.dumps(_harmless(rating.metadata), ensure_ascii=False)


def _marked(side: tuple[Cut, ...]) -> str:
    """The text with its marked words between tags, and no other tag."""
    parts: list[str] = []
    is_open = False
    for cut in side:
        if bool(cut.held) != is_open:
            parts.append(CLOSE if is_open else OPEN)
            is_open = not is_open
        parts.append(_plain(cut.text))
    return "".join([*parts, CLOSE if is_open else ""])


def _harmless(value: Any) -> Any:
    """``value`` with every text in it ``_plain``: viewers draw notes as HTML, too."""
    match value:
        case str():
            return _plain(value)
        case list():
            return [_harmless(each) for each in value]
        case dict():
            return {name: _harmless(each) for name, each in value.items()}
        case _:
            return value


def _plain(text: str) -> str:
    """The text on one line, without the beginning of a tag.

    >>> _plain("<v>one</v> <img src=x> 2 < 3")
    '‹v>one‹/v> ‹img src=x> 2 < 3'
    """
    return _TAG.sub("‹", _flat(text))


def _flat(text: str) -> str:
    return re.sub(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", " ", text)
