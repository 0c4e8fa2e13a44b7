"""Whether the index of a library finds what comparing all finds, and what both take."""

from __future__ import annotations

import time
from collections.abc import Iterator

from align.library.index import keep_up
from align.library.search import nearest
from align.library.store import Library
from align.library.vote import Neighbours
from align.models.protocols import Vectors

#: Neighbours asked for, as ``align.library.find`` does; questions asked at once.
COUNT, AT_ONCE = 16, 32


def index_lines(library: Library, asked: Vectors, signature: str) -> Iterator[str]:
    """Share of the nearest found, and milliseconds of processor time, without and with index."""
    yield f"{'sentences':>9} {'asked':>6} {'found':>6} {'index ms':>8} {'all ms':>7} {'made s':>6}"
    exact, all_seconds = _timed(library, asked)
    began = time.process_time()
    keep_up(library, least=0)
    made = time.process_time() - began
    quick, seconds = _timed(library, asked)
    pairs = zip(exact, quick, strict=True)
    same = sum(len(_rows(one) & _rows(other)) for one, other in pairs)
    milliseconds = [1000 * each / len(asked) for each in (seconds, all_seconds)]
    yield (
        f"{library.sentences.count_rows():9,} {len(asked):6} {same / (COUNT * len(asked)):6.4f} "
        f"{milliseconds[0]:8.1f} {milliseconds[1]:7.1f} {made:6.1f}  {signature}"
    )


def _timed(library: Library, asked: Vectors) -> tuple[list[Neighbours], float]:
    began = time.process_time()
    starts = range(0, len(asked), AT_ONCE)
    found = [nearest(library, asked[start : start + AT_ONCE], COUNT) for start in starts]
    return found, time.process_time() - began


def _rows(found: Neighbours) -> set[tuple[int, int, int]]:
    rows = enumerate(zip(found.documents.tolist(), found.places.tolist(), strict=True))
    return {
        (asked, key, place)
        for asked, (keys, places) in rows
        for key, place in zip(keys, places, strict=True)
    }
