"""What the first step does, as plain functions: texts in, a comparison out. No Gradio here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Lock
from time import monotonic
from typing import TYPE_CHECKING, Any

from align.detect import detect
from align.errors import AlignError
from align.models.load import load_models, load_translator
from align.pipeline import OnProgress, Progress, original_from, require_language, silent
from align.pipeline import compare as compare_texts
from align.report.json import is_report, read_json
from align.settings import DEFAULTS, Settings, options
from align.transcripts import parse_transcript, read_transcript
from align.transcripts.read import BYTES_PER_CHARACTER, PASTED
from align.types import Original, Report, Transcript
from align.ui.draw import draw_alert, draw_notice, draw_source, draw_target
from align.ui.glance import glance
from align.ui.troubles import SaidError, in_words
from align.ui.words import Language, count, say, score

if TYPE_CHECKING:
    from align.library.store import Library

SHARES = {
    "Embedding what is looked for": (0.0, 0.15),
    "Asking the library": (0.15, 0.2),
    "Linking what was found": (0.2, 0.4),
    "Drafting the French": (0.0, 0.9),
    "Detecting passages and gaps": (0.0, 0.05),
    "Splitting into sentences": (0.05, 0.1),
    "Embedding the French": (0.1, 0.4),
    "Embedding the English": (0.4, 0.7),
    "Linking": (0.7, 0.8),
    "Linking words": (0.8, 0.88),
    "Comparing meanings": (0.88, 0.94),
    "Checking": (0.94, 0.97),
    "Done": (0.97, 1.0),
}
"""From where to where each stage takes the bar; a stage that is not named leaves it in place."""


class StoppedError(AlignError):
    """The visitor asked to stop; nothing is wrong."""


class Stops:
    """Which visitors asked to stop what runs for them. Safe to use from several threads.

    Attributes:
        seconds: How long a comparison may run; None for as long as it takes.
    """

    def __init__(self, seconds: float | None = None) -> None:
        self.seconds = seconds
        self._asked: dict[str, Event] = {}
        self._lock = Lock()

    def begin(self, visitor: str) -> Event:
        """What to look at while something runs for ``visitor``; what ran before is stopped."""
        self.stop(visitor)
        with self._lock:
            self._asked[visitor] = Event()
            return self._asked[visitor]

    def stop(self, visitor: str) -> None:
        """Stops what runs for ``visitor``, if anything does."""
        with self._lock:
            if visitor in self._asked:
                self._asked.pop(visitor).set()

    def end(self, visitor: str, event: Event) -> None:
        """Forgets what ran to its end."""
        with self._lock:
            if self._asked.get(visitor) is event:
                del self._asked[visitor]


def unless(stopped: Event, on_progress: OnProgress, seconds: float | None = None) -> OnProgress:
    """``on_progress``, until ``stopped`` is set: then it raises ``StoppedError``.

    After ``seconds`` it raises ``AlignError``: others are waiting.
    """
    last = None if seconds is None else monotonic() + seconds

    def tell(now: Progress) -> None:
        if stopped.is_set():
            raise StoppedError("stopped as was asked for")
        if last is not None and monotonic() > last:
            raise AlignError(
                "this took more than {minutes:g} minutes and was stopped, since others are "
                "waiting; compare a part of the event, or run align on your own machine",
                minutes=(seconds or 0) / 60,
            )
        on_progress(now)

    return tell


@dataclass(frozen=True, slots=True)
class Draft:
    """The French is to be drafted by machine."""


WAYS = ("given", "library", "draft")
"""Where the French can come from, as a visitor chooses."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Where this page can take the French from, beside what a visitor gives.

    Attributes:
        library: Where originals are looked for; None where there is no library.
        documents: How many texts it held when the page began.
        can_draft: Whether a translator is there.
        translator: Its name, as ``Settings.translator`` has it.
    """

    library: Library | None = None
    documents: int = 0
    can_draft: bool = False
    translator: str = DEFAULTS.translator

    def has(self, way: str) -> bool:
        """Whether the French can be had so."""
        return {"library": self.library is not None, "draft": self.can_draft}.get(way, True)


def find_ways(library: Path | None, translator: str | None = None) -> Ways:
    """What is there: the library in this folder, and a translator, else the one that is built in.

    Raises:
        AlignError: The library cannot be used, or the translator that was named.
    """
    found: Library | None = None
    documents = 0
    if library is not None:
        from align.library.documents import list_documents
        from align.library.store import open_library

        found = open_library(library)
        documents = len(list_documents(found))
    if translator is None:
        return Ways(found, documents, has_translator())
    _try_out(replace(DEFAULTS, translator=translator))
    return Ways(found, documents, can_draft=True, translator=translator)


def _try_out(settings: Settings) -> None:
    """Raises ``AlignError`` for a translator that cannot be loaded, before a visitor asks it."""
    load_translator(settings).translate(
        ["Good morning."],
        out_of=settings.target_language,
        into=settings.source_language,
        choices=1,
        on_done=lambda _, __: None,
    )


def has_translator() -> bool:
    """Whether the built-in translator can be used here."""
    from importlib.util import find_spec

    from align.models.translator import own_checkpoint

    try:
        own_checkpoint()
    except AlignError:
        return False
    return find_spec("ctranslate2") is not None


@dataclass(frozen=True, slots=True)
class Given:
    """One text as it was given: a file, or pasted. A file that is there is the one that counts."""

    path: str | None = None
    pasted: str | None = None

    @property
    def is_missing(self) -> bool:
        """Whether there is nothing to read."""
        return not self.path and not (self.pasted or "").strip()


def settings_from(values: Mapping[str, Any], translator: str = DEFAULTS.translator) -> Settings:
    """Settings from what the page's fields hold; a field that is empty or absent keeps its default.

    ``translator`` is the one the page was begun with.

    >>> settings_from({"max_merge": 4.0, "encoder": " "}).max_merge
    4
    """
    defaults = replace(DEFAULTS, translator=translator)
    given = {}
    for name in options():
        default = getattr(defaults, name)
        value = values.get(name)
        value = value.strip() if isinstance(value, str) else value
        given[name] = default if value in (None, "") else type(default)(value)
    return Settings(**given)


def read_given(given: Given, settings: Settings) -> Transcript:
    """The text that was given, read."""
    if given.path:
        return read_transcript(given.path, settings=settings)
    return parse_transcript(given.pasted or "", settings=settings)


def saved_report(given: Given) -> Report | None:
    """The report, if a saved one was given in the place of a text.

    Raises:
        InputError: It is one, but not whole.
    """
    if given.path:
        path = Path(given.path)
        name, data = path.name, path.read_bytes() if path.stat().st_size <= file_limit() else b""
    else:
        name, data = PASTED, (given.pasted or "").encode(errors="replace")
    return read_json(data, name) if is_report(data) else None


def look_at_target(given: Given, settings: Settings, language: Language) -> str:
    """What was found in the transcript, or what is wrong with it; "" while there is none."""
    if given.is_missing:
        return ""
    try:
        if report := saved_report(given):
            return draw_notice(_told_of(report, language), language)
        transcript = read_given(given, settings)
        require_language(transcript, settings.target_language, "the transcript")
        return draw_target(glance(transcript, settings.target_language), language)
    except AlignError as error:
        return draw_alert(in_words(error, language), language)


def _told_of(report: Report, language: Language) -> str:
    edits = report.review.edits if report.review else 0
    rows = count("row", len(report.comparison.alignment.links), language)
    return say("report.given", language, rows=rows, edits=count("report.edits", edits, language))


def look_at_source(given: Given, settings: Settings, language: Language) -> str:
    """What was found in the French text, or what is wrong with it; "" while there is none."""
    if given.is_missing:
        return ""
    try:
        original = original_from(read_given(given, settings), settings=settings)
        return draw_source(glance(original.transcript, settings.source_language), language)
    except AlignError as error:
        return draw_alert(in_words(error, language), language)


def compare_given(
    target: Given,
    source: Given | Library | Draft,
    settings: Settings,
    language: Language,
    on_progress: OnProgress = silent,
) -> Report:
    """The comparison of a transcript with its French, wherever that comes from.

    Raises:
        AlignError: A text is missing or unfit, or the library does not hold the original.
    """
    if target.is_missing:
        raise SaidError(say("no target", language))
    transcript = read_given(target, settings)
    require_language(transcript, settings.target_language, "the transcript")
    if isinstance(source, Given) and source.is_missing:
        raise SaidError(say("no source", language))
    original = original_of(transcript, source, settings, language, on_progress)
    return compare_texts(
        transcript, original, load_models(settings), settings=settings, on_progress=on_progress
    )


def original_of(
    transcript: Transcript,
    source: Given | Library | Draft,
    settings: Settings,
    language: Language,
    on_progress: OnProgress,
) -> Original:
    """The French original: read, found in a library, or drafted."""
    if isinstance(source, Given):
        return original_from(read_given(source, settings), settings=settings)
    detection = detect(transcript)
    if isinstance(source, Draft):
        from align.draft import draft_original

        translator = load_translator(settings)
        return draft_original(
            transcript, detection, translator, settings=settings, on_progress=on_progress
        )
    from align.library.find import find_original

    models = load_models(settings)
    found = find_original(
        transcript, detection, source, models, settings=settings, on_progress=on_progress
    )
    if found.answer is None:
        best = found.best
        nearest = best.document.short if best else say("none.nearest", language)
        told = say("library.nothing", language, nearest=nearest, score=score(found.score, language))
        raise SaidError(told)
    return found.answer


def share_of(progress: Progress, before: float = 0.0) -> float:
    """How far the whole comparison is, 0 … 1; never less than ``before``.

    >>> share_of(Progress("Linking", 1, 2))
    0.75
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
