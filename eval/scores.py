"""Scores of sentence alignments live in ``align.scores``, where ``align batch`` uses them, too."""

from align.scores import (
    AlignmentScore,
    Pair,
    Ratio,
    harmonic,
    links_as_sets,
    pool,
    score,
)

__all__ = ["AlignmentScore", "Pair", "Ratio", "harmonic", "links_as_sets", "pool", "score"]
