"""What transcripts of speech do to text, done to a share of the training pairs."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable, Iterator, Sequence

from checkpoints.translator.recipe import GAP

Pair = tuple[str, str]
Noise = Callable[[str, str, random.Random], Pair]

CLAUSE = re.compile(r"(?<=[,;])\s")
PUNCTUATION = re.compile(r"[^\w\s'<>-]")
NAME = re.compile(r"[A-ZÉÈÎÇ][\w-]{2,}")
VOWELS = "AEIOUYHÉÈÎ"
#: How often a name becomes an acronym that nobody has used.
INVENTED = 0.2


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


def shared_names(english: str, french: str) -> list[str]:
    """Words with a capital, the first left out, that stand once on both sides.

    >>> shared_names("Then Mr Blinken left Doha.", "Alors M. Blinken a quitté Doha.")
    ['Blinken']
    """
    words = english.split()[1:], french.split()[1:]
    return [
        word
        for word in words[0]
        if NAME.fullmatch(word) and words[0].count(word) == words[1].count(word) == 1
    ]


def another_name(names: Sequence[str]) -> Noise:
    """A noise that puts any of ``names``, rare ones as often as common ones, in a name's place.

    What a model learns from it is to copy a name that it has not seen.
    """

    def noise(english: str, french: str, rng: random.Random) -> Pair:
        found = shared_names(english, french)
        if not found:
            return english, french
        old, new = rng.choice(found), rng.choice(names)
        if rng.random() < INVENTED:
            new = "".join(rng.choices(string.ascii_uppercase, k=rng.randint(3, 5)))
        if (old[0] in VOWELS) != (new[0] in VOWELS):  # *de* would have to become *d'*
            return english, french
        first, second = (
            " ".join(new if word == old else word for word in side.split())
            for side in (english, french)
        )
        return first, second

    return noise


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


#: Each with the share of pairs it is tried on.
NOISES: tuple[tuple[Noise, float], ...] = (
    (gap_between_clauses, 0.02),
    (gap_for_a_shared_word, 0.02),
    (restart, 0.02),
    (bare, 0.02),
    (capitals, 0.002),
)
NAMES_SHARE = 0.3


def augment(pairs: Sequence[Pair], seed: int = 0) -> Iterator[Pair]:
    """Every pair once, a share of them as a transcript would have printed it."""
    rng = random.Random(seed)  # noqa: S311 - a choice of examples, no secret
    names = sorted({name for pair in pairs for name in shared_names(*pair)})
    noises = (*NOISES, (another_name(names), NAMES_SHARE if names else 0.0))
    for pair in pairs:
        draw = rng.random()
        for noise, share in noises:
            draw -= share
            if draw < 0:
                yield noise(*pair, rng)
                break
        else:
            yield pair
