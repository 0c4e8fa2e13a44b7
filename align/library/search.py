"""The nearest sentences of a library, by vector and by word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from align.library.documents import condition, documents_of
from align.library.index import REFINE, probes
from align.library.records import EVERYTHING, Document, Filter
from align.library.store import Library
from align.library.vote import NOBODY, Neighbours
from align.models.protocols import Vectors


def nearest(
    library: Library, vectors: Vectors, count: int, chosen: Filter = EVERYTHING
) -> Neighbours:
    """The ``count`` nearest sentences for each vector, among documents that pass a filter."""
    shape = (len(vectors), count)
    found = Neighbours(np.full(shape, NOBODY), np.full(shape, NOBODY), np.zeros(shape))
    if not len(vectors):
        return found
    query = library.sentences.search(list(vectors.astype(np.float32)))
    query = (
        query.distance_type("cosine").limit(count).nprobes(probes(library)).refine_factor(REFINE)
    )
    where = condition(library, chosen)
    if where:
        query = query.where(where, prefilter=True)
    rows = query.select(["document", "place", "_distance"]).to_arrow().to_pydict()
    ranks = [0] * len(vectors)
    # LanceDB leaves the number of the question out where there is but one.
    questions = rows.get("query_index", [0] * len(rows["document"]))
    for asked, document, place, distance in zip(
        questions, rows["document"], rows["place"], rows["_distance"], strict=True
    ):
        at = (asked, ranks[asked])
        found.documents[at], found.places[at], found.similarity[at] = document, place, 1 - distance
        ranks[asked] += 1
    return found


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence that holds some words.

    Attributes:
        score: BM25; comparable only within one answer.
    """

    document: Document
    place: int
    text: str
    score: float


def find_words(
    library: Library, words: str, count: int, chosen: Filter = EVERYTHING
) -> tuple[Mention, ...]:
    """The sentences in which ``words`` weigh most, best first; French endings do not matter."""
    from lancedb.query import MatchQuery

    if not any(each.columns == ["text"] for each in library.sentences.list_indices()):
        return ()
    query = library.sentences.search(MatchQuery(words, "text"), query_type="fts").limit(count)
    where = condition(library, chosen)
    if where:
        query = query.where(where, prefilter=True)
    rows = query.select(["document", "place", "text", "_score"]).to_list()
    known = documents_of(library, list({row["document"] for row in rows}))
    return tuple(
        Mention(known[row["document"]], row["place"], row["text"], row["_score"])
        for row in rows
        if row["document"] in known
    )
