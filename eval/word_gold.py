"""Word links that people made: French and English tokens, sure and possible links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from align.tokens import Word, find_words
from eval.gold import DataMissingError, data_folder

Links = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class GoldPair:
    """Two sentences as tokens, and the links between them, French first.

    Attributes:
        sure: Links that belong; part of ``possible``.
        possible: Links that may be there.
    """

    corpus: str
    french: tuple[str, ...]
    english: tuple[str, ...]
    sure: Links
    possible: Links


def read_word_gold(folder: Path | None = None) -> Iterator[GoldPair]:
    """The pairs of ``alibi`` and ``golden_collection`` below ``words`` in the gold data."""
    folder = folder or data_folder() / "words"
    stories = sorted(folder.glob("alibi/*/ali_w2w_*.txt"))
    file = folder / "golden_collection" / "fr_golden.jsonl"
    if not stories and not file.is_file():
        raise DataMissingError(f"{folder}: expected alibi/ or golden_collection/ there.")
    for story in stories:
        yield from _read_story(story)
    if file.is_file():
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            links = frozenset((french, english) for english, french in row["alignment"])
            french, english = tuple(row["tgt_words"]), tuple(row["src_words"])
            yield GoldPair("golden_collection", french, english, links, links)


def _read_story(file: Path) -> Iterator[GoldPair]:
    names = file.stem.removeprefix("ali_w2w_").split("_")
    sides = [_read_column(file.with_name(f"{name}_sents.txt")) for name in names]
    for french, english, links in zip(*sides, _read_column(file), strict=True):
        found = [re.fullmatch(r"(\d+)([-p])(\d+)", each) for each in links.split()]
        all_links = [(int(m[1]), int(m[3]), m[2]) for m in found if m]
        yield GoldPair(
            "alibi",
            tuple(french.split()),
            tuple(english.split()),
            frozenset((i, j) for i, j, kind in all_links if kind == "-"),
            frozenset((i, j) for i, j, _ in all_links),
        )


def _read_column(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line.partition("\t")[2] for line in lines]


def as_text(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Tokens as they would be printed, as far as words go, and the place of each.

    >>> as_text(["l'", "ordre", "du", "demi", "-", "jour"])[0]
    "l'ordre du demi-jour"
    """
    text, places = "", []
    for number, token in enumerate(tokens):
        before = tokens[number - 1] if number else ""
        is_joined = not text or token in {"'", "’", "-"} or before == "-"
        if not is_joined and not before.endswith(("'", "’")):
            text += " "
        places.append((len(text), len(text) + len(token)))
        text += token
    return text, places


def own_words(tokens: Sequence[str], language: str) -> tuple[list[Word], list[list[int]]]:
    """Our words of a sentence of tokens, and the tokens that each of them covers."""
    text, places = as_text(tokens)
    words = list(find_words(text, language))
    covered = [
        [n for n, (start, end) in enumerate(places) if start < w.span.end and w.span.start < end]
        for w in words
    ]
    return words, covered
