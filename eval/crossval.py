"""Scores on documents that the linker has not learned from: ``python -m eval.crossval``.

The gold is cut into folds so that no speech is in two of them, in whatever version or translation.
Each fold is scored with weights learned from the others, from a neutral start. Documents outside
``--learn`` are in no fold; they are scored with the weights learned without the first one.
``--ablation`` repeats this without one kind of evidence after the other.
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
from align.models.linker import Weights
from align.models.load import load_models
from align.settings import DEFAULTS
from eval.alignment import calibration_lines, lines
from eval.bootstrap import ROUNDS, SEED
from eval.calibration import correct, fit
from eval.command import add_json_option, keep, print_lines
from eval.events import make_events, read_bank
from eval.folds import make_folds, others
from eval.gold import GoldDocument, read_corpora
from eval.measure import OURS, Scored, by_corpus, score_document, summarise
from eval.results import as_json
from eval.train_link import Example, as_weights, make_example, names, train, write

CHECKPOINT = Path("checkpoints/linker")
#: Kinds of evidence, and the beginnings of the names of what belongs to each.
KINDS: Mapping[str, tuple[str, ...]] = {
    "nothing": (),
    "margin": ("margin",),
    "beside and clearance": ("beside", "nearest beside", "clearance"),
    "gain": ("gain",),
    "lead": ("lead",),
    "lengths": ("length",),
    "similarity in steps": ("similarity over",),
    "first and last of a passage": (
        "single: first",
        "single: last",
        "stretch: first",
        "stretch: last",
    ),
    "what counts by further segments": tuple(f"{n} times further segments" for n in FURTHER),
}


@dataclass(frozen=True, slots=True)
class Known:
    """A gold document with its vectors and, if the linker can learn from it, its evidence."""

    document: GoldDocument
    source: Side
    target: Side
    example: Example | None


def prepare(documents: Iterable[GoldDocument], learn: str) -> Iterator[Known]:
    """Documents with their vectors, and with their evidence if their corpus is learned from."""
    encoder, seen = load_models().encoder, dict[tuple[str, ...], Side]()
    for document in documents:
        for texts in (document.source, document.target):
            if texts not in seen:
                seen[texts] = embed_texts(texts, encoder, DEFAULTS.max_merge)
        source, target = seen[document.source], seen[document.target]
        is_learned = fnmatch(document.corpus, learn)
        example = make_example(document, source, target) if is_learned else None
        yield Known(document, source, target, example)


def learn_without(
    fold: Sequence[int], known: Sequence[Known], options: argparse.Namespace, kind: str
) -> Weights:
    """Weights learned from all documents outside a fold, and joint events made of them."""
    kept = [known[place] for place in others(fold, len(known))]
    there = {each.document.name for each in kept}
    bank = read_bank()
    own, other = (
        tuple(k for k in side if bank.speeches[k].name in there) for side in (bank.own, bank.other)
    )
    events = make_events(replace(bank, own=own, other=other), options.events, SEED)
    joint = [replace(event.document, corpus="joint") for event in events]
    examples = [each.example for each in (*kept, *prepare(joint, "joint")) if each.example]
    left_out = [name for name in names() if name.startswith(KINDS[kind])]
    vector, _ = train(examples, options.penalty, options.iterations, left_out)
    old = load_models().linker.weights
    return as_weights(vector, old.price, old.null_price)


def score_held_out(
    known: Sequence[Known], options: argparse.Namespace, kind: str = "nothing"
) -> Iterator[Scored]:
    """Every document with weights that have not seen it."""
    inside = [k for k, each in enumerate(known) if fnmatch(each.document.corpus, options.learn)]
    learned = [known[k] for k in inside]
    folds = make_folds([each.document for each in learned], options.folds)
    for number, fold in enumerate(folds):
        began = time.monotonic()
        weights = learn_without(fold, learned, options, kind)
        told = f"fold {number + 1} of {len(folds)}: {time.monotonic() - began:.0f} s"
        print(told, file=sys.stderr, flush=True)
        outside = [each for k, each in enumerate(known) if k not in set(inside)]
        for each in [*(learned[k] for k in fold), *(outside if number == 0 else [])]:
            yield score_document(
                each.document,
                each.source,
                each.target,
                OURS,
                partial(link, weights=weights),
            )


def correct_held_out(scored: Sequence[Scored], parts: int) -> Iterator[Scored]:
    """The same with scores corrected as the documents of the other parts ask for."""
    for part in range(parts):
        inside = [each for k, each in enumerate(scored) if k * parts // len(scored) == part]
        rest = [each for k, each in enumerate(scored) if k * parts // len(scored) != part]
        line = fit([pair for each in rest for pair in each.judged])
        for each in inside:
            yield replace(each, judged=correct(each.judged, line))


def ablation_lines(
    known: Sequence[Known], options: argparse.Namespace, signature: str
) -> Iterator[str]:
    """Scores without one kind of evidence after the other."""
    yield f"{'without':33} {'corpus':36} strict {'lax':>5} {'null':>5}  signature"
    for kind in KINDS:
        scored = list(score_held_out(known, options, kind))
        for corpus, members in by_corpus(scored).items():
            summary = summarise(members)
            strict, lax, null = (summary[name]["f1"] for name in ("strict", "lax", "null"))
            yield f"{kind:33} {corpus:36} {strict:6.3f} {lax:5.3f} {null:5.3f}  {signature}"


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
    known = list(prepare(read_corpora(), options.learn))
    signature = (
        f"encoder:{load_models().encoder.name}|held-out:{options.folds}-folds-by-speech|"
        f"learn:{options.learn}|without:{options.without}|penalty:{options.penalty:g}|steps:{options.iterations}|"
        f"score:vecalign|ci:bootstrap-{ROUNDS}|seed:{SEED}"
    )
    if options.ablation:
        yield from ablation_lines(known, options, signature)
        return
    scored = list(score_held_out(known, options, options.without))
    yield from lines(scored, signature)
    yield ""
    yield from calibration_lines(list(correct_held_out(scored, options.folds)), signature)
    line = fit([pair for each in scored for pair in each.judged])
    yield f"calibration: slope {line[0]}, shift {line[1]}  {signature}"
    if options.calibrate:
        linker = load_models().linker
        write(replace(linker, weights=replace(linker.weights, calibration=line)), CHECKPOINT)
    keep(as_json(scored, signature), options.json)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; 2 if it cannot."""
    return print_lines(run(parse(arguments)))


if __name__ == "__main__":
    sys.exit(main())
