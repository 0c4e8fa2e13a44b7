"""How far the two sides of each link say the same, and which words one side alone has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.clues import Bundle, Clues, Tables, find_clues
from align.languages import record_language
from align.models.judge import Judge
from align.tokens import Word
from align.types import Comparison, Meaning, Span, Unsaid, WordLink
from align.words import words_of

Floats = NDArray[np.float64]

#: Words that rank above this have a meaning of their own.
TELLING = 0.8
#: A run of words that are not said begins and ends at this probability …
LEAST = 0.3
#: … and goes on over a single word of this one.
BRIDGE = 0.12
LINK_FEATURES = (
    "similarity", "answered source", "answered target", "longer", "unsaid source",
    "unsaid target", "most unsaid source", "most unsaid target", "amount unsaid source",
    "amount unsaid target", "least answered", "short", "similarity over .6", "offset",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sides:
    """The words of one link, with their evidence."""

    source: tuple[Word, ...]
    target: tuple[Word, ...]
    bundles: tuple[Bundle, Bundle]
    clues: Clues


def read_meanings(comparison: Comparison, judge: Judge) -> tuple[Meaning, ...]:
    """The meaning of every link, in order; empty unless one text is French and one English."""
    return tuple(
        Meaning(0.0) if sides is None else judged(sides, judge)
        for sides in find_sides(comparison, judge)
    )


def judged(sides: Sides, judge: Judge) -> Meaning:
    """What the judge says of one link."""
    here, there = (
        judge.weights.words.probability(part) for part in (sides.clues.source, sides.clues.target)
    )
    logit = float(link_features(sides, here, there) @ judge.weights.link)
    same = 1 / (1 + np.exp(-np.clip(logit, -30, 30)))
    return Meaning(
        round(float(same), 6),
        tuple(runs(sides.source, here, sides.bundles[0].weights)),
        tuple(runs(sides.target, there, sides.bundles[1].weights)),
    )


def link_features(sides: Sides, here: Floats, there: Floats) -> Floats:
    """``LINK_FEATURES`` of one link, given the probability of each word to be unsaid."""
    weights = [bundle.weights for bundle in sides.bundles]
    unsaid = [p @ w / w.sum() for p, w in zip((here, there), weights, strict=True)]
    most = [
        float((p * np.minimum(w, 1)).max()) for p, w in zip((here, there), weights, strict=True)
    ]
    amount = [float(np.log1p(p @ w)) for p, w in zip((here, there), weights, strict=True)]
    similarity, *answered, longer, length, length_there = sides.clues.whole
    short = 1 / np.exp(min(length, length_there))
    return np.array(
        [
            similarity, *answered, abs(longer), *unsaid, *most, *amount, min(answered), short,
            max(similarity - 0.6, 0), 1.0,
        ]
    )  # fmt: skip


def runs(words: Sequence[Word], probabilities: Floats, weights: Floats) -> Iterator[Unsaid]:
    """Words in a row that are probably not said, together; no bare sign or particle."""
    start: int | None = None
    for place in range(len(words) + 1):
        if place < len(words) and _goes_on(probabilities, place, is_open=start is not None):
            start = place if start is None else start
        elif start is not None:
            run = _trimmed(words, start, place)
            start = None
            if run is not None and weights[run].sum() > TELLING**2:
                share = weights[run] / weights[run].sum()
                span = Span(words[run.start].span.start, words[run.stop - 1].span.end)
                yield Unsaid(span, round(float(probabilities[run] @ share), 4))


def _goes_on(probabilities: Floats, place: int, *, is_open: bool) -> bool:
    if probabilities[place] >= LEAST:
        return True
    after = probabilities[place + 1] if place + 1 < len(probabilities) else 0.0
    return is_open and probabilities[place] >= BRIDGE and bool(after >= LEAST)


def _trimmed(words: Sequence[Word], start: int, end: int) -> slice | None:
    """The run without signs at its edges; None if nothing else is in it."""
    spoken = [place for place in range(start, end) if not words[place].is_sign]
    return slice(spoken[0], spoken[-1] + 1) if spoken else None


# ------------------------------------------------------------------ the evidence


def find_sides(comparison: Comparison, judge: Judge) -> Iterator[Sides | None]:
    """The words and the evidence of each link; None where a side has no words.

    Nothing at all unless one text is French and one English.
    """
    texts = comparison.original.transcript.text, comparison.transcript.text
    languages = record_language(texts[0]), record_language(texts[1])
    if set(languages) != {"fr", "en"}:
        return
    segments = words_of(comparison)
    linked = [
        (
            tuple(word for i in link.source for word in segments[0][i]),
            tuple(word for j in link.target for word in segments[1][j]),
        )
        for link in comparison.alignment.links
    ]
    similarities = iter(_similarities(comparison, linked, judge))
    vectors = _word_vectors(linked, languages, judge)
    for number, sides in enumerate(linked):
        if not all(sides):
            yield None
            continue
        one, other = (
            _bundle(words, text, language, vectors, judge)
            for words, text, language in zip(sides, texts, languages, strict=True)
        )
        links = comparison.words[number] if comparison.words else ()
        tables = _tables(sides, links, languages[0], judge)
        clues = find_clues(one, other, tables, next(similarities))
        yield Sides(*sides, (one, other), clues)


def _similarities(
    comparison: Comparison, linked: Sequence[tuple[tuple[Word, ...], ...]], judge: Judge
) -> list[float]:
    """How near the two sides of each link with words on both are to each other."""
    alignment = comparison.alignment
    links = [link for link, sides in zip(alignment.links, linked, strict=True) if all(sides)]
    one = judge.vectors(
        [" ".join(alignment.source[i].spoken for i in each.source) for each in links]
    )
    other = judge.vectors(
        [" ".join(alignment.target[j].spoken for j in each.target) for each in links]
    )
    return [float(value) for value in (one * other).sum(1)]


def _word_vectors(
    linked: Sequence[tuple[tuple[Word, ...], ...]], languages: Sequence[str], judge: Judge
) -> Mapping[str, Floats]:
    """A unit vector for every word that has a meaning of its own."""
    forms: set[str] = set()
    for place, language in enumerate(languages):
        own = sorted({word.form for sides in linked if all(sides) for word in sides[place]})
        ranks = judge.ranks(own, language)
        forms.update(
            form for form, rank in zip(own, ranks, strict=True) if rank > TELLING and _tells(form)
        )
    ordered = sorted(forms)
    rows = judge.vectors(ordered).astype(np.float64) if ordered else ()
    return dict(zip(ordered, rows, strict=True))


def _tells(form: str) -> bool:
    return len(form) > 2 and form[0].isalpha()


def _bundle(
    words: Sequence[Word], text: str, language: str, vectors: Mapping[str, Floats], judge: Judge
) -> Bundle:
    forms = tuple(word.form for word in words)
    none = np.zeros(len(next(iter(vectors.values()), np.zeros(1))))
    return Bundle(
        forms,
        judge.ranks(forms, language),
        np.array([float(word.is_sign) for word in words]),
        np.array([float(text[word.span.start].isupper()) for word in words]),
        np.stack([vectors.get(form, none) for form in forms]),
    )


def _tables(
    sides: tuple[tuple[Word, ...], ...],
    links: Sequence[WordLink],
    source_language: str,
    judge: Judge,
) -> Tables:
    source, target = ([word.form for word in side] for side in sides)
    if source_language == "fr":
        there, back = judge.translations(source, target)
    else:
        back, there = (table.T for table in judge.translations(target, source))
    scores = np.zeros(there.shape)
    rows, columns = ({word.span: n for n, word in enumerate(side)} for side in sides)
    for link in links:
        scores[rows[link.source], columns[link.target]] = link.score
    return Tables(scores, there, back)
