"""What would be, may be or is only told: *nous signerions* is no promise to sign."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from align.checks.links import Pair, interpreted_pairs, languages_of
from align.checks.wording import quoted
from align.cues import find_spans, has_match
from align.types import Comparison, Finding, Segment, Severity, Span

CHECK = "mood"
CATEGORY = "Accuracy/Mistranslation/Mood"
WOULD = "The French says what would be, {said}; the English what will be, {heard}."
COULD = "The French says what could or should be, {said}; the English what will be, {heard}."
RUMOUR = "The French says what is said to have happened, {said}; the English tells it as a fact."
#: A French conditional; not of verbs that are conditional out of politeness, nor an imperfect.
CONDITIONAL = re.compile(
    r"\b(?!(?:voud|aime|dev|faud|pour|souhaite|di|sau|vaud|préfére|tire|admi|dési|inspi|reti|atti"
    r"|respi|vi|ti)r)(?!se\w+\s+(?:(?:très|vraiment|bien)\s+)?(?:heureu|ravi|reconnaissant|honoré))"
    r"(?:[^\W\d_]{2,}(?:[eid]|clu)|[^\W\d_]*(?:fe|se|au|i|tt|iend|cev|suiv|viv|vainc|romp"
    r"|(?:conna|para|na|cro)[iî]t|(?:ve|cou|mou|que|che)r))r(?:ais|ait|ions|iez|aient)\b",
    re.IGNORECASE,
)
#: Words that look like one.
NOT_CONDITIONAL = re.compile(
    r"^(?:frais|vrais|français\w*|extraits?|portraits?|retraits?|traits?|désirs?|fourni\w+"
    r"|conditions?|.*(?:soupir|conspir|expir|aspir|transpir|mir|chavir|déchir|éclair|flair"
    r"|étir|cadr|gendr|effondr|poudr)(?:ais|ait|ions|iez|aient))$",
    re.IGNORECASE,
)
#: What can be, and what should come: no polite request, no question.
POSSIBLE = re.compile(
    r"(?<!\bje )(?<!\bvous )\b(?:pourrai(?:t|ent)|pourrions|devrai(?:t|ent))\b(?![-‐‑])",
    re.IGNORECASE,
)
#: What is said to have happened; not what should, could or would have.
RUMOURED = re.compile(
    r"\b(?:aurai(?:t|ent)\s+(?:(?:déjà|ainsi|aussi|également|même|d[’']ores\s+et\s+déjà)\s+)?"
    r"(?!lieu|droit|tort|dû|pu\b|voulu|fallu|aimé|souhaité|préféré|mieux|suffi|mérité"
    r"|été\s+(?:\w+\s+)?(?:possible|préférable|souhaitable|judicieux|bon|utile|nécessaire|logique))"
    r"[^\W\d_]+(?:ée?s?|[^\W\d_]u(?:es?|s)?|ies?|is|fait|dit|ert)\b)",
    re.IGNORECASE,
)
WILL = re.compile(r"\b(?:will|shall)\b|\w['’]ll\b|\bwon['’]t\b|\bgoing to\b", re.IGNORECASE)
#: What will be of somebody or something beside, of which the French may say nothing.
ASIDE = re.compile(r"\b(?:who|whom|which)\s+(?:will|shall)\b", re.IGNORECASE)
_OPEN = (
    r"would|could|should|might|may|ought|had|if|unless|whether|reportedly|allegedly"
    r"|likely|suppos\w*|possib\w*|perhaps|maybe|hop\w+|want\w*|like|must|need\w*"
)
#: What leaves it open in English, of a conditional, …
OPEN = re.compile(rf"\b(?:{_OPEN}|were)\b|['’]d\b", re.IGNORECASE)
#: … of what is possible or due, …
OPEN_POSSIBLE = re.compile(
    rf"\b(?:{_OPEN}|were|can|able|expect\w*|due|set to|plan\w*|anticipat\w*|capable|potential\w*"
    r"|probabl\w*|schedul\w*|allow\w*|enabl\w*|intend\w*|propos\w*|tend|future|believ\w*|think"
    r"|chance\w*|have to)\b|['’]d\b",
    re.IGNORECASE,
)
#: … and of what somebody tells.
OPEN_RUMOURED = re.compile(
    rf"\b(?:{_OPEN}|can|report\w*|alleg\w*|sa(?:id|ys?)|accord\w*|claim\w*|appear\w*|apparent\w*"
    r"|seem\w*|believ\w*|thought|understood|t[eo]ld?|rumou?r\w*|suspect\w*|accus\w*|estimat\w*"
    r"|presum\w*|hear|heard|suggest\w*|indicat\w*|without|otherwise|never|even|probabl\w*)\b|['’]d\b",
    re.IGNORECASE,
)
#: What is told under a condition is no rumour.
CONDITION = re.compile(
    r"(?<!\w)(?:s[i’']|sans|sinon|autrement|à\s+(?:la|sa|leur|votre|ma)\s+place|même|jamais"
    r"|quand|mieux|cas|auparavant|autant|pas)(?!\w)",
    re.IGNORECASE,
)
#: What was said would happen: English may say that it will.
REPORTED = re.compile(r"\bqu(?:e\b|['’])|:\s|\bl[ae]s?quel", re.IGNORECASE)
#: What may stand for a conditional of its own, and asks for none in English.
FUTURE = re.compile(r"\b[^\W\d_]{2,}r(?:ai|as|a|ons|ez|ont)\b|\b(?:va|vont|allons|vais|allez)\b")


def check_mood(comparison: Comparison) -> Iterator[Finding]:
    """One finding for each link whose French leaves open what its English says for sure."""
    if languages_of(comparison) != ("fr", "en"):
        return
    text = comparison.original.transcript.text, comparison.transcript.text
    for pair in interpreted_pairs(comparison):
        if pair.has_gap:
            continue
        would, will, told = _turned(pair)
        if would:
            said = quoted(would[0].of(text[0]))
            heard = quoted(will[0].of(text[1])) if will else ""
            yield Finding(
                CHECK,
                CATEGORY,
                Severity.MAJOR,
                told.format(said=said, heard=heard),
                pair.number,
                tuple(would),
                tuple(will),
                0.6,
            )


def _turned(pair: Pair) -> tuple[list[Span], list[Span], str]:
    """What the French leaves open, what the English makes of it, and how that is told."""
    if will := list(find_spans(pair.target, WILL)):
        if has_match(pair.source, FUTURE):
            return [], [], ""
        for found, is_open, told in (
            (list(conditionals(pair.source)), OPEN, WOULD),
            (list(_unreported(POSSIBLE, pair.source)), OPEN_POSSIBLE, COULD),
        ):
            if found and not has_match(pair.target, is_open) and not has_match(pair.target, ASIDE):
                return found, will, told
    elif not (has_match(pair.source, CONDITION) or has_match(pair.target, OPEN_RUMOURED)):
        return list(_unreported(RUMOURED, pair.source)), [], RUMOUR
    return [], [], ""


def conditionals(segments: Sequence[Segment]) -> Iterator[Span]:
    """Where French verbs stand in the conditional, save in what somebody is said to have said."""
    return _unreported(CONDITIONAL, segments)


def _unreported(pattern: re.Pattern[str], segments: Sequence[Segment]) -> Iterator[Span]:
    for segment in segments:
        for match in pattern.finditer(segment.text):
            is_reported = REPORTED.search(segment.text[: match.start()])
            if not is_reported and not NOT_CONDITIONAL.match(match[0]):
                start = segment.span.start
                yield Span(start + match.start(), start + match.end())
