"""Gaps planted in English that has French beside it, so that what each hid is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from align.models.protocols import WordAligner
from align.tokens import Word, find_words
from align.types import (
    Alignment,
    Comparison,
    Delivery,
    Detection,
    Evidence,
    Gap,
    GapKind,
    Link,
    Mark,
    MarkKind,
    Origin,
    Original,
    Passage,
    Segment,
    Span,
    Transcript,
    Turn,
)
from align.words import link_words

MARK = "(inaudible)"
MOST_WORDS = 8
#: Share of gaps that take nothing out, and of sentences with a second gap.
NOTHING, SECOND = 0.35, 0.3
#: Two gaps of a sentence are at least so many words apart.
APART = 3
#: Most words that an interpreter leaves out at a time, where that is played.
MOST_CONDENSED = 6


@dataclass(frozen=True, slots=True)
class Pair:
    """A French and an English text with links between the characters of their words."""

    corpus: str
    french: str
    english: str
    links: tuple[tuple[Span, Span], ...] | None = None


@dataclass(frozen=True, slots=True)
class Planted:
    """A gap that was planted.

    Attributes:
        row: The sentence it stands in.
        start: Where it stands in the English with all gaps.
        removed: How many words it took.
        lost: The French words that went with them.
    """

    row: int
    start: int
    removed: int
    lost: frozenset[Span]


def plant(
    pair: Pair, row: int, links: Sequence[tuple[Span, Span]], random: Random
) -> tuple[str, list[Planted]]:
    """The English with one or two gaps in it, and what each took."""
    words = [word for word in find_words(pair.english, "en") if not word.is_sign]
    cuts = sorted(_cuts(len(words), random))
    text, place, planted = "", 0, []
    for first, count in cuts:
        start = words[first].span.start if first < len(words) else len(pair.english.rstrip(" .?!"))
        if not count and 0 < first < len(words) and random.random() < 0.5:
            start = words[first - 1].span.end
        text += pair.english[place:start]
        if text and not text.endswith(" "):
            text += " "
        gone = words[first : first + count]
        planted.append(Planted(row, len(text), count, _lost(gone, links)))
        text += MARK
        place = gone[-1].span.end if gone else start
        if pair.english[place : place + 1].isalnum():
            text += " "
    return text + pair.english[place:], planted


def _cuts(many: int, random: Random) -> Iterator[tuple[int, int]]:
    """One or two cuts that stay apart: first word, number of words."""
    used: list[tuple[int, int]] = []
    for _ in range(2 if random.random() < SECOND else 1):
        count = 0 if random.random() < NOTHING else random.randint(1, MOST_WORDS)
        count = min(count, max(many - 2, 0))
        first = random.randint(0, many - count)
        if all(first >= b + APART or first + count + APART <= a for a, b in used):
            used.append((first, first + count))
            yield first, count


def _lost(gone: Iterable[Word], links: Sequence[tuple[Span, Span]]) -> frozenset[Span]:
    spans = {word.span for word in gone}
    taken = {one for one, other in links if other in spans}
    return frozenset(taken - {one for one, other in links if other not in spans})


def condense(pair: Pair, random: Random) -> Pair:
    """The pair with some English words in a row left out, as interpreters do, and no gap told."""
    words = [word for word in find_words(pair.english, "en") if not word.is_sign]
    count = min(random.randint(1, MOST_CONDENSED), len(words) // 2)
    if not count:
        return pair
    first = random.randrange(len(words) - count + 1)
    left = pair.english[: words[first].span.start].rstrip()
    right = pair.english[words[first + count - 1].span.end :].lstrip()
    return replace(pair, english=f"{left} {right}".strip())


def links_of(whole: Comparison, row: int, pair: Pair) -> list[tuple[Span, Span]]:
    """The links of a pair, by people or by the aligner, places counted from its start."""
    if pair.links is not None:
        return list(pair.links)
    starts = [side[row].span.start for side in (whole.alignment.source, whole.alignment.target)]

    def moved(span: Span, start: int) -> Span:
        return Span(span.start - start, span.end - start)

    return [
        (moved(each.source, starts[0]), moved(each.target, starts[1])) for each in whole.words[row]
    ]


def plant_all(
    pairs: Sequence[Pair], aligner: WordAligner, random: Random
) -> tuple[Comparison, list[Planted]]:
    """All pairs with gaps, each pair one link, and the gaps in order of the text."""
    whole = as_comparison([(pair.french, pair.english) for pair in pairs], aligner)
    rows, planted = [], []
    for number, pair in enumerate(pairs):
        english, gaps = plant(pair, number, links_of(whole, number, pair), random)
        rows.append((pair.french, english))
        planted.extend(gaps)
    return as_comparison(rows, aligner), planted


def as_comparison(rows: Sequence[tuple[str, str]], aligner: WordAligner) -> Comparison:
    """Rows of French and English as one comparison, each row one link."""
    french = _side([row[0] for row in rows])
    english = _side([row[1] for row in rows])
    links = tuple(Link((n,), (n,), 1.0) for n in range(len(rows)))
    original = Original(french[0], french[1], Origin.GIVEN)
    bare = Comparison(english[0], english[1], original, Alignment(french[2], english[2], links))
    return Comparison(
        bare.transcript, bare.detection, bare.original, bare.alignment, link_words(bare, aligner)
    )


def _side(texts: Sequence[str]) -> tuple[Transcript, Detection, tuple[Segment, ...]]:
    whole, segments, gaps = "\n".join(texts), [], []
    place = 0
    for number, text in enumerate(texts):
        span = Span(place, place + len(text))
        segments.append(Segment(span, text, text.replace(MARK, "").strip(), 0, number, 0))
        found = text.find(MARK)
        while found >= 0:
            gaps.append(Span(place + found, place + found + len(MARK)))
            found = text.find(MARK, found + 1)
        place += len(text) + 1
    paragraphs = tuple(each.span for each in segments)
    passage = Passage(0, Span(0, len(whole)), Delivery.INTERPRETED, Evidence("planted", ""))
    detection = Detection(
        (passage,),
        tuple(Gap(0, span, GapKind.INAUDIBLE, (span,)) for span in gaps),
        tuple(Mark(span, MarkKind.GAP, "planted") for span in gaps),
    )
    return Transcript("planted", whole, (Turn("", None, paragraphs),)), detection, tuple(segments)
