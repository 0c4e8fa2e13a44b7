"""What a gap hid: the French words at its place that no English word accounts for.

A word of the original is *open* if no word link reaches it. Around a gap, the neighbours that are
linked say which stretch of the original belongs there; the stretch whose open words weigh most is
what was lost, if it weighs enough. How much is enough was learned from planted gaps by
``python -m eval.gaps --learn``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp

from align.tokens import Word
from align.types import (
    Comparison,
    Delivery,
    Gap,
    GapKind,
    GapVerdict,
    LinkKind,
    Origin,
    Span,
    Verdict,
    WordLink,
)
from align.words import words_of

INTERPRETED = frozenset({Delivery.INTERPRETED, Delivery.UNTRANSLATED, Delivery.UNCERTAIN})
#: French words that English often does without.
SMALL_WORDS = """
le la les l' un une des de du d' au aux à en y ne n' que qu' qui se s' ce c' ça cela cet cette ces
est sont été être a ont ai avons avez avoir était soit fait faire et je j' il elle on nous vous ils
elles me m' te t' lui leur leurs son sa ses mon ma mes notre nos votre vos pas si dont où sur par
pour dans avec plus tout même bien comme ainsi donc là aussi
"""
SMALL = frozenset(SMALL_WORDS.split())
#: English words that hardly end an utterance: what follows them is missing.
HANGING_WORDS = """
a an the this that these those of to in on at by for with from and or but as my our your his her its
their is are was were be been have has had will would can could should must very not n't we i you
they he she it 's 're 've
"""
HANGING = frozenset(HANGING_WORDS.split())
SMALL_WEIGHT = 0.3
#: What a linked word costs inside the stretch, and each word of distance between it and the gap.
LINKED_COST, DISTANCE_COST = 0.8, 0.3
#: English words for a French one; open weight up to which a seam is closed.
LENGTH_RATIO, CLOSED = 0.93, 0.5
#: A link below this probability does not say where a word belongs.
FIRM = 0.4
#: Learned by ``python -m eval.gaps --learn``: one weight per feature of ``Stretch``.
WEIGHTS = {
    "bias": -2.92,
    "value": 2.14,
    "peak": 0.28,
    "distance": -0.27,
    "elsewhere": -0.90,
    "seam": 1.57,
    "no seam": 0.24,
    "closed": -0.36,
    "short": 0.19,
    "hanging": 0.05,
}
#: From which probability on words count as lost, and up to which nothing was lost.
LOST_FROM, NOTHING_UP_TO = 0.5, 0.5
#: How far from its middle a probability must be for a verdict at all.
UNSURE = 0.04


@dataclass(frozen=True, slots=True)
class Place:
    """A gap inside a matched link.

    Attributes:
        source: The words of the link's source, signs left out.
        covers: How surely each of them is linked, 0 … 1.
        lands: For each the place of the target word it is linked to; None where not firm.
        gaps: For each gap of the link, how many target words stand before it.
        target: The words of the link's target, signs left out.
    """

    source: tuple[Word, ...]
    target: tuple[Word, ...]
    covers: tuple[float, ...]
    lands: tuple[int | None, ...]
    gaps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words ``start`` … ``end`` of a source that a gap may have hidden, and what speaks for it.

    Attributes:
        value: Weight of its open words, less what linked words and distance cost.
        peak: Weight of its most telling open word.
        distance: Mean distance of its words from the gap, in words.
        elsewhere: Share of the weight of the other words of the link that is open too.
        seam: Weight of the open words between the French of the two English neighbours of the gap;
            None where one of them is not linked.
        short: How many words the English lacks for the length of the French, per gap.
        hanging: Whether the word before the gap waits for another.
    """

    start: int
    end: int
    value: float
    peak: float
    distance: float
    elsewhere: float
    seam: float | None
    short: float
    hanging: bool

    @property
    def features(self) -> dict[str, float]:
        """What the probability is made from; sizes are curbed."""
        return {
            "bias": 1.0,
            "value": min(self.value, 4.0) ** 0.5 if self.value > 0 else 0.0,
            "peak": self.peak,
            "distance": min(self.distance, 5.0),
            "elsewhere": self.elsewhere,
            "seam": min(self.seam or 0.0, 3.0),
            "no seam": float(self.seam is None),
            "closed": float(self.seam is not None and self.seam < CLOSED),
            "short": min(max(self.short, -3.0), 6.0),
            "hanging": float(self.hanging),
        }

    @property
    def probability(self) -> float:
        """That words of the source were lost here."""
        if self.start == self.end:
            return min(0.2, _sigmoid(self.features))
        return _sigmoid(self.features)


