"""The whole program in order: from two texts to a report. Start reading here."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from importlib.metadata import version

from align.belonging import measure_belonging
from align.checks import checks_with, find_all, run_checks, shown
from align.detect import detect
from align.draft import NOTICE, link_draft
from align.embed import embed, expect_alone, expect_lost
from align.errors import InputError
from align.fidelity import weighed
from align.gaps import judge_gaps
from align.identify import identify_language, is_in
from align.link import join_silent, link
from align.meaning import read_meanings
from align.models.load import Models
from align.models.threads import on_one_thread
from align.progress import OnProgress, Progress, silent
from align.segment import segment_lines, split
from align.settings import DEFAULTS, Settings
from align.settle import settle
from align.speakers import find_speakers
from align.types import Alignment, Comparison, Detection, Origin, Original, Report, Transcript
from align.words import link_words

__all__ = [
    "OnProgress", "Progress", "compare", "original_from", "require_language", "sensitivity_of",
    "sign", "silent", "split",
]  # fmt: skip

#: Characters in which a draft says that it is one.
HEAD = 1_000


def original_from(
    transcript: Transcript, origin: Origin = Origin.GIVEN, *, settings: Settings = DEFAULTS
) -> Original:
    """The French original in ``transcript``.

    Raises:
        InputError: The text is plainly in another language, or one of our own drafts.
    """
    if NOTICE in transcript.text[:HEAD]:
        raise InputError(
            transcript.name,
            "this French text is a machine draft of the English, not evidence; compare with "
            "--draft instead, or give what the speakers said",
        )
    require_language(transcript, settings.source_language, "the text of what the speakers said")
    return Original(transcript, detect(transcript), origin)


@on_one_thread
def compare(
    transcript: Transcript,
    original: Original,
    models: Models,
    *,
    settings: Settings = DEFAULTS,
    on_progress: OnProgress = silent,
) -> Report:
    """Compares what the interpreter said with what the speaker said.

    A machine draft is linked as it was made, and nothing of the interpretation is checked by it.
    """
    require_language(transcript, settings.target_language, "the transcript")

    def tell(stage: str, done: int = 0, total: int = 1) -> None:
        on_progress(Progress(stage, done, total))

    tell("Detecting passages and gaps")
    detection = detect(transcript)
    tell("Splitting into sentences")
    if original.origin is Origin.PRODUCED:
        return _on_a_draft(transcript, detection, original, models, settings, on_progress)
    source = split(original.transcript, original.detection, settings.source_language, settings)
    target = split(transcript, detection, settings.target_language, settings)
    tell(stage := "Embedding the French")
    source_side = embed(source, models.encoder, settings.max_merge, partial(tell, stage))
    tell(stage := "Embedding the English")
    target_side = embed(target, models.encoder, settings.max_merge, partial(tell, stage))
    said, heard = find_speakers(source, original.transcript, target, transcript)
    source_side = replace(source_side, speakers=said)
    target_side = replace(
        target_side,
        alone=expect_alone(target, detection),
        late=expect_lost(target, detection),
        speakers=heard,
    )
    links = link(source_side, target_side, models.linker.weights, on_row=partial(tell, "Linking"))
    belonging = measure_belonging(links, source_side, target_side)
    wordless = {j for j, each in enumerate(target) if not each.spoken}
    alignment = Alignment(source, target, join_silent(links, wordless))
    tell("Linking words")
    belong_together = belonging >= settings.belonging
    settled = settle(detection, alignment) if belong_together else detection
    comparison = Comparison(transcript, settled, original, alignment)
    known = set(models.word_aligner.languages)
    if belong_together and {settings.source_language, settings.target_language} == known:
        comparison = replace(comparison, words=link_words(comparison, models.word_aligner))
        tell("Comparing meanings")
        comparison = replace(comparison, meanings=read_meanings(comparison, models.judge))
    tell("Checking")
    verdicts = judge_gaps(comparison) if belong_together else ()
    every = find_all(comparison, checks_with(verdicts)) if belong_together else ()
    comparison = weighed(comparison, every, models.judge.weights.findings)
    findings = shown(every, settings.sensitivity)
    tell("Done", 1, 1)
    signature = sign(models, settings)
    return Report(comparison, findings, belonging, belong_together, signature, verdicts)


def _on_a_draft(
    transcript: Transcript,
    detection: Detection,
    draft: Original,
    models: Models,
    settings: Settings,
    on_progress: OnProgress,
) -> Report:
    source = segment_lines(draft.transcript, draft.detection)
    target = split(transcript, detection, settings.target_language, settings)
    alignment = Alignment(source, target, link_draft(source, target, draft))
    comparison = Comparison(transcript, detection, draft, alignment)
    comparison = replace(comparison, words=link_words(comparison, models.word_aligner))
    on_progress(Progress("Done", 1, 1))
    signature = f"{NOTICE.lower()}|translator:{draft.made_by}|align:{_own_version()}"
    return Report(comparison, run_checks(comparison), 1.0, True, signature)


def sign(models: Models, settings: Settings) -> str:
    """One line that says how every number of a report was made.

    >>> from align.models.load import load_models
    >>> sign(load_models(), DEFAULTS).split("|")[0]
    'encoder:use-m3'
    """
    parts = {
        "encoder": models.encoder.name,
        "linker": models.linker.name,
        "words": models.word_aligner.name,
        "fidelity": models.judge.name,
        "sensitivity": f"{settings.sensitivity:g}",
        "max_merge": settings.max_merge,
        **({"split": "lines"} if settings.own_split else {}),
        "align": _own_version(),
    }
    return "|".join(f"{name}:{value}" for name, value in parts.items())


def sensitivity_of(signature: str) -> float:
    """The sensitivity that a signature names; the usual one where it names none.

    >>> sensitivity_of("encoder:use-m3|sensitivity:0.8|align:0.1.0")
    0.8
    """
    parts = dict(part.partition(":")[::2] for part in signature.split("|"))
    return float(parts.get("sensitivity", DEFAULTS.sensitivity))


def _own_version() -> str:
    return version("interpreted-align")


def require_language(transcript: Transcript, language: str, role: str) -> None:
    """Raises ``InputError`` if the text is plainly in a language other than ``language``."""
    if not is_in(transcript.text, language):
        found = identify_language(transcript.text) or language
        raise InputError(
            transcript.name,
            "{role} should be in {language:language}, but this text is in {found:language}; "
            "give the two texts the other way round, or another file",
            role=role,
            language=language,
            found=found,
        )
