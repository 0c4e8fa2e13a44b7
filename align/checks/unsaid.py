"""Words that one side of a link says and the other does not: omissions, additions, other words.

Interpreters condense, and rightly: greetings, fillers, words begun anew and words that are said
again nearby are no omission.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from align.checks.links import Pair, interpreted_pairs
from align.checks.names import has_exonym, is_foreign
from align.checks.wording import quoted
from align.numbers.find import share_a_number
from align.text import fold, words
from align.types import Comparison, Finding, Segment, Severity, Span, Unsaid, WordLink

OMISSION, ADDITION, TERM = "omission", "addition", "term"
CATEGORIES = {
    OMISSION: "Accuracy/Omission",
    ADDITION: "Accuracy/Addition",
    TERM: "Accuracy/Mistranslation/Term",
}
#: As many words make a phrase; leaving it out is more than condensing.
PHRASE = 4
#: A changed term is a few words on either side …
TERM_WORDS = 3
#: … whose neighbours are linked to the neighbours of the other, at most so many characters off.
BESIDE = 24
#: What the probabilities of the judge must exceed to be worth as much as a sure finding: measured
#: on texts that say the same on both sides. One word alone is more often condensed than lost.
DISCOUNTS = {OMISSION: 0.34, ADDITION: 0.3}
DISCOUNT_OF_ONE, DISCOUNT_OF_TERM = 0.4, 0.16
#: Words whose letters agree this far (0 … 100) are one, unless both are known and mean two things.
ALIKE = 72
#: A word of so many letters is one that a repetition is known by.
TELLING = 4
FILLERS = re.compile(
    r"\b(?:beaucoup|ministre|minister|very much"
    r"|e+h+m*|u+h+m*|euh+|hein|voilà|donc|alors|bon|bien|well|so|now|you know|i mean|as i said"
    r"|je crois|je pense|vous savez|i think|i believe|comme je l['’]ai dit|of course|bien s[ûu]r"
    r"|effectivement|en effet|en fait|indeed|actually|in fact|also|aussi|également|très|very"
    r"|vraiment"
    r"|really|justement|précisément|then|puis|ensuite|thank you|thanks|merci|mesdames|messieurs"
    r"|monsieur|madame|le président|la présidente|mr\.?|mrs\.?|president|ladies|gentlemen|et|and"
    r"|mais"
    r"|but|or|ou|car|because|that is to say|c['’]est-à-dire|enfin|finally|please|s['’]il vous plaît"
    r"|chers?|chères?|collègues?|dear|colleagues?|commissaire|commissioner|je vous remercie"
    r"|i would like to|je voudrais|j['’]aimerais|i want to|je veux|tout d['’]abord|d['’]abord|first"
    r"|il faut dire|i must say|let me|permettez-moi)\b",
    re.IGNORECASE,
)


def check_omissions(comparison: Comparison) -> Iterator[Finding]:
    """Words of the original that the transcript does not say, inside a link."""
    text = comparison.original.transcript.text
    for pair in interpreted_pairs(comparison):
        if pair.meaning is None or pair.has_gap:
            continue
        changed = {one for one, _ in changed_terms(comparison, pair)}
        for each in pair.meaning.source:
            if each not in changed and not _is_idle(each.span, text, comparison, pair, 0):
                said = quoted(each.span.of(text))
                message = f"The French says {said}; no English words say it."
                yield _finding(OMISSION, pair, message, each, (each.span,), (), text)


def check_additions(comparison: Comparison) -> Iterator[Finding]:
    """Words of the transcript that the original does not say, inside a link."""
    text = comparison.transcript.text
    for pair in interpreted_pairs(comparison):
        if pair.meaning is None:
            continue
        changed = {other for _, other in changed_terms(comparison, pair)}
        for each in pair.meaning.target:
            if each not in changed and not _is_idle(each.span, text, comparison, pair, 1):
                said = quoted(each.span.of(text))
                message = f"The English says {said}; no French words say it."
                yield _finding(ADDITION, pair, message, each, (), (each.span,), text)


def check_terms(comparison: Comparison) -> Iterator[Finding]:
    """Words that stand for each other and do not mean the same."""
    french, english = comparison.original.transcript.text, comparison.transcript.text
    for pair in interpreted_pairs(comparison):
        for one, other in changed_terms(comparison, pair):
            said, heard = one.span.of(french), other.span.of(english)
            if _are_one(said, heard):
                continue
            message = (
                f"The French says {quoted(said)}; the English says {quoted(heard)}, "
                "which is something else."
            )
            yield Finding(
                TERM,
                CATEGORIES[TERM],
                Severity.MAJOR,
                message,
                pair.number,
                (one.span,),
                (other.span,),
                round(
                    max((one.probability * other.probability) ** 0.5 - DISCOUNT_OF_TERM, 0.05), 4
                ),
            )


def _are_one(said: str, heard: str) -> bool:
    """Whether they are known to be the same word, name or number."""
    is_named = has_exonym(said, heard) or has_exonym(heard, said)
    return is_named or _is_spelled_alike(said, heard) or share_a_number(said, heard, ("fr", "en"))


def _is_spelled_alike(said: str, heard: str) -> bool:
    """Whether a word was taken over as it is: the same letters, and not known to be another word.

    >>> _is_spelled_alike("Thoutmôsis", "Thutmose")
    True
    >>> _is_spelled_alike("conversation", "conservation")
    False
    """
    from rapidfuzz import fuzz

    if fuzz.ratio(fold(said), fold(heard)) < ALIKE:
        return False
    return not (is_foreign(said, heard, 0) or is_foreign(heard, said, 1))


def changed_terms(comparison: Comparison, pair: Pair) -> Iterator[tuple[Unsaid, Unsaid]]:
    """Short unsaid words of both sides that stand at the same place, each at most once."""
    if pair.meaning is None or not comparison.words:
        return
    texts = comparison.original.transcript.text, comparison.transcript.text
    links = comparison.words[pair.number]
    added = [each for each in pair.meaning.target if _is_short(each.span, texts[1])]
    for one in pair.meaning.source:
        if _is_short(one.span, texts[0]):
            other = next((each for each in added if _stands_for(one.span, each.span, links)), None)
            if other is not None:
                added.remove(other)
                yield one, other


def _is_short(span: Span, text: str) -> bool:
    return len(words(span.of(text))) <= TERM_WORDS


def _stands_for(one: Span, other: Span, links: Sequence[WordLink]) -> bool:
    """Whether they are linked, or a neighbour of one is linked to a neighbour of the other."""
    if any(link.source.overlaps(one) and link.target.overlaps(other) for link in links):
        return True
    outside = [each for each in links if not each.source.overlaps(one)]
    near = sorted(outside, key=lambda each: _distance(each.source, one))[:3]
    return any(
        _distance(each.source, one) <= BESIDE and _distance(each.target, other) <= BESIDE
        for each in near
    )


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _is_idle(span: Span, text: str, comparison: Comparison, pair: Pair, side: int) -> bool:
    """Whether nothing is lost with it: fillers, courtesies, or words that stand nearby again."""
    phrase = span.of(text)
    left = [word for word in words(FILLERS.sub(" ", phrase)) if len(word) >= TELLING]
    if not left:
        return True
    segments = comparison.alignment.source if side == 0 else comparison.alignment.target
    numbers = pair.link.source if side == 0 else pair.link.target
    near = segments[max(numbers[0] - 1, 0) : numbers[-1] + 2]
    around = text[near[0].span.start : span.start] + " … " + text[span.end : near[-1].span.end]
    again = {fold(word) for word in words(around)}
    return all(fold(word) in again for word in left)


def _is_a_sentence(said: list[str], segments: Sequence[Segment]) -> bool:
    """Whether the words are one whole sentence of several in a link."""
    return len(segments) > 1 and said in [words(each.spoken) for each in segments]


def _finding(
    check: str,
    pair: Pair,
    message: str,
    unsaid: Unsaid,
    source: tuple[Span, ...],
    target: tuple[Span, ...],
    text: str,
) -> Finding:
    said = words(unsaid.span.of(text))
    size = len([word for word in said if len(word) >= TELLING])
    is_phrase = len(said) >= PHRASE
    discount = DISCOUNTS[check] if size > 1 else DISCOUNT_OF_ONE
    if is_phrase and _is_a_sentence(said, pair.source if check == OMISSION else pair.target):
        discount = 0.0  # as sure as a sentence without a link
    severity = Severity.MAJOR if is_phrase and check == OMISSION else Severity.MINOR
    return Finding(
        check,
        CATEGORIES[check],
        severity,
        message,
        pair.number,
        source,
        target,
        round(max(unsaid.probability - discount, 0.05), 4),
    )
