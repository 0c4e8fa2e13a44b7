"""Our own format: a ``Transcript`` as JSON, read back without loss."""

from __future__ import annotations

import codecs
import json
import re
import unicodedata
from dataclasses import asdict, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from align.errors import AlignError, InputError
from align.transcripts.content import Content, Reading
from align.transcripts.decode import clean
from align.types import Transcript

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SCHEMA = "align.transcript/1"
#: How the schema of a report begins, whatever its version.
REPORTS = "align.report/"
ADVICE = "Give a file that align wrote, or the transcript itself as .txt, .html or .docx."


def dump_transcript(transcript: Transcript) -> str:
    """The transcript as JSON."""
    return json.dumps({"schema": SCHEMA} | asdict(transcript), ensure_ascii=False, indent=1)


def write_transcript(transcript: Transcript, path: str | Path) -> None:
    """Write the transcript as JSON, in UTF-8."""
    Path(path).write_text(dump_transcript(transcript) + "\n", encoding="utf-8")


def read_json(content: Content) -> Reading:
    """Every field as it was written; raises ``InputError`` for any other JSON."""
    transcript = _validated(content)
    if clean(transcript.text) != unicodedata.normalize("NFC", transcript.text):
        raise InputError(content.name, "its text holds control characters. {advice}", advice=ADVICE)
    spans = [each.span for each in transcript.dropped]
    spans += [each.span for each in transcript.cues]
    if any(span.end > len(transcript.text) for span in spans):
        raise InputError(
            content.name, "a span reaches past the end of the text. {advice}", advice=ADVICE
        )
    return Reading(**{each.name: getattr(transcript, each.name) for each in fields(Transcript)})


def is_json(data: bytes) -> bool:
    """Whether the bytes begin as a JSON object does."""
    return re.match(rb'(?:\xef\xbb\xbf)?\s*\{\s*["}]', data[:1000]) is not None


def _validated(content: Content) -> Transcript:
    from pydantic import ValidationError

    try:
        return _adapter().validate_json(content.data.removeprefix(codecs.BOM_UTF8))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        if first["type"] == "json_invalid":
            raise InputError(
                content.name,
                "this is not whole JSON: {cause}. {advice}",
                cause=first["ctx"]["error"],
                advice=ADVICE,
            ) from error
        if schema_of(content.data).startswith(REPORTS):
            raise InputError(
                content.name,
                "this is a saved report, not a text. The page opens it in the place of the "
                "transcript; align export writes it in other formats.",
            ) from error
        place = ".".join(map(str, first["loc"])) or "the whole"
        raise InputError(
            content.name,
            "this is JSON, but not a transcript of ours ({place}: {cause}). {advice}",
            place=place,
            cause=first["msg"],
            advice=ADVICE,
        ) from error
    except AlignError as error:
        raise InputError(
            content.name,
            "its records contradict each other: {cause}. {advice}",
            cause=error,
            advice=ADVICE,
        ) from error


def schema_of(data: bytes) -> str:
    """What ``data`` says it is; "" where it does not, or is no JSON object."""
    if not data.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        return ""
    try:
        return str(json.loads(data).get("schema", ""))
    except (ValueError, RecursionError):
        return ""


@cache
def _adapter() -> TypeAdapter[Transcript]:
    from pydantic import TypeAdapter

    return TypeAdapter(Transcript)
