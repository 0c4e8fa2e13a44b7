"""Whether the index of a library finds what comparing all finds, and what both take.

Each is asked by a process of its own that opens the library on disk and loads the encoder, as
``align library search`` does, so that the memory told is what a search takes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from align.library.index import keep_up
from align.library.search import nearest
from align.library.store import Library, open_library
from align.library.vote import Neighbours
from align.models.load import load_models

#: Neighbours asked for, as ``align.library.find`` does; questions asked at once.
COUNT, AT_ONCE = 16, 32
#: Questions that are asked one by one as well.
ALONE = 24
STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Answered:
    """What one process was answered.

    Attributes:
        busy: Milliseconds of processor time a question, many asked at once.
        alone: Median milliseconds by the clock of a question asked by itself.
        memory: The most that the process held, in megabytes.
    """

    found: tuple[Neighbours, ...]
    busy: float
    alone: float
    memory: float


def index_lines(library: Library, asked: Sequence[str], signature: str) -> Iterator[str]:
    """What is found and what it takes, without and with index."""
    yield (
        f"{'sentences':>9} {'asked':>5}  {'how':8} {'found':>6} {'busy ms':>8} {'alone ms':>8} "
        f"{'MB':>5}"
    )
    count = library.sentences.count_rows()
    exact = _apart(library.folder, asked)
    began = time.process_time()
    keep_up(library, least=0)
    made = time.process_time() - began
    quick = _apart(library.folder, asked)
    for how, each in (("all", exact), ("index", quick)):
        yield (
            f"{count:9,} {len(asked):5}  {how:8} {share(exact, each):6.4f} {each.busy:8.1f} "
            f"{each.alone:8.1f} {each.memory:5.0f}  {signature}"
        )
    yield f"making the index took {made:.0f} s of processor time  {signature}"


def share(exact: Answered, other: Answered) -> float:
    """How many of the nearest sentences the other answers hold as well."""
    pairs = list(zip(exact.found, other.found, strict=True))
    same = sum(len(_rows(one) & _rows(found)) for one, found in pairs)
    return same / sum(len(_rows(one)) for one, _ in pairs)


def _apart(folder: Path, asked: Sequence[str]) -> Answered:
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(answer, folder, list(asked)).result()


def answer(folder: Path, asked: list[str]) -> Answered:
    """Asks a library on disk."""
    library, vectors = open_library(folder), load_models().encoder.encode(asked)
    nearest(library, vectors[:1], COUNT)
    began = time.process_time()
    starts = range(0, len(asked), AT_ONCE)
    found = tuple(nearest(library, vectors[at : at + AT_ONCE], COUNT) for at in starts)
    busy = 1000 * (time.process_time() - began) / len(asked)
    clocks = [time.perf_counter()]
    for at in range(min(ALONE, len(asked))):
        nearest(library, vectors[at : at + 1], COUNT)
        clocks.append(time.perf_counter())
    return Answered(found, busy, 1000 * float(np.median(np.diff(clocks))), most_memory())


def most_memory() -> float:
    """The most memory this process has held, in megabytes; not that of what began it."""
    lines = STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def _rows(found: Neighbours) -> set[tuple[int, int, int]]:
    rows = enumerate(zip(found.documents.tolist(), found.places.tolist(), strict=True))
    return {
        (asked, key, place)
        for asked, (keys, places) in rows
        for key, place in zip(keys, places, strict=True)
    }
