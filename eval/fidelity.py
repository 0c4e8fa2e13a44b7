"""Scores of the fidelity checks: ``python -m eval.fidelity``.

Words without counterpart against two annotators (sconf), pairs that mean the same against five
votes (SemDiverge), translations made worse on purpose (DEMETR), and false alarms on texts that say
the same on both sides (EPTIC's written control, PUD). Every line ends with its signature.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from align.corpus.wordwise import check_all
from align.models.load import Models, load_models
from align.pipeline import sign
from align.scores import Ratio
from align.settings import DEFAULTS, Settings
from align.types import Comparison, Finding, Span
from eval.command import print_lines
from eval.fidelity_gold import (
    PARTIAL,
    MarkedPair,
    RankedPair,
    VotedPair,
    Words,
    printed,
    read_clean,
    read_marked,
    read_ranked,
    read_voted,
)
from eval.gold import GoldDocument
from eval.pairs import comparison_of, pairs_as_document

#: Words count as unsaid from this probability on.
UNSAID = 0.3
#: Pairs count as meaning the same from this probability on.
SAME = 0.5
PARTS = ("marked", "voted", "ranked", "clean")


@dataclass(frozen=True, slots=True)
class Judged:
    """What the program says of one pair.

    Attributes:
        same: How far both sides say the same, 0 … 1.
        source: Places of the words that the source alone says, from the start of the sentence.
        findings: Those that a reviewer would see.
    """

    same: float
    source: tuple[Span, ...]
    target: tuple[Span, ...]
    findings: tuple[Finding, ...]


def judge_document(
    document: GoldDocument, models: Models, settings: Settings, *, apart: bool
) -> tuple[Comparison, tuple[Finding, ...]]:
    """The comparison with its meanings, and all findings that a reviewer would see."""
    return check_all(comparison_of(document, apart=apart), models, settings)


def judge_pairs(
    pairs: Sequence[tuple[str, str]], models: Models, settings: Settings
) -> list[Judged]:
    """What the program says of each pair (French, English), none read in the light of others."""
    comparison, findings = judge_document(pairs_as_document(pairs), models, settings, apart=True)
    by_link: dict[int, list[Finding]] = {}
    for finding in findings:
        by_link.setdefault(finding.link, []).append(finding)
    judged = []
    for number, meaning in enumerate(comparison.meanings):
        starts = [
            side[number].span.start
            for side in (comparison.alignment.source, comparison.alignment.target)
        ]
        source, target = (
            tuple(
                Span(each.span.start - start, each.span.end - start)
                for each in unsaid
                if each.probability >= UNSAID
            )
            for unsaid, start in zip((meaning.source, meaning.target), starts, strict=True)
        )
        judged.append(Judged(meaning.same, source, target, tuple(by_link.get(number, ()))))
    return judged


# ------------------------------------------------------------------ scores


@dataclass(frozen=True, slots=True)
class Overlap:
    """Words told, words right, and both."""

    both: int = 0
    told: int = 0
    right: int = 0

    def __add__(self, other: Overlap) -> Overlap:
        return Overlap(self.both + other.both, self.told + other.told, self.right + other.right)

    @property
    def precision(self) -> float:
        """Share of the told that are right."""
        return Ratio(self.both, self.told).value

    @property
    def recall(self) -> float:
        """Share of the right that are told."""
        return Ratio(self.both, self.right).value

    @property
    def f1(self) -> float:
        """Of words, not of pairs."""
        return 2 * self.both / (self.told + self.right) if self.told + self.right else 0.0


def words_under(spans: Iterable[Span], places: Sequence[tuple[int, int]]) -> Words:
    """The words that lie under any span.

    >>> sorted(words_under([Span(0, 4)], [(0, 1), (2, 4), (5, 8)]))
    [0, 1]
    """
    held = list(spans)
    return frozenset(
        n
        for n, (start, end) in enumerate(places)
        if any(s.overlaps(Span(start, end)) for s in held)
    )


def overlap(told: Words, right: Words) -> Overlap:
    """How far two sets of words agree."""
    return Overlap(len(told & right), len(told), len(right))


def score_marked(
    pairs: Sequence[MarkedPair], judged: Sequence[Judged]
) -> dict[str, dict[str, Overlap]]:
    """Agreement with the annotators, and theirs with each other, by side; partial pairs apart."""
    found: dict[str, dict[str, Overlap]] = {}
    for pair, each in zip(pairs, judged, strict=True):
        groups = ["all"] + ["partial"] * any(mark.label == PARTIAL for mark in pair.marks)
        told = (
            words_under(each.source, printed(pair.source)[1]),
            words_under(each.target, printed(pair.target)[1]),
        )
        for side, words in zip(("french", "english"), told, strict=True):
            first, second = (
                mark.source if side == "french" else mark.target for mark in pair.marks
            )
            ours = overlap(words, first) + overlap(words, second)
            for group in groups:
                held = found.setdefault(group, {})
                held[side] = held.get(side, Overlap()) + ours
                ceiling = f"{side} ceiling"
                held[ceiling] = held.get(ceiling, Overlap()) + overlap(first, second)
    return found


def score_voted(pairs: Sequence[VotedPair], judged: Sequence[Judged]) -> dict[str, float]:
    """ROC AUC and the F1 of both answers."""
    from sklearn.metrics import f1_score, roc_auc_score

    right = [not pair.is_same for pair in pairs]
    different = [1 - each.same for each in judged]
    told = [value > 1 - SAME for value in different]
    return {
        "pairs": len(pairs),
        "auc": float(roc_auc_score(right, different)),
        "f1 divergent": float(f1_score(right, told)),
        "f1 same": float(f1_score([not r for r in right], [not t for t in told])),
    }


def score_ranked(
    pairs: Sequence[RankedPair], good: Sequence[Judged], worse: Sequence[Judged]
) -> dict[str, Ratio]:
    """For each way of making worse, how many pairs have the worse one below the good one."""
    found: dict[str, Ratio] = {}
    for pair, one, other in zip(pairs, good, worse, strict=True):
        found[pair.name] = found.get(pair.name, Ratio()) + Ratio(int(one.same > other.same), 1)
    return found


def alarms(comparison: Comparison, findings: Sequence[Finding]) -> tuple[int, Counter[str]]:
    """How many links have both sides, and how many findings that weigh stand in them, by check."""
    matched = {
        n for n, link in enumerate(comparison.alignment.links) if link.source and link.target
    }
    weighing = [f for f in findings if f.severity.weight and f.link in matched]
    return len(matched), Counter(finding.check for finding in weighing)


# ------------------------------------------------------------------ the command


def measure(options: argparse.Namespace, models: Models, settings: Settings) -> dict[str, Any]:
    """Everything measured, for programs."""
    parts = options.only or PARTS
    measured: dict[str, Any] = {}

    def chosen(pairs: Sequence[Any], key: str) -> list[Any]:
        return [each for each in pairs if options.half in (None, getattr(each, key) % 2)]

    if "marked" in parts:
        marked = chosen(read_marked(), "name")
        texts = [(printed(each.source)[0], printed(each.target)[0]) for each in marked]
        scored = score_marked(marked, judge_pairs(texts, models, settings))
        measured["marked"] = {
            group: {
                side: {**asdict(o), "precision": o.precision, "recall": o.recall, "f1": o.f1}
                for side, o in sides.items()
            }
            for group, sides in scored.items()
        }
    if "voted" in parts:
        voted = chosen(read_voted(), "name")
        judged = judge_pairs([(each.source, each.target) for each in voted], models, settings)
        both = list(zip(voted, judged, strict=True))
        measured["voted"] = {
            corpus: score_voted(
                *zip(*[p for p in both if corpus in {"all", p[0].corpus}], strict=True)
            )
            for corpus in (*sorted({each.corpus for each in voted}), "all")
        }
    if "ranked" in parts:
        ranked = [each for each in chosen(read_ranked(), "number") if each.is_changed]
        good = judge_pairs([(each.source, each.good) for each in ranked], models, settings)
        worse = judge_pairs([(each.source, each.worse) for each in ranked], models, settings)
        measured["ranked"] = {
            name: asdict(ratio) | {"share": ratio.value}
            for name, ratio in sorted(score_ranked(ranked, good, worse).items())
        }
    if "clean" in parts:
        measured["clean"] = {}
        for corpus, documents in read_clean().items():
            total, found = 0, Counter[str]()
            for document in documents:
                links, counts = alarms(
                    *judge_document(document, models, settings, apart=corpus == "pud")
                )
                total, found = total + links, found + counts
            per_hundred = 100 * found.total() / max(total, 1)
            measured["clean"][corpus] = {
                "links": total,
                "per hundred": per_hundred,
                "checks": dict(found.most_common()),
            }
    return measured


def lines(measured: dict[str, Any], signature: str) -> Iterator[str]:
    """The table, the signature at the end of every line."""
    for group, sides in measured.get("marked", {}).items():
        for side, o in sides.items():
            told = f"P {o['precision']:.3f}  R {o['recall']:.3f}  F1 {o['f1']:.3f}"
            yield f"sconf {group:8} {side:16} {told}  {signature}"
    for corpus, o in measured.get("voted", {}).items():
        told = f"AUC {o['auc']:.3f}  F1 divergent {o['f1 divergent']:.3f}  same {o['f1 same']:.3f}"
        yield f"semdiverge {corpus:12} {o['pairs']:4} pairs  {told}  {signature}"
    for name, o in measured.get("ranked", {}).items():
        yield f"demetr {name:36} {o['share']:.3f} of {o['total']:3} ranked right  {signature}"
    for corpus, o in measured.get("clean", {}).items():
        checks = ", ".join(f"{name} {count}" for name, count in o["checks"].items())
        yield (
            f"false alarms {corpus:22} {o['per hundred']:5.2f} per 100 of {o['links']} links "
            f"({checks})  {signature}"
        )


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.fidelity", description=__doc__)
    parser.add_argument(
        "--half", type=int, choices=(0, 1), help="even (learned from) or odd numbers"
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, help="some of the measurements")
    parser.add_argument(
        "--sensitivity", type=float, default=DEFAULTS.sensitivity, help="as in a comparison"
    )
    parser.add_argument("--json", type=Path, help="write everything measured to this file")
    return parser.parse_args(arguments)


def run(options: argparse.Namespace) -> Iterator[str]:
    """The lines that the command prints."""
    settings = Settings(sensitivity=options.sensitivity)
    models = load_models(settings)
    half = "all" if options.half is None else options.half
    signature = f"{sign(models, settings)}|unsaid:{UNSAID}|half:{half}"
    measured = measure(options, models, settings)
    yield from lines(measured, signature)
    if options.json:
        text = json.dumps({"signature": signature, **measured}, ensure_ascii=False)
        options.json.write_text(text + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; 2 if it cannot."""
    return print_lines(run(parse(arguments)))


if __name__ == "__main__":
    sys.exit(main())
