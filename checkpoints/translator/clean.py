"""Parallel text as it should be learned from: normalised, plausible pairs, each once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from align.models.translation_text import to_model

Pair = tuple[str, str]

#: Words that betray the language of a line and are not words of the other language.
ENGLISH = frozenset(
    re.findall(r"\w+", "the of and to is that this with are for it was be have not you we i")
)
FRENCH = frozenset(
    re.findall(r"\w+", "le la les de du des et est que qui dans pour une il ne pas nous je vous")
)
WORD = re.compile(r"[^\W\d_]+")
LETTER = re.compile(r"[^\W\d_]")
LONGEST_WORDS = 100
#: Pairs that a process takes at a time.
CHUNK = 5000


def read_pairs(paths: Iterable[Path]) -> Iterator[Pair]:
    """The lines ``english<TAB>french`` of text files, plain or compressed, as they stand."""
    from datasets import load_dataset

    files = [str(path) for path in paths]
    lines = load_dataset("text", data_files=files, split="train", streaming=True)
    for number, line in enumerate(lines, start=1):
        fields = line["text"].split("\t")
        if len(fields) != 2:
            raise ValueError(f"{', '.join(files)}, line {number}: expected english<TAB>french")
        yield fields[0], fields[1]


def clean(pairs: Iterable[Pair], dropped: Counter[str], processes: int = 1) -> Iterator[Pair]:
    """Normalised pairs without the implausible ones; ``dropped`` counts these by reason."""
    seen: set[int] = set()
    left = iter(pairs)
    chunks = iter(lambda: list(islice(left, CHUNK)), [])
    with get_context("spawn").Pool(processes) as pool:
        for chunk in pool.imap(_judged, chunks):
            for pair, reason in chunk:
                key = hash(pair)
                if reason or key in seen:
                    dropped[reason or "repeated"] += 1
                else:
                    seen.add(key)
                    yield pair


def _judged(pairs: list[Pair]) -> list[tuple[Pair, str]]:
    plain = ((to_model(english), to_model(french)) for english, french in pairs)
    return [(pair, fault(*pair)) for pair in plain]


def fault(english: str, french: str) -> str:
    """Why a pair should not be learned from; "" where nothing speaks against it.

    >>> fault("The session is closed.", "La séance est levée.")
    ''
    >>> fault("The session is closed.", "The session is closed.")
    'copied'
    >>> fault("Yes.", "Je ne vois pas ce que vous voulez dire par ces quelques mots.")
    'lengths'
    """
    if not LETTER.search(english) or not LETTER.search(french):
        return "no words"
    if english == french and len(english.split()) > 2:
        return "copied"
    lengths = len(english), len(french)
    if max(lengths) > 20 + 2.0 * min(lengths):
        return "lengths"
    if max(len(english.split()), len(french.split())) > LONGEST_WORDS:
        return "long"
    if sorted(re.findall(r"\d+", english)) != sorted(re.findall(r"\d+", french)) and (
        len(re.findall(r"\d{3,}", english)) != len(re.findall(r"\d{3,}", french))
    ):
        return "numbers"
    if leans(english, FRENCH, ENGLISH) or leans(french, ENGLISH, FRENCH):
        return "language"
    return ""


def leans(text: str, wrong: frozenset[str], right: frozenset[str]) -> bool:
    """Whether more words of ``text`` are of the ``wrong`` list than of the ``right`` one."""
    words = WORD.findall(text.lower())
    return sum(word in wrong for word in words) > max(1, sum(word in right for word in words))
