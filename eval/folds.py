"""Gold documents in folds: no speech is in two of them, whatever its version or translation."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from pathlib import Path

from eval.gold import GoldDocument, data_folder


def make_folds(documents: Sequence[GoldDocument], count: int) -> tuple[tuple[int, ...], ...]:
    """Places of the documents of each fold; folds hold about the same number of segments."""
    speeches = read_speeches(data_folder() / "alignment" / "eptic")
    groups = connect([keys_of(document, speeches) for document in documents])
    size = {k: sum(len(documents[i].source) for i in group) for k, group in enumerate(groups)}
    folds: list[list[int]] = [[] for _ in range(count)]
    filled = [0] * count
    for k in sorted(size, key=lambda k: -size[k]):
        smallest = filled.index(min(filled))
        folds[smallest] += groups[k]
        filled[smallest] += size[k]
    return tuple(tuple(sorted(fold)) for fold in folds)


def keys_of(document: GoldDocument, speeches: dict[str, tuple[str, str]]) -> list[Hashable]:
    """What a document shares with others of the same speech.

    Those are the numbers of its texts, and when and by whom the speech was held.
    """
    if not document.corpus.startswith(("eptic", "joint")):
        return [(document.corpus, document.name)]
    numbers = document.name.split("-")
    return [*numbers, *(speeches[each] for each in numbers if each in speeches)]


def read_speeches(folder: Path) -> dict[str, tuple[str, str]]:
    """Date and speaker of each text, by its number."""
    found: dict[str, tuple[str, str]] = {}
    for file in sorted(folder.glob("*/meta.json")):
        for entry in json.loads(file.read_text(encoding="utf-8")):
            about = entry["src"]
            for number in entry["doc"].split("-"):
                found[number] = (about["date"], about["speaker.name"])
    return found


def connect(keys: Sequence[Sequence[Hashable]]) -> list[list[int]]:
    """Places that share a key, directly or by way of others, together.

    >>> connect([["a"], ["b"], ["b", "a"], ["c"]])
    [[0, 1, 2], [3]]
    """
    owner: dict[Hashable, int] = {}
    root = list(range(len(keys)))

    def find(place: int) -> int:
        while root[place] != place:
            place = root[place]
        return place

    for place, mine in enumerate(keys):
        for key in mine:
            root[find(place)] = find(owner.setdefault(key, place))
    groups: dict[int, list[int]] = defaultdict(list)
    for place in range(len(keys)):
        groups[find(place)].append(place)
    return list(groups.values())


def others(fold: Sequence[int], count: int) -> Iterator[int]:
    """Places of the documents outside a fold."""
    inside = set(fold)
    return (place for place in range(count) if place not in inside)
