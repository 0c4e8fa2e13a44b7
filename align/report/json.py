"""A report as JSON: written, described by a schema, and read back without loss."""

from __future__ import annotations

import codecs
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from align.errors import AlignError, InputError
from align.transcripts.json import REPORTS, schema_of
from align.types import Detection, Report, Transcript

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SCHEMA_FILE = Path(__file__).with_name("report.schema.json")
VERSION = str(Report.__dataclass_fields__["schema"].default)


@dataclass(frozen=True, slots=True)
class Detected:
    """A transcript and what was found in it, as ``align detect --json`` prints it."""

    transcript: Transcript
    detection: Detection
    schema: str = "align.detection/1"


def write_detection(transcript: Transcript, detection: Detection) -> bytes:
    """A transcript and what was found in it, as indented UTF-8 JSON."""
    from pydantic import TypeAdapter

    made = Detected(transcript, detection)
    return TypeAdapter(Detected).dump_json(made, indent=1) + b"\n"


def write_json(report: Report) -> bytes:
    """``report`` as indented UTF-8 JSON, a line end at its end."""
    return _adapter().dump_json(report, indent=1) + b"\n"


def read_json(data: bytes, name: str = "report") -> Report:
    """The report that ``data`` holds; ``name`` is what errors call it."""
    from pydantic import ValidationError

    data = data.removeprefix(codecs.BOM_UTF8)
    check_version(data, name)
    try:
        report = _adapter().validate_json(data)
        _require_agreement(report)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise InputError(
            name, "is not a whole report: at {place}: {cause}", place=place, cause=first["msg"]
        ) from error
    except InputError:
        raise
    except AlignError as error:
        raise InputError(name, "contradicts itself: {cause}", cause=error) from error
    return report


def _require_agreement(report: Report) -> None:
    """Raises ``AlignError`` where one part of a report names what another does not hold."""
    comparison = report.comparison
    links = len(comparison.alignment.links)
    for name, told in (("words", comparison.words), ("meanings", comparison.meanings)):
        if len(told) not in (0, links):
            raise AlignError(
                "{links} links and {count} of {name}", links=links, count=len(told), name=name
            )
    original = comparison.original
    for transcript, detection, segments in (
        (original.transcript, original.detection, comparison.alignment.source),
        (comparison.transcript, comparison.detection, comparison.alignment.target),
    ):
        turns, passages = range(len(transcript.turns)), range(len(detection.passages))
        for each in segments:
            is_inside = each.span.end <= len(transcript.text)
            if not (is_inside and each.turn in turns and each.passage in passages):
                raise AlignError(
                    "a sentence of {name} stands outside of its text, turns or passages",
                    name=transcript.name,
                )
    if any(finding.link not in range(links) for finding in report.findings):
        raise AlignError("a finding stands beside no row")
    if not 0 <= report.belonging <= 1:
        raise AlignError("a share of {share} belongs together", share=report.belonging)


def is_report(data: bytes) -> bool:
    """Whether ``data`` is JSON that says it is a report, of whatever version."""
    return schema_of(data).startswith(REPORTS)


def check_version(data: bytes, name: str) -> None:
    """Raises ``InputError`` unless ``data`` is JSON that says it is a report of this version."""
    try:
        read = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InputError(
            name, "expected a report in JSON; this is no JSON ({cause})", cause=error
        ) from error
    found = read.get("schema") if isinstance(read, dict) else None
    if found is None:
        raise InputError(
            name, "expected a report written by this program; this JSON is something else"
        )
    if found != VERSION:
        raise InputError(
            name,
            "expected the report version {known!r}, found {found!r}; make the report anew, "
            "or read it with the program version that wrote it",
            known=VERSION,
            found=found,
        )


def schema() -> dict[str, Any]:
    """The JSON schema of a report."""
    made = _adapter().json_schema(mode="serialization")
    made["properties"]["schema"] = {"const": VERSION, "title": "Schema", "type": "string"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": VERSION,
        **made,
    }


def schema_text() -> str:
    """The schema as it stands in ``report.schema.json``."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


@cache
def _adapter() -> TypeAdapter[Report]:
    from pydantic import TypeAdapter

    return TypeAdapter(Report)
