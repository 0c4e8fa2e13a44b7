"""Scores of sentence alignment on gold documents: ``python -m eval.alignment``.

Prints strict and lax precision, recall and F1, null links apart, pooled per corpus and over all,
with 95 % bootstrap intervals over documents; how well link scores are calibrated; and, on every
line, the signature that says how the number was made. ``--compare`` tests two saved results.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from align.models.linker import load_linker
from align.models.load import Models, load_models
from align.pipeline import sign
from align.settings import DEFAULTS, Settings
from eval.bootstrap import ROUNDS, SEED
from eval.calibration import bins
from eval.command import add_json_option, keep, print_lines
from eval.gold import DataMissingError, GoldDocument, read_corpora, read_dataset
from eval.measure import OURS, Scored, by_aligner, by_corpus, evaluate, known_aligners, summarise
from eval.results import as_json, compare


def lines(scored: Sequence[Scored], signature: str) -> Iterator[str]:
    """The table: one line per corpus and aligner, the signature at its end."""
    yield (
        f"{'corpus':40} {'aligner':12} {'docs':>4}  {'strict P':>8} {'R':>5} {'F1':>5} "
        f"{'95 % interval':13}  {'lax P':>5} {'R':>5} {'F1':>5}  {'null P':>6} {'R':>5} {'F1':>5} "
        f"{'omit':>5} {'add':>5}  {'ECE':>5}  signature"
    )
    for corpus, members in by_corpus(scored).items():
        for aligner, each in by_aligner(members).items():
            yield line(corpus, aligner, summarise(each), signature)


def line(corpus: str, aligner: str, summary: Mapping[str, Any], signature: str) -> str:
    """One line of the table."""
    strict, lax, null = (summary[name] for name in ("strict", "lax", "null"))
    span = "[{:.3f}, {:.3f}]".format(*strict["interval"]) if strict["interval"] else "one document"
    error = f"{summary['calibration']['error']:5.3f}" if aligner == OURS else "    –"
    return (
        f"{corpus:40} {aligner:12} {summary['documents']:4}  {strict['precision']:8.3f} "
        f"{strict['recall']:5.3f} {strict['f1']:5.3f} {span:14}  {three(lax)}  "
        f"{null['precision']:6.3f} {null['recall']:5.3f} {null['f1']:5.3f} "
        f"{summary['omitted']['f1']:5.3f} {summary['added']['f1']:5.3f}  {error}  "
        f"aligner:{aligner}|{signature}"
    )


def three(measure: Mapping[str, float]) -> str:
    return " ".join(f"{measure[name]:5.3f}" for name in ("precision", "recall", "f1"))


def calibration_lines(scored: Sequence[Scored], signature: str) -> Iterator[str]:
    """Share of right links per bin of the score, with the signature."""
    yield f"{'score':>9} {'links':>6} {'mean':>6} {'right':>6} {'gap':>7}  signature"
    judged = [pair for each in scored for pair in each.judged]
    for each in bins(judged):
        yield (
            f"{each.low:4.1f}–{each.high:4.1f} {each.links:6} {each.score:6.3f} {each.right:6.3f} "
            f"{each.right - each.score:+7.3f}  {signature}"
        )


def choose(documents: Iterable[GoldDocument], corpus: str, name: str) -> Iterator[GoldDocument]:
    """Documents whose corpus and name match the patterns."""
    for each in documents:
        if fnmatch(each.corpus, corpus) and fnmatch(each.name, name):
            yield each


def full_signature(models: Models, settings: Settings) -> str:
    """How the numbers were made."""
    return f"{sign(models, settings)}|score:vecalign|ci:bootstrap-{ROUNDS}|seed:{SEED}"


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.alignment", description=__doc__)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--data", type=Path, help="folder of gold alignments (ALIGN_DATA/alignment)")
    where.add_argument("--dataset", help="JSONL file, saved dataset folder, or dataset by name")
    parser.add_argument("--corpus", default="*", help="only corpora that match this pattern")
    parser.add_argument("--document", default="*", help="only documents that match this pattern")
    parser.add_argument("--encoder", default=DEFAULTS.encoder, help="encoder: name or folder")
    parser.add_argument("--linker", type=Path, help="folder of another trained linker")
    parser.add_argument("--rivals", action="store_true", help="known aligners on the same vectors")
    parser.add_argument("--documents", action="store_true", help="one line per document, too")
    add_json_option(parser)
    parser.add_argument("--compare", type=Path, nargs=2, metavar=("A", "B"), help="saved results")
    parser.add_argument("--aligner", default=OURS, help="whose links of B --compare looks at")
    return parser.parse_args(arguments)


def run(options: argparse.Namespace) -> Iterator[str]:
    """The lines that the command prints."""
    if options.compare:
        first, second = options.compare
        yield from compare(first, second, options.aligner)
        return
    found = read_dataset(options.dataset) if options.dataset else read_corpora(options.data)
    documents = list(choose(found, options.corpus, options.document))
    if not documents:
        raise DataMissingError("No gold document was found. Check the folder and the patterns.")
    settings = Settings(encoder=options.encoder)
    models = load_models(settings)
    if options.linker:
        models = replace(models, linker=load_linker(options.linker))
    aligners = list(known_aligners(models)) if options.rivals else [OURS]
    scored = list(evaluate(documents, models, settings, aligners))
    signature = full_signature(models, settings)
    if options.documents:
        for each in scored:
            summary = summarise([each])
            yield line(f"{each.corpus}/{each.document}", each.aligner, summary, signature)
    yield from lines(scored, signature)
    yield ""
    yield from calibration_lines(by_aligner(scored)[OURS], signature)
    keep(as_json(scored, signature), options.json)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; 2 if it cannot."""
    return print_lines(run(parse(arguments)))


if __name__ == "__main__":
    sys.exit(main())
