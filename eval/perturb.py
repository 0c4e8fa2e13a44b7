"""Sentence pairs made wrong on purpose: words planted, taken away or exchanged on one side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from align.models.lexicon import stem_of
from align.models.protocols import WordAligner
from align.tokens import Word, find_words
from align.types import Span

KINDS = ("clean", "planted", "taken", "exchanged", "misheard", "unrelated")
#: How often each is made; most parallel text says the same, and so do most links.
SHARES = (5, 4, 5, 4, 4, 2)
LONGEST_PHRASE = 9
#: A phrase begins and ends beside a sign or a word as short as this.
SHORT = 3
WHOLE_SENTENCE = 0.25
#: Words whose letters agree this far (0 … 100) may be heard for each other; so many are tried.
SOUNDS_LIKE, TRIED = 62, 300


@dataclass(frozen=True, slots=True)
class Perturbed:
    """A pair, and what one side alone says.

    Attributes:
        kind: One of ``KINDS``.
    """

    kind: str
    source: str
    target: str
    source_alone: tuple[Span, ...] = ()
    target_alone: tuple[Span, ...] = ()

    @property
    def turned(self) -> Perturbed:
        """The same with its sides exchanged."""
        return Perturbed(self.kind, self.target, self.source, self.target_alone, self.source_alone)


def perturb(
    pairs: Sequence[tuple[str, str]], aligner: WordAligner, seed: int = 1
) -> Iterator[Perturbed]:
    """One pair for each of ``pairs`` (French, English), as far as it can be made wrong."""
    random = Random(seed)  # noqa: S311
    words = [(list(find_words(one, "fr")), list(find_words(two, "en"))) for one, two in pairs]
    forms = [([w.form for w in one], [w.form for w in two]) for one, two in words]
    linked = aligner.align(forms)
    sounds = [_by_sound(pair[side] for pair in forms) for side in (0, 1)]
    for number, ((french, english), (one, two)) in enumerate(zip(pairs, words, strict=True)):
        other = random.randrange(len(pairs))
        kind = random.choices(KINDS, SHARES)[0]
        links = [(link.source, link.target) for link in linked[number]]
        is_turned = random.random() < 0.5
        here = (english, two) if is_turned else (french, one)
        there = (french, one) if is_turned else (english, two)
        donor = pairs[other][is_turned], words[other][is_turned]
        if is_turned:
            links = [(j, i) for i, j in links]
        if kind == "misheard":
            made = _misheard(here, there, sounds[is_turned], links, random)
        else:
            made = MAKERS[kind](here, there, donor, links, random) if other != number else None
        if made is not None:
            yield made.turned if is_turned else made


Text = tuple[str, list[Word]]
Links = list[tuple[int, int]]


def _clean(here: Text, there: Text, *_: object) -> Perturbed:
    return Perturbed("clean", here[0], there[0])


def _unrelated(_here: Text, there: Text, donor: Text, *_: object) -> Perturbed:
    text = donor[0]
    return Perturbed("unrelated", text, there[0], (Span(0, len(text)),), (Span(0, len(there[0])),))


def _planted(
    here: Text, there: Text, donor: Text, _links: Links, random: Random
) -> Perturbed | None:
    """A phrase or a short sentence of another text put in between."""
    text, words = here
    is_whole = random.random() < WHOLE_SENTENCE and len(donor[1]) <= 14
    phrase = slice(0, len(donor[1])) if is_whole else _phrase(donor[1], random)
    places = [0, len(words)] if is_whole else list(_seams(words))
    if phrase is None or not places:
        return None
    piece = donor[0][donor[1][phrase.start].span.start : donor[1][phrase.stop - 1].span.end]
    place = random.choice(places)
    at = words[place].span.start if place < len(words) else len(text)
    left, right = text[:at].rstrip(), text[at:]
    start = len(left) + bool(left)
    gap = " " if right and right[0].isalnum() else ""
    made = (left + " " if left else "") + piece + gap + right
    return Perturbed("planted", made, there[0], (Span(start, start + len(piece)),))


def _taken(here: Text, there: Text, _donor: Text, links: Links, random: Random) -> Perturbed | None:
    """A phrase left out; what it was linked to has lost its counterpart."""
    text, words = here
    phrase = _phrase(words, random)
    if phrase is None or phrase.stop - phrase.start > 0.6 * len(words):
        return None
    lost = _linked_only_to(range(phrase.start, phrase.stop), links)
    if not lost or any(j not in lost and _is_linked(j, links) for j in range(min(lost), max(lost))):
        return None
    span = Span(there[1][min(lost)].span.start, there[1][max(lost)].span.end)
    left = text[: words[phrase.start].span.start].rstrip()
    made = f"{left} {text[words[phrase.stop - 1].span.end :].lstrip()}".strip()
    return Perturbed("taken", made, there[0], (), (span,))


def _exchanged(
    here: Text, there: Text, donor: Text, links: Links, random: Random
) -> Perturbed | None:
    """One word for another that ends alike."""
    text, words = here
    tellings = [n for n, word in enumerate(words) if _tells(word)]
    random.shuffle(tellings)
    for place in tellings:
        word = words[place]
        fits = [
            text_of
            for each in donor[1]
            if _tells(each)
            and (text_of := each.span.of(donor[0]))[-1] == word.span.of(text)[-1]
            and each.form[:4] != word.form[:4]
            and text_of[0].isupper() == text[word.span.start].isupper()
        ]
        lost = _linked_only_to([place], links)
        if fits and lost:
            new = random.choice(fits)
            made = text[: word.span.start] + new + text[word.span.end :]
            alone = tuple(there[1][j].span for j in sorted(lost))
            here_alone = (Span(word.span.start, word.span.start + len(new)),)
            return Perturbed("exchanged", made, there[0], here_alone, alone)
    return None


Sounds = dict[str, list[str]]


def _by_sound(texts: Iterable[Sequence[str]]) -> Sounds:
    """The longer words of all texts by their first letter."""
    found: dict[str, dict[str, None]] = {}
    for words in texts:
        for word in words:
            if len(word) > SHORT and word.isalpha():
                found.setdefault(word[0], {})[word] = None
    return {letter: list(words) for letter, words in found.items()}


def _misheard(
    here: Text, there: Text, sounds: Sounds, links: Links, random: Random
) -> Perturbed | None:
    """One word for another that sounds like it and is made from another stem."""
    from rapidfuzz import fuzz

    text, words = here
    tellings = [n for n, word in enumerate(words) if _tells(word)]
    random.shuffle(tellings)
    for place in tellings:
        word, lost = words[place], _linked_only_to([place], links)
        known = sounds.get(word.form[0], [])
        tried = random.sample(known, min(TRIED, len(known)))
        fits = [
            other
            for other in tried
            if stem_of(other) != stem_of(word.form) and fuzz.ratio(other, word.form) > SOUNDS_LIKE
        ]
        if fits and lost:
            new = random.choice(fits)
            if text[word.span.start].isupper():
                new = new.capitalize()
            made = text[: word.span.start] + new + text[word.span.end :]
            alone = tuple(there[1][j].span for j in sorted(lost))
            here_alone = (Span(word.span.start, word.span.start + len(new)),)
            return Perturbed("misheard", made, there[0], here_alone, alone)
    return None


Maker = Callable[[Text, Text, Text, Links, Random], Perturbed | None]
MAKERS: dict[str, Maker] = {
    "clean": _clean, "planted": _planted, "taken": _taken, "exchanged": _exchanged,
    "unrelated": _unrelated,
}  # fmt: skip


def _tells(word: Word) -> bool:
    return len(word.form) > SHORT and word.form.isalpha()


def _seams(words: Sequence[Word]) -> Iterator[int]:
    """Places where a phrase may begin."""
    for place in range(len(words)):
        if place == 0 or words[place - 1].is_sign or len(words[place].form) <= SHORT:
            yield place


def _phrase(words: Sequence[Word], random: Random) -> slice | None:
    """Some words from one seam to another, one of them long."""
    seams = [*_seams(words), len(words)]
    for _ in range(8):
        start = random.choice(seams)
        ends = [end for end in seams if start < end <= start + LONGEST_PHRASE]
        if ends:
            phrase = slice(start, random.choice(ends))
            if any(_tells(word) for word in words[phrase]):
                return phrase
    return None


def _linked_only_to(places: Sequence[int] | range, links: Links) -> set[int]:
    inside = {j for i, j in links if i in places}
    return inside - {j for i, j in links if i not in places}


def _is_linked(place: int, links: Links) -> bool:
    return any(j == place for _, j in links)
