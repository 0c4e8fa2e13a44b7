"""What batch work costs: ``python -m eval.batch``.

Throughput against workers and engine, growth with the size of the corpus, and the cost of starting
anew, all in one run, so that they can be held against each other. The documents are speeches of the
gold data, as often as it takes.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from align.batch.manifest import open_manifest
from align.batch.run import run_batch
from align.batch.work import Task
from align.progress import Progress
from align.settings import DEFAULTS
from align.workers import EngineName, open_engine
from eval.command import print_lines, processor_seconds
from eval.gold import DataMissingError, read_corpora

CORPUS = "en_sp_tt_from_fr__fr_sp_st"
TASK = Task(DEFAULTS, (".html", ".json"))


@dataclass(frozen=True, slots=True)
class Timed:
    """One run.

    Attributes:
        seconds: From the first call to the last byte.
        busy: Processor seconds of this process and its workers; those of a cluster are not seen.
        steady: Documents a second between the first document done and the last.
        written: Bytes in the folder.
    """

    documents: int
    seconds: float
    busy: float
    steady: float
    written: int


def write_manifest(folder: Path, count: int) -> Path:
    """A manifest of so many documents of the gold data, in which the English stands first."""
    found = [each for each in read_corpora() if each.corpus.endswith(CORPUS)]
    if not found:
        raise DataMissingError("No gold document of French speeches was found under ALIGN_DATA.")
    file = folder / f"documents-{count}.jsonl"
    with file.open("w", encoding="utf-8") as rows:
        for number, document in enumerate(islice(cycle(found), count)):
            row = {
                "name": f"{number:06}",
                "transcript_text": "\n".join(document.source),
                "french_text": "\n".join(document.target),
            }
            rows.write(json.dumps(row, ensure_ascii=False) + "\n")
    return file


def timed(manifest: Path, folder: Path, engine: EngineName, workers: int) -> Timed:
    """One run of a batch."""
    marks: list[tuple[float, int]] = []

    def note(progress: Progress) -> None:
        marks.append((time.perf_counter(), progress.done))

    began, busy = time.perf_counter(), processor_seconds()
    with closing(open_engine(engine, workers)) as running:
        run_batch(open_manifest(str(manifest)), folder, TASK, running, on_progress=note)
    seconds = time.perf_counter() - began
    (start, first), (end, last) = marks[min(1, len(marks) - 1)], marks[-1]
    written = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    busy = processor_seconds() - busy
    return Timed(last, seconds, busy, (last - first) / max(end - start, 1e-9), written)


def lines(options: argparse.Namespace) -> Iterator[str]:
    """The table, line by line."""
    yield (
        f"{'run':34} {'documents':>9} {'seconds':>8} {'busy':>7} {'a second':>9} "
        f"{'MB written':>10} {'MB':>6}"
    )
    with TemporaryDirectory() as name:
        folder = Path(name)
        manifest = write_manifest(folder, options.documents)
        for engine in options.engines:
            for workers in options.workers:
                out = folder / f"{engine}-{workers}"
                yield line(f"{engine}, {workers} workers", timed(manifest, out, engine, workers))
        most = max(options.workers)
        for size in options.sizes:
            part = write_manifest(folder, size)
            out = folder / f"size-{size}"
            yield line(f"{size} documents", timed(part, out, EngineName.LOCAL, most))
        again = timed(part, out, EngineName.LOCAL, most)
        yield line("the last one again, all done", again)


def line(name: str, run: Timed) -> str:
    """One run: time, pace once workers have started, and memory of the first process."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{name:34} {run.documents:9} {run.seconds:8.1f} {run.busy:7.1f} {run.steady:9.2f} "
        f"{run.written / 1e6:10.1f} {peak:6.0f}"
    )


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.batch", description=__doc__)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--engines", type=EngineName, nargs="+", default=list(EngineName))
    parser.add_argument("--sizes", type=int, nargs="+", default=[30, 60, 120])
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; 2 if it cannot."""
    return print_lines(lines(parse(arguments)))


if __name__ == "__main__":
    sys.exit(main())
