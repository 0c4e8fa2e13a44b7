"""The original of a transcript, found in a library. Start reading here.

Sentences vote for documents (``vote.py``), and the documents with the most votes are linked to the
transcript as any French text would be: what is then surely matched decides whether one of them is
the original, which is the best, and what the others are to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import exp, log1p

from align.belonging import measure_belonging
from align.detect import detect
from align.embed import Side, embed
from align.library.documents import documents_of, transcript_of
from align.library.records import EVERYTHING, Candidate, Document, Filter, Found, Relation
from align.library.search import nearest
from align.library.store import Library, require_encoder
from align.library.vote import Tally, count_votes
from align.link import link
from align.models.load import Models
from align.pipeline import require_language, split
from align.progress import OnProgress, Progress, silent
from align.settings import DEFAULTS, Settings
from align.types import Delivery, Detection, Origin, Original, Segment, Transcript

#: Neighbours asked for each sentence; documents that are linked.
NEIGHBOURS, LINKED = 16, 6
#: A document is the original if that is at least so probable.
ENOUGH = 0.5
#: Documents that match so much of the same words are versions of each other.
SHARED = 0.5


@dataclass(frozen=True, slots=True)
class _Linked:
    """A document linked to the transcript.

    Attributes:
        matched: Places of the target segments that have French in it.
    """

    original: Original
    candidate: Candidate
    matched: frozenset[int]


def find_original(
    transcript: Transcript,
    detection: Detection,
    library: Library,
    models: Models,
    *,
    settings: Settings = DEFAULTS,
    chosen: Filter = EVERYTHING,
    on_progress: OnProgress = silent,
) -> Found:
    """The French original of ``transcript`` in ``library``, or that it is not there.

    Only what is interpreted, or may be, is looked for; in a record without marks, everything.

    Raises:
        InputError: The transcript is not in the target language, or the library cannot be used,
            or its vectors were made by another encoder.
    """

    def tell(stage: str, done: int = 0, total: int = 1) -> None:
        on_progress(Progress(stage, done, total))

    require_language(transcript, settings.target_language, "the transcript")
    require_encoder(library, models.encoder)
    segments = split(transcript, detection, settings.target_language, settings)
    asked = interpreted(segments, detection)
    tell(stage := "Embedding what is looked for")
    target = embed(asked, models.encoder, settings.max_merge, partial(tell, stage))
    tell("Asking the library")
    tallies = count_votes(nearest(library, target.runs[0], NEIGHBOURS, chosen))[:LINKED]
    known = documents_of(library, [each.key for each in tallies])
    linked = []
    for done, tally in enumerate(tallies):
        tell("Linking what was found", done, len(tallies))
        if tally.key in known:
            linked.append(_link(library, known[tally.key], tally, target, models, settings))
    tell("Done", 1, 1)
    ranked = sorted(linked, key=lambda each: -each.candidate.score)
    is_found = bool(ranked) and ranked[0].candidate.score >= ENOUGH
    return Found(
        original=ranked[0].original if is_found else None,
        candidates=tuple(_related(each, ranked[0], target) for each in ranked),
        asked=len(asked),
        library=f"{library.name}@{library.version}",
    )


def interpreted(segments: Sequence[Segment], detection: Detection) -> tuple[Segment, ...]:
    """The segments to look for: with words, and of passages that are or may be interpreted."""
    wanted = {Delivery.INTERPRETED, Delivery.UNCERTAIN}
    deliveries = [passage.delivery for passage in detection.passages]
    anything = not wanted & set(deliveries)
    return tuple(
        each
        for each in segments
        if each.spoken and (anything or deliveries[each.passage] in wanted)
    )


def _link(
    library: Library,
    document: Document,
    tally: Tally,
    target: Side,
    models: Models,
    settings: Settings,
) -> _Linked:
    """The document as an original, and how surely it belongs to what was looked for."""
    transcript = transcript_of(library, document, settings)
    original = Original(transcript, detect(transcript), Origin.RETRIEVED)
    segments = split(transcript, original.detection, settings.source_language, settings)
    source = embed(segments, models.encoder, settings.max_merge)
    links = link(source, target, models.linker.weights)
    belonging = measure_belonging(links, source, target)
    score = probability(belonging, tally.votes)
    candidate = Candidate(document, tally.votes, tally.voters, belonging, score)
    matched = frozenset(place for each in links if each.source for place in each.target)
    return _Linked(original, candidate, matched)


def _related(here: _Linked, best: _Linked, target: Side) -> Candidate:
    """The candidate with what it is to the best one."""
    if here is best:
        return replace(here.candidate, relation=Relation.BEST)
    if here.candidate.score < ENOUGH:
        return here.candidate
    common = sum(target.sizes[place] for place in here.matched & best.matched)
    own = sum(target.sizes[place] for place in here.matched)
    is_version = common >= SHARED * own
    relation = Relation.ANOTHER_VERSION if is_version else Relation.ANOTHER_PART
    return replace(here.candidate, relation=relation)


#: Of the logistic model; learned by ``python -m eval.retrieval --half tuned --calibrate``.
WEIGHTS = (-6.8, 18.27, 7.03)


def probability(belonging: float, votes: float) -> float:
    """How probable it is that a document is an original, from both kinds of evidence.

    >>> probability(0.6, 2.0) > 0.9 > 0.1 > probability(0.1, 0.1)
    True
    """
    constant, of_belonging, of_votes = WEIGHTS
    return 1 / (1 + exp(-(constant + of_belonging * belonging + of_votes * log1p(votes))))
