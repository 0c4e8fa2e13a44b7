"""Scores and speed of translators: ``python -m eval.translation``.

Prints sacrebleu's BLEU and chrF2 with their signatures, sentences and source words a second, and
the highest memory, of every translator on every test set: of its best renderings, and of the draft
that the program makes of them. Each line has a process of its own.
``--generate`` puts ``transformers.generate`` with the same weights, beam and threads beside it.

Renderings are scored in plain signs (ASCII quotes and apostrophes), as the references have them.
Europarl, on which the built-in translator was trained, contains the sittings EPTIC was drawn from:
its EPTIC scores are optimistic.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from align.draft import CHOICES
from align.errors import MissingExtraError, ModelError
from align.models.translation_text import to_model
from align.models.translator import BEAM
from align.settings import DEFAULTS
from eval.command import print_lines
from eval.gold import DataMissingError, data_folder, read_corpora
from eval.speed import THREADS
from eval.translation_task import DRAFT, GENERATE, OURS, Done, Task

EPTIC = ("en_wr_st__fr_wr_tt", "en_wr_tt_from_fr__fr_wr_st")
CONTAMINATED = "eptic"


@dataclass(frozen=True, slots=True)
class TestSet:
    """English and French sentences that say the same."""

    name: str
    english: tuple[str, ...]
    french: tuple[str, ...]

    def side(self, language: str) -> tuple[str, ...]:
        """The sentences in "en" or "fr"."""
        return self.english if language == "en" else self.french

    def first(self, count: int | None) -> TestSet:
        """The first sentences."""
        return TestSet(self.name, self.english[:count], self.french[:count])


def read_sets(folder: Path | None) -> Iterator[TestSet]:
    """The test sets of a folder, ``NAME.en`` and ``NAME.fr``; by default ours and EPTIC's pairs."""
    where = folder or data_folder() / "translation"
    for english in sorted(where.glob("*.en")):
        french = english.with_suffix(".fr")
        if french.is_file():
            yield TestSet(english.stem, *(_lines(side) for side in (english, french)))
    if folder is None:
        yield from read_eptic()


def read_eptic() -> Iterator[TestSet]:
    """The written sides of EPTIC, sentences joined as the gold links join them."""
    for corpus in EPTIC:
        folder = data_folder() / "alignment" / "eptic" / corpus
        sides: tuple[list[str], list[str]] = [], []
        for document in read_corpora(folder):
            for source, target in document.links:
                if source and target:
                    sides[0].append(" ".join(document.source[index] for index in source))
                    sides[1].append(" ".join(document.target[index] for index in target))
        english, french = (tuple(map(to_model, side)) for side in sides)
        yield TestSet(f"{CONTAMINATED}/{corpus}", english, french)


def translated(task: Task, threads: int) -> Done:
    """What became of a task, in a process of its own.

    Raises:
        ModelError: The process failed; the error says how.
    """
    done = subprocess.run(
        [sys.executable, "-m", "eval.translation_task"],
        input=json.dumps(asdict(task)),
        env=os.environ | dict.fromkeys(THREADS, str(threads)),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ModelError(f"{task.translator}: {done.stderr.strip().splitlines()[-1]}")
    told = json.loads(done.stdout.splitlines()[-1])
    return Done(tuple(told["renderings"]), told["seconds"], told["busy"], told["peak"])


def scores(made: Sequence[str], references: Sequence[str]) -> Iterator[tuple[float, str]]:
    """BLEU and chrF2, each with sacrebleu's signature."""
    try:
        from sacrebleu.metrics.bleu import BLEU
        from sacrebleu.metrics.chrf import CHRF
    except ModuleNotFoundError as error:
        raise MissingExtraError("sacrebleu", "eval") from error
    for metric in (BLEU(), CHRF()):
        score = metric.corpus_score(list(made), [list(references)])
        yield score.score, f"{score.name}|{metric.get_signature()}"


def line(test: TestSet, task: Task, done: Done) -> tuple[str, tuple[str, ...]]:
    """One line of the table, and the signatures of its scores."""
    (bleu, bleu_sign), (chrf, chrf_sign) = scores(done.renderings, test.side(task.into))
    words = sum(len(text.split()) for text in task.texts)
    note = " contaminated" if test.name.startswith(CONTAMINATED) else ""
    return (
        f"{test.name:38} {task.out_of}-{task.into} {task.engine:12} {len(task.texts):5} "
        f"{bleu:6.2f} {chrf:6.2f} {len(task.texts) / done.seconds:8.1f} "
        f"{words / done.seconds:8.0f} {done.peak:8.0f}  {task.translator}{note}"
    ), (bleu_sign, chrf_sign)


def run(options: argparse.Namespace) -> Iterator[str]:
    """The lines that the command prints."""
    sets = [each.first(options.limit) for each in read_sets(options.data)]
    if not sets:
        raise DataMissingError("No test set was found: expected NAME.en and NAME.fr in the folder.")
    yield (
        f"{'test set':38} way   {'engine':12} {'sents':>5} {'BLEU':>6} {'chrF2':>6} "
        f"{'sents/s':>8} {'words/s':>8} {'peak MB':>8}  translator"
    )
    signatures: dict[str, None] = {}
    busy = dict.fromkeys((OURS, DRAFT, GENERATE), 0.0)
    for out_of, into in options.ways:
        for test in sets:
            for name in options.translator:
                for engine in (OURS, DRAFT, *((GENERATE,) if options.generate else ())):
                    task = Task(engine, name, out_of, into, test.side(out_of))
                    done = translated(task, options.threads)
                    busy[engine] += done.busy
                    told, signs = line(test, task, done)
                    signatures |= dict.fromkeys(signs)
                    yield told
    yield from signatures
    yield f"threads:{options.threads}|beam:{BEAM}|drafts:best of {CHOICES}"
    if options.generate:
        ratio = busy[GENERATE] / busy[OURS]
        yield f"{OURS} is {ratio:.1f} times as fast as {GENERATE}, by processor seconds"


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.translation", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of NAME.en and NAME.fr")
    parser.add_argument(
        "--translator", nargs="+", default=[DEFAULTS.translator], help="names or folders"
    )
    parser.add_argument("--limit", type=int, help="only so many sentences of each set")
    parser.add_argument("--threads", type=int, default=1, help="cores to use")
    parser.add_argument("--generate", action="store_true", help="transformers.generate beside it")
    parser.add_argument(
        "--ways", type=_way, nargs="+", default=[("en", "fr")], help="en-fr, fr-en or both"
    )
    return parser.parse_args(arguments)


def _way(text: str) -> tuple[str, str]:
    if text not in ("en-fr", "fr-en"):
        raise argparse.ArgumentTypeError(f"expected en-fr or fr-en, got {text}")
    return (text[:2], text[3:])


def _lines(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8").rstrip("\n").split("\n"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; 2 if it cannot."""
    return print_lines(run(parse(arguments)))


if __name__ == "__main__":
    sys.exit(main())
