"""Gold of fidelity: pairs of sentences, French first, with what people said of them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.gold import DataMissingError, GoldDocument, data_folder, detokenise, read_corpora

Words = frozenset[int]

SAME, PARTIAL, OTHER = "sure", "partial", "not corresponding"
#: The written control: official record and official translation, made without haste.
CONTROL = "eptic/en_wr_tt_from_fr__fr_wr_st"


@dataclass(frozen=True, slots=True)
class Mark:
    """What one annotator said: the label, and the words that the other side does not say."""

    label: str
    source: Words
    target: Words


@dataclass(frozen=True, slots=True)
class MarkedPair:
    """A pair of tokenised sentences with the marks of two annotators."""

    name: int
    source: tuple[str, ...]
    target: tuple[str, ...]
    marks: tuple[Mark, Mark]


@dataclass(frozen=True, slots=True)
class VotedPair:
    """A pair of sentences and whether most of five people said that they mean the same."""

    name: int
    corpus: str
    source: str
    target: str
    is_same: bool
    agreement: float


@dataclass(frozen=True, slots=True)
class RankedPair:
    """A French sentence, a translation, and the same translation made worse on purpose.

    Attributes:
        name: The way it was made worse.
    """

    number: int
    name: str
    severity: str
    source: str
    good: str
    worse: str

    @property
    def is_changed(self) -> bool:
        """Whether the worse one is another text at all."""
        return self.good.strip() != self.worse.strip()


def read_marked(folder: Path | None = None) -> list[MarkedPair]:
    """The pairs of ``sconf``: French is their target, English their source; turned round here."""
    rows = _json_lines(_fidelity(folder) / "sconf" / "sconf.jsonl")
    return [
        MarkedPair(row["id"], french, english, (_mark(row["a1"], row), _mark(row["a2"], row)))
        for row in rows
        for french, english in ((tuple(row["fr"].split()), tuple(row["en"].split())),)
    ]


def _mark(mark: dict[str, Any], row: dict[str, Any]) -> Mark:
    """All words of a pair that does not correspond are left without counterpart."""
    sizes = {"tgt": len(row["fr"].split()), "src": len(row["en"].split())}
    whole = mark["label"] == OTHER
    sides = [
        frozenset(range(sizes[side])) if whole else frozenset(mark.get(side, ()))
        for side in ("tgt", "src")
    ]
    return Mark(mark["label"], sides[0], sides[1])


def read_voted(folder: Path | None = None) -> list[VotedPair]:
    """The pairs of ``semdiverge``, both corpora."""
    pairs = []
    for file in sorted((_fidelity(folder) / "semdiverge").glob("*.test.tsv")):
        corpus = file.name.split(".")[0]
        with _opened(file).open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            for number, (english, french, label, agreement) in enumerate(rows):
                is_same = label.strip() == "1"
                pair = french.strip(), english.strip(), is_same, float(agreement)
                pairs.append(VotedPair(number, corpus, *pair))
    return pairs


def read_ranked(folder: Path | None = None) -> list[RankedPair]:
    """The pairs of ``demetr`` from French."""
    rows = _json_lines(_fidelity(folder) / "demetr" / "demetr.fr-en.jsonl")
    return [
        RankedPair(
            row["id"],
            row["pert_name"],
            row["severity"],
            row["src_sent"].strip(),
            row["mt_sent"],
            row["pert_sent"],
        )
        for row in rows
    ]


def read_clean(folder: Path | None = None) -> dict[str, list[GoldDocument]]:
    """Texts that say the same on both sides, French first: EPTIC's written control, and PUD."""
    root = folder or data_folder()
    control = [turned(each) for each in read_corpora(root / "alignment") if each.corpus == CONTROL]
    if not control:
        raise DataMissingError(f"{root}/alignment/{CONTROL}: no gold document here.")
    return {"eptic written control": control, "pud": [_pud(root)]}


def turned(document: GoldDocument) -> GoldDocument:
    """The document with its sides exchanged."""
    links = tuple((target, source) for source, target in document.links)
    return GoldDocument(document.corpus, document.name, document.target, document.source, links)


def _pud(root: Path) -> GoldDocument:
    lines = _opened(root / "sentences" / "pud" / "pud.en-fr.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in lines.splitlines()]
    links = tuple(((n,), (n,)) for n in range(len(rows)))
    sides = tuple(row[2] for row in rows), tuple(row[1] for row in rows)
    return GoldDocument("pud", "pud", *sides, links)


def printed(words: tuple[str, ...]) -> tuple[str, list[tuple[int, int]]]:
    """A tokenised sentence as it would be printed, and where each of its words stands there.

    >>> printed(("i", "was", "n't", "here", "."))
    ("i wasn't here.", [(0, 1), (2, 5), (5, 8), (9, 13), (13, 14)])
    """
    text = detokenise(" ".join(words))
    places, start = [], 0
    for word in words:
        found = text.find(word, start)
        if found < 0:
            raise DataMissingError(f"“{word}” was lost from “{text}” when it was put together")
        places.append((found, found + len(word)))
        start = found + len(word)
    return text, places


def _fidelity(folder: Path | None) -> Path:
    return (folder or data_folder()) / "fidelity"


def _opened(file: Path) -> Path:
    if not file.is_file():
        raise DataMissingError(f"{file}: no such file.")
    return file


def _json_lines(file: Path) -> Iterator[dict[str, Any]]:
    with _opened(file).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
