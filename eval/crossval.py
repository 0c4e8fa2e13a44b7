"""Scores on documents that the linker has not learned from: ``python -m eval.crossval``.

The gold is cut into folds so that no speech is in two of them, in whatever version or translation.
Each fold is scored with weights learned from the others, from a neutral start. Documents outside
``--learn`` are in no fold; they are scored with the weights learned without the first one.
``--ablation`` learns without one kind of evidence after the other, on the first fold alone and from
the weights of all evidence on, and prints what that does to the log likelihood of the gold.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from functools import partial
from pathlib import Path

from align.embed import Side, embed_texts
from align.evidence import FURTHER
from align.link import link
from align.models.load import load_models
from align.settings import DEFAULTS
from eval.alignment import calibration_lines, lines
from eval.bootstrap import ROUNDS, SEED
from eval.calibration import correct, fit
from eval.command import add_json_option, keep, print_lines
from eval.events import make_events, read_bank
from eval.folds import make_folds, others
from eval.gold import GoldDocument, read_corpora
from eval.measure import ALL, OURS, Scored, by_corpus, score_document, summarise
from eval.results import as_json
from eval.train_link import (
    Array,
    Example,
    as_weights,
    log_likelihood,
    make_example,
    names,
    train,
    write,
)

CHECKPOINT = Path("checkpoints/linker")
#: Kinds of evidence, and the beginnings of the names of what belongs to each.
KINDS: Mapping[str, tuple[str, ...]] = {
    "nothing": (),
    "clearance": ("clearance",),
    "flush": ("flush",),
    "overrun": ("overrun",),
    "gain": ("gain",),
    "lead": ("lead",),
    "lengths": ("length",),
    "similarity times size": ("similarity times size",),
    "similarity in steps": ("similarity over",),
    "first and last": tuple(
        f"{mode}: {end}" for mode in ("single", "stretch") for end in ("first", "last")
    ),
    "further segments": tuple(f"{name} times further segments" for name in FURTHER),
}


@dataclass(frozen=True, slots=True)
class Known:
    """A gold document with its vectors and, if the linker can learn from it, its evidence."""

    document: GoldDocument
    source: Side
    target: Side
    example: Example | None


def prepare(documents: Iterable[GoldDocument]) -> Iterator[Known]:
    """Documents with their vectors and their evidence."""
    encoder, seen = load_models().encoder, dict[tuple[str, ...], Side]()
    for document in documents:
        for texts in (document.source, document.target):
            if texts not in seen:
                seen[texts] = embed_texts(texts, encoder, DEFAULTS.max_merge)
        source, target = seen[document.source], seen[document.target]
        yield Known(document, source, target, make_example(document, source, target))


def examples_of(kept: Sequence[Known], events: int) -> list[Example]:
    """What can be learned from some documents, and from joint events made of them."""
    there = {each.document.name for each in kept}
    bank = read_bank()
    own, other = (
        tuple(k for k in side if bank.speeches[k].name in there) for side in (bank.own, bank.other)
    )
    made = make_events(replace(bank, own=own, other=other), events, SEED)
    joint = [replace(event.document, corpus="joint") for event in made]
    return [each.example for each in (*kept, *prepare(joint)) if each.example]


def cut(
    known: Sequence[Known], options: argparse.Namespace
) -> Iterator[tuple[list[Known], list[Known]]]:
    """For each fold, what is learned from and what is scored; with the first, all other corpora."""
    learned = [each for each in known if fnmatch(each.document.corpus, options.learn)]
    outside = [each for each in known if not fnmatch(each.document.corpus, options.learn)]
    for fold in make_folds([each.document for each in learned], options.folds):
        kept = [learned[place] for place in others(fold, len(learned))]
        yield kept, [*(learned[place] for place in fold), *outside]
        outside = []


def score_held_out(known: Sequence[Known], options: argparse.Namespace) -> Iterator[Scored]:
    """Every document with weights that have not seen it."""
    for number, (kept, held) in enumerate(cut(known, options)):
        began = time.monotonic()
        examples, left_out = examples_of(kept, options.events), names_of(options.without)
        vector, _ = train(examples, options.penalty, options.iterations, left_out)
        told = f"fold {number + 1} of {options.folds}: {time.monotonic() - began:.0f} s"
        print(told, file=sys.stderr, flush=True)
        yield from score_all(held, vector)


def names_of(kind: str) -> list[str]:
    """The names of what belongs to a kind of evidence."""
    return [name for name in names() if KINDS[kind] and name.startswith(KINDS[kind])]


def score_all(held: Sequence[Known], vector: Array) -> Iterator[Scored]:
    """Some documents with learned weights."""
    old = load_models().linker.weights
    align = partial(link, weights=as_weights(vector, old.price, old.null_price))
    for each in held:
        yield score_document(each.document, each.source, each.target, OURS, align)


def correct_held_out(scored: Sequence[Scored], parts: int) -> Iterator[Scored]:
    """The same with scores corrected as the documents of the other parts ask for."""
    for part in range(parts):
        inside = [each for k, each in enumerate(scored) if k * parts // len(scored) == part]
        rest = [each for k, each in enumerate(scored) if k * parts // len(scored) != part]
        curve = fit([pair for each in rest for pair in each.judged])
        for each in inside:
            yield replace(each, judged=correct(each.judged, curve))


def ablation_lines(
    known: Sequence[Known], options: argparse.Namespace, signature: str
) -> Iterator[str]:
    """What the first fold loses without one kind of evidence after the other."""
    kept, held = next(cut(known, options))
    examples = examples_of(kept, options.events)
    full, _ = train(examples, options.penalty, options.iterations)
    most: dict[str, float] = {}
    yield f"{'without':22} {'corpus':40} {'likelihood':>10} strict null F1  signature"
    for kind in KINDS:
        steps = options.iterations // 3
        vector, _ = train(examples, options.penalty, steps, names_of(kind), start=full)
        for corpus, members in by_corpus(list(score_all(held, vector))).items():
            likelihood = likelihood_of(corpus, held, vector)
            change = likelihood - most.setdefault(corpus, likelihood)
            strict, null = (summarise(members)[name]["f1"] for name in ("strict", "null"))
            yield f"{kind:22} {corpus:40} {change:+10.1f} {strict:6.3f} {null:7.3f}  {signature}"


def likelihood_of(corpus: str, held: Sequence[Known], vector: Array) -> float:
    """Log probability of the gold links of a corpus, or of all."""
    examples = (each.example for each in held if corpus in (ALL, each.document.corpus))
    return sum(log_likelihood(example, vector)[0] for example in examples if example)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.crossval", description=__doc__)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--learn", default="eptic/*", help="corpora that are cut into folds")
    parser.add_argument("--events", type=int, default=2, help="joint events of each kind")
    parser.add_argument("--penalty", type=float, default=0.3, help="of the squared weights")
    parser.add_argument("--iterations", type=int, default=16)
    parser.add_argument("--ablation", action="store_true", help="without each kind of evidence")
    parser.add_argument("--without", choices=KINDS, default="nothing", help="one kind of evidence")
    parser.add_argument(
        "--calibrate", action="store_true", help="write the calibration found to the checkpoint"
    )
    add_json_option(parser)
    return parser.parse_args(arguments)


def run(options: argparse.Namespace) -> Iterator[str]:
    """The lines that the command prints."""
    known = list(prepare(read_corpora()))
    signature = (
        f"encoder:{load_models().encoder.name}|held-out:{options.folds}-folds-by-speech|"
        f"learn:{options.learn}|without:{options.without}|penalty:{options.penalty:g}|steps:{options.iterations}|"
        f"score:vecalign|ci:bootstrap-{ROUNDS}|seed:{SEED}"
    )
    if options.ablation:
        yield from ablation_lines(known, options, signature)
        return
    scored = list(score_held_out(known, options))
    yield from lines(scored, signature)
    yield "\nscores as they are"
    yield from calibration_lines(scored, signature)
    yield "\nscores corrected as the other documents ask for"
    yield from calibration_lines(list(correct_held_out(scored, options.folds)), signature)
    curve = fit([pair for each in scored for pair in each.judged])
    yield f"calibration: slope {curve[0]}, bend {curve[1]}  {signature}"
    if options.calibrate:
        linker = load_models().linker
        write(replace(linker, weights=replace(linker.weights, calibration=curve)), CHECKPOINT)
    keep(as_json(scored, signature), options.json)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; 2 if it cannot."""
    return print_lines(run(parse(arguments)))


if __name__ == "__main__":
    sys.exit(main())