def judge_gaps(comparison: Comparison) -> tuple[GapVerdict, ...]:
    """A verdict for every gap of interpreted speech that stands in a link, in order of the gaps.

    None for a French text of our own making, which was made from the very text it would explain.
    """
    if comparison.original.origin is Origin.PRODUCED:
        return ()
    source, target = words_of(comparison)
    found: dict[int, GapVerdict] = {}
    for number, gaps in _gaps_by_link(comparison).items():
        link = comparison.alignment.links[number]
        heard = [word for j in link.target for word in target[j] if not word.is_sign]
        said = [word for i in link.source for word in source[i] if not word.is_sign]
        whole = [index for index in gaps if not heard]
        for index in whole:
            found[index] = _whole_utterance(comparison, index, number, said)
        inner = [index for index in gaps if index not in whole]
        starts = [i for i in inner if comparison.detection.gaps[i].kind is GapKind.START_LOST]
        for index in starts:
            found[index] = _start_lost(comparison, index, number, said, source)
        rest = [index for index in inner if index not in starts]
        if rest:
            found |= _inside(comparison, rest, number, said, heard)
    return tuple(found[index] for index in sorted(found))


def _gaps_by_link(comparison: Comparison) -> dict[int, list[int]]:
    """The gaps of interpreted speech by the link they stand in, as indices in order of the text."""
    alignment, gaps = comparison.alignment, comparison.detection.gaps
    link_of = {j: number for number, link in enumerate(alignment.links) for j in link.target}
    by_link: dict[int, list[int]] = {}
    segment = 0
    for index in sorted(range(len(gaps)), key=lambda index: gaps[index].span):
        gap = gaps[index]
        segment = _segment_at(comparison, gap, segment)
        if segment == len(alignment.target):
            break
        inside = alignment.target[segment]
        if not inside.span.overlaps(gap.span) and gap.kind is not GapKind.START_LOST:
            continue
        passage = comparison.detection.passages[inside.passage]
        if passage.delivery in INTERPRETED and inside.turn == gap.turn:
            by_link.setdefault(link_of[segment], []).append(index)
    return by_link


def _segment_at(comparison: Comparison, gap: Gap, first: int) -> int:
    """The first target segment from ``first`` on that does not end before the gap."""
    target = comparison.alignment.target
    while first < len(target) and target[first].span.end <= gap.span.start:
        first += 1
    return first


# ------------------------------------------------------------------ whole utterances


def _whole_utterance(
    comparison: Comparison, index: int, number: int, said: Sequence[Word]
) -> GapVerdict:
    if said:
        return GapVerdict(
            index, number, Verdict.LOST, _spans(comparison, said), 0.7,
            "Nothing was heard here; the French at this place says what was said.",
        )  # fmt: skip
    return GapVerdict(
        index, number, Verdict.CANNOT_TELL, (), 0.5, "The French holds nothing at this place."
    )


