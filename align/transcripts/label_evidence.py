"""Which of the things that look like labels are labels: the evidence of the whole document.

What a kind of label needs in order to be believed stands in ``_NEEDS``, a row for each separator.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from align.text import fold
from align.transcripts.label_shapes import Shape, is_title_word
from align.transcripts.label_words import HONORIFICS
from align.transcripts.labels import Candidate, Separator


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the document as a whole says about its labels.

    Attributes:
        times: How often each name stands alone on a line, and how often before a separator.
        families: How many candidates share a shape and a separator.
        repeated: The families in which some name comes again.
        colons: How many names of more than one word stand before a colon at the start of a line.
        timed: How many names stand alone on a line with a time.
        clocked: Whether labels in this document carry times.
        lines: Names that stand alone on a line and come again, and where the first one stands.
        sure: How many candidates have a shape that only labels have.
        capitals: Whether labels in this document are printed in capitals.
        surnames: The last words of the names that surely are labels.
        questions: Whether ``Q`` asks the questions.
        opening: Where the first line stands that is no title.
    """

    times: Counter[tuple[str, bool]]
    families: Counter[tuple[Shape, Separator]]
    repeated: frozenset[tuple[Shape, Separator]]
    colons: int
    timed: int
    clocked: bool
    lines: tuple[int, int]
    sure: int
    capitals: bool
    surnames: frozenset[str]
    questions: bool
    opening: int

    def again(self, candidate: Candidate) -> bool:
        """Whether the same label comes more than once."""
        return self.times[_times_key(candidate)] > 1

    def like(self, candidate: Candidate) -> int:
        """How many candidates look like this one, itself included."""
        return self.families[(candidate.shape, candidate.separator)]


_SURE = frozenset({Shape.ROLE, Shape.CAPS, Shape.SURNAME, Shape.TITLED})
_WITH_NAMES = frozenset({Separator.COLON, Separator.POINT_DASH})


def _times_key(candidate: Candidate) -> tuple[str, bool]:
    return candidate.key, candidate.separator is Separator.LINE


def _gather(candidates: Sequence[Candidate], opening: int) -> _Evidence:
    times = Counter(map(_times_key, candidates))
    starting = [c for c in candidates if not c.inside and c.separator in _WITH_NAMES]
    sure = [c for c in starting if c.shape in _SURE]
    sure += [c for c in candidates if c.separator is Separator.DASH and c.shape is Shape.ROLE]
    capitals = sum(c.upper for c in sure)
    lines = [c for c in candidates if c.separator is Separator.LINE and times[_times_key(c)] > 1]
    timed = sum(c.timed for c in starting)
    return _Evidence(
        times=times,
        families=Counter((c.shape, c.separator) for c in candidates),
        repeated=frozenset((c.shape, c.separator) for c in candidates if times[_times_key(c)] > 1),
        colons=sum(c.shape is not Shape.SINGLE for c in starting),
        timed=sum(c.backed and c.separator is Separator.LINE for c in candidates),
        clocked=timed >= 3 and timed >= 0.75 * len(starting),
        lines=(len(lines), min((c.span.start for c in lines), default=0)),
        sure=len(sure),
        capitals=capitals >= 3 and capitals >= 3 * (len(sure) - capitals),
        surnames=frozenset(
            c.key.partition(",")[0].split()[-1]
            for c in starting
            if " " in c.key and (c.shape in _SURE or times[_times_key(c)] > 1)
        ),
        questions=any(c.shape is Shape.LETTER and c.speaker[0] == "Q" for c in candidates),
        opening=opening,
    )


def _needs_letter(c: Candidate, e: _Evidence) -> bool:
    """``Q`` with a sign after it; bare, or in mid-line, when it comes again or others speak."""
    if c.speaker[0] != "Q":
        return e.questions
    if c.separator is Separator.NOTHING or c.inside:
        return e.again(c) or e.sure > 0
    return True


def _needs_line(c: Candidate, e: _Evidence) -> bool:
    """A name alone on its line: the same line again, or others of its kind that come again."""
    count, first = e.lines
    if e.again(c):
        return (e.sure <= 2 and e.families[(c.shape, Separator.COLON)] <= 2) or count > 2 * e.sure
    known = c.shape in {Shape.ROLE, Shape.CAPS, Shape.SURNAME}
    return known and count > max(2, 2 * e.sure) and c.span.start > first


