"""Learning word links from sentence pairs: expectation maximisation by agreement, compiled.

Liang, Taskar & Klein 2006, "Alignment by Agreement": an HMM (Vogel, Ney & Tillmann 1996) for each
direction, and the product of the two posteriors as the expected link. As both directions then
share their counts, one table of joint counts is all there is to learn, beside the jumps.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

LONGEST = 60
REACH = 10
FLOOR = 1e-7
#: Links less probable than this say nothing about jumps.
SURE = 0.05
#: Golden-ratio multiplier of multiplicative hashing.
_SPREAD = np.uint64(0x9E3779B97F4A7C15)

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


@njit(cache=True, nogil=True)
def _slot(keys, key, shift):  # type: ignore[no-untyped-def]  # pragma: no cover
    place = np.int64((np.uint64(key) * _SPREAD) >> np.uint64(shift))
    size = len(keys)
    while keys[place] >= 0 and keys[place] != key:
        place += np.int64(1)
        if place == size:
            place = np.int64(0)
    return place


@njit(cache=True, nogil=True)
def count_together(source, source_at, target, target_at, width, keys, counts, shift):  # type: ignore[no-untyped-def]
    """Adds one for every pair of words in a pair of sentences; returns how many pairs there are."""
    filled = 0
    for n in range(len(source_at) - 1):
        for i in range(source_at[n], source_at[n + 1]):
            if source[i] == 0:
                continue
            for j in range(target_at[n], target_at[n + 1]):
                if target[j] == 0:
                    continue
                key = np.int64(source[i]) * width + target[j]
                place = _slot(keys, key, shift)
                if keys[place] < 0:
                    keys[place] = key
                    filled += 1
                    if filled * 10 > len(keys) * 9:
                        return -1
                counts[place] += 1
    return filled


@njit(cache=True, nogil=True)
def put(keys, rows, wanted, shift):  # type: ignore[no-untyped-def]
    """Fills a table: ``rows`` says at which place of ``wanted`` each key stands."""
    for n in range(len(wanted)):
        place = _slot(keys, wanted[n], shift)
        keys[place] = wanted[n]
        rows[place] = n


@njit(cache=True, nogil=True, fastmath=True)
def _forward(emit, null, jump, away, forward, silent, scale):  # type: ignore[no-untyped-def]
    """Fills the sums up to each word: come from a word, from nothing, and how likely at all."""
    many, states = emit.shape
    came = np.empty(states)
    for j in range(many):
        total = 0.0
        for i in range(states):
            came[i] = jump[0, i] if j == 0 else silent[j - 1, states] * jump[0, i]
        for k in range(states if j > 0 else 0):
            was = forward[j - 1, k] + silent[j - 1, k]
            for i in range(states):
                came[i] += was * jump[k + 1, i]
        for i in range(states):
            forward[j, i] = came[i] * (1 - away) * emit[j, i]
            silent[j, i] = (
                0.0 if j == 0 else ((forward[j - 1, i] + silent[j - 1, i]) * away * null[j])
            )
            total += forward[j, i] + silent[j, i]
        silent[j, states] = away * null[j] * (1.0 if j == 0 else silent[j - 1, states])
        total += silent[j, states]
        scale[j] = total
        for i in range(states):
            forward[j, i] /= total
            silent[j, i] /= total
        silent[j, states] /= total


@njit(cache=True, nogil=True, fastmath=True)
def _posterior(emit, null, jump, away, gamma, forward, silent, scale):  # type: ignore[no-untyped-def]
    """Fills ``gamma[j, i]`` with the probability that word j comes from word i."""
    many, states = emit.shape
    _forward(emit, null, jump, away, forward, silent, scale)
    back, fresh, voiced = np.ones(states + 1), np.empty(states + 1), np.empty(states)
    for j in range(many - 1, -1, -1):
        for i in range(states):
            gamma[j, i] = forward[j, i] * back[i]
            voiced[i] = (1 - away) * emit[j, i] * back[i]
        for k in range(states + 1 if j > 0 else 0):
            row = 0 if k == states else k + 1
            value = away * null[j] * back[k]
            for i in range(states):
                value += jump[row, i] * voiced[i]
            fresh[k] = value / scale[j]
        if j > 0:
            back[:] = fresh


@njit(cache=True, nogil=True)
def jump_table(jumps, states, table):  # type: ignore[no-untyped-def]
    """Fills ``table[k + 1, i]`` with the probability of going from word k to word i."""
    for k in range(-1, states):
        total = 0.0
        for i in range(states):
            far = i - k
            near = min(max(far, -REACH), REACH)
            value = jumps[near + REACH] * 0.8 ** abs(far - near)
            table[k + 1, i] = value
            total += value
        for i in range(states):
            table[k + 1, i] /= total


@njit(cache=True, nogil=True)
def _emissions(  # type: ignore[no-untyped-def]
    source, target, width, keys, rows, shift, counts, source_total, target_total, at, there, back
):
    """Fills the row of each pair of words, -1 for none, and its probability in both directions."""
    for i in range(len(source)):
        for j in range(len(target)):
            there[j, i] = back[i, j] = FLOOR
            at[i, j] = -1
            if source[i] == 0 or target[j] == 0:
                continue
            key = np.int64(source[i]) * width + target[j]
            place = _slot(keys, key, shift)
            if keys[place] == key:
                row = rows[place]
                at[i, j] = row
                there[j, i] = max(counts[row] / source_total[source[i]], FLOOR)
                back[i, j] = max(counts[row] / target_total[target[j]], FLOOR)


@njit(cache=True, nogil=True)
def _alone(emit, null, away, gamma):  # type: ignore[no-untyped-def]
    """Fills ``gamma[j, i]`` as if no word knew of its neighbours (IBM model 1)."""
    many, states = emit.shape
    for j in range(many):
        total = away * null[j] * states
        for i in range(states):
            total += emit[j, i]
        for i in range(states):
            gamma[j, i] = emit[j, i] / total


@njit(cache=True, nogil=True)
def _add_jumps(gamma, many, states, jumps):  # type: ignore[no-untyped-def]
    """Adds the jumps from word to word that ``gamma[j, i]`` expects."""
    for j in range(1, many):
        for k in range(states):
            if gamma[j - 1, k] > SURE:
                for i in range(states):
                    far = min(max(i - k, -REACH), REACH)
                    jumps[far + REACH] += gamma[j - 1, k] * gamma[j, i]


@njit(cache=True, nogil=True)
def _add_links(gamma, source, target, at, new, null_source, null_target):  # type: ignore[no-untyped-def]
    """Adds the links that ``gamma[j, i]`` expects, and what is left to nothing."""
    for j in range(len(target)):
        left = 1.0
        for i in range(len(source)):
            left -= gamma[j, i]
            if at[i, j] >= 0:
                new[at[i, j]] += gamma[j, i]
        null_target[target[j]] += max(left, 0.0)
    for i in range(len(source)):
        left = 1.0
        for j in range(len(target)):
            left -= gamma[j, i]
        null_source[source[i]] += max(left, 0.0)


@njit(cache=True, nogil=True)
def expect(  # type: ignore[no-untyped-def]
    source, source_at, target, target_at, width, keys, rows, shift, counts, source_total,
    target_total, source_null, target_null, jumps_there, jumps_back, away, with_jumps,
):  # fmt: skip
    """One round: the new joint counts, null counts of both sides, and jump counts both ways."""
    size = LONGEST
    new = np.zeros(len(counts), np.float64)
    null_s, null_t = np.zeros(len(source_total)), np.zeros(len(target_total))
    there, back = np.full(2 * REACH + 1, 0.1), np.full(2 * REACH + 1, 0.1)
    tables_there = np.zeros((size + 1, size + 1, size))
    tables_back = np.zeros((size + 1, size + 1, size))
    for states in range(1, size + 1):
        jump_table(jumps_there, states, tables_there[states])
        jump_table(jumps_back, states, tables_back[states])
    gamma, other = np.zeros((size, size)), np.zeros((size, size))
    forward, silent, scale = np.zeros((size, size)), np.zeros((size, size + 1)), np.zeros(size)
    at = np.zeros((size, size), np.int64)
    emit_t, emit_s = np.zeros((size, size)), np.zeros((size, size))
    for n in range(len(source_at) - 1):
        f = source[source_at[n] : source_at[n + 1]]
        e = target[target_at[n] : target_at[n + 1]]
        many_s, many_t = len(f), len(e)
        _emissions(
            f, e, width, keys, rows, shift, counts, source_total, target_total, at, emit_t, emit_s
        )
        made, given = emit_t[:many_t, :many_s], emit_s[:many_s, :many_t]
        if with_jumps:
            _posterior(
                made, target_null[e], tables_there[many_s], away, gamma, forward, silent, scale
            )
            _posterior(
                given, source_null[f], tables_back[many_t], away, other, forward, silent, scale
            )
        else:
            _alone(made, target_null[e], away, gamma)
            _alone(given, source_null[f], away, other)
        agreed = gamma[:many_t, :many_s] * other[:many_s, :many_t].T
        _add_links(agreed, f, e, at, new, null_s, null_t)
        if with_jumps:
            _add_jumps(agreed, many_t, many_s, there)
            _add_jumps(agreed.T, many_s, many_t, back)
    return new, null_s, null_t, there, back