def _start_lost(
    comparison: Comparison,
    index: int,
    number: int,
    said: Sequence[Word],
    source: Sequence[Sequence[Word]],
) -> GapVerdict:
    """What stands before the first word that is linked: in the link, and unlinked before it."""
    links = comparison.alignment.links
    linked = {each.source for each in _links_of(comparison, number) if each.score >= FIRM}
    first = next((n for n, word in enumerate(said) if word.span in linked), len(said))
    front = list(said[:first]) if sum(map(_weight, said[:first])) >= 1 else []
    before: list[Word] = []
    turns = {comparison.alignment.source[i].turn for i in links[number].source}
    for link in reversed(links[:number]):
        if link.kind is not LinkKind.OMITTED:
            break
        if {comparison.alignment.source[i].turn for i in link.source} & turns or not turns:
            before = [w for i in link.source for w in source[i] if not w.is_sign] + before
    lost = [*before, *front]
    if lost:
        reason = (
            "The record begins in mid-speech; these French words stand before the first that "
            "the English renders."
        )
        sure = 0.85 if before else 0.65
        return GapVerdict(index, number, Verdict.LOST, _spans(comparison, lost), sure, reason)
    if said:
        reason = "The first French words of this speech are all rendered."
        return GapVerdict(index, number, Verdict.NOTHING_LOST, (), 0.7, reason)
    reason = "No French stands beside the words that follow."
    return GapVerdict(index, number, Verdict.CANNOT_TELL, (), 0.5, reason)


# --------------------------------------------------------------------- inside a link


def _inside(
    comparison: Comparison,
    gaps: Sequence[int],
    number: int,
    said: Sequence[Word],
    heard: Sequence[Word],
) -> dict[int, GapVerdict]:
    if not said:
        reason = "No French stands beside this sentence."
        return {
            index: GapVerdict(index, number, Verdict.CANNOT_TELL, (), 0.5, reason) for index in gaps
        }
    if not comparison.words:
        reason = "No words were linked."
        return {
            index: GapVerdict(index, number, Verdict.CANNOT_TELL, (), 0.5, reason) for index in gaps
        }
    starts = [comparison.detection.gaps[index].span.start for index in gaps]
    place = make_place(said, heard, _links_of(comparison, number), starts)
    stretches = find_stretches(place)
    return {
        index: _verdict(comparison, index, number, place, stretch)
        for index, stretch in zip(gaps, stretches, strict=True)
    }


def _verdict(
    comparison: Comparison, index: int, number: int, place: Place, stretch: Stretch
) -> GapVerdict:
    chance = stretch.probability
    words = open_words(place, stretch)
    if words and chance >= LOST_FROM + UNSURE:
        verdict, sure = Verdict.LOST, chance
        reason = "No English word answers these French words, and they stand where the gap is."
    elif chance <= NOTHING_UP_TO - UNSURE or not words:
        verdict, sure = Verdict.NOTHING_LOST, 1 - chance
        reason = "English words answer all the French around the gap."
        if words:
            reason = "English words answer the French around the gap well enough."
    else:
        verdict, sure = Verdict.CANNOT_TELL, 1 - abs(2 * chance - 1)
        reason = "Some French around the gap has no English word, but no more than elsewhere."
    spans = _spans(comparison, words) if verdict is not Verdict.NOTHING_LOST else ()
    return GapVerdict(index, number, verdict, spans, round(sure, 3), reason)


def make_place(
    said: Sequence[Word], heard: Sequence[Word], links: Sequence[WordLink], gaps: Sequence[int]
) -> Place:
    """The gaps at ``gaps``, offsets in the target's text, among the words of their link."""
    heard_at = {word.span: place for place, word in enumerate(heard)}
    best: dict[Span, WordLink] = {}
    for link in links:
        if link.source not in best or link.score > best[link.source].score:
            best[link.source] = link
    covers, lands = [], []
    for word in said:
        link_of = best.get(word.span)
        covers.append(link_of.score if link_of else 0.0)
        is_firm = link_of is not None and link_of.score >= FIRM
        lands.append(heard_at.get(link_of.target) if link_of and is_firm else None)
    before = tuple(sum(word.span.start < gap for word in heard) for gap in gaps)
    return Place(tuple(said), tuple(heard), tuple(covers), tuple(lands), before)


def find_stretches(place: Place) -> list[Stretch]:
    """The stretch that each gap may have hidden, the best first served; none overlap."""
    taken: set[int] = set()
    found: dict[int, Stretch] = {}
    waiting = list(range(len(place.gaps)))
    while waiting:
        tried = [(find_stretch(place, place.gaps[each], taken), each) for each in waiting]
        stretch, chosen = max(tried, key=lambda pair: pair[0].value)
        found[chosen] = stretch
        taken |= set(range(stretch.start, stretch.end))
        waiting.remove(chosen)
    return [found[each] for each in range(len(place.gaps))]


