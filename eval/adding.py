"""How many sentences a second are added to a library, and what takes the time.

The documents are made of the French of the training text: consecutive lines, some thirty a
document, as running text that has to be split again.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from align.detect import detect
from align.library.add import BLOCK, add
from align.library.documents import put
from align.library.prepare import Prepare, parts_of
from align.library.records import About
from align.library.sources import from_paths
from align.library.store import Library, make_library
from align.models.load import load_models
from align.segment import segment
from align.settings import DEFAULTS
from align.workers import EngineName, open_engine
from eval.command import processor_seconds
from eval.distractors import read_french

LINES_IN_DOCUMENT, LINES_IN_PARAGRAPH = 30, 5
Result = TypeVar("Result")


def write_documents(file: Path, lines: Sequence[str]) -> None:
    """A table with one document a row."""
    with file.open("w", encoding="utf-8") as rows:
        for start in range(0, len(lines), LINES_IN_DOCUMENT):
            part = lines[start : start + LINES_IN_DOCUMENT]
            paragraphs = (
                " ".join(part[at : at + LINES_IN_PARAGRAPH])
                for at in range(0, len(part), LINES_IN_PARAGRAPH)
            )
            rows.write(json.dumps({"text": "\n\n".join(paragraphs)}, ensure_ascii=False) + "\n")


def adding_lines(count: int, workers: Sequence[int], folder: Path, signature: str) -> Iterator[str]:
    """The stages one by one, then the whole by each number of workers."""
    lines = read_french(count * (1 + len(workers)))
    parts = [lines[start : start + count] for start in range(0, len(lines), count)]
    for number, part in enumerate(parts):
        write_documents(folder / f"{number}.jsonl", part)
    yield from _stages(folder / "0.jsonl", folder / "stages", signature)
    for number, each in enumerate(workers, 1):
        yield f"{_whole(folder / f'{number}.jsonl', folder / f'by-{each}', each)}  {signature}"


def _stages(file: Path, folder: Path, signature: str) -> Iterator[str]:
    encoder = load_models().encoder
    library = make_library(folder, encoder, DEFAULTS.source_language)
    incoming = list(from_paths([file]))
    read, reading = _timed(lambda: [each.read()[0] for each in incoming])
    detected, detecting = _timed(lambda: [(each, detect(each)) for each in read])
    split, splitting = _timed(lambda: [segment(*each, language="fr") for each in detected])
    texts = [each.spoken for one in split for each in one if each.spoken]
    _, embedding = _timed(lambda: encoder.encode(texts))
    prepare = Prepare(lambda: library, lambda: encoder, About())
    prepared = [each.entry for part in parts_of(incoming) for each in prepare(part)]
    entries = [each for each in prepared if each]
    whole = max(1, BLOCK * len(entries) // len(texts))
    blocks = [entries[at : at + whole] for at in range(0, len(entries), whole)]
    _, writing = _timed(lambda: [put(library, block) for block in blocks])
    stages = {
        "read": reading,
        "detect": detecting,
        "split": splitting,
        "embed": embedding,
        "write": writing,
    }
    total = sum(stages.values())
    yield f"{len(texts):,} sentences of {len(read):,} documents, one process"
    for name, seconds in stages.items():
        yield (
            f"{name:8} {1000 * seconds / len(texts):6.3f} ms of processor time a sentence "
            f"{seconds / total:6.1%}  {signature}"
        )


def _timed(task: Callable[[], Result]) -> tuple[Result, float]:
    began = time.process_time()
    result = task()
    return result, time.process_time() - began


def _whole(file: Path, folder: Path, workers: int) -> str:
    encoder = load_models().encoder
    library: Library = make_library(folder, encoder, DEFAULTS.source_language)
    began, busy, sentences = time.perf_counter(), processor_seconds(), 0
    marks = [(began, 0)]
    with closing(open_engine(EngineName.LOCAL, workers)) as engine:
        several = engine if workers > 1 else None
        for each in add(library, from_paths([file]), encoder, engine=several):
            sentences += each.sentences
            marks.append((time.perf_counter(), sentences))
    seconds, busy = time.perf_counter() - began, processor_seconds() - busy
    (start, first), (end, last) = marks[len(marks) // 2], marks[-1]
    steady = f"{(last - first) / (end - start):.0f}" if end - start > 1 else "–"
    return (
        f"workers {workers}: {sentences:,} sentences, {sentences / seconds:.0f} a second by the "
        f"clock, {steady} once all work, {sentences / busy:.0f} a processor second"
    )
