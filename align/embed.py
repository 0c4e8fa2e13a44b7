"""Segments into vectors: one for every run of consecutive segments that a link could hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from align.models.protocols import Encoder, RunEncoder, Vectors
from align.starts import begin_late
from align.types import Delivery, Detection, Segment

EDGE = 6
"""Most words that stand for the beginning or the end of a segment."""

PART = 128
"""So many texts are embedded between two words about how far it is."""

OnPart = Callable[[int, int], None]
"""Told how many texts are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison, as arrays.

    Attributes:
        runs: Unit vectors, shape (longest run, segments, dimensions). Row ``[k - 1, j]`` stands for
            the ``k`` segments that end with segment ``j``; zero where there are none.
        edges: Unit vectors of the first and of the last words of each segment, shape (2, segments,
            dimensions), in half precision.
        sizes: Characters spoken in each segment.
        groups: A number for each segment, rising; no link holds segments of two groups.
        alone: Whether each segment is expected to have no counterpart.
        speakers: Who says each segment, as ``find_speakers`` numbers them; None if nobody knows.
        late: Whether speech before each segment is known to be lost; None if nothing is known.
    """

    runs: Vectors
    edges: NDArray[np.float16]
    sizes: NDArray[np.float64]
    groups: NDArray[np.int64]
    alone: NDArray[np.bool_]
    speakers: NDArray[np.int64] | None = None
    late: NDArray[np.bool_] | None = None

    def __len__(self) -> int:
        return len(self.sizes)


def embed(
    segments: Sequence[Segment], encoder: Encoder, longest: int, on_part: OnPart | None = None
) -> Side:
    """The vectors and sizes of ``segments``, for runs of up to ``longest``; grouped by passage."""
    side = embed_texts([segment.spoken for segment in segments], encoder, longest, on_part)
    return replace(side, groups=np.array([segment.passage for segment in segments], np.int64))


def embed_texts(
    texts: Sequence[str], encoder: Encoder, longest: int, on_part: OnPart | None = None
) -> Side:
    """The same for bare texts, all of one group."""
    sizes = np.array([len(text) for text in texts], dtype=np.float64)
    runs, edges = encode_in_parts(texts, encoder, longest, on_part)
    return Side(runs, edges, sizes, np.zeros(len(texts), np.int64), np.zeros(len(texts), np.bool_))


def encode_in_parts(
    texts: Sequence[str], encoder: Encoder, longest: int, on_part: OnPart | None = None
) -> tuple[Vectors, NDArray[np.float16]]:
    """``Side.runs`` and ``Side.edges``, part by part, so that a long text can be given up."""
    if on_part is None or len(texts) <= PART:
        return encode_runs(texts, encoder, longest), encode_edges(texts, encoder)
    runs, edges = [], []
    for start in range(0, len(texts), PART):
        on_part(start, len(texts))
        first = max(0, start - longest + 1)
        vectors = encode_runs(texts[first : start + PART], encoder, longest)
        runs.append(vectors[:, start - first :])
        edges.append(encode_edges(texts[start : start + PART], encoder))
    return np.concatenate(runs, axis=1), np.concatenate(edges, axis=1)


def encode_edges(texts: Sequence[str], encoder: Encoder) -> NDArray[np.float16]:
    """Vectors of the first and of the last words of each text, (2, texts, dimensions)."""
    parted = [text.split() for text in texts]
    counts = [min(EDGE, -(-len(words) // 2)) for words in parted]
    openings = [" ".join(words[:count]) for words, count in zip(parted, counts, strict=True)]
    endings = [
        " ".join(words[len(words) - count :]) for words, count in zip(parted, counts, strict=True)
    ]
    vectors = encoder.encode([*openings, *endings])
    return np.stack(np.split(vectors.astype(np.float16), 2))


def encode_runs(texts: Sequence[str], encoder: Encoder, longest: int) -> Vectors:
    """Vectors of all runs, by the encoder's own way if it has one, else each run as a text."""
    if isinstance(encoder, RunEncoder):
        return encoder.encode_runs(texts, longest)
    runs = [
        " ".join(texts[max(0, last - size + 1) : last + 1]) if size <= last + 1 else ""
        for size in range(1, longest + 1)
        for last in range(len(texts))
    ]
    vectors = encoder.encode(runs)
    return vectors.reshape(longest, len(texts), -1)


def expect_alone(target: Sequence[Segment], detection: Detection) -> NDArray[np.bool_]:
    """What the marks say of each target segment, as ``Side.alone`` has it.

    In a record that marks interpreted passages, those spoken directly need no counterpart.
    """
    deliveries = [passage.delivery for passage in detection.passages]
    is_marked = Delivery.INTERPRETED in deliveries
    return np.array(
        [is_marked and deliveries[each.passage] is Delivery.DIRECT for each in target], np.bool_
    )


def expect_lost(target: Sequence[Segment], detection: Detection) -> NDArray[np.bool_]:
    """What the gaps say of each target segment, as ``Side.late`` has it."""
    return np.array(begin_late(target, detection), np.bool_)
