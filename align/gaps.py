"""What a gap hid: the French words at its place that no English word accounts for.

For every word of the original the judge says how likely it is that a gap hid it, and for every gap
whether it hid anything: by what is open around it (``align.gap_clues``) and by whether the words
beside it go together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.cues import strong_cues
from align.denial import TABLES, can_answer
from align.gap_clues import (
    FIRM,
    Place,
    Stretch,
    find_stretches,
    gap_clues,
    make_place,
    weight_of,
    word_clues,
)
from align.models.gap_judge import GapJudge, built_in_gap_judge
from align.starts import left_out_before
from align.tokens import Word
from align.types import (
    Comparison,
    Delivery,
    Gap,
    GapKind,
    GapVerdict,
    Origin,
    Span,
    Verdict,
    WordLink,
)
from align.words import languages_of, words_of

Floats = NDArray[np.float64]
#: The words of every segment of one side.
Words = Sequence[Sequence[Word]]

INTERPRETED = frozenset({Delivery.INTERPRETED, Delivery.UNTRANSLATED, Delivery.UNCERTAIN})
#: From which probability on words count as lost, and up to which nothing was lost.
LOST_FROM, NOTHING_UP_TO = 0.53, 0.47
#: A word as likely as this was lost, if any was.
WORD_FROM = 0.4
#: The letter between a verb and its subject, with a plain hyphen or one that holds a line together.
LINKING_T = frozenset({"-t-", "\u2011t\u2011"})
#: How sure it is that a gap hid the only denial.
DENIED = 0.7
#: Words that weigh less, taken together, are no lost start.
LEAST_START = 1.0


@dataclass(frozen=True, slots=True)
class Judged:
    """A gap inside a link: how likely it is that it hid words, and which.

    Attributes:
        chances: That each source word was lost in this gap, (words,).
    """

    chance: float
    chances: Floats


def judge_gaps(comparison: Comparison, judge: GapJudge | None = None) -> tuple[GapVerdict, ...]:
    """A verdict for every gap of interpreted speech that stands in a link, in order of the gaps.

    None for a French text of our own making, which was made from the very text it would explain.
    The judge is the one that comes with the package, unless another is given.
    """
    by_link = gaps_by_link(comparison)
    if comparison.original.origin is Origin.PRODUCED or not by_link:
        return ()
    judge = judge or built_in_gap_judge()
    words = words_of(comparison)
    found: dict[int, GapVerdict] = {}
    for number, gaps in by_link.items():
        said, heard = _spoken(comparison, number, words)
        whole = [index for index in gaps if not heard]
        for index in whole:
            found[index] = _whole_utterance(comparison, index, number, said)
        inner = [index for index in gaps if index not in whole]
        starts = [i for i in inner if comparison.detection.gaps[i].kind is GapKind.START_LOST]
        for index in starts:
            found[index] = _start_lost(comparison, index, number, said, words[0])
        rest = [index for index in inner if index not in starts]
        if rest:
            found |= _inside(comparison, rest, number, words, judge)
    return tuple(found[index] for index in sorted(found))


def find_places(comparison: Comparison, judge: GapJudge) -> Iterator[tuple[tuple[int, ...], Place]]:
    """The gaps inside links with words on both sides, link by link: their indices, their place."""
    words = words_of(comparison)
    for number, gaps in gaps_by_link(comparison).items():
        if all(_spoken(comparison, number, words)):
            yield tuple(gaps), _place(comparison, gaps, number, words, judge)


def _spoken(
    comparison: Comparison, number: int, words: tuple[Words, Words]
) -> tuple[list[Word], list[Word]]:
    """The words of a link, source and target, signs left out."""
    link = comparison.alignment.links[number]
    return (
        [word for i in link.source for word in words[0][i] if not word.is_sign],
        [word for j in link.target for word in words[1][j] if not word.is_sign],
    )


def gaps_by_link(comparison: Comparison) -> dict[int, list[int]]:
    """The gaps of interpreted speech by the link they stand in, as indices in order of the text.

    A lost utterance that French stands beside counts, too, whoever spoke: the French tells it.
    """
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
        link = link_of[segment]
        is_told = not inside.spoken and bool(alignment.links[link].source)
        if (passage.delivery in INTERPRETED or is_told) and inside.turn == gap.turn:
            by_link.setdefault(link, []).append(index)
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
    alignment = comparison.alignment
    linked = {each.source for each in _links_of(comparison, number) if each.score >= FIRM}
    first = next((n for n, word in enumerate(said) if word.span in linked), len(said))
    front = list(said[:first]) if weight_of(said[:first]) >= LEAST_START else []
    turns = {alignment.source[i].turn for i in alignment.links[number].source}
    hidden = left_out_before(alignment, number)
    own = [i for i in hidden if not turns or alignment.source[i].turn in turns]
    before = [word for i in own for word in source[i] if not word.is_sign]
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
    words: tuple[Words, Words],
    judge: GapJudge,
) -> dict[int, GapVerdict]:
    is_said = any(_spoken(comparison, number, words)[0])
    if not is_said or not comparison.words:
        reason = "No words were linked." if is_said else "No French stands beside this sentence."
        return {
            index: GapVerdict(index, number, Verdict.CANNOT_TELL, (), 0.5, reason) for index in gaps
        }
    place = _place(comparison, gaps, number, words, judge)
    judged = dict(zip(gaps, judge_place(place, judge), strict=True))
    found = {
        index: _verdict(comparison, index, number, place, each) for index, each in judged.items()
    }
    denial = _unheard_denial(comparison, number, place)
    untold = [
        index
        for n, index in enumerate(gaps)
        if found[index].verdict is not Verdict.LOST and _touches(place, n, denial)
    ]
    if untold:
        likeliest = max(untold, key=lambda index: judged[index].chance)
        spans, reason = _spans(comparison, denial), "The French denies and no English word does."
        found[likeliest] = GapVerdict(likeliest, number, Verdict.LOST, spans, DENIED, reason)
    return found


def _unheard_denial(comparison: Comparison, number: int, place: Place) -> list[Word]:
    """The words that deny in the French of a link where nothing in the English can."""
    alignment, languages = comparison.alignment, languages_of(comparison)
    link = alignment.links[number]
    source = [alignment.source[index] for index in link.source]
    target = [alignment.target[index] for index in link.target]
    if not set(languages) <= TABLES.keys():
        return []
    if can_answer(target, languages[1], source, languages[0], _links_of(comparison, number)):
        return []
    ends: list[Word] = []
    for cue in strong_cues(source, languages[0], TABLES):
        inside = [word for word in place.source if word.span in cue]
        ends += [inside[0], inside[-1]][: len(inside)]
    return ends


def _touches(place: Place, number: int, denial: Sequence[Word]) -> bool:
    """Whether a gap touches the English of what is denied, or of a word beside it."""
    if not denial:
        return False
    numbers = [place.source.index(word) for word in denial]
    beside = (place.gaps[number] - 1, place.gaps[number])
    return any(land in beside for land in place.lands[max(min(numbers) - 1, 0) : max(numbers) + 2])


def _place(
    comparison: Comparison,
    gaps: Sequence[int],
    number: int,
    words: tuple[Words, Words],
    judge: GapJudge,
) -> Place:
    languages = languages_of(comparison)
    said, heard = _spoken(comparison, number, words)
    idle = (
        judge.idle([word.form for word in said], languages[0]),
        judge.idle([word.form for word in heard], languages[1]),
    )
    spans = [comparison.detection.gaps[index].span for index in gaps]
    sentences = [words[1][j] for j in comparison.alignment.links[number].target]
    seams = judge.seams([_beside(span, spans, sentences) for span in spans], languages[1])
    links = _links_of(comparison, number)
    return make_place(said, heard, links, [span.start for span in spans], idle, seams)


def _beside(
    gap: Span, gaps: Sequence[Span], sentences: Sequence[Sequence[Word]]
) -> tuple[list[str], list[str]]:
    """The words before and after a gap in its sentence, signs too, as far as the next gap."""
    for sentence in sentences:
        if sentence and sentence[-1].span.end > gap.start:
            break
    else:
        sentence = sentences[-1]
    low = max((each.end for each in gaps if each.end <= gap.start), default=0)
    high = min((each.start for each in gaps if each.start >= gap.end), default=gap.end + 10**9)
    return (
        [word.form for word in sentence if low <= word.span.start < gap.start],
        [word.form for word in sentence if gap.end <= word.span.start < high],
    )


def judge_place(place: Place, judge: GapJudge) -> list[Judged]:
    """How likely each gap hid words, and which: a word was lost in one gap at most."""
    stretches = find_stretches(place)
    numbers = range(len(place.gaps))
    chances = word_chances(place, stretches, judge)
    rows = [gap_clues(place, n, stretches[n], chances[n]) for n in numbers]
    found = judge.verdict.probability(np.stack(rows))
    return [Judged(float(found[n]), chances[n]) for n in numbers]


def word_chances(place: Place, stretches: Sequence[Stretch], judge: GapJudge) -> Floats:
    """How likely each word was lost in each gap, (gaps, words); zero in all but the likeliest."""
    clues = [word_clues(place, n, stretch) for n, stretch in enumerate(stretches)]
    chances = np.stack([judge.words.probability(each) for each in clues])
    return np.asarray(np.where(chances == chances.max(0), chances, 0.0))


def _verdict(
    comparison: Comparison, index: int, number: int, place: Place, judged: Judged
) -> GapVerdict:
    chance, words = judged.chance, lost_words(place, judged)
    if words and chance >= LOST_FROM:
        verdict, sure = Verdict.LOST, chance
        reason = "No English word answers these French words, and they stand where the gap is."
    elif not words or chance <= NOTHING_UP_TO:
        verdict, sure = Verdict.NOTHING_LOST, 1 - chance
        reason = "English words answer the French around the gap well enough."
    else:
        verdict, sure = Verdict.CANNOT_TELL, 1 - abs(2 * chance - 1)
        reason = "Some French around the gap has no English word, but no more than elsewhere."
    spans = _spans(comparison, words) if verdict is not Verdict.NOTHING_LOST else ()
    return GapVerdict(index, number, verdict, spans, round(sure, 3), reason)


def lost_words(place: Place, judged: Judged) -> list[Word]:
    """The words that were lost if any were: the likely ones, or the likeliest."""
    least = min(WORD_FROM, float(judged.chances.max()))
    if least <= 0:
        return []
    return [word for word, chance in zip(place.source, judged.chances, strict=True)
            if chance >= least]  # fmt: skip


def _links_of(comparison: Comparison, number: int) -> Sequence[WordLink]:
    return comparison.words[number] if comparison.words else ()


def _spans(comparison: Comparison, words: Sequence[Word]) -> tuple[Span, ...]:
    """Where words stand, neighbours with nothing but spaces and signs between them as one span.

    The *t* of *a-t-il* is no word, and parts none.
    """
    text = comparison.original.transcript.text
    return tuple(_joined(text, words))


def _joined(text: str, words: Sequence[Word]) -> Iterator[Span]:
    current: Span | None = None
    for word in words:
        between = text[current.end : word.span.start].lower() if current else ""
        if current and (between in LINKING_T or not any(map(str.isalnum, between))):
            current = Span(current.start, word.span.end)
        else:
            if current:
                yield current
            current = word.span
    if current:
        yield current
