"""Doubt and certainty: a “probably” that is gone, or one that nobody said."""

from __future__ import annotations

from collections.abc import Iterator

from align.checks.links import Pair, interpreted_pairs, languages_of
from align.checks.wording import quoted
from align.cues import cues, has_any, strong_cues
from align.types import Comparison, Finding, Severity, Span

CHECK = "hedge"
MISSING, ADDED = "Accuracy/Omission/Hedge", "Accuracy/Addition/Hedge"
TABLES = {
    "fr": cues(
        r"peut-être|probablement|vraisemblablement|sans doute|apparemment|possiblement|il se peut"
        r"|il est possible|il est probable",
        r"peu(?:t|vent|x)|pou[rv]\w+|puisse\w*|sembl\w*|para[iî]\w*|apparaît\w*|prétend\w*"
        r"|cro[iy]\w*|pens\w*|suppos\w*|\w+(?:rais|rait|raient|rions|riez)|éventuel\w*|possib\w*"
        r"|probab\w*|vraisembl\w*|plutôt|environ|presque|quasi\w*|devrai\w*|doi(?:t|vent)|doute\w*"
        r"|risqu\w*|susceptible\w*|si|impression|a priori|sûrement|certainement|selon|esp[éè]r\w*"
        r"|imagin\w*|potentiel\w*|chance\w*|éventualité|quelque part|en quelque sorte|voire"
        r"|soi-disant|souvent|généralement|plupart|par exemple",
    ),
    "en": cues(
        r"perhaps|maybe|probably|presumably|possibly|apparently|most likely|it may be",
        r"may|might|could|would|can|likely|seem\w*|appear\w*|suppos\w*|think|thought|believe\w*"
        r"|guess\w*|possib\w*|probab\w*|potential\w*|about|around|almost|nearly|should|must"
        r"|doubt\w*|no doubt|risk|if|feel\w*|suspect\w*|undoubtedly|surely|certainly|allegedly"
        r"|reportedly|rather|liable|chance\w*|sort of|kind of|expect\w*|hope\w*|presum\w*"
        r"|imagin\w*|assum\w*|often|generally|sa(?:y|id)|arguably",
    ),
}


def check_hedge(comparison: Comparison) -> Iterator[Finding]:
    """One finding for each word of doubt that nothing on the other side answers."""
    languages = languages_of(comparison)
    if not set(languages) <= TABLES.keys():
        return
    texts = comparison.original.transcript.text, comparison.transcript.text
    for pair in interpreted_pairs(comparison):
        here = strong_cues(pair.source, languages[0], TABLES)
        there = strong_cues(pair.target, languages[1], TABLES)
        if here and not has_any(pair.target, languages[1], TABLES) and not pair.has_gap:
            yield _finding(pair, here, (), texts[0], "French", "English", MISSING)
        if there and not has_any(pair.source, languages[0], TABLES):
            yield _finding(pair, (), there, texts[1], "English", "French", ADDED)


def _finding(
    pair: Pair,
    source: tuple[Span, ...],
    target: tuple[Span, ...],
    text: str,
    here: str,
    there: str,
    category: str,
) -> Finding:
    said = quoted((source or target)[0].of(text))
    message = f"The {here} says {said}; nothing in the {there} leaves it open."
    return Finding(CHECK, category, Severity.MINOR, message, pair.number, source, target, 0.6)
