"""What would be and what will be: *nous signerions* is no promise to sign."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from align.checks.links import interpreted_pairs, languages_of
from align.checks.wording import quoted
from align.types import Comparison, Finding, Segment, Severity, Span

CHECK = "mood"
CATEGORY = "Accuracy/Mistranslation/Mood"
#: A French conditional; not of verbs that are conditional out of politeness, nor an imperfect.
CONDITIONAL = re.compile(
    r"\b(?!(?:voud|aime|dev|faud|pour|souhaite|di|sau|vaud|préfére|tire|admi|dési|inspi|reti|atti"
    r"|respi|vi)r)(?:[^\W\d_]{2,}[eiud]|[^\W\d_]*(?:fe|se|au|i|tt|vr|rr|iend|oud))"
    r"r(?:ais|ait|ions|iez|aient)\b",
    re.IGNORECASE,
)
#: Words that look like one.
NOT_CONDITIONAL = re.compile(
    r"^(?:frais|vrais|français\w*|extraits?|portraits?|retraits?|traits?|désirs?|fourni\w+"
    r"|conditions?|.*(?:quér|cour|mour|ouvr|offr|souffr|couvr|entour|mesur|assur|jur|dur|figur"
    r"|procur|rassur|soupir|conspir|expir|aspir|transpir|vir|mir|chavir|déchir|pleur|demeur"
    r"|meur|heur|effleur|leur)(?:ais|ait|ions|iez|aient))$",
    re.IGNORECASE,
)
WILL = re.compile(r"\b(?:will|shall)\b|\w['’]ll\b|\bwon['’]t\b|\bgoing to\b", re.IGNORECASE)
#: What leaves it open in English.
OPEN = re.compile(
    r"\b(?:would|could|should|might|may|ought|were|had|if|unless|whether|reportedly|allegedly"
    r"|likely|suppos\w*|possib\w*|perhaps|maybe|hop\w+|want\w*|like|must|need\w*)\b|['’]d\b",
    re.IGNORECASE,
)
#: What was said would happen: English may say that it will.
REPORTED = re.compile(r"\bqu(?:e\b|['’])", re.IGNORECASE)
#: What may stand for a conditional of its own, and asks for none in English.
FUTURE = re.compile(r"\b[^\W\d_]{2,}r(?:ai|as|a|ons|ez|ont)\b|\b(?:va|vont|allons|vais|allez)\b")


def check_mood(comparison: Comparison) -> Iterator[Finding]:
    """One finding for each link whose French says what would be, and whose English what will be."""
    if languages_of(comparison) != ("fr", "en"):
        return
    for pair in interpreted_pairs(comparison):
        would, will = list(conditionals(pair.source)), list(_spans(WILL, pair.target))
        if not would or not will or pair.has_gap:
            continue
        if any(True for _ in _spans(OPEN, pair.target)) or _has_future(pair.source):
            continue
        text = comparison.original.transcript.text, comparison.transcript.text
        message = (
            f"The French says what would be, {quoted(would[0].of(text[0]))}; "
            f"the English what will be, {quoted(will[0].of(text[1]))}."
        )
        yield Finding(
            CHECK, CATEGORY, Severity.MAJOR, message, pair.number, tuple(would), tuple(will), 0.6
        )


def conditionals(segments: Sequence[Segment]) -> Iterator[Span]:
    """Where French verbs stand in the conditional, save in what somebody is said to have said."""
    for segment in segments:
        for match in CONDITIONAL.finditer(segment.text):
            is_reported = REPORTED.search(segment.text[: match.start()])
            if not is_reported and not NOT_CONDITIONAL.match(match[0]):
                start = segment.span.start
                yield Span(start + match.start(), start + match.end())


def _has_future(segments: Sequence[Segment]) -> bool:
    return any(FUTURE.search(segment.text) for segment in segments)


def _spans(pattern: re.Pattern[str], segments: Sequence[Segment]) -> Iterator[Span]:
    for segment in segments:
        for match in pattern.finditer(segment.text):
            start = segment.span.start
            yield Span(start + match.start(), start + match.end())
