"""What one worker does with one document: compare it, write its reports, score it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from align.batch.manifest import Job
from align.detect import detect
from align.errors import AlignError, InputError, MissingExtraError, ModelError, SettingsError
from align.library.find import find_original
from align.library.store import Library, open_library
from align.models.load import Models, load_models
from align.pipeline import compare, original_from
from align.report import WRITERS
from align.report.summary import summarise
from align.scores import AlignmentScore, Pair, score
from align.settings import Settings
from align.transcripts import parse_transcript
from align.types import Alignment, Original, Report, Segment, Severity, Transcript


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document.

    Attributes:
        cells: Its line of the summary, by column.
        files: Its reports, by suffix.
        score: Against the gold, where there is one.
        is_final: Whether another run would come to the same.
    """

    cells: Mapping[str, Any]
    files: Mapping[str, bytes] = field(default_factory=dict)
    score: AlignmentScore | None = None
    is_final: bool = True


@dataclass(frozen=True, slots=True)
class Task:
    """How every document of a batch is done; can be sent to another process.

    Attributes:
        settings: For the comparison.
        suffixes: Of the reports to write.
        library: Where originals are looked for; None where every row names its own.
    """

    settings: Settings
    suffixes: tuple[str, ...]
    library: Path | None = None

    def __call__(self, job: Job) -> Outcome:
        """The outcome; a document that cannot be used is one, too.

        Raises:
            AlignError: No document could be done: a model or a library is missing.
        """
        try:
            return self._compared(job)
        except (MissingExtraError, ModelError, SettingsError):
            raise
        except AbsentError as error:
            return failed(str(error), is_final=False)
        except AlignError as error:
            return failed(str(error))
        except Exception as error:  # noqa: BLE001 - one document must not end the others
            return failed(f"unexpected {type(error).__name__}: {error}")

    def _compared(self, job: Job) -> Outcome:
        if job.trouble or job.transcript is None:
            raise AlignError(job.trouble)
        # Gold counts lines, so its texts are not split anew.
        settings = replace(self.settings, own_split=self.settings.own_split or bool(job.gold))
        models = load_models(settings)
        name, data = job.transcript.name, job.transcript.data
        transcript = parse_transcript(data, name, settings=settings)
        original = self._original(job, transcript, models, settings)
        report = compare(transcript, original, models, settings=settings)
        writers = [writer for writer in WRITERS if writer.suffix in self.suffixes]
        return Outcome(
            _cells(report),
            {writer.suffix: writer.write(report) for writer in writers},
            None if job.gold is None else score_lines(job.gold, report),
        )

    def _original(
        self, job: Job, transcript: Transcript, models: Models, settings: Settings
    ) -> Original:
        if job.french is not None:
            french = parse_transcript(job.french.data, job.french.name, settings=settings)
            return original_from(french, settings=settings)
        if self.library is None:
            raise InputError(
                job.name,
                "names no French text. Add a column french to the manifest, or give a library",
            )
        library = _library(self.library)
        found = find_original(transcript, detect(transcript), library, models, settings=settings)
        if found.answer is None:
            raise AbsentError(job.name, f"its original is not in the library {found.library}")
        return found.answer


class AbsentError(InputError):
    """An original that is not in the library; it may be there when the next run looks."""


@cache
def _library(folder: Path) -> Library:
    return open_library(folder)


def failed(message: str, *, is_final: bool = True) -> Outcome:
    """The outcome of a document that could not be compared."""
    cells = {"status": "failed", "message": " ".join(message.split())}
    return Outcome(cells, is_final=is_final)


def _cells(report: Report) -> dict[str, Any]:
    summary = summarise(report)
    weighed = dict.fromkeys(reversed(Severity), 0)
    for (_, severity), count in summary.findings.items():
        weighed[severity] += count
    comparison = report.comparison
    return {
        "status": "compared" if report.belong_together else "strangers",
        "message": "" if report.belong_together else "do not seem to belong together",
        "transcript": comparison.transcript.name,
        "french": comparison.original.transcript.name,
        "origin": comparison.original.origin.value,
        "belonging": round(report.belonging, 4),
        "interpreted": round(summary.interpreted_share, 4),
        "words": summary.words,
        "french_sentences": summary.source_sentences,
        "english_sentences": summary.target_sentences,
        **{kind.value: count for kind, count in summary.links.items()},
        "gaps": sum(summary.gaps.values()),
        **{severity.value: count for severity, count in weighed.items()},
        "signature": report.signature,
    }


# ------------------------------------------------------------------------ scores


def _lines(text: str, segments: Sequence[Segment]) -> list[int]:
    ends = [place for place, sign in enumerate(text) if sign == "\n"]
    return [bisect_left(ends, segment.span.start) for segment in segments]


def score_lines(gold: tuple[Pair, ...], report: Report) -> AlignmentScore:
    """The score of a report's links, as links between lines of the two texts."""
    comparison = report.comparison
    texts = comparison.original.transcript.text, comparison.transcript.text
    return score(gold, line_links(comparison.alignment, *texts))


def line_links(alignment: Alignment, source: str, target: str) -> Iterator[Pair]:
    """The links by the numbers of the lines, from 0, on which their segments begin."""
    source_lines = _lines(source, alignment.source)
    target_lines = _lines(target, alignment.target)
    for link in alignment.links:
        yield (
            tuple(source_lines[i] for i in link.source),
            tuple(target_lines[j] for j in link.target),
        )
