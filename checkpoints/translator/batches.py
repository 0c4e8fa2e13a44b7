"""Batches of training pairs, made where the model is.

The whole text lies there as long lists of pieces, and a batch is cut out of it by its numbers. So
nothing is prepared elsewhere, copied or waited for while a graphics processor learns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from checkpoints.translator.guide import NULL, TENSION, Table
from checkpoints.translator.tokens import Plan, Ragged, Special, TokenPairs

#: Share of all that speaks for a place from which on it guides.
SURE = 0.5
#: What a loss does not count.
NOWHERE = -100


@dataclass(frozen=True, slots=True)
class Pieces:
    """``Ragged`` where the model is."""

    flat: Tensor
    starts: Tensor

    def grid(self, rows: Tensor, longest: int, special: Special) -> Tensor:
        """Some rows with an end piece behind, (rows, longest + 1), padded behind that."""
        first = self.starts[rows, None]
        lengths = self.starts[rows + 1, None] - first
        columns = torch.arange(longest + 1, device=rows.device)
        inside = columns < lengths
        found = self.flat[torch.where(inside, first + columns, 0)].long()
        found.masked_fill_(~inside, special.pad)
        return found.masked_fill_(columns == lengths, special.eos)


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one direction.

    Attributes:
        source: Shape (rows, source pieces), language piece in front and end piece behind; nothing
            in it is padding.
        target: Shape (rows, target pieces), end piece behind.
        guide: Shape of ``target``: the column of ``source`` that a piece translates, NOWHERE where
            that is unsure.
        pieces: Of the target that are no padding, end pieces included.
    """

    source: Tensor
    target: Tensor
    guide: Tensor
    pieces: int


@dataclass(frozen=True, slots=True)
class Text:
    """What is learned from, where the model is.

    Attributes:
        pairs: The same where batches are planned.
        to_french: The lexicon that guides from English to French; none where nothing guides.
        to_english: The other way.
    """

    pairs: TokenPairs
    english: Pieces
    french: Pieces
    special: Special
    to_french: Tensor | None = None
    to_english: Tensor | None = None

    def batches(self, plans: Sequence[Plan]) -> Iterator[Batch]:
        """The batches of ``plans``, in their order."""
        device = self.english.flat.device
        order = torch.from_numpy(np.concatenate([each.rows for each in plans])).to(device)
        for each, rows in zip(
            plans, torch.split(order, [len(each.rows) for each in plans]), strict=True
        ):
            yield self._batch(each, rows)

    def _batch(self, planned: Plan, rows: Tensor) -> Batch:
        source, target, table, language = (
            (self.english, self.french, self.to_french, self.special.to_french)
            if planned.to_french
            else (self.french, self.english, self.to_english, self.special.to_english)
        )
        first = torch.full((len(rows), 1), language, device=rows.device)
        read = torch.cat((first, source.grid(rows, planned.read, self.special)), dim=1)
        written = target.grid(rows, planned.written, self.special)
        guide = (
            torch.full_like(written, NOWHERE)
            if table is None
            else find_places(read, written, table, self.special)
        )
        return Batch(read, written, guide, planned.pieces + len(rows))


def text_on(
    device: torch.device,
    pairs: TokenPairs,
    special: Special,
    to_french: Table | None = None,
    to_english: Table | None = None,
) -> Text:
    """``pairs`` and their lexicons, moved to where the model is."""

    def moved(side: Ragged) -> Pieces:
        flat, starts = side.flat.astype(np.int32), side.starts
        return Pieces(*(torch.from_numpy(each).to(device) for each in (flat, starts)))

    tables = (
        None if table is None else torch.from_numpy(table).to(device)
        for table in (to_french, to_english)
    )
    return Text(pairs, moved(pairs.english), moved(pairs.french), special, *tables)


def find_places(source: Tensor, target: Tensor, table: Tensor, special: Special) -> Tensor:
    """For each place of the target the column of the source it translates, as ``Batch.guide``.

    ``table`` is of the direction of the batch, as ``guide.learn_lexicon`` makes it. The end piece
    translates the end piece.
    """
    pieces = source[:, 1:-1]  # behind the language
    columns = torch.arange(target.shape[1], device=target.device)
    ends = (target == special.eos).int().argmax(dim=1, keepdim=True)
    here = (torch.arange(pieces.shape[1], device=target.device) + 0.5) / pieces.shape[1]
    there = (columns + 0.5) / ends.clamp(min=1)
    prior = torch.exp(-TENSION * (here - there[:, :, None]).abs())
    prior *= (1 - NULL) / prior.sum(dim=2, keepdim=True)
    weights = prior.mul_(table[pieces[:, None], target[:, :, None]])
    total = weights.sum(dim=2) + NULL * table[-1][target]
    best = weights.max(dim=2)
    places = torch.where(best.values > SURE * total, best.indices + 1, NOWHERE)
    places.masked_fill_(columns > ends, NOWHERE)
    return places.masked_fill_(columns == ends, source.shape[1] - 1)
