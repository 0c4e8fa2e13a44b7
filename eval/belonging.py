"""Whether texts that do not belong together are told from those that do: ``eval.belonging``.

Right pairs are speeches with their interpretation: whole, half of one side, and inside joint
events. Wrong pairs set the French of one speech against the English of another one: of the same
debate where there is one, else of the same sitting, else of the same topic; and against a joint
event in which that speech was not held.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
from sklearn.metrics import roc_auc_score

from align.belonging import measure_belonging
from align.embed import Side, embed_texts
from align.link import link
from align.models.load import Models, load_models
from align.pipeline import sign
from align.settings import Settings
from eval.command import add_eptic_options, add_json_option, keep, print_lines
from eval.events import (
    OTHERS,
    SPEECHES,
    Bank,
    Piece,
    Plan,
    cut_half,
    foreign_between,
    long_front,
    one_speaker,
    put_together,
    read_bank,
)
from eval.gold import data_folder

WRONG_PER_SPEECH = 2
JOINT = 30
SIZES = ((1, 7), (8, 15), (16, 40), (41, 10_000))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, and whether they belong together.

    Attributes:
        kind: How the pair was made.
    """

    kind: str
    right: bool
    source: tuple[str, ...]
    target: tuple[str, ...]

    @property
    def size(self) -> int:
        """Segments of the shorter text."""
        return min(len(self.source), len(self.target))


@dataclass(frozen=True, slots=True)
class Measured:
    """The belonging of one pair."""

    kind: str
    right: bool
    size: int
    belonging: float


@dataclass(frozen=True, slots=True)
class Debate:
    """When and about what a speech was held."""

    date: str
    topic: str
    title: str


def make_pairs(bank: Bank, debates: Mapping[str, Debate], seed: int) -> Iterator[Pair]:
    """Right and wrong pairs of every kind."""
    random = Random(seed)  # noqa: S311
    for speech in range(len(bank.speeches)):
        whole = bank.source(speech), bank.target(speech)
        yield pair_of(bank, "whole", True, ([whole[0]], [whole[1]]))
        for side, kind in enumerate(("half the French", "half the transcript")):
            half = list(whole)
            half[side] = cut_half(bank, speech, random, side)
            if half[side].last > half[side].first:
                yield pair_of(bank, kind, True, ([half[0]], [half[1]]))
        for other, kind in nearest(bank, debates, speech, random):
            yield pair_of(bank, kind, False, ([whole[0]], [bank.target(other)]))
    yield from joint_pairs(bank, random)


def joint_pairs(bank: Bank, random: Random) -> Iterator[Pair]:
    """Events that hold the speech whose French is given, and events that do not."""
    kinds: dict[str, Callable[[Bank, Random], Plan]] = {
        "joint: one speaker": one_speaker,
        "joint: foreign between": foreign_between,
        "joint: long front": long_front,
    }
    for kind, plan in kinds.items():
        for _ in range(JOINT):
            yield pair_of(bank, kind, True, plan(bank, random))
    for _ in range(JOINT):
        absent, *held = random.sample(bank.own, 6)
        yield pair_of(bank, "event without speech", False, event(bank, absent, held))
        yield pair_of(bank, "two other events", False, two_events(bank, random))


def event(bank: Bank, speech: int, held: Sequence[int]) -> Plan:
    """The French of a speech and the English of others."""
    return [bank.source(speech)], [bank.target(each) for each in held]


def two_events(bank: Bank, random: Random) -> Plan:
    """The French of four speeches and the English of four others."""
    chosen = random.sample(bank.own, 8)
    return [bank.source(each) for each in chosen[:4]], [bank.target(each) for each in chosen[4:]]


def pair_of(bank: Bank, kind: str, right: bool, plan: tuple[list[Piece], list[Piece]]) -> Pair:
    """The texts of a plan."""
    document = put_together(bank, kind, "", *plan).document
    return Pair(kind, right, document.source, document.target)


def nearest(
    bank: Bank, debates: Mapping[str, Debate], speech: int, random: Random
) -> Iterator[tuple[int, str]]:
    """Other speeches that are most easily mistaken for this one, and why."""
    here = debates.get(bank.speeches[speech].name, Debate("", "", ""))
    group = bank.own if speech in bank.own else bank.other
    others = random.sample(group, len(group))
    others = [each for each in others if each != speech]
    reasons: dict[str, Callable[[Debate], bool]] = {
        "same debate": lambda there: (there.date, there.title) == (here.date, here.title),
        "same sitting": lambda there: there.date == here.date,
        "same topic": lambda there: there.topic == here.topic,
        "any": lambda _: True,
    }
    found = 0
    for kind, fits in reasons.items():
        for other in others:
            if found < WRONG_PER_SPEECH and fits(debates[bank.speeches[other].name]):
                found += 1
                yield other, kind


