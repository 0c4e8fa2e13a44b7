"""Marks: words on the page that nobody spoke, such as ``(Via interpreter)`` or ``[inaudible]``.

Here they are found: brackets of every kind, and the few marks that stand without brackets. What a
bracket says is read in ``brackets.py`` by the table in ``mark_rules.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from align.languages import record_language
from align.transcripts.brackets import MAX_LENGTH, Fact, in_record, page_note, read_bracket
from align.transcripts.mark_rules import Place
from align.types import Mark, MarkKind, Span

SHORTEST = 3
# The signs of a bilingual parliament; where they come often, each reaches to the next, wherever it
# stands, since text copied out of a PDF has lost its lines.
_TOGGLE = re.compile(
    r"\[(?:translation|interpretation|english|traduction|français|francais)\]", re.IGNORECASE
)
OFTEN = 3
_OPEN, _CLOSE = "([{（［", ")]}）］"
_BRACKET = re.compile(r"[()\[\]{}（）［］]")
_OPENS = re.compile(r"[(\[{（［<*]")
_ANGLE = re.compile(r"<([^<>\n]{2,60})>|(?<![*\w])\*([^*\n]{2,40})\*(?![*\w])")
_DASHED = re.compile(
    r"(?:(?<=--)|(?<=[–—])|(?<=[^([]…)|(?<=[^([.]\.\.\.))[ \t]*"
    r"(inaudible|unintelligible|indiscernible|crosstalk)"
    r"[ \t]*(?=--|[–—…]|\.\.\.)",
    re.IGNORECASE,
)
_BARE_START = re.compile(
    r"(?:via|through|par|as) (?:an? |the |l'|une? )?(?:interpr[eéè]t\w{1,6}|translat\w{1,4}"
    r"|traduct\w{3,4})"
    r"[ \t]*(?:[:.–—]|-(?=\s))",
    re.IGNORECASE,
)
_BARE_LINE = re.compile(r"[^\W\d_][\w '’-]{4,60}[.:]?")
# What is surely a mark though it stands alone on its line without brackets.
_BARE_RULES = frozenset({"via interpreter", "inaudible", "crosstalk", "foreign language"})
_UNCLOSED = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,2}")
_LINE_END = re.compile(r"[ \t.:*_\]]*(?=\n|$)")
_PUNCTUATION = re.compile(r"[\W_]*")
_AFTER_SENTENCE = re.compile(r"[.!?…:;\"”»)\]–—-][\s*]*$")


def _pairs(text: str, span: Span) -> Iterator[Span]:
    """Every bracket of the span, outer ones first; one that is never closed up to its end."""
    stack: list[int] = []
    found: list[Span] = []
    for match in _BRACKET.finditer(text, span.start, span.end):
        if match.group() in _OPEN:
            stack.append(match.start())
        elif stack:
            start = stack.pop()
            if match.end() - start <= MAX_LENGTH:
                found.append(Span(start, match.end()))
    found.extend(Span(*m.span()) for m in _ANGLE.finditer(text, span.start, span.end))
    yield from sorted(found, key=lambda pair: (pair.start, -pair.end))


def _unclosed(text: str, span: Span, pairs: Iterable[Span]) -> Iterator[Span]:
    """Brackets opened and never closed, up to the end of the next few words."""
    closed = {pair.start for pair in pairs}
    for match in _BRACKET.finditer(text, span.start, span.end):
        if match.group() in _OPEN and match.start() not in closed:
            words = _UNCLOSED.match(text, match.end(), min(span.end, match.end() + 40))
            if words:
                yield Span(match.start(), words.end())


class _Places:
    """Says where in a span a bracket stands; knows the marks already read before it."""

    def __init__(self, text: str, span: Span, *, label: bool) -> None:
        self.text, self.span, self.label = text, span, label
        self.last_end, self.last_place = span.start, Place.START

    def of(self, start: int, end: int) -> Place:
        before = self.text[max(self.span.start, start - 12) : start].rstrip(" \t*_>")
        first = start - 12 <= self.span.start and not before
        if first or before.endswith("\n"):
            if _LINE_END.match(self.text, end, min(len(self.text), end + 12)):
                return Place.LABEL if self.label and not before.endswith("\n") else Place.LINE
            return Place.LABEL if self.label else Place.START
        if self.label:
            return Place.LABEL
        near = start - self.last_end < 12
        if near and _PUNCTUATION.fullmatch(self.text, self.last_end, start):
            return Place.START if self.last_place is Place.LINE else self.last_place
        return Place.SENTENCE if _AFTER_SENTENCE.search(before) else Place.MID

    def passed(self, end: int, place: Place) -> None:
        self.last_end, self.last_place = end, place


def _marks(
    facts: Iterable[Fact], span: Span, record: str, place: Place, *, square: bool
) -> list[Mark]:
    read = (in_record(fact, record, place, square=square) for fact in facts)
    return [Mark(span, fact.rule.kind, fact.rule.name, fact.language) for fact in read]


def _bracketed(
    text: str, span: Span, record: str, *, label: bool, toggles: bool = False
) -> Iterator[Mark]:
    if _OPENS.search(text, span.start, span.end) is not None:
        pairs = list(_pairs(text, span))
        yield from _closed(text, span, pairs, record, label=label, toggles=toggles)
        yield from _never_closed(text, span, pairs, record)


def _closed(
    text: str, span: Span, pairs: Sequence[Span], record: str, *, label: bool, toggles: bool
) -> Iterator[Mark]:
    """Marks in brackets; a bracket inside one that is a mark is part of it."""
    places = _Places(text, span, label=label)
    done = span.start
    for pair in pairs:
        if pair.start < done:
            continue
        content = text[pair.start + 1 : pair.end - 1]
        if "\n\n" in content:
            continue
        square = text[pair.start] in "[［"
        place = places.of(pair.start, pair.end)
        if toggles and place is not Place.MID and _TOGGLE.fullmatch(pair.of(text)):
            place = Place.LINE
        facts = read_bracket(content, place, square=square)
        if facts:
            done = pair.end
            places.passed(pair.end, place)
            yield from _marks(facts, pair, record, place, square=square)


def _never_closed(text: str, span: Span, pairs: Sequence[Span], record: str) -> Iterator[Mark]:
    """Marks whose bracket is never closed: the most words after it that are a mark."""
    for opened in _unclosed(text, span, pairs):
        words = text[opened.start + 1 : opened.end]
        for end in [m.end() for m in re.finditer(r"[^\W\d_]+", words)][::-1]:
            facts = read_bracket(words[:end], Place.SENTENCE)
            if facts and facts[0].rule.kind in {MarkKind.GAP, MarkKind.INTERPRETED}:
                where = Span(opened.start, opened.start + 1 + end)
                yield from _marks(facts, where, record, Place.SENTENCE, square=False)
                break


def _bare(text: str, span: Span, record: str) -> Iterator[Mark]:
    """Marks without brackets: between dashes, alone on a line, or before a colon at the start."""
    for dashed in _DASHED.finditer(text, span.start, span.end):
        facts = read_bracket(dashed.group(1), Place.SENTENCE)
        yield from _marks(facts, Span(*dashed.span(1)), record, Place.SENTENCE, square=False)
    if (match := _BARE_START.match(text, span.start, span.end)) is not None:
        facts = read_bracket(match.group().rstrip(":.–—- \t"), Place.START)
        yield from _marks(facts, Span(*match.span()), record, Place.START, square=False)
        return
    if (line := text[span.start : span.end].strip()) and _BARE_LINE.fullmatch(line):
        yield from _bare_line(line, span, record)


def _bare_line(line: str, span: Span, record: str) -> Iterator[Mark]:
    if line[0] in _OPEN or not line[0].isalpha():
        return
    facts = read_bracket(line.rstrip(".: "), Place.START)
    known = _BARE_RULES | {"in a language"} if line.isupper() else _BARE_RULES
    if facts and all(fact.rule.name in known for fact in facts):
        yield from _marks(facts, span, record, Place.LINE, square=False)


def _in_label(text: str, span: Span, record: str) -> Iterator[Mark]:
    """Marks of a label without brackets: ``Name/Translator:``, ``NAME, via interpreter:``."""
    for match in re.finditer(r"[/,][ \t]*([^/,()\[\]\n:]{5,60})(?![^()\[\]]*[)\]])", span.of(text)):
        facts = read_bracket(match.group(1), Place.LABEL)
        if facts and facts[0].rule.kind is MarkKind.INTERPRETED:
            where = Span(span.start + match.start(), span.start + match.end())
            yield from _marks(facts, where, record, Place.LABEL, square=False)


def find_marks(
    text: str,
    spans: Iterable[Span],
    labels: Iterable[Span] = (),
    record: str | None = None,
    above: Iterable[Span] = (),
) -> tuple[Mark, ...]:
    """Every mark inside ``spans`` (paragraphs) and ``labels``, in order of the text.

    A bracket that states two facts gives two marks with the same span. ``record`` is the language
    the record is written in; found from the text when not given. ``above``: lines above the first
    speaker that speak of the whole page.

    >>> [mark.rule for mark in find_marks("(In French.) Good. (Laughter.)", [Span(0, 30)])]
    ['in a language', 'noise']
    """
    written = record or record_language(text)
    toggles = sum(1 for _ in islice(_TOGGLE.finditer(text), OFTEN)) == OFTEN
    found: set[Mark] = set()
    for span in spans:
        if len(span) < SHORTEST:
            continue
        found.update(_bracketed(text, span, written, label=False, toggles=toggles))
        found.update(_bare(text, span, written))
    for span in above:
        if note := page_note(span.of(text)):
            found.update(_marks([note], span, written, Place.LINE, square=False))
        else:
            found.update(find_marks(text, [span], record=written))
    for span in labels:
        found.update(_bracketed(text, span, written, label=True))
        found.update(_in_label(text, span, written))
    return tuple(sorted(found, key=lambda m: (m.span.start, m.span.end, m.kind, m.rule)))
