"""The whole program in order: from two texts to a report. Start reading here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version

from align.belonging import measure_belonging
from align.checks import run_checks
from align.detect import detect
from align.embed import embed, expect_alone
from align.errors import InputError
from align.identify import identify_language, is_in
from align.languages import language_name
from align.link import join_silent, link
from align.models.load import Models
from align.segment import segment, segment_lines
from align.settings import DEFAULTS, Settings
from align.settle import settle
from align.types import (
    Alignment,
    Comparison,
    Detection,
    Origin,
    Original,
    Report,
    Segment,
    Transcript,
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage has come: ``done`` of ``total`` steps."""

    stage: str
    done: int
    total: int


OnProgress = Callable[[Progress], None]


def silent(_: Progress) -> None:
    """Tells nobody."""


def original_from(
    transcript: Transcript, origin: Origin = Origin.GIVEN, *, settings: Settings = DEFAULTS
) -> Original:
    """The French original in ``transcript``.

    Raises:
        InputError: The text is plainly in another language.
    """
    require_language(transcript, settings.source_language, "the text of what the speakers said")
    return Original(transcript, detect(transcript), origin)


def compare(
    transcript: Transcript,
    original: Original,
    models: Models,
    *,
    settings: Settings = DEFAULTS,
    on_progress: OnProgress = silent,
) -> Report:
    """Compares what the interpreter said with what the speaker said."""
    require_language(transcript, settings.target_language, "the transcript")

    def tell(stage: str, done: int = 0, total: int = 1) -> None:
        on_progress(Progress(stage, done, total))

    tell("Detecting passages and gaps")
    detection = detect(transcript)
    tell("Splitting into sentences")
    source = split(original.transcript, original.detection, settings.source_language, settings)
    target = split(transcript, detection, settings.target_language, settings)
    tell(stage := "Embedding the French")
    source_side = embed(source, models.encoder, settings.max_merge, partial(tell, stage))
    tell(stage := "Embedding the English")
    target_side = embed(target, models.encoder, settings.max_merge, partial(tell, stage))
    target_side = replace(target_side, alone=expect_alone(target, detection))
    links = link(source_side, target_side, models.linker.weights, on_row=partial(tell, "Linking"))
    belonging = measure_belonging(links, source_side, target_side)
    wordless = {j for j, each in enumerate(target) if not each.spoken}
    alignment = Alignment(source, target, join_silent(links, wordless))
    tell("Checking")
    belong_together = belonging >= settings.belonging
    settled = settle(detection, alignment) if belong_together else detection
    comparison = Comparison(transcript, settled, original, alignment)
    findings = run_checks(comparison) if belong_together else ()
    tell("Done", 1, 1)
    return Report(comparison, findings, belonging, belong_together, sign(models, settings))


def split(
    transcript: Transcript, detection: Detection, language: str, settings: Settings
) -> tuple[Segment, ...]:
    """The sentences of a text: found, or the lines where the user has split it."""
    if settings.own_split:
        return segment_lines(transcript, detection)
    return segment(transcript, detection, language=language)


def sign(models: Models, settings: Settings) -> str:
    """One line that says how every number of a report was made.

    >>> from align.models.load import load_models
    >>> sign(load_models(), DEFAULTS).split("|")[0]
    'encoder:use-m3'
    """
    parts = {
        "encoder": models.encoder.name,
        "linker": models.linker.name,
        "max_merge": settings.max_merge,
        **({"split": "lines"} if settings.own_split else {}),
        "align": version("interpreted-align"),
    }
    return "|".join(f"{name}:{value}" for name, value in parts.items())


def require_language(transcript: Transcript, language: str, role: str) -> None:
    """Raises ``InputError`` if the text is plainly in a language other than ``language``."""
    if not is_in(transcript.text, language):
        found = language_name(identify_language(transcript.text) or language)
        raise InputError(
            transcript.name,
            f"{role} should be in {language_name(language)}, but this text is in {found}; "
            "give the two texts the other way round, or another file",
        )