def read_debates(folder: Path) -> dict[str, Debate]:
    """The debates of all speeches, by document."""
    found = {}
    for corpus in (SPEECHES, OTHERS):
        file = folder / corpus / "meta.json"
        for row in json.loads(file.read_text(encoding="utf-8")):
            about = row["src"]
            title = about["topicspec"].removesuffix("(debate)").strip()
            found[row["doc"]] = Debate(about["date"], about["topic"].lower(), title)
    return found


def measure(pairs: Iterable[Pair], models: Models, settings: Settings) -> Iterator[Measured]:
    """The belonging of each pair, as the program measures it."""

    @cache
    def side(texts: tuple[str, ...]) -> Side:
        return embed_texts(texts, models.encoder, settings.max_merge)

    for pair in pairs:
        yield measure_pair(pair, side(pair.source), side(pair.target), models)


def measure_pair(pair: Pair, source: Side, target: Side, models: Models) -> Measured:
    """The belonging of one pair."""
    links = link(source, target, models.linker.weights)
    return Measured(pair.kind, pair.right, pair.size, measure_belonging(links, source, target))


def best_threshold(measured: Sequence[Measured]) -> tuple[float, float]:
    """The threshold of highest balanced accuracy, and that accuracy."""
    values = sorted({each.belonging for each in measured})
    middles = [(a + b) / 2 for a, b in pairwise(values)] or [0.5]
    best = max(middles, key=lambda threshold: accuracy(measured, threshold))
    return best, accuracy(measured, best)


def accuracy(measured: Sequence[Measured], threshold: float) -> float:
    """Mean of the share of right pairs kept and of wrong pairs refused."""
    shares = []
    for right in (True, False):
        judged = [(m.belonging >= threshold) == right for m in measured if m.right == right]
        shares += [np.mean(judged)] if judged else []
    return float(np.mean(shares))


def area(measured: Sequence[Measured]) -> float:
    """Area under the ROC curve; NaN where all pairs are of one sort."""
    right = [each.right for each in measured]
    if len(set(right)) < 2:
        return float("nan")
    return float(roc_auc_score(right, [each.belonging for each in measured]))


def lines(measured: Sequence[Measured], threshold: float, signature: str) -> Iterator[str]:
    """Per kind, then per size, then over all."""
    yield (
        f"{'kind':24} right pairs {'min':>6} {'5 %':>6} {'mean':>6} {'95 %':>6} {'max':>6} "
        "correct  signature"
    )
    kinds = defaultdict(list)
    for each in measured:
        kinds[each.kind, each.right].append(each)
    for (kind, right), members in sorted(kinds.items(), key=lambda item: not item[0][1]):
        values = np.array([each.belonging for each in members])
        low, high = np.quantile(values, [0.05, 0.95])
        correct = float(((values >= threshold) == right).mean())
        yield (
            f"{kind:24} {'yes' if right else 'no':>5} {len(values):5} {values.min():6.3f} "
            f"{low:6.3f} {values.mean():6.3f} {high:6.3f} {values.max():6.3f} {correct:7.3f}  "
            f"{signature}"
        )
    yield ""
    yield f"{'segments':24} right wrong {'AUC':>6} accuracy {'best':>6} {'at':>6}  signature"
    for low, high in SIZES:
        members = [each for each in measured if low <= each.size <= high]
        if members:
            yield summary(
                f"{low}–{high}" if high < 10_000 else f"{low} and more",
                members,
                threshold,
                signature,
            )
    yield summary("all", measured, threshold, signature)


def summary(name: str, measured: Sequence[Measured], threshold: float, signature: str) -> str:
    """One line of the second table."""
    best, reached = best_threshold(measured)
    right = sum(each.right for each in measured)
    return (
        f"{name:24} {right:5} {len(measured) - right:5} {area(measured):6.4f} "
        f"{accuracy(measured, threshold):8.4f} {reached:6.4f} {best:6.3f}  {signature}"
    )


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.belonging", description=__doc__)
    add_eptic_options(parser)
    add_json_option(parser)
    return parser.parse_args(arguments)


def run(options: argparse.Namespace) -> Iterator[str]:
    """The lines that the command prints."""
    folder = options.data or data_folder() / "alignment" / "eptic"
    bank = read_bank(folder)
    pairs = make_pairs(bank, read_debates(folder), options.seed)
    settings = Settings(encoder=options.encoder)
    models = load_models(settings)
    measured = list(measure(pairs, models, settings))
    signature = f"{sign(models, settings)}|threshold:{settings.belonging:g}|seed:{options.seed}"
    yield from lines(measured, settings.belonging, signature)
    rows = {
        "signature": signature,
        "auc": area(measured),
        "accuracy": accuracy(measured, settings.belonging),
        "best_threshold": best_threshold(measured)[0],
        "pairs": [asdict(each) for each in measured],
    }
    keep(rows, options.json)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; 2 if it cannot."""
    return print_lines(run(parse(arguments)))


if __name__ == "__main__":
    sys.exit(main())
