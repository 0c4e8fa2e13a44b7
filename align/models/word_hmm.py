"""Posterior probabilities of word links in many sentence pairs at once.

An HMM (Vogel, Ney & Tillmann 1996): the words of one side are made one after the other by words
of the other side, and neighbours tend to come from neighbours. A word that comes from nothing
leaves the place where it was (Och & Ney 2003). Forward and backward sums run over a block of
sentence pairs together, one word a step.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]
#: What a jump beyond the table costs for each word further.
FURTHER = 0.8


def posteriors(emit: Floats, null: Floats, jumps: Floats, away: float, sizes: Ids) -> Floats:
    """The probability that word j comes from word i, (pairs, words, states).

    Args:
        emit: Probability of each word given each state, (pairs, words, states); zero beyond
            the end of the states.
        null: Probability of each word given nothing, (pairs, words).
        jumps: Probability of each jump, -reach … reach.
        away: Probability that a word comes from nothing.
        sizes: How many words and states each pair has, (pairs, 2).
    """
    pairs, words, states = emit.shape
    table = _jump_table(jumps, states)
    present = np.arange(states) < sizes[:, 1:2]
    share = (1 - away) / np.maximum(present.astype(np.float32) @ table.T, 1e-9)
    inside = np.arange(words) < sizes[:, :1]
    emit = np.where(inside[:, :, None], emit, 1) * present[:, None, :]
    null = np.asarray(np.where(inside, null, 1) * away, np.float32)
    voiced = np.zeros((words, pairs, states), np.float32)
    whole = np.zeros((words, pairs, states + 1), np.float32)
    scale = np.ones((words, pairs, 1), np.float32)
    state = np.zeros((pairs, states + 1), np.float32)
    state[:, 0] = 1
    for j in range(words):
        said = ((state * share) @ table) * emit[:, j]
        state = state * null[:, j, None]
        state[:, 1:] += said
        scale[j] = np.maximum(state.sum(1, keepdims=True), 1e-30)
        state = state / scale[j]
        voiced[j], whole[j] = said / scale[j], state
    back = np.ones((pairs, states + 1), np.float32)
    gamma = np.zeros((words, pairs, states), np.float32)
    for j in range(words - 1, -1, -1):
        gamma[j] = voiced[j] * back[:, 1:]
        fresh = ((emit[:, j] * back[:, 1:]) @ table.T) * share + back * null[:, j, None]
        back = np.where(inside[:, j, None], fresh / scale[j], 1)
    return gamma.transpose(1, 0, 2) * inside[:, :, None]


def _jump_table(jumps: Floats, states: int) -> Floats:
    """Weight of going from word k - 1 to word i, (states + 1, states); k = 0 is the start."""
    reach = len(jumps) // 2
    far = np.arange(states)[None] - np.arange(-1, states)[:, None]
    near = far.clip(-reach, reach)
    return np.asarray(jumps[near + reach] * FURTHER ** np.abs(far - near), np.float32)
