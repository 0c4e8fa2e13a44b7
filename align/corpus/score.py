"""A whole corpus through the judge: streamed, in order, by as many workers as there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import IO

from align.corpus.judge import PAIR_CHECKS, Judged, judge_pairs, load_judge
from align.corpus.pairs import TextPair, open_text
from align.corpus.wordwise import find_wordwise
from align.errors import AlignError, InputError, SettingsError
from align.models.load import load_models
from align.progress import OnProgress, Progress, silent
from align.report.tsv import guarded
from align.settings import Settings
from align.types import Finding
from align.workers import Engine, Lost, in_order

#: Pairs that one worker judges at a time: each side fills one pass of the built-in encoder.
AT_ONCE = 1024
BINS = 50
#: How many of the least likely pairs a summary shows.
WORST = 20
STAGE = "Scoring pairs"
#: Findings of each category that a summary shows.
EXAMPLES = 5
COLUMNS = (
    "pair", "similarity", "probability", "flag", "source", "target", "findings", "source_words",
    "target_words", "signature",
)  # fmt: skip
NOT_A_TRANSLATION = "not a translation"


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where pairs go.

    Attributes:
        keep: The pairs that are kept: one TSV, or two files, source and target; "-" is standard
            output. Packed if the name says so.
        scores: A TSV of every pair with its scores and findings.
    """

    keep: tuple[str, ...] = ()
    scores: str | None = None

    def __post_init__(self) -> None:
        if len(self.keep) > 2:
            raise SettingsError("keep", "expected one file, or one for each side")


@dataclass(frozen=True, slots=True)
class Example:
    """A finding and its pair."""

    pair: TextPair
    finding: Finding

    @property
    def words(self) -> tuple[str, str]:
        """The words that the finding is about, of the source and of the target."""
        return words_of(self.pair, self.finding)


def words_of(pair: TextPair, finding: Finding) -> tuple[str, str]:
    """The words of a pair that a finding is about, of the source and of the target."""
    sides = (pair.source, finding.source), (pair.target, finding.target)
    said, heard = (" … ".join(span.of(text) for span in spans) for text, spans in sides)
    return said, heard


@dataclass(slots=True)
class Totals:
    """What is counted on the way; grows with the corpus no more than its numbers do.

    Attributes:
        similarities: Pairs by similarity, in ``BINS`` bins from 0 to 1.
        flagged_similarities: Those of them that are flagged.
        findings: Pairs by the category of what was found in them.
        examples: The surest findings of each category, with their pairs.
        worst: The least likely pairs, least likely first.
    """

    threshold: float
    signature: str
    pairs: int = 0
    flagged: int = 0
    similarity: float = 0.0
    probability: float = 0.0
    similarities: list[int] = field(default_factory=lambda: [0] * BINS)
    flagged_similarities: list[int] = field(default_factory=lambda: [0] * BINS)
    findings: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[Example]] = field(default_factory=dict)
    worst: list[Judged] = field(default_factory=list)

    def add(self, judged: Judged, *, is_flagged: bool) -> None:
        """Counts one pair."""
        self.pairs += 1
        self.flagged += is_flagged
        self.similarity += judged.similarity
        self.probability += judged.probability
        bin_ = min(BINS - 1, max(0, int(judged.similarity * BINS)))
        self.similarities[bin_] += 1
        self.flagged_similarities[bin_] += is_flagged
        for category in {finding.category for finding in judged.findings}:
            self.findings[category] = self.findings.get(category, 0) + 1
        if not is_flagged:
            self._show(judged)
        self.worst.append(judged)
        if len(self.worst) > 2 * WORST:
            self.trim()

    def _show(self, judged: Judged) -> None:
        """Keeps a finding of the pair where it is among the surest of its category."""
        for category, finding in {each.category: each for each in judged.findings}.items():
            shown = self.examples.setdefault(category, [])
            shown.append(Example(judged.pair, finding))
            shown.sort(key=lambda each: (-each.finding.confidence, each.pair.number))
            del shown[EXAMPLES:]

    def trim(self) -> None:
        """Leaves only the worst."""
        self.worst.sort(key=lambda each: (each.probability, each.pair.number))
        del self.worst[WORST:]


@dataclass(frozen=True, slots=True)
class JudgePart:
    """Judges some pairs; can be sent to another process.

    Attributes:
        has_checks: Whether numbers are checked, which the judge has learned from.
        has_words: Whether words are linked and every check is run on them.
    """

    settings: Settings
    has_checks: bool = True
    has_words: bool = False

    def __call__(self, pairs: tuple[TextPair, ...]) -> tuple[Judged, ...]:
        """The pairs, judged, in order."""
        models = load_models(self.settings)
        checks = PAIR_CHECKS if self.has_checks else ()
        judged = judge_pairs(pairs, models.encoder, load_judge(), checks)
        if not self.has_words:
            return judged
        found = find_wordwise(pairs, models, self.settings)
        return tuple(replace(one, findings=own) for one, own in zip(judged, found, strict=True))


