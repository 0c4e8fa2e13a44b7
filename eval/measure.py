"""Aligners on gold documents, and their scores pooled over documents with intervals."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from functools import partial
from itertools import groupby
from typing import Any

import numpy as np

from align.embed import Side, embed_texts
from align.link import link
from align.models.load import Models
from align.scores import AlignmentScore, Pair, Ratio, links_as_sets, pool, score
from align.settings import Settings
from align.types import Link
from eval.bootstrap import Array, interval
from eval.calibration import bins, calibration_error
from eval.gold import GoldDocument
from eval.packages import installed
from eval.rivals import RIVALS, Aligner

OURS = "ours"
ALL = "all"
MEASURES = ("strict", "lax", "null", "omitted", "added", "matched")
RATIOS = tuple(each.name for each in fields(AlignmentScore))


@dataclass(frozen=True, slots=True)
class Scored:
    """What one aligner reached on one document.

    Attributes:
        judged: Score of each link made, and whether the gold has that link.
        seconds: Time for the links, vectors given.
    """

    corpus: str
    document: str
    aligner: str
    score: AlignmentScore
    judged: tuple[tuple[float, bool], ...]
    seconds: float


def evaluate(
    documents: Iterable[GoldDocument], models: Models, settings: Settings, aligners: Sequence[str]
) -> Iterator[Scored]:
    """Every aligner on every document, on the same vectors."""
    known = known_aligners(models)
    for document in documents:
        source, target = (
            embed_texts(texts, models.encoder, settings.max_merge)
            for texts in (document.source, document.target)
        )
        for name in aligners:
            yield score_document(document, source, target, name, known[name])


def known_aligners(models: Models) -> dict[str, Aligner]:
    """Ours, the rivals written from their papers, and the packages that are installed."""
    return {OURS: our_aligner(models), **RIVALS, **installed()}


def our_aligner(models: Models) -> Aligner:
    """The linker under test."""

    def align(source: Side, target: Side) -> tuple[Link, ...]:
        return link(source, target, models.linker.weights)

    return align


def score_document(
    document: GoldDocument, source: Side, target: Side, name: str, aligner: Aligner
) -> Scored:
    """The links of one aligner against the gold."""
    began = time.perf_counter()
    links = aligner(source, target)
    seconds = time.perf_counter() - began
    made: list[Pair] = [(each.source, each.target) for each in links]
    gold = links_as_sets(document.links)
    judged = tuple(
        (round(each.score, 4), pair in gold) for each, pair in zip(links, made, strict=True)
    )
    reached = score(document.links, made)
    return Scored(document.corpus, document.name, name, reached, judged, round(seconds, 4))


def f1(counts: Array, measure: str) -> Array:
    """F1 of each row of counts, a row being the (hits, total) of every ratio of a score."""
    table = counts.reshape(len(counts), len(RATIOS), 2)
    precision, recall = (
        _value(table[:, [RATIOS.index(name) for name in names]].sum(1)) for names in parts(measure)
    )
    return 2 * precision * recall / np.maximum(precision + recall, 1e-12)


def _value(ratios: Array) -> Array:
    return ratios[:, 0] / np.maximum(ratios[:, 1], 1)


def parts(measure: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ratios that make the precision and the recall of a measure.

    >>> parts("null")
    (('omitted_precision', 'added_precision'), ('omitted_recall', 'added_recall'))
    """
    names = ("omitted", "added") if measure == "null" else (measure,)
    recalls = ("strict",) if measure == "matched" else names
    return tuple(f"{n}_precision" for n in names), tuple(f"{n}_recall" for n in recalls)


def counts_of(scored: Sequence[Scored]) -> Array:
    """One row of counts per document."""
    ratios = [[getattr(each.score, name) for name in RATIOS] for each in scored]
    rows = [[number for ratio in row for number in (ratio.hits, ratio.total)] for row in ratios]
    return np.array(rows, float).reshape(len(scored), -1)


def summarise(scored: Sequence[Scored]) -> dict[str, Any]:
    """Pooled scores with their intervals, and the calibration, of some documents."""
    judged = [pair for each in scored for pair in each.judged]
    return {
        "documents": len(scored),
        **{measure: _pooled(scored, measure) for measure in MEASURES},
        "calibration": {
            "error": calibration_error(judged),
            "bins": [asdict(each) for each in bins(judged)],
        },
        "seconds": sum(each.seconds for each in scored),
    }


def _pooled(scored: Sequence[Scored], measure: str) -> dict[str, Any]:
    pooled = pool(each.score for each in scored)
    precision, recall = (
        sum((getattr(pooled, name) for name in names), Ratio()).value for names in parts(measure)
    )
    strata = [each.corpus for each in scored]
    low, high = interval(counts_of(scored), strata, partial(f1, measure=measure))
    return {
        "precision": precision,
        "recall": recall,
        "f1": getattr(pooled, measure),
        "interval": None if np.isnan(low) else [low, high],
    }


def by_corpus(scored: Sequence[Scored]) -> dict[str, list[Scored]]:
    """Documents per corpus, then all of them."""
    ordered = sorted(scored, key=lambda each: each.corpus)
    groups = {corpus: list(each) for corpus, each in groupby(ordered, key=lambda e: e.corpus)}
    return {**groups, ALL: ordered} if len(groups) > 1 else groups


def by_aligner(scored: Sequence[Scored]) -> dict[str, list[Scored]]:
    """Documents per aligner, in the order the aligners ran."""
    names = dict.fromkeys(each.aligner for each in scored)
    return {name: [each for each in scored if each.aligner == name] for name in names}
