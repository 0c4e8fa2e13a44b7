"""Gold alignments: documents with the links that people made."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from align.errors import MissingExtraError
from align.scores import Pair, parse_links

# How the corpora were tokenised, undone: (pattern, replacement).
_DETOKENISE = (
    (r" (n't)\b", r"\1"),
    (r" ('(?:s|m|re|ve|ll|d)\b)", r"\1"),
    (r"\b(\w+)(['’]) (?=\w)", r"\1\2"),
    (r" ([.,;:!?)\]%…]|\.\.\.)", r"\1"),
    (r"([(\[]) ", r"\1"),
)


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """Two texts split into segments, and the links between them, in order."""

    corpus: str
    name: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    links: tuple[Pair, ...]


class DataMissingError(Exception):
    """The evaluation data are not where they are looked for."""


def data_folder() -> Path:
    """Where the gold data lie: ``ALIGN_DATA``, or ``../shared/data``."""
    folder = Path(os.environ.get("ALIGN_DATA", "../shared/data"))
    if not folder.is_dir():
        raise DataMissingError(
            f"{folder}: no such folder. Set ALIGN_DATA to the folder that holds the gold data."
        )
    return folder


def read_corpora(folder: Path | None = None) -> Iterator[GoldDocument]:
    """Every gold document below ``folder``, corpus by corpus.

    A document is ``X.src.txt``, ``X.tgt.txt`` and ``X.ref``, or ``X.en.txt``, ``X.fr.txt`` and
    ``X.ref``, or ``X.de``, ``X.fr`` and ``X.defr``; its corpus is the folder it lies in.
    """
    folder = folder or data_folder() / "alignment"
    if not folder.is_dir():
        raise DataMissingError(f"{folder}: no such folder. It should hold gold alignments.")
    for reference in sorted([*folder.rglob("*.ref"), *folder.rglob("*.defr")]):
        stem = reference.with_suffix("")
        for left, right in ((".src.txt", ".tgt.txt"), (".en.txt", ".fr.txt"), (".de", ".fr")):
            sides = stem.with_name(stem.name + left), stem.with_name(stem.name + right)
            if all(side.is_file() for side in sides):
                source, target = (_read_lines(side) for side in sides)
                corpus = reference.parent.relative_to(folder).as_posix()
                text = reference.read_text(encoding="utf-8")
                links = in_order(parse_links(text, str(reference)))
                yield GoldDocument(corpus, stem.name, source, target, links)


def read_dataset(name: str) -> Iterator[GoldDocument]:
    """Gold documents of a dataset: a JSONL file, a saved dataset folder, or a name on the hub.

    One row is one document: ``source`` and ``target`` (lists of segments) and ``links`` (pairs of
    lists of segment numbers, from 0); ``corpus`` and ``name`` where it has them.
    """
    for number, row in enumerate(_load_rows(name)):
        missing = {"source", "target", "links"} - row.keys()
        if missing:
            raise DataMissingError(
                f"{name}: no column {', '.join(sorted(missing))}. Expected the columns source, "
                "target and links."
            )
        links = in_order([(tuple(source), tuple(target)) for source, target in row["links"]])
        yield GoldDocument(
            row.get("corpus") or Path(name).stem,
            row.get("name") or str(number),
            tuple(row["source"]),
            tuple(row["target"]),
            links,
        )


def _load_rows(name: str) -> Iterator[dict[str, Any]]:
    try:
        from datasets import Dataset, DatasetDict, load_dataset, load_from_disk
        from datasets.exceptions import DatasetNotFoundError
    except ModuleNotFoundError as error:
        raise MissingExtraError("datasets", "eval") from error
    path = Path(name)
    try:
        if path.is_file():
            found = load_dataset("json", data_files=str(path))
        elif any((path / mark).is_file() for mark in ("state.json", "dataset_dict.json")):
            found = load_from_disk(str(path))
        else:
            found = load_dataset(name)
    except (DatasetNotFoundError, FileNotFoundError, ConnectionError) as error:
        raise DataMissingError(f"{name}: no such dataset ({error}).") from error
    parts = [found] if isinstance(found, Dataset) else list(DatasetDict(found).values())
    for part in parts:
        yield from part


def _read_lines(file: Path) -> tuple[str, ...]:
    return tuple(map(detokenise, file.read_text(encoding="utf-8").rstrip("\n").split("\n")))


def detokenise(line: str) -> str:
    """The line as it would be printed.

    >>> detokenise("I did n't say that , l' Union did .")
    "I didn't say that, l'Union did."
    """
    for pattern, replacement in _DETOKENISE:
        line = re.sub(pattern, replacement, line)
    return line.strip()


def in_order(links: Sequence[Pair]) -> tuple[Pair, ...]:
    """Links in the order of the text; those with an empty side stand before what follows them.

    >>> in_order([((), (1,)), ((0,), (0,)), ((1,), (2,))])
    (((0,), (0,)), ((), (1,)), ((1,), (2,)))
    """
    matched = sorted(link for link in links if all(link))
    omitted = sorted(link for link in links if not link[1])
    added = sorted(link for link in links if not link[0])
    ordered: list[Pair] = []
    for link in matched:
        while omitted and omitted[0][0] < link[0]:
            ordered.append(omitted.pop(0))
        while added and added[0][1] < link[1]:
            ordered.append(added.pop(0))
        ordered.append(link)
    return (*ordered, *omitted, *added)
