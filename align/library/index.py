"""What makes a large library quick to search, and what was left behind by a killed writer.

Answers do not depend on any of this: rows that no index holds yet are compared one by one.
docs/library.md tells how the numbers were chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from align.library.documents import all_keys, among, parts
from align.library.store import Library, writing

#: Up to so many sentences all are compared with the question: quick enough, and exact.
EXACT = 50_000
#: Sentences in a cell of the index. All cells are looked at, since English questions lie outside
#: of the French cells; codes of one bit a dimension make that cheap.
CELL = 4_000
#: How many times as many sentences as asked for are compared exactly.
REFINE = 20
#: The cells are found in so many rounds, on so many sentences a cell.
ROUNDS, SAMPLE = 10, 64
#: The cells are made anew when there are so many times as many sentences as when they were made.
GROWTH = 4
#: Rows that may lie outside of the indices before they are brought in.
LOOSE = 20_000
#: How long a version of the tables that a reader may still be reading is kept.
KEPT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class State:
    """How a library stands.

    Attributes:
        orphans: Sentences left behind by a writer that was killed; nobody sees them.
        incomplete: Documents that lack sentences, which nothing but damage explains.
        loose: Sentences outside of the index.
    """

    documents: int
    sentences: int
    orphans: int
    incomplete: tuple[int, ...]
    loose: int
    version: int

    @property
    def is_sound(self) -> bool:
        """Whether nothing is missing and nothing is left over."""
        return not self.orphans and not self.incomplete


def examine(library: Library) -> State:
    """How the library stands; nothing is changed."""
    promised = all_keys(library)
    table = library.sentences.search().select(["document"]).to_arrow()
    keys, counts = np.unique(table["document"].to_numpy(), return_counts=True)
    there = dict(zip(keys.tolist(), counts.tolist(), strict=True))
    lacking = tuple(key for key, size in promised.items() if there.get(key, 0) != size)
    orphans = sum(size for key, size in there.items() if key not in promised)
    return State(
        len(promised), sum(promised.values()), orphans, lacking, _loose(library), library.version
    )


def mend(library: Library) -> None:
    """Takes away what killed writers left, and brings the indices up to date."""
    with writing(library.folder):
        promised = all_keys(library)
        table = library.sentences.search().select(["document"]).to_arrow()
        orphans = sorted(set(np.unique(table["document"].to_numpy()).tolist()) - promised.keys())
        for part in parts(orphans):
            library.sentences.delete(among("document", part))
    keep_up(library, least=0)


def keep_up(library: Library, least: int = LOOSE, tell: Callable[[], None] = lambda: None) -> None:
    """Brings the indices up to date, if more than ``least`` sentences lie outside of them."""
    loose = _loose(library)
    if not loose or (loose <= least and _index_of(library, "text")):
        return
    with writing(library.folder):
        tell()
        count = library.sentences.count_rows()
        if count:
            _index_words(library)
        if count > EXACT:
            _index_vectors(library, count)
        for table in (library.sentences, library.documents):
            table.optimize(cleanup_older_than=KEPT)


def _index_words(library: Library) -> None:
    from lancedb.index import FTS, BTree

    if not _index_of(library, "text"):
        french = FTS(language="French", stem=True, ascii_folding=True, remove_stop_words=True)
        library.sentences.create_index("text", config=french)
    if not _index_of(library, "document"):
        library.sentences.create_index("document", config=BTree())


def _index_vectors(library: Library, count: int) -> None:
    from lancedb.index import IvfRq

    made = _index_of(library, "vector")
    cells = max(1, count // CELL)
    if any(cells < GROWTH * int(name.rpartition("_")[2]) for name in made):
        return
    shape = IvfRq(
        distance_type="cosine", num_partitions=cells, max_iterations=ROUNDS, sample_rate=SAMPLE
    )
    library.sentences.create_index("vector", config=shape, name=f"cells_{cells}")
    for name in made:
        library.sentences.drop_index(name)


def probes(library: Library) -> int:
    """How many cells of the index are looked at: all."""
    return max((int(name.rpartition("_")[2]) for name in _index_of(library, "vector")), default=1)


def _index_of(library: Library, column: str) -> list[str]:
    """The names of the indices of a column."""
    return [each.name for each in library.sentences.list_indices() if each.columns == [column]]


def _loose(library: Library) -> int:
    """Sentences that some index does not hold yet."""
    count = library.sentences.count_rows()
    loose = {each.columns[0]: each.num_unindexed_rows for each in library.sentences.list_indices()}
    wanted = ("text", "document", "vector") if count > EXACT else ("text", "document")
    return max((loose.get(column, count) for column in wanted), default=0)