def _needs_dash(c: Candidate, e: _Evidence) -> bool:
    """A role, or a name that comes again: ``PARIS - The minister said`` is no label."""
    if c.shape is Shape.ROLE or e.again(c):
        return True
    if c.shape is Shape.NAME and (c.shape, c.separator) in e.repeated:
        return True
    others = sum(n for (_, separator), n in e.families.items() if separator is c.separator)
    if c.shape is Shape.CAPS:
        return others > 3 and " " in c.speaker
    return c.shape in {Shape.SURNAME, Shape.TITLED} and others > 1


def _needs_point(c: Candidate, e: _Evidence) -> bool:
    """``President Macron.`` when it comes again, or others do, or ``Q.`` asks the questions."""
    others = sum(n for (_, separator), n in e.families.items() if separator is Separator.POINT)
    usual = others > 3 and any(separator is Separator.POINT for _, separator in e.repeated)
    is_sure = c.shape in {Shape.TITLED, Shape.ROLE}
    return others > 1 and (e.again(c) or e.questions or (usual and is_sure))


def _needs_colon(c: Candidate, e: _Evidence) -> bool:
    """A name and a colon: capitals and titles with little doubt, other names on evidence."""
    again, alone = e.again(c), e.colons < 2 and c.span.start > e.opening
    if c.shape in _SURE and c.upper:
        return again or not alone or " " in c.speaker or c.shape is Shape.ROLE
    if c.shape in _SURE:
        return again or not (e.capitals or alone)
    if c.shape is Shape.ADDRESS:
        return again or (e.colons > 2 and not e.capitals)
    if e.capitals:
        return again and c.shape is not Shape.SINGLE
    if c.shape is Shape.SINGLE and c.key in e.surnames:
        return True
    recurring = (c.shape, c.separator) in e.repeated
    if c.shape is Shape.NAME:
        return again or recurring or not alone
    return again or (recurring and e.like(c) > 3)


def _needs_inside(c: Candidate, e: _Evidence) -> bool:
    """In mid-line only what prose does not have: a role or title in capitals, or a name again."""
    if c.shape is Shape.LETTER:
        return _needs_letter(c, e)
    if c.shape is Shape.ROLE:
        return c.upper or (e.again(c) and not e.capitals)
    if c.shape is Shape.CAPS:
        return any(map(is_title_word, c.speaker.split())) or e.again(c)
    if c.shape in {Shape.SURNAME, Shape.TITLED}:
        polite = fold(c.speaker.split()[0]) in HONORIFICS
        return e.again(c) or e.like(c) > (1 if polite else 2)
    return c.shape in {Shape.NAME, Shape.SINGLE} and e.times[_times_key(c)] > 2


_NEEDS = {
    Separator.COLON: _needs_colon,
    Separator.DASH: _needs_dash,
    Separator.POINT_DASH: _needs_colon,
    Separator.POINT: _needs_point,
    Separator.NOTHING: _needs_letter,
    Separator.LINE: _needs_line,
}


def _is_label(c: Candidate, e: _Evidence) -> bool:
    """Whether a candidate at the start of a line is a label."""
    if c.shape is Shape.LETTER:
        return _needs_letter(c, e)
    if c.backed and c.separator is Separator.LINE:
        return e.timed > 1 or e.sure > 0
    if e.clocked and not c.timed:
        return False
    return (c.backed and c.separator is not Separator.DASH) or _NEEDS[c.separator](c, e)


def accept(candidates: Iterable[Candidate], opening: int = 0) -> tuple[Candidate, ...]:
    """The candidates that are labels, in order; of two that overlap the first stays.

    Args:
        candidates: What has the shape of a label.
        opening: Where the first line stands that is no title.
    """
    found = sorted(candidates, key=lambda c: (c.span.start, c.inside))
    evidence = _gather(found, opening)
    starting = {c for c in found if not c.inside and _is_label(c, evidence)}
    known = {c.key for c in starting}
    within = [c for c in found if c.inside and c.shape is not Shape.LETTER]
    habit = sum(c.backed or c.key in known or evidence.again(c) for c in within) > 1
    kept: list[Candidate] = []
    for c in found:
        inside = c.inside and (
            c.backed
            or c.key in known
            or (habit and c.shape is Shape.ROLE and not evidence.capitals)
            or _needs_inside(c, evidence)
        )
        if (inside or c in starting) and (not kept or c.span.start >= kept[-1].span.end):
            kept.append(c)
    return tuple(kept)
