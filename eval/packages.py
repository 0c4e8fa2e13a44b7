"""Aligners from the registry, on our vectors: ``pip install 'interpreted-align[rivals]'``.

* ``sentweave`` is Vecalign's own code as a package (Apache-2.0).
* ``galechurch`` is Gale & Church in Rust (Apache-2.0).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec

import numpy as np

from align.embed import Side
from align.models.protocols import Vectors
from align.types import Link
from eval.rivals import Aligner

#: Most segments on one side, and on both, that sentweave looks at here.
LONGEST = 6


class _Lookup:
    """An encoder for texts that are numbers of consecutive segments: it only looks them up."""

    def __init__(self, side: Side) -> None:
        self._side = side

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The run vectors of texts such as ``"4 5 6"``; padding gets a constant vector."""
        numbers = [text.split() for text in texts]
        size = len(numbers[-1]) - 1
        last = [int(each[-1]) if each[-1].isdigit() else -1 for each in numbers]
        vectors = self._side.runs[size, last]
        vectors[np.array(last) < 0] = vectors.shape[1] ** -0.5
        return vectors


def sentweave(source: Side, target: Side) -> tuple[Link, ...]:
    """The links of the package ``sentweave``."""
    from sentweave import align

    names = ([str(i) for i in range(len(side))] for side in (source, target))
    lookup = _Both(source, target)
    found = align(*names, encoder=lookup, alignment_max_size=LONGEST)
    return tuple(
        Link(tuple(each.src_indices), tuple(each.tgt_indices), 1.0) for each in found.alignments
    )


class _Both:
    """Looks up the source first and then the target, in the order in which sentweave asks."""

    def __init__(self, source: Side, target: Side) -> None:
        self._sides = (_Lookup(source), _Lookup(target))
        self._asked = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The run vectors of the side that is being asked for."""
        side = self._sides[self._asked // LONGEST]
        self._asked += 1
        return side.encode(texts)


def galechurch(source: Side, target: Side) -> tuple[Link, ...]:
    """The links of the package ``galechurch``, which sees lengths alone."""
    from galechurch import align

    texts = (["x" * int(size) for size in side.sizes] for side in (source, target))
    places = (len(source) + 1) * (len(target) + 1)
    return tuple(
        Link(
            tuple(range(bead.source_start, bead.source_end)),
            tuple(range(bead.target_start, bead.target_end)),
            1.0,
        )
        for bead in align(*texts, max_block_size=places).beads
    )


def installed() -> Mapping[str, Aligner]:
    """The packages that are there."""
    known: dict[str, Aligner] = {"sentweave": sentweave, "galechurch": galechurch}
    return {name: aligner for name, aligner in known.items() if find_spec(name)}
