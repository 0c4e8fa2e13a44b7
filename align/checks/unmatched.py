"""Sentences that have no counterpart, told apart from speech that never had one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from align.checks.wording import counted, quoted
from align.starts import begin_late, left_out_before
from align.text import words
from align.types import (
    Comparison,
    Delivery,
    Finding,
    LinkKind,
    Segment,
    Severity,
    Span,
)

CHECK = "unmatched"
OMISSION, ADDITION = "Accuracy/Omission", "Accuracy/Addition"
# So many sentences in a row without a counterpart are another speech, not omissions.
RUN = 8
# No French is expected for these; a passage whose delivery is uncertain and that no French answers
# is most likely the speaker's own English.
OWN_WORDS = frozenset({Delivery.DIRECT, Delivery.UNCERTAIN})
# What is said to be polite, and carries little else.
COURTESY = re.compile(
    r"\b(?:thank you|thanks|good (?:morning|afternoon|evening|day)|ladies and gentlemen|welcome"
    r"|merci|bonjour|bonsoir|mesdames|messieurs|bienvenue|je vous en prie|au revoir|goodbye"
    r"|je vous remercie|i thank you|mr\.? president|monsieur le président)\b",
    re.IGNORECASE,
)
MOST_COURTESY_WORDS = 8
FEW_WORDS = 3


def check_unmatched(comparison: Comparison) -> Iterator[Finding]:
    """Omissions and additions, each with its link; speech without a counterpart is one finding."""
    yield from _omissions(comparison)
    yield from _additions(comparison)


def _omissions(comparison: Comparison) -> Iterator[Finding]:
    source, links = comparison.alignment.source, comparison.alignment.links
    link_of = {index: n for n, link in enumerate(links) if not link.target for index in link.source}
    spoken = Counter(segment.turn for segment in source if segment.spoken)
    unmatched = Counter(source[index].turn for index in link_of if source[index].spoken)
    hidden = _before_lost_starts(comparison)
    lost = _beside_lost_utterances(comparison)
    left_out = (index for index in sorted(link_of) if source[index].spoken and index not in hidden)
    for run in _runs(left_out):
        if len(run) >= RUN:
            yield _other_speech([source[index] for index in run], link_of[run[0]])
            continue
        for turn, part in groupby(run, key=lambda index: source[index].turn):
            indices = list(part)
            segments = [source[index] for index in indices]
            if len(spoken) > 1 and unmatched[turn] == spoken[turn]:
                yield _other_speech(segments, link_of[indices[0]])
            else:
                for index in indices:
                    tell = _hidden if link_of[index] in lost else _omission
                    yield tell(source[index], link_of[index])


def _beside_lost_utterances(comparison: Comparison) -> set[int]:
    """Links next to one in which a whole utterance of the transcript is lost."""
    alignment = comparison.alignment
    holding = {
        number
        for number, link in enumerate(alignment.links)
        if link.source and any(not alignment.target[index].spoken for index in link.target)
    }
    return {number + step for number in holding for step in (-1, 1)}


def _before_lost_starts(comparison: Comparison) -> set[int]:
    """Source segments that a lost start hides: those left out just before what is heard first."""
    alignment = comparison.alignment
    late = begin_late(alignment.target, comparison.detection)
    return {
        index
        for number, link in enumerate(alignment.links)
        if link.kind is LinkKind.MATCHED and late[link.target[0]]
        for index in left_out_before(alignment, number)
    }


def _additions(comparison: Comparison) -> Iterator[Finding]:
    target, links = comparison.alignment.target, comparison.alignment.links
    passages = comparison.detection.passages
    link_of = {index: n for n, link in enumerate(links) if not link.source for index in link.target}
    spoken = Counter(segment.passage for segment in target if segment.spoken)
    unmatched = Counter(target[index].passage for index in link_of if target[index].spoken)
    matched = (index for link in links if link.source for index in link.target)
    answered_turns = {target[index].turn for index in matched if target[index].spoken}
    for run in _runs(index for index in sorted(link_of) if target[index].spoken):
        for passage, part in groupby(run, key=lambda index: target[index].passage):
            indices = list(part)
            segments = [target[index] for index in indices]
            is_whole = unmatched[passage] == spoken[passage]
            if passages[passage].delivery in OWN_WORDS and (is_whole or len(segments) > 1):
                continue
            is_lone = len(segments) == 1
            is_answered = not is_whole or segments[0].turn in answered_turns
            is_apart = len(run) >= RUN or (is_whole and not is_lone)
            if is_apart and not (is_lone and is_answered):
                yield _no_french(segments, link_of[indices[0]])
            else:
                yield from map(_addition, segments, (link_of[index] for index in indices))


def _runs(indices: Iterable[int]) -> Iterator[list[int]]:
    """Indices that follow each other, together.

    >>> list(_runs([1, 2, 5]))
    [[1, 2], [5]]
    """
    for _, part in groupby(enumerate(indices), key=lambda pair: pair[1] - pair[0]):
        yield [index for _, index in part]


def _omission(segment: Segment, link: int) -> Finding:
    message = f"The French says {quoted(segment.spoken)}; nothing in the English answers it."
    severity = Severity.MINOR if _says_little(segment.spoken) else Severity.MAJOR
    return Finding(CHECK, OMISSION, severity, message, link, (segment.span,), (), 0.6)


def _hidden(segment: Segment, link: int) -> Finding:
    message = (
        f"The French says {quoted(segment.spoken)}; an utterance that the record lost beside it "
        "may have answered it."
    )
    return Finding(CHECK, OMISSION, Severity.MINOR, message, link, (segment.span,), (), 0.5)


def _addition(segment: Segment, link: int) -> Finding:
    message = (
        f"The English says {quoted(segment.spoken)}; nothing in the French answers it. "
        "It may have been said all the same: French records are edited afterwards."
    )
    return Finding(CHECK, ADDITION, Severity.MINOR, message, link, (), (segment.span,), 0.5)


def _other_speech(segments: Sequence[Segment], link: int) -> Finding:
    message = (
        f"No English answers {_told(segments, 'French')}: "
        "probably speech that the transcript does not hold."
    )
    return Finding(CHECK, OMISSION, Severity.NEUTRAL, message, link, (_whole(segments),), (), 0.5)


def _no_french(segments: Sequence[Segment], link: int) -> Finding:
    message = (
        f"No French answers {_told(segments, 'English')}: "
        "probably speech that the French text does not hold."
    )
    return Finding(CHECK, ADDITION, Severity.NEUTRAL, message, link, (), (_whole(segments),), 0.5)


def _told(segments: Sequence[Segment], language: str) -> str:
    first = quoted(segments[0].spoken)
    if len(segments) == 1:
        return f"the {language} sentence {first}"
    return f"{counted(len(segments), 'sentence')} of the {language} from {first} on"


def _whole(segments: Sequence[Segment]) -> Span:
    return Span(segments[0].span.start, segments[-1].span.end)


def _says_little(text: str) -> bool:
    """Whether a sentence is a courtesy or an interjection.

    >>> _says_little("Thank you very much."), _says_little("We will not sign the treaty.")
    (True, False)
    """
    length = len(words(text))
    is_courteous = length <= MOST_COURTESY_WORDS and COURTESY.search(text) is not None
    return length <= FEW_WORDS or is_courteous