def score_corpus(
    pairs: Iterable[TextPair],
    outputs: Outputs,
    settings: Settings,
    engine: Engine,
    *,
    threshold: float | None = None,
    has_words: bool = False,
    on_progress: OnProgress = silent,
) -> Totals:
    """The counts of a corpus; its pairs go to ``outputs`` as they are judged.

    Args:
        pairs: The corpus.
        outputs: Where pairs go.
        settings: Of the models and checks.
        engine: What does the work.
        threshold: Pairs less probable are flagged; the judge's own if None.
        has_words: Whether words are linked and every check is run, which takes far longer.
        on_progress: Told how many pairs are done.

    Raises:
        SettingsError: The judge has not learned from the encoder that was asked for.
        InputError: A file cannot be read or written.
    """
    judge = load_judge()
    if settings.encoder != judge.encoder:
        raise SettingsError(
            "encoder", f"the judge {judge.name} knows {judge.encoder} alone; leave this option out"
        )
    least = judge.threshold if threshold is None else threshold
    checked = f"|{_signed(settings)}" if has_words else ""
    signature = (
        f"encoder:{judge.encoder}|judge:{judge.name}|threshold:{least:g}{checked}"
        f"|align:{version('interpreted-align')}"
    )
    totals = Totals(least, signature)
    with ExitStack() as files:
        write = _writer(outputs, signature, files)
        task = JudgePart(settings, has_words=has_words)
        results = in_order(task, _parts(pairs), engine)
        for part, judged in files.enter_context(closing(results)):
            if isinstance(judged, Lost):
                raise AlignError(
                    f"pairs {part[0].number} to {part[-1].number} ended their process each time; "
                    "most likely memory is short"
                )
            for each in judged:
                is_flagged = each.probability < least
                totals.add(each, is_flagged=is_flagged)
                write(each, is_flagged)
            on_progress(Progress(STAGE, totals.pairs, totals.pairs))
    totals.trim()
    return totals


def _signed(settings: Settings) -> str:
    models = load_models(settings)
    names = f"words:{models.word_aligner.name}|fidelity:{models.judge.name}"
    return f"{names}|sensitivity:{settings.sensitivity:g}"


def _parts(pairs: Iterable[TextPair]) -> Iterator[tuple[TextPair, ...]]:
    waiting = iter(pairs)
    while part := tuple(islice(waiting, AT_ONCE)):
        yield part


def _writer(outputs: Outputs, signature: str, files: ExitStack) -> Callable[[Judged, bool], None]:
    try:
        keep = [_opened(name, files) for name in outputs.keep]
        scores = _opened(outputs.scores, files) if outputs.scores else None
    except OSError as error:
        raise InputError(error.filename or "output", f"cannot be written: {error}") from error
    if scores:
        scores.write("\t".join(COLUMNS) + "\n")

    def write(judged: Judged, is_flagged: bool) -> None:
        pair = judged.pair
        if keep and not is_flagged:
            texts = (pair.source, pair.target)
            for file, text in zip(
                keep, texts if len(keep) == 2 else ["\t".join(texts)], strict=True
            ):
                file.write(f"{text}\n")
        if scores:
            scores.write("\t".join(_cells(judged, is_flagged, signature)) + "\n")

    return write


def _opened(name: str, files: ExitStack) -> IO[str]:
    file = open_text(name, "w")
    return file if name == "-" else files.enter_context(file)


def _cells(judged: Judged, is_flagged: bool, signature: str) -> tuple[str, ...]:
    pair = judged.pair
    found = [f"{each.severity.value} {each.category}: {each.message}" for each in judged.findings]
    words = [words_of(pair, each) for each in judged.findings]
    told = (" | ".join(each) for each in (found, [a for a, _ in words], [b for _, b in words]))
    return (
        str(pair.number),
        f"{judged.similarity:.4f}",
        f"{judged.probability:.4f}",
        NOT_A_TRANSLATION if is_flagged else "",
        *map(guarded, (pair.source, pair.target, *told)),
        signature,
    )


def overwritten(outputs: Outputs, inputs: Iterable[str]) -> str | None:
    """An output that would overwrite an input, if any would."""
    taken = {Path(name).resolve() for name in inputs if name != "-"}
    written = [*outputs.keep, *([outputs.scores] if outputs.scores else [])]
    return next((each for each in written if Path(each).resolve() in taken), None)
