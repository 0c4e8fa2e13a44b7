"""The built-in word aligner: a lexicon learned from parallel text, read by two HMMs that agree.

One HMM makes the English words from the French, one the French from the English; the score of a
link is the product of the two probabilities (Liang, Taskar & Klein 2006). Words that the lexicon
does not know, or hardly, are judged by their stems and by how alike they are spelled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from align.models.lexicon import Lexicon, Vocabulary, load_lexicon, numbers
from align.models.protocols import WordPair
from align.models.word_hmm import posteriors
from align.text import fold

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]
Words = Sequence[str]

#: Cells of one block of sentence pairs: bounds memory and fits the cache.
CELLS_AT_ONCE = 120_000
#: Longer sides are cut into pieces that overlap by half, so that time stays linear in length.
LONGEST = 256
#: Counts that the stems, and the spelling, are worth beside the counts of the words themselves.
STEM_WEIGHT, LIKENESS_WEIGHT = 10.0, 5.0
FLOOR = 3e-5
#: A word seen so often is known; its spelling says nothing any more.
KNOWN = 50.0
LETTERS = 12
LEAST_ALIKE = 0.5
AWAY = 0.05
#: Links to nothing that every word is taken to have had.
LEAST_NULL = 0.3
LEAST_SCORE = 0.3


@dataclass(frozen=True)
class Padded:
    """The words of one side of many pairs, padded, (pairs, words).

    Attributes:
        ids: Numbers of the words; 0 for one that is not known, -1 beyond the end.
        seen: How often the lexicon has seen each word, and its stem.
        null: Probability of each word given nothing.
        letters: First letters of each word, plain, (pairs, words, letters); 0 beyond its end.
        sizes: How many words each pair has, (pairs,).
    """

    ids: Ids
    stems: Ids
    seen: Floats
    seen_stems: Floats
    null: Floats
    letters: NDArray[np.int32]
    sizes: Ids


@dataclass(frozen=True)
class Counts:
    """What speaks for each possible link: joint counts of words and of stems, and the spelling."""

    joint: Floats
    stems: Floats
    alike: Floats

    def turned(self) -> Counts:
        """The same with the two sides exchanged."""
        sides = (each.transpose(0, 2, 1) for each in (self.joint, self.stems, self.alike))
        return Counts(*sides)


class LexiconAligner:
    """Links French words to English words; loads its lexicon on first use."""

    name = "lexicon-hmm-1"
    languages = ("fr", "en")

    @cached_property
    def _lexicon(self) -> Lexicon:
        return load_lexicon()

    def align(self, pairs: Sequence[tuple[Words, Words]]) -> list[list[WordPair]]:
        """The links of each pair; see ``WordAligner``."""
        links: list[list[WordPair]] = [[] for _ in pairs]
        pieces = [(number, *piece) for number, pair in enumerate(pairs) for piece in _pieces(*pair)]
        for block in _blocks([(len(each[2]), len(each[4])) for each in pieces]):
            chosen = [pieces[place] for place in block]
            scores = self.score([(each[2], each[4]) for each in chosen])
            for (number, left, french, top, english, keep), grid in zip(
                chosen, scores, strict=True
            ):
                found = grid[: len(french), : len(english)]
                for i, j in np.argwhere(found >= LEAST_SCORE).tolist():
                    if keep[0] <= left + i < keep[1]:
                        links[number].append(WordPair(left + i, top + j, float(found[i, j])))
        return [sorted(each) for each in links]

    def score(self, pairs: Sequence[tuple[Words, Words]]) -> Floats:
        """The score of every possible link, (pairs, French words, English words)."""
        lexicon, stem_totals = self._lexicon, self._lexicon.stem_totals
        french = _side([pair[0] for pair in pairs], lexicon.french, stem_totals[0])
        english = _side([pair[1] for pair in pairs], lexicon.english, stem_totals[1])
        counts = self._counts(french, english)
        there = _read(_emissions(counts, french, english), french, english, lexicon.jumps[0])
        back = _read(
            _emissions(counts.turned(), english, french), english, french, lexicon.jumps[1]
        )
        return np.asarray(np.sqrt(there.transpose(0, 2, 1) * back))

    def _counts(self, french: Padded, english: Padded) -> Counts:
        one, other = french.ids[:, :, None], english.ids[:, None, :]
        joint = np.where((one > 0) & (other > 0), self._lexicon.joint(one, other), 0)
        one, other = french.stems[:, :, None], english.stems[:, None, :]
        stems = np.where((one > 0) & (other > 0), self._lexicon.stem_joint(one, other), 0)
        return Counts(joint, stems, _alike(french, english))


def _emissions(counts: Counts, given: Padded, made: Padded) -> Floats:
    """Probability of each word of one side given each of the other, (pairs, given, made)."""
    seen = given.seen[:, :, None]
    share = ((made.seen + 0.5) / (made.seen_stems + 1)).clip(0.05, 1)[:, None, :]
    by_stem = counts.stems / (given.seen_stems[:, :, None] + 1) * share
    spelled = LIKENESS_WEIGHT * counts.alike / (1 + seen / KNOWN)
    value = (counts.joint + STEM_WEIGHT * by_stem + spelled) / (seen + STEM_WEIGHT + spelled)
    inside = (given.ids >= 0)[:, :, None] & (made.ids >= 0)[:, None, :]
    return np.asarray(np.where(inside, np.maximum(value, FLOOR), 0), np.float32)


def _read(emissions: Floats, given: Padded, made: Padded, jumps: Floats) -> Floats:
    """Probability that a word of ``made`` comes from one of ``given``, (pairs, made, given)."""
    sizes = np.stack([made.sizes, given.sizes], 1)
    return posteriors(emissions.transpose(0, 2, 1), made.null, jumps, AWAY, sizes)


def _alike(french: Padded, english: Padded) -> Floats:
    """How alike words are spelled, 0 … 1, (pairs, French words, English words)."""
    one, other = french.letters[:, :, None], english.letters[:, None, :]
    same = np.cumprod((one == other) & (one > 0), axis=3).sum(3)
    length = np.maximum((one > 0).sum(3), (other > 0).sum(3))
    ratio = same / np.maximum(length, 1)
    return np.asarray(np.where(ratio >= LEAST_ALIKE, ratio, 0), np.float32)


def _side(texts: Sequence[Words], vocabulary: Vocabulary, stem_totals: Floats) -> Padded:
    width = max(map(len, texts), default=0)
    ids, stems = (np.full((len(texts), width), -1, np.int64) for _ in range(2))
    letters = np.zeros((len(texts), width, LETTERS), np.int32)
    for row, words in enumerate(texts):
        ids[row, : len(words)], stems[row, : len(words)] = numbers(words, vocabulary)
        for column, word in enumerate(words):
            plain = fold(word)[:LETTERS]
            if len(plain) > 2 or plain.isdigit():
                letters[row, column, : len(plain)] = [ord(letter) for letter in plain]
    null = np.maximum(vocabulary.nulls, LEAST_NULL) / vocabulary.nulls.sum()
    return Padded(
        ids=ids,
        stems=stems,
        seen=np.where(ids > 0, vocabulary.totals[ids], 0),
        seen_stems=np.where(stems > 0, stem_totals[stems], 0),
        null=np.asarray(null[np.maximum(ids, 0)], np.float32),
        letters=letters,
        sizes=np.array([len(words) for words in texts]),
    )


def _blocks(sizes: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """Places of pairs of like size, as many together as a block may hold."""
    order = sorted(range(len(sizes)), key=lambda place: sizes[place])
    block: list[int] = []
    rows = columns = 0
    for place in order:
        rows, columns = max(rows, sizes[place][0]), max(columns, sizes[place][1])
        if block and (len(block) + 1) * rows * columns > CELLS_AT_ONCE:
            yield block
            block, (rows, columns) = [], sizes[place]
        block.append(place)
    if block:
        yield block


def _pieces(
    french: Words, english: Words
) -> Iterator[tuple[int, Words, int, Words, tuple[int, int]]]:
    """The pair, or parts of it that overlap: place and words on each side, French places kept."""
    longest = max(len(french), len(english))
    if not french or not english:
        return
    count = max(1, -(-2 * longest // LONGEST) - 1)
    for number in range(count):
        bounds = []
        for words in (french, english):
            step = len(words) / (count + 1)
            bounds.append((int(number * step), int(np.ceil((number + 2) * step))))
        (left, right), (top, bottom) = (
            bounds if count > 1 else [(0, len(french)), (0, len(english))]
        )
        step = len(french) / (count + 1)
        keep = (
            0 if number == 0 else int((number + 0.5) * step),
            len(french) if number == count - 1 else int((number + 1.5) * step),
        )
        yield left, french[left:right], top, english[top:bottom], keep
