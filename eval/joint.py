"""Joint events made of real speeches: ``python -m eval.joint``.

Per kind of event: F1 of the links that exist (strict and lax), and precision, recall and F1 of
foreign segments left unlinked. Segments without counterpart inside a speech count on neither side.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import numpy as np

from align.embed import embed_texts
from align.models.load import Models, load_models
from align.pipeline import sign
from align.scores import Ratio, harmonic, score
from align.settings import Settings
from align.types import Link
from eval.bootstrap import Array, interval
from eval.command import add_eptic_options, add_json_option, keep, print_lines
from eval.events import KINDS, Event, make_events, read_bank
from eval.measure import OURS, known_aligners

TRIALS = 10


@dataclass(frozen=True, slots=True)
class Trial:
    """What one aligner reached on one event.

    Attributes:
        matched: Precision and recall of links with both sides, strict; ``lax`` likewise.
        foreign: Precision and recall of foreign segments left unlinked.
    """

    kind: str
    name: str
    aligner: str
    matched: tuple[Ratio, Ratio]
    lax: tuple[Ratio, Ratio]
    foreign: tuple[Ratio, Ratio]


def evaluate(
    events: Iterable[Event], models: Models, settings: Settings, aligners: Sequence[str]
) -> Iterator[Trial]:
    """Every aligner on every event, on the same vectors."""
    known = known_aligners(models)
    for event in events:
        source, target = (
            embed_texts(texts, models.encoder, settings.max_merge)
            for texts in (event.document.source, event.document.target)
        )
        for name in aligners:
            yield judge(event, name, known[name](source, target))


def judge(event: Event, aligner: str, links: Sequence[Link]) -> Trial:
    """The trial of an event whose links are these."""
    made = [(each.source, each.target) for each in links if each.source and each.target]
    reached = score([pair for pair in event.document.links if all(pair)], made)
    return Trial(
        event.kind,
        event.document.name,
        aligner,
        (reached.matched_precision, reached.strict_recall),
        (reached.lax_precision, reached.lax_recall),
        foreign_left(event, links),
    )


def foreign_left(event: Event, links: Sequence[Link]) -> tuple[Ratio, Ratio]:
    """Precision and recall of foreign segments among those left unlinked, both sides together."""
    precision, recall = Ratio(), Ratio()
    for side, foreign in enumerate((event.foreign_source, event.foreign_target)):
        pairs = [pair[side] for pair in event.document.links if all(pair)]
        linked_in_gold = {i for segments in pairs for i in segments}
        alone = {
            i
            for each in links
            if not (each.source and each.target)
            for i in (each.source, each.target)[side]
        }
        found = len(alone & foreign)
        precision += Ratio(found, found + len(alone & linked_in_gold))
        recall += Ratio(found, len(foreign))
    return precision, recall


def counts_of(trials: Sequence[Trial]) -> Array:
    """One row of counts per trial: (hits, total) of precision and recall of each measure."""
    rows = [
        [
            number
            for each in (t.matched, t.lax, t.foreign)
            for r in each
            for number in asdict(r).values()
        ]
        for t in trials
    ]
    return np.array(rows, float)


def f1(counts: Array, place: int) -> Array:
    """F1 of each row for the measure at ``place``."""
    table = counts.reshape(len(counts), -1, 2, 2)[:, place]
    precision, recall = (table[:, k, 0] / np.maximum(table[:, k, 1], 1) for k in (0, 1))
    return 2 * precision * recall / np.maximum(precision + recall, 1e-12)


def summarise(trials: Sequence[Trial]) -> dict[str, Any]:
    """Pooled precision, recall, F1 and interval of each measure."""
    counts, strata = counts_of(trials), [each.kind for each in trials]
    summary: dict[str, Any] = {"trials": len(trials)}
    for place, measure in enumerate(("matched", "lax", "foreign")):
        pooled = [getattr(each, measure) for each in trials]
        precision, recall = (sum((pair[k] for pair in pooled), Ratio()) for k in (0, 1))
        summary[measure] = {
            "precision": precision.value,
            "recall": recall.value,
            "f1": harmonic(precision, recall),
            "interval": interval(counts, strata, partial(f1, place=place)),
            "there": recall.total,
        }
    return summary


def lines(trials: Sequence[Trial], signature: str) -> Iterator[str]:
    """One line per kind and aligner, and one per aligner over all kinds."""
    yield (
        f"{'kind':22} {'aligner':12} {'trials':>6}  {'strict P':>8} {'R':>5} {'F1':>5} "
        f"{'95 % interval':14}  {'lax F1':>6}  {'foreign':>7} {'P':>5} {'R':>5} {'F1':>5}  "
        "signature"
    )
    for kind in (*KINDS, "all"):
        for aligner in dict.fromkeys(each.aligner for each in trials):
            chosen = [t for t in trials if t.aligner == aligner and kind in (t.kind, "all")]
            yield line(kind, aligner, summarise(chosen), signature)


def line(kind: str, aligner: str, summary: dict[str, Any], signature: str) -> str:
    """One line of the table."""
    matched, foreign = summary["matched"], summary["foreign"]
    low, high = matched["interval"]
    found = " ".join(f"{foreign[name]:5.3f}" for name in ("precision", "recall", "f1"))
    return (
        f"{kind:22} {aligner:12} {summary['trials']:6}  {matched['precision']:8.3f} "
        f"{matched['recall']:5.3f} {matched['f1']:5.3f} [{low:.3f}, {high:.3f}]  "
        f"{summary['lax']['f1']:6.3f}  {foreign['there']:7} "
        f"{found if foreign['there'] else '    –     –     –'}  aligner:{aligner}|{signature}"
    )


def worst(trials: Sequence[Trial], count: int) -> Iterator[str]:
    """The trials of lowest F1 of links, ours only."""
    ours = [each for each in trials if each.aligner == OURS]
    yield f"{'kind':22} trial strict F1 links foreign F1 foreign"
    for each in sorted(ours, key=lambda trial: harmonic(*trial.matched))[:count]:
        yield (
            f"{each.kind:22} {each.name:>5} {harmonic(*each.matched):9.3f} "
            f"{each.matched[1].total:5} {harmonic(*each.foreign):10.3f} {each.foreign[1].total:7}"
        )


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.joint", description=__doc__)
    parser.add_argument("--trials", type=int, default=TRIALS, help="events of each kind")
    add_eptic_options(parser)
    parser.add_argument("--rivals", action="store_true", help="known aligners on the same vectors")
    parser.add_argument("--worst", type=int, default=0, help="also print the N worst trials")
    add_json_option(parser)
    return parser.parse_args(arguments)


def run(options: argparse.Namespace) -> Iterator[str]:
    """The lines that the command prints."""
    events = make_events(read_bank(options.data), options.trials, options.seed)
    settings = Settings(encoder=options.encoder)
    models = load_models(settings)
    aligners = list(known_aligners(models)) if options.rivals else [OURS]
    trials = list(evaluate(events, models, settings, aligners))
    signature = f"{sign(models, settings)}|events:{options.trials}|seed:{options.seed}"
    yield from lines(trials, signature)
    if options.worst:
        yield ""
        yield from worst(trials, options.worst)
    kinds = {k: [t for t in trials if t.kind == k and t.aligner == OURS] for k in KINDS}
    rows = {
        "signature": signature,
        "kinds": {kind: summarise(ours) for kind, ours in kinds.items()},
        "trials": [asdict(each) for each in trials],
    }
    keep(rows, options.json)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; 2 if it cannot."""
    return print_lines(run(parse(arguments)))


if __name__ == "__main__":
    sys.exit(main())