def find_stretch(place: Place, gap: int, taken: set[int]) -> Stretch:
    """The run of words whose open weight, less its costs, is largest (Bentley 1984)."""
    distances = _distances(place, gap)
    best = (0.0, 0, 0)
    start, total = 0, 0.0
    for i, word in enumerate(place.source):
        gain = _weight(word) * (1 - place.covers[i]) - LINKED_COST * place.covers[i]
        gain -= DISTANCE_COST * max(0, distances[i] - 1)
        if i in taken:
            start, total = i + 1, 0.0
            continue
        if total <= 0:
            start, total = i, 0.0
        total += gain
        if total > best[0]:
            best = (total, start, i + 1)
    value, first, last = best
    inside = range(first, last)
    weights = [_weight(word) for word in place.source]
    opened = [weight * (1 - cover) for weight, cover in zip(weights, place.covers, strict=True)]
    other = sum(weights) - sum(weights[i] for i in inside)
    before = place.target[gap - 1].form if gap else ""
    return Stretch(
        first,
        last,
        value,
        max((opened[i] for i in inside), default=0.0),
        sum(distances[i] for i in inside) / max(len(inside), 1),
        (sum(opened) - sum(opened[i] for i in inside)) / max(other, 1.0),
        _seam(place, gap, opened),
        (LENGTH_RATIO * len(place.source) - len(place.target)) / len(place.gaps),
        before in HANGING,
    )


def _seam(place: Place, gap: int, opened: Sequence[float]) -> float | None:
    """The open weight between the French of the word before the gap and of the word after it."""
    sides = [
        [i for i, landed in enumerate(place.lands) if landed == neighbour]
        for neighbour in (gap - 1, gap)
    ]
    if gap == 0:
        sides[0] = [-1]
    if gap == len(place.target):
        sides[1] = [len(place.source)]
    if not all(sides):
        return None
    low, high = min(((a, b) for a in sides[0] for b in sides[1]), key=lambda ab: abs(ab[0] - ab[1]))
    return sum(opened[i] for i in range(min(low, high) + 1, max(low, high)))


def _distances(place: Place, gap: int) -> list[int]:
    """How far each source word is from the gap, in target words: 0 where it may stand in it."""
    size, many = len(place.source), len(place.target)
    left, right = [-1] * size, [many] * size
    for i in range(1, size):
        landed = place.lands[i - 1]
        left[i] = left[i - 1] if landed is None else landed
    for i in range(size - 2, -1, -1):
        landed = place.lands[i + 1]
        right[i] = right[i + 1] if landed is None else landed
    far = []
    for i, landed in enumerate(place.lands):
        low, high = sorted((left[i], right[i])) if landed is None else (landed, landed)
        far.append(max(low + 1 - gap, gap - high, 0))
    return far


def open_words(place: Place, stretch: Stretch) -> list[Word]:
    """The words of a stretch that no English word accounts for, small ones inside it included."""
    inside = range(stretch.start, stretch.end)
    return [place.source[i] for i in inside if place.covers[i] < FIRM]


def _links_of(comparison: Comparison, number: int) -> Sequence[WordLink]:
    return comparison.words[number] if comparison.words else ()


def _weight(word: Word) -> float:
    return SMALL_WEIGHT if word.form in SMALL else 1.0


def _sigmoid(features: dict[str, float]) -> float:
    return 1 / (1 + exp(-sum(WEIGHTS[name] * value for name, value in features.items())))


def _spans(comparison: Comparison, words: Sequence[Word]) -> tuple[Span, ...]:
    """Where words stand, neighbours with nothing but spaces and signs between them as one span."""
    text = comparison.original.transcript.text
    return tuple(_joined(text, words))


def _joined(text: str, words: Sequence[Word]) -> Iterator[Span]:
    current: Span | None = None
    for word in words:
        if current and not any(map(str.isalnum, text[current.end : word.span.start])):
            current = Span(current.start, word.span.end)
        else:
            if current:
                yield current
            current = word.span
    if current:
        yield current
