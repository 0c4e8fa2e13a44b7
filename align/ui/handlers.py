"""What the page does, as plain functions: what was given in, what is shown out. No Gradio here."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from align.errors import AlignError
from align.models.load import load_models
from align.pipeline import OnProgress, Progress, original_from, require_language, silent
from align.pipeline import compare as compare_texts
from align.report import WRITERS, write_report
from align.report.html import render_fragment
from align.report.view import Filter, rows
from align.settings import DEFAULTS, Settings, options
from align.transcripts import parse_transcript, read_transcript
from align.transcripts.read import BYTES_PER_CHARACTER
from align.types import Report, Transcript
from align.ui.draw import draw_alert, draw_count, draw_notice, draw_source, draw_target
from align.ui.glance import glance
from align.ui.words import Language, count, say

SHARES = {
    "Detecting passages and gaps": (0.0, 0.05),
    "Splitting into sentences": (0.05, 0.1),
    "Embedding the French": (0.1, 0.4),
    "Embedding the English": (0.4, 0.7),
    "Linking": (0.7, 0.9),
    "Linking words": (0.85, 0.9),
    "Checking": (0.9, 0.97),
    "Done": (0.97, 1.0),
}
"""From where to where each stage takes the bar; a stage that is not named leaves it in place."""


@dataclass(frozen=True, slots=True)
class Given:
    """One text as it was given: a file, or pasted. A file that is there is the one that counts."""

    path: str | None = None
    pasted: str | None = None

    @property
    def is_missing(self) -> bool:
        """Whether there is nothing to read."""
        return not self.path and not (self.pasted or "").strip()


@dataclass(frozen=True, slots=True)
class Work:
    """What is kept of one visit: the report and the folder with its files."""

    report: Report
    folder: Path

    @property
    def files(self) -> tuple[Path, ...]:
        """One file per format, in the order of ``WRITERS``."""
        stem = file_stem(self.report.comparison.transcript.name)
        return tuple(self.folder / f"{stem}{writer.suffix}" for writer in WRITERS)


def settings_from(values: Mapping[str, Any]) -> Settings:
    """Settings from what the page's fields hold; a field that is empty or absent keeps its default.

    >>> settings_from({"max_merge": 4.0, "encoder": " "}).max_merge
    4
    """
    given = {}
    for name in options():
        default = getattr(DEFAULTS, name)
        value = values.get(name)
        value = value.strip() if isinstance(value, str) else value
        given[name] = default if value in (None, "") else type(default)(value)
    return Settings(**given)


def read_given(given: Given, settings: Settings) -> Transcript:
    """The text that was given, read."""
    if given.path:
        return read_transcript(given.path, settings=settings)
    return parse_transcript(given.pasted or "", settings=settings)


def look_at_target(given: Given, settings: Settings, language: Language) -> str:
    """What was found in the transcript, or what is wrong with it; "" while there is none."""
    if given.is_missing:
        return ""
    try:
        transcript = read_given(given, settings)
        require_language(transcript, settings.target_language, "the transcript")
        return draw_target(glance(transcript, settings.target_language), language)
    except AlignError as error:
        return draw_alert(str(error), language)


def look_at_source(given: Given, settings: Settings, language: Language) -> str:
    """What was found in the French text, or what is wrong with it; "" while there is none."""
    if given.is_missing:
        return ""
    try:
        original = original_from(read_given(given, settings), settings=settings)
        return draw_source(glance(original.transcript, settings.source_language), language)
    except AlignError as error:
        return draw_alert(str(error), language)


def compare_given(
    target: Given,
    source: Given,
    settings: Settings,
    language: Language,
    on_progress: OnProgress = silent,
) -> Report:
    """The comparison of both texts. Raises ``AlignError`` for a text that is missing or unfit."""
    if target.is_missing:
        raise AlignError(say("no target", language))
    if source.is_missing:
        raise AlignError(say("no source", language))
    transcript = read_given(target, settings)
    original = original_from(read_given(source, settings), settings=settings)
    return compare_texts(
        transcript, original, load_models(settings), settings=settings, on_progress=on_progress
    )


def keep(report: Report) -> Work:
    """``report`` with a file of every format in a new folder of its own."""
    work = Work(report, Path(tempfile.mkdtemp(prefix="align-")))
    for path in work.files:
        write_report(report, path)
    return work


def discard(work: Work | None) -> None:
    """Removes the files of ``work``."""
    if work is not None:
        shutil.rmtree(work.folder, ignore_errors=True)


def show_rows(report: Report, names: Iterable[str], language: Language) -> tuple[str, str]:
    """The rows that pass every filter of ``names``, and how many these are."""
    only = frozenset(Filter(name) for name in names)
    passes = [row.passes for row in rows(report)]
    shown = sum(only <= each for each in passes)
    return render_fragment(report, only), draw_count(shown, len(passes), language)


def tell(report: Report, language: Language) -> str:
    """One line that says what a comparison gave, with a warning where the texts are strangers."""
    facts = {
        "rows": count("row", len(report.comparison.alignment.links), language),
        "findings": count("findings", len(report.findings), language),
    }
    warning = "" if report.belong_together else say("strangers.advice", language)
    return draw_notice(say("compared", language, **facts), language, warning=warning)


def share_of(progress: Progress, before: float = 0.0) -> float:
    """How far the whole comparison is, 0 … 1; never less than ``before``.

    >>> share_of(Progress("Linking", 1, 2))
    0.8
    """
    start, end = SHARES.get(progress.stage, (before, before))
    return max(before, round(start + (end - start) * progress.done / max(progress.total, 1), 3))


def file_limit() -> int:
    """The largest upload, in bytes: as large as the longest text may be."""
    return DEFAULTS.max_characters * BYTES_PER_CHARACTER


def file_stem(name: str) -> str:
    """``name`` without its suffix and without what a file system could mind.

    >>> file_stem("../Conférence de presse.txt")
    'Conférence-de-presse'
    """
    stem = re.sub(r"[^\w.-]+", "-", Path(name).stem).strip(".-")
    return stem[:80] or "report"
