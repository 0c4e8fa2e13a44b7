"""A whole batch: the manifest in, reports and tables out, to be taken up again at any moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from align.batch.journal import Entry, Journal
from align.batch.manifest import Job, Manifest, file_stem
from align.batch.tables import write_scores, write_summary
from align.batch.work import Outcome, Task, failed
from align.errors import InputError
from align.models.load import load_models
from align.pipeline import OnProgress, Progress, sign, silent
from align.workers import Engine, Lost, spread

REPORTS, JOURNAL, DRAFT = "reports", "journal.db", ".draft"
SUMMARY, SCORES = "summary.tsv", "scores.tsv"
STAGE = "Comparing"


@dataclass(frozen=True, slots=True)
class Tally:
    """How a batch ended.

    Attributes:
        statuses: How many documents of each status.
        kept: How many of them an earlier run had done.
        files: The tables.
    """

    statuses: Mapping[str, int]
    kept: int
    files: tuple[Path, ...]


def run_batch(
    manifest: Manifest,
    folder: Path,
    task: Task,
    engine: Engine,
    *,
    on_progress: OnProgress = silent,
) -> Tally:
    """Does what is not yet done of ``manifest`` and writes the tables into ``folder``.

    The result depends on the manifest and the task alone, not on the workers, nor on how often
    the run was broken off.

    Raises:
        InputError: The folder cannot be used, or holds results made in another way.
        AlignError: No document can be done at all.
    """
    run = _Run(manifest, folder, task, _journal(folder, task), on_progress)
    with run.journal:
        run.tell()
        with closing(spread(task, run.undone(), engine)) as outcomes:
            for job, outcome in outcomes:
                run.finish(job, _died(outcome) if isinstance(outcome, Lost) else outcome)
        return run.close()


def _journal(folder: Path, task: Task) -> Journal:
    made_by = f"{sign(load_models(task.settings), task.settings)}|{_options(task)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(folder, f"no folder can be made here: {error.strerror}") from error
    return Journal(folder / JOURNAL, made_by)


def _options(task: Task) -> str:
    """What else the results depend on: every setting, the formats, the library."""
    settings = ",".join(
        f"{name}={getattr(task.settings, name)}" for name in task.settings.__slots__
    )
    return f"settings:{settings}|reports:{' '.join(task.suffixes)}|library:{task.library}"


def _died(lost: Lost) -> Outcome:
    return failed(
        f"its process died {lost.tries} times, most likely for want of memory; the next run tries "
        "it again",
        is_final=False,
    )


class _Run:
    """A batch under way. Only this process writes; workers see no files."""

    def __init__(
        self, manifest: Manifest, folder: Path, task: Task, journal: Journal, told: OnProgress
    ) -> None:
        self.manifest, self.folder, self.task, self.journal = manifest, folder, task, journal
        self._told, self._done, self._kept = told, 0, 0
        self._under_way: set[str] = set()

    def tell(self) -> None:
        """Says how far the run has come."""
        total = self.manifest.total
        self._told(Progress(STAGE, self._done, self._done if total is None else total))

    def undone(self) -> Iterator[Job]:
        """The documents that have yet to be compared; the others are entered on the way."""
        for each in self.manifest.jobs():
            job = self._apart(each)
            if self._is_done(job):
                self.journal.keep(job.name, job.number)
                self._kept += 1
                self._count()
            elif job.trouble:
                self.finish(job, failed(job.trouble))
            else:
                self._under_way.add(job.name.casefold())
                yield job

    def _apart(self, job: Job) -> Job:
        """The document with its number in its name where an earlier row has that name.

        A transcript may be compared with several French texts, but no two rows may be given one
        name: that is trouble.
        """
        if job.name.casefold() not in self._under_way and not self.journal.is_taken(job.name):
            return job
        again = replace(job, name=f"{job.name} ({job.number})")
        message = f"the name {job.name!r} was given to an earlier row"
        return replace(again, trouble=message) if job.is_named else again

    def _is_done(self, job: Job) -> bool:
        """Whether an earlier run did it, and its reports are still there."""
        entry = self.journal.find(job.name, job.fingerprint)
        if entry is None:
            return False
        return all((self.folder / file).is_file() for file in entry.cells["reports"])

    def finish(self, job: Job, outcome: Outcome) -> None:
        """Writes the reports, then the line of the journal that makes them count."""
        written = []
        for suffix, data in outcome.files.items():
            written.append(f"{REPORTS}/{file_stem(job.name)}{suffix}")
            _put(self.folder / written[-1], self.folder / DRAFT, data)
        cells = {**outcome.cells, "reports": written}
        made_from = job.fingerprint if outcome.is_final else ""
        self.journal.record(job.number, made_from, Entry(job.name, cells, outcome.score))
        self._under_way.discard(job.name.casefold())
        self._count()

    def _count(self) -> None:
        self._done += 1
        self.tell()

    def close(self) -> Tally:
        """Writes the tables and puts the journal in order."""
        statuses = Counter(str(each.cells["status"]) for each in self.journal.entries())
        draft = self.folder / DRAFT
        tables = [self.folder / SUMMARY, self.folder / SCORES]
        for file, write in zip(tables, (write_summary, write_scores), strict=True):
            if write(self.journal.entries(), draft):
                draft.replace(file)
            else:
                file.unlink(missing_ok=True)
        self.journal.close_to(draft)
        draft.replace(self.folder / JOURNAL)
        return Tally(statuses, self._kept, tuple(file for file in tables if file.is_file()))


def _put(file: Path, draft: Path, data: bytes) -> None:
    """The file is there whole or not at all."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        draft.replace(file)
    except OSError as error:
        raise InputError(file, f"cannot be written: {error.strerror}") from error
