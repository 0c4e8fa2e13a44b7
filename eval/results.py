"""Results kept as JSON, and the test whether two of them differ."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from align.scores import AlignmentScore, Ratio
from eval.bootstrap import ROUNDS, SEED, paired_p
from eval.gold import DataMissingError
from eval.measure import OURS, Scored, by_aligner, by_corpus, counts_of, f1, summarise


def as_json(scored: Sequence[Scored], signature: str) -> dict[str, Any]:
    """Everything measured, for programs and for ``--compare``."""
    return {
        "signature": signature,
        "pooled": {
            corpus: {name: summarise(each) for name, each in by_aligner(members).items()}
            for corpus, members in by_corpus(scored).items()
        },
        "documents": [asdict(each) for each in scored],
    }


def from_json(file: Path) -> tuple[str, list[Scored]]:
    """Signature and our own documents of a saved result."""
    try:
        saved = json.loads(file.read_text(encoding="utf-8"))
        return saved["signature"], [_scored(each) for each in saved["documents"]]
    except FileNotFoundError as error:
        raise DataMissingError(f"{file}: no such file.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise DataMissingError(f"{file}: not a result of --json ({error!r}).") from error


def _scored(row: dict[str, Any]) -> Scored:
    ratios = {name: Ratio(**ratio) for name, ratio in row["score"].items()}
    judged = tuple((value, right) for value, right in row["judged"])
    return Scored(**{**row, "score": AlignmentScore(**ratios), "judged": judged})


def compare(first: Path, second: Path, aligner: str = OURS) -> Iterator[str]:
    """One line per corpus and measure: both scores, their difference, and its p value.

    ``aligner`` says whose links the second result is read for.
    """
    (sign_a, a), (sign_b, b) = from_json(first), from_json(second)
    yield f"A  {sign_a}"
    yield f"B  {sign_b}"
    common = common_documents(a, b, aligner)
    yield f"{'corpus':40} {'measure':8} {'docs':>4} {'A':>6} {'B':>6} {'B - A':>7} {'p':>7}  test"
    ours, theirs = (by_corpus([each[i] for each in common]) for i in (0, 1))
    for corpus in ours:
        counts = counts_of(ours[corpus]), counts_of(theirs[corpus])
        strata = [each.corpus for each in ours[corpus]]
        for measure in ("strict", "lax", "null"):
            statistic = partial(f1, measure=measure)
            values = [float(statistic(each.sum(0, keepdims=True))[0]) for each in counts]
            p = paired_p(counts[1], counts[0], strata, statistic)
            yield (
                f"{corpus:40} {measure:8} {len(strata):4} {values[0]:6.3f} {values[1]:6.3f} "
                f"{values[1] - values[0]:+7.3f} {'–' if np.isnan(p) else f'{p:.4f}':>7}  "
                f"paired bootstrap over documents|rounds:{ROUNDS}|seed:{SEED}"
            )


def common_documents(
    a: Sequence[Scored], b: Sequence[Scored], aligner: str = OURS
) -> list[tuple[Scored, Scored]]:
    """The same documents of both results, as we link them and as ``aligner`` does in the second.

    Where a result is of one aligner alone, its documents are taken for ours.
    """
    sides = []
    for scored, wanted in ((a, OURS), (b, aligner)):
        names = by_aligner(scored)
        chosen = next(iter(names)) if wanted == OURS and len(names) == 1 else wanted
        if chosen not in names:
            raise DataMissingError(f"No links of {chosen} here; there are {', '.join(names)}.")
        sides.append({(each.corpus, each.document): each for each in names[chosen]})
    both = [(sides[0][key], sides[1][key]) for key in sides[0] if key in sides[1]]
    if not both:
        raise DataMissingError("The two results have no document in common.")
    return both
