"""How often a French and an English word were linked, learned by ``python -m eval.train_words``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.errors import ModelError
from align.models.checkpoints import checkpoint, read_arrays, reading
from align.text import fold

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]
Arrays = dict[str, NDArray[Any]]

#: A byte of the file stands for a count: COUNT_BASE ** byte / COUNT_UNIT.
COUNT_BASE, COUNT_UNIT = 1.07, 10.0
STEM_LENGTH = 6
#: Two bytes of the file stand for the number of an English word.
MOST_WORDS = 1 << 16
_ENDINGS = ("es", "s", "e", "x", "")


@dataclass(frozen=True)
class Vocabulary:
    """The words of one language.

    Attributes:
        words: Word 0 stands for all that are not known.
        stems: Stem 0 likewise.
        stem_of_id: The stem of each word, (words,).
        totals: How often each was linked, (words,).
        nulls: How often each was linked to nothing, (words,).
    """

    words: tuple[str, ...]
    stems: tuple[str, ...]
    stem_of_id: Ids
    totals: Floats
    nulls: Floats

    @cached_property
    def ids(self) -> dict[str, int]:
        """The number of each word."""
        return {word: number for number, word in enumerate(self.words)}

    @cached_property
    def stem_ids(self) -> dict[str, int]:
        """The number of each stem."""
        return {stem: number for number, stem in enumerate(self.stems)}

    def numbers(self, words: Sequence[str]) -> Ids:
        """The number of each word, (words,); 0 for one that is not known."""
        return np.array([self.ids.get(word, 0) for word in words], np.int64)


def make_vocabulary(words: Sequence[str], totals: Floats, nulls: Floats) -> Vocabulary:
    """A vocabulary with the stems of its words."""
    stems = [stem_of(word) for word in words]
    distinct = {stem: number for number, stem in enumerate(dict.fromkeys(stems))}
    ids = np.array([distinct[stem] for stem in stems], np.int64)
    return Vocabulary(tuple(words), tuple(distinct), ids, totals, nulls)


@dataclass(frozen=True)
class Lexicon:
    """Joint counts of French and English words.

    Attributes:
        keys: ``French number * English words + English number``, increasing, (entries,).
        counts: How often the two were linked, (entries,).
        jumps: Probabilities of jumps in the French, and in the English, (2, 2 × reach + 1).
    """

    french: Vocabulary
    english: Vocabulary
    keys: Ids
    counts: Floats
    jumps: Floats

    def side(self, language: str) -> Vocabulary:
        """The words of "fr" or "en"."""
        return {"fr": self.french, "en": self.english}[language]

    def joint(self, french: Ids, english: Ids) -> Floats:
        """The counts of pairs of words; zero where they were never linked. Shapes broadcast."""
        return _look_up(self.keys, self.counts, french * len(self.english.words) + english)

    def french_of(self, english: int) -> tuple[Ids, Floats]:
        """The French words that an English one was linked with, by number, and how often each."""
        order, bounds = self._by_english
        keys = order[bounds[english] : bounds[english + 1]]
        return self.keys[keys] // len(self.english.words), self.counts[keys]

    @cached_property
    def _by_english(self) -> tuple[Ids, Ids]:
        """The places of all pairs in order of their English words, and where each word begins."""
        width = len(self.english.words)
        english = self.keys % width
        order = np.argsort(english, kind="stable")
        return order, np.searchsorted(english[order], np.arange(width + 1))

    def stem_joint(self, french: Ids, english: Ids) -> Floats:
        """The counts of pairs of stems."""
        keys, counts = self._stems
        return _look_up(keys, counts, french * len(self.english.stems) + english)

    @cached_property
    def _stems(self) -> tuple[Ids, Floats]:
        width = len(self.english.words)
        french = self.french.stem_of_id[self.keys // width]
        english = self.english.stem_of_id[self.keys % width]
        keys, inverse = np.unique(french * len(self.english.stems) + english, return_inverse=True)
        return keys, np.bincount(inverse, self.counts).astype(np.float32)

    @cached_property
    def stem_totals(self) -> tuple[Floats, Floats]:
        """How often each stem was linked, French and English."""
        sides = (self.french, self.english)
        one, other = (
            np.bincount(side.stem_of_id, side.totals).astype(np.float32) for side in sides
        )
        return one, other


def _look_up(keys: Ids, values: Floats, wanted: Ids) -> Floats:
    places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[places] == wanted, values[places], np.float32(0))


@lru_cache(maxsize=1 << 16)
def stem_of(word: str) -> str:
    """What forms of a word have in common, roughly.

    >>> stem_of("interprétation"), stem_of("interprète"), stem_of("rues")
    ('interp', 'interp', 'ru')
    """
    plain = fold(word)
    if len(plain) <= 3 or not plain.isalpha():
        return plain
    ending = next(each for each in _ENDINGS if plain.endswith(each))
    return plain[: len(plain) - len(ending)][:STEM_LENGTH]


def numbers(words: Sequence[str], vocabulary: Vocabulary) -> tuple[Ids, Ids]:
    """The numbers of words and of their stems; 0 for what is not known."""
    stems = [vocabulary.stem_ids.get(stem_of(word), 0) for word in words]
    return vocabulary.numbers(words), np.array(stems, np.int64)


def load_lexicon(folder: Traversable | None = None) -> Lexicon:
    """The lexicon in ``folder``; by default the one that comes with the package.

    Raises:
        ModelError: The folder holds no lexicon, or a broken one.
    """
    if folder is None:
        return _built_in()
    with reading("word lexicon", folder):
        return unpack(read_arrays(folder / "lexicon.npz"))


@cache
def _built_in() -> Lexicon:
    """The lexicon of the package, loaded once for all that read it."""
    return load_lexicon(checkpoint("words"))


# ------------------------------------------------------------------ the file


def pack(lexicon: Lexicon) -> Arrays:
    """The arrays of the file: words as UTF-8 lines, counts as logarithms in a byte."""
    width = len(lexicon.english.words)
    if width > MOST_WORDS:
        raise ModelError(
            "{width:,} English words; a lexicon holds at most {most:,}",
            width=width,
            most=MOST_WORDS,
        )
    rows, columns = lexicon.keys // width, lexicon.keys % width
    first = np.concatenate([[True], rows[1:] != rows[:-1]])
    gaps = np.where(first, columns, np.diff(columns, prepend=0))
    return {
        "rows": np.bincount(rows, minlength=len(lexicon.french.words)).astype(np.uint32),
        "gaps_low": (gaps & 255).astype(np.uint8),
        "gaps_high": (gaps >> 8).astype(np.uint8),
        "counts": _to_bytes(lexicon.counts),
        "jumps": lexicon.jumps.astype(np.float32),
        **_pack_words(lexicon.french, "french"),
        **_pack_words(lexicon.english, "english"),
    }


def unpack(arrays: Arrays) -> Lexicon:
    """The reverse of ``pack``, as far as a byte can hold a count."""
    french, english = (_unpack_words(arrays, side) for side in ("french", "english"))
    sizes = arrays["rows"].astype(np.int64)
    gaps = arrays["gaps_low"].astype(np.int64) | (arrays["gaps_high"].astype(np.int64) << 8)
    rows = np.repeat(np.arange(len(sizes)), sizes)
    sums = np.cumsum(gaps)
    starts = np.cumsum(sizes) - sizes
    before = np.concatenate([[0], sums])[starts]
    columns = sums - np.repeat(before, sizes)
    keys = rows * len(english.words) + columns
    jumps = arrays["jumps"].astype(np.float32)
    return Lexicon(french, english, keys, _from_bytes(arrays["counts"]), jumps)


def _pack_words(side: Vocabulary, name: str) -> Arrays:
    return {
        f"{name}_words": np.frombuffer("\n".join(side.words).encode(), np.uint8),
        f"{name}_stems": np.frombuffer("\n".join(side.stems).encode(), np.uint8),
        f"{name}_stem_of_id": side.stem_of_id.astype(np.uint32),
        f"{name}_totals": side.totals.astype(np.float32),
        f"{name}_nulls": side.nulls.astype(np.float32),
    }


def _unpack_words(arrays: Arrays, name: str) -> Vocabulary:
    words, stems = (
        tuple(arrays[f"{name}_{kind}"].tobytes().decode().split("\n"))
        for kind in ("words", "stems")
    )
    return Vocabulary(
        words,
        stems,
        arrays[f"{name}_stem_of_id"].astype(np.int64),
        arrays[f"{name}_totals"].astype(np.float32),
        arrays[f"{name}_nulls"].astype(np.float32),
    )


def _to_bytes(counts: Floats) -> NDArray[np.uint8]:
    logarithm = np.log(np.maximum(counts * COUNT_UNIT, 1)) / np.log(COUNT_BASE)
    return np.asarray(np.round(logarithm).clip(0, 255), np.uint8)


def _from_bytes(values: NDArray[Any]) -> Floats:
    table = (COUNT_BASE ** np.arange(256) / COUNT_UNIT).astype(np.float32)
    return np.asarray(table[values.astype(np.int64)])
