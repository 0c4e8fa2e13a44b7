"""Every check of fidelity on pairs of a corpus, none read in the light of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from align.checks import find_all, shown
from align.corpus.lines import comparison_of
from align.corpus.pairs import TextPair
from align.fidelity import weighed
from align.meaning import read_meanings
from align.models.load import Models
from align.settings import Settings
from align.types import Comparison, Finding, Segment, Span
from align.words import link_words


def find_wordwise(
    pairs: Sequence[TextPair], models: Models, settings: Settings
) -> tuple[tuple[Finding, ...], ...]:
    """What a reviewer would see of each pair, in order; spans count from the start of its texts."""
    both = [place for place, pair in enumerate(pairs) if pair.source and pair.target]
    source, target = [pairs[at].source for at in both], [pairs[at].target for at in both]
    links = (((place,), (place,)) for place in range(len(both)))
    bare = comparison_of(source, target, links, apart=True)
    found: list[list[Finding]] = [[] for _ in pairs]
    for each in check_all(bare, models, settings)[1]:
        alignment = bare.alignment
        sides = alignment.source[each.link], alignment.target[each.link]
        spans = (_from_start(each.source, sides[0]), _from_start(each.target, sides[1]))
        found[both[each.link]].append(replace(each, link=0, source=spans[0], target=spans[1]))
    return tuple(map(tuple, found))


def check_all(
    bare: Comparison, models: Models, settings: Settings
) -> tuple[Comparison, tuple[Finding, ...]]:
    """A comparison with its words and meanings, and all findings that a reviewer would see."""
    linked = replace(bare, words=link_words(bare, models.word_aligner))
    read = replace(linked, meanings=read_meanings(linked, models.judge))
    findings = find_all(read)
    comparison = weighed(read, findings, models.judge.weights.findings)
    return comparison, shown(findings, settings.sensitivity)


def _from_start(spans: Sequence[Span], segment: Segment) -> tuple[Span, ...]:
    start = segment.span.start
    return tuple(Span(each.start - start, each.end - start) for each in spans)
