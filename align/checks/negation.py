"""Sentences that say no on one side and yes on the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from align.checks.links import Pair, interpreted_pairs, languages_of
from align.cues import strong_cues
from align.denial import TABLES, can_answer
from align.types import Comparison, Finding, Severity, Span, WordLink

CHECK = "negation"
CATEGORY = "Accuracy/Mistranslation/Negation"

#: “Ne … que” says “only”: an English “not” turns it round, unless that is closed in, too.
ONLY = re.compile(
    r"(?<![\w’'-])(?:ne\s+|n['’])(?!est-ce|importe|est besoin|avons que faire)"
    r"(?!(?:[\w’'-]+\s+)?(?:pas|jamais|plus|guère|point|rien|ni|peu[tx]\w*|pou[vr]\w+|sa[iuv]\w*|sache\w*"
    r"|dou\w+|oubli\w*|pens\w+|ignor\w+|os\w+|cess\w+|hélas)\b)"
    r"(?:y\s+|s['’])?[\w’-]+\s+qu(?:e\b|['’])",
    re.IGNORECASE,
)
CLOSED_IN = re.compile(
    r"\b(?:only|just|but|except|mere\w*|sole\w*|alone|simpl\w*|exclusive\w*|pure\w*|than|until"
    r"|unless|without|other\w*|nothing|before|limit\w*|any\w*|even|single|few|little|all|after|if"
    r"|restrict\w*|entire\w*|wholly|apart|save|besides|one|no|none|long|far|enough|also|beyond)\b",
    re.IGNORECASE,
)


def check_negation(comparison: Comparison) -> Iterator[Finding]:
    """One finding for each link where one side denies and nothing on the other does."""
    languages = languages_of(comparison)
    if not set(languages) <= TABLES.keys():
        return
    for pair in interpreted_pairs(comparison):
        if not pair.has_gap:
            links = comparison.words[pair.number] if comparison.words else ()
            yield from _findings(pair, languages, links)


def _findings(
    pair: Pair, languages: tuple[str, str], links: Sequence[WordLink]
) -> Iterator[Finding]:
    one, other = (pair.source, languages[0]), (pair.target, languages[1])
    here = strong_cues(pair.source, languages[0], TABLES)
    there = strong_cues(pair.target, languages[1], TABLES)
    if here and not there and not can_answer(*other, *one, links):
        yield _finding(
            pair, here, (), "The French denies something here; the English does not.", 0.7
        )
    elif there and not here and not can_answer(*one, *other, links):
        yield _finding(
            pair, (), there, "The English denies something here; the French does not.", 0.7
        )
    elif there and not here and _is_turned_round(pair, languages):
        yield _finding(
            pair, (), there, "The French says “only” (ne … que); the English denies it.", 0.6
        )
    elif here and not there:
        yield _finding(pair, here, (), "The French denies more than the English seems to.", 0.25)
    elif len(there) > len(here):
        yield _finding(pair, here, there, "The English denies more than the French seems to.", 0.25)
    elif len(here) > len(there):
        yield _finding(pair, here, there, "The French denies more than the English seems to.", 0.2)


def _is_turned_round(pair: Pair, languages: tuple[str, str]) -> bool:
    said, heard = (" ".join(each.text for each in side) for side in (pair.source, pair.target))
    has_only = languages == ("fr", "en") and ONLY.search(said) is not None
    return has_only and CLOSED_IN.search(heard) is None


def _finding(
    pair: Pair, source: tuple[Span, ...], target: tuple[Span, ...], message: str, confidence: float
) -> Finding:
    return Finding(
        CHECK, CATEGORY, Severity.MAJOR, message, pair.number, source, target, confidence
    )
