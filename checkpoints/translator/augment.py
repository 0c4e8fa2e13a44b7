"""What transcripts of speech do to text, done to a share of the training pairs."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator

from checkpoints.translator.recipe import GAP

Pair = tuple[str, str]
Noise = Callable[[str, str, random.Random], Pair]

CLAUSE = re.compile(r"(?<=[,;])\s")
PUNCTUATION = re.compile(r"[^\w\s'<>-]")


def gap_between_clauses(english: str, french: str, rng: random.Random) -> Pair:
    """A gap in place of one clause, or between two, where both sides have the same clauses."""
    parts = CLAUSE.split(english), CLAUSE.split(french)
    if len(parts[0]) != len(parts[1]) or len(parts[0]) < 2:
        return gap_at_an_end(english, french, rng)
    place, replaced = rng.randrange(len(parts[0])), rng.random() < 0.5
    made = ([*side[:place], GAP, *side[place + replaced :]] for side in parts)
    first, second = (" ".join(side) for side in made)
    return first, second


def gap_at_an_end(english: str, french: str, rng: random.Random) -> Pair:
    """A gap in front or behind."""
    if rng.random() < 0.5:
        return f"{GAP} {english}", f"{GAP} {french}"
    return f"{english} {GAP}", f"{french} {GAP}"


def gap_for_a_shared_word(english: str, french: str, rng: random.Random) -> Pair:
    """A gap in place of a number or name that stands once on both sides."""
    words = english.split(), french.split()
    shared = [
        word for word in words[0] if words[0].count(word) == words[1].count(word) == 1
        and any(character.isalnum() for character in word)
    ]  # fmt: skip
    if not shared:
        return gap_between_clauses(english, french, rng)
    lost = rng.choice(shared)
    first, second = (" ".join(GAP if w == lost else w for w in side) for side in words)
    return first, second


def restart(english: str, french: str, rng: random.Random) -> Pair:
    """The first words said twice, as speakers do; the translation says them once."""
    words = english.split()
    return " ".join([*words[: rng.randint(1, 3)], "-", *words]), french


def bare(english: str, french: str, rng: random.Random) -> Pair:
    """The English without punctuation and capitals; the French keeps its own."""
    del rng
    return " ".join(PUNCTUATION.sub(" ", english).lower().split()), french


def capitals(english: str, french: str, rng: random.Random) -> Pair:
    """Both sides in capitals."""
    del rng
    return english.upper(), french.upper()


#: Each with the share of pairs it is done to.
NOISES: tuple[tuple[Noise, float], ...] = (
    (gap_between_clauses, 0.02),
    (gap_for_a_shared_word, 0.02),
    (restart, 0.02),
    (bare, 0.02),
    (capitals, 0.002),
)


def augment(pairs: Iterable[Pair], seed: int = 0) -> Iterator[Pair]:
    """Every pair once, a share of them as a transcript would have printed it."""
    rng = random.Random(seed)  # noqa: S311 - a choice of examples, no secret
    for pair in pairs:
        draw = rng.random()
        for noise, share in NOISES:
            draw -= share
            if draw < 0:
                yield noise(*pair, rng)
                break
        else:
            yield pair
