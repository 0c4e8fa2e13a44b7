"""Sentence pairs out of TMX, Moses files, TSV or a dataset, one at a time.

TMX is read by ``lxml.etree.iterparse``, which lets go of each unit once it is read.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from align.errors import InputError
from align.rows import Row, open_rows, whole_rows
from align.settings import Settings

STANDARD = "-"
PACKED: dict[str, Callable[..., Any]] = {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class TextPair:
    """Two texts that are said to mean the same; ``number`` counts from 1."""

    number: int
    source: str
    target: str


def read_pairs(
    names: Sequence[str], settings: Settings, *, swapped: bool = False
) -> Iterator[TextPair]:
    """The pairs of a corpus: one file or dataset, or two files whose lines belong together.

    Args:
        names: TMX, TSV (each possibly packed), a dataset, "-" for TSV from standard input; or a
            Moses pair, the file of the source first.
        settings: Which language is source and which is target, for TMX and datasets.
        swapped: The target stands first in a TSV.

    Raises:
        InputError: A file is missing or cannot be understood; it names the line.
    """
    if len(names) == 2:
        sides = _moses(names[0], names[1])
    elif _suffix(names[0]) == ".tmx":
        sides = _tmx(names[0], settings)
    elif names[0] == STANDARD or _suffix(names[0]) in {".tsv", ".txt"}:
        sides = _tsv(names[0], swapped=swapped)
    else:
        sides = _dataset(names[0], settings)
    for number, (source, target) in enumerate(sides, 1):
        yield TextPair(number, " ".join(source.split()), " ".join(target.split()))


def _suffix(name: str) -> str:
    """What the name of a file says of its format, packing aside."""
    path = Path(name)
    return Path(path.stem if path.suffix.lower() in PACKED else name).suffix.lower()


def open_text(name: str, mode: str = "r") -> IO[str]:
    """A text file, packed or not, or standard input or output."""
    if name == STANDARD:
        return sys.stdin if mode == "r" else sys.stdout
    unpack = PACKED.get(Path(name).suffix.lower(), open)
    opened: IO[str] = unpack(name, f"{mode}t", encoding="utf-8", errors="replace", newline="\n")
    return opened


def _lines(name: str) -> Iterator[str]:
    try:
        with open_text(name) as file:
            for line in file:
                yield line.rstrip("\r\n")
    except FileNotFoundError as error:
        raise InputError(name, "there is no such file. Check the name and the folder.") from error
    except (OSError, EOFError, lzma.LZMAError) as error:
        raise InputError(name, f"this file cannot be read ({error})") from error


def _tsv(name: str, *, swapped: bool) -> Iterator[tuple[str, str]]:
    called = "standard input" if name == STANDARD else name
    for number, line in enumerate(_lines(name), 1):
        cells = line.split("\t")
        if len(cells) < 2:
            raise InputError(called, "expected two texts with a tab between them", line=number)
        yield (cells[1], cells[0]) if swapped else (cells[0], cells[1])


def _moses(source: str, target: str) -> Iterator[tuple[str, str]]:
    others = _lines(target)
    count = 0
    for count, line in enumerate(_lines(source), 1):
        other = next(others, None)
        if other is None:
            raise InputError(target, f"ends before line {count} of {source}", line=count)
        yield line, other
    if next(others, None) is not None:
        raise InputError(source, f"ends before line {count + 1} of {target}", line=count + 1)


def _tmx(name: str, settings: Settings) -> Iterator[tuple[str, str]]:
    from lxml import etree

    wanted = (settings.source_language, settings.target_language)
    unpack = PACKED.get(Path(name).suffix.lower(), open)
    try:
        with unpack(name, "rb") as file:
            # No entities, no network: a TMX from anywhere is read as what it is.
            units = etree.iterparse(
                file, tag="{*}tu", resolve_entities=False, no_network=True, huge_tree=True
            )
            for _, unit in units:
                texts = {_language(side): _segment(side) for side in unit.iterfind("{*}tuv")}
                if all(texts.get(language) for language in wanted):
                    yield texts[wanted[0]], texts[wanted[1]]
                unit.clear(keep_tail=False)
                while unit.getprevious() is not None:
                    del unit.getparent()[0]
    except FileNotFoundError as error:
        raise InputError(name, "there is no such file. Check the name and the folder.") from error
    except etree.XMLSyntaxError as error:
        line = error.lineno or None
        raise InputError(name, f"is no well-formed TMX: {error.msg}", line=line) from error
    except (OSError, EOFError, lzma.LZMAError) as error:
        raise InputError(name, f"this file cannot be read ({error})") from error


def _language(side: Any) -> str:
    return str(side.get(LANGUAGE) or side.get("lang") or "").lower().split("-")[0].split("_")[0]


def _segment(side: Any) -> str:
    segment = side.find("{*}seg")
    return "" if segment is None else "".join(segment.itertext())


def _dataset(name: str, settings: Settings) -> Iterator[tuple[str, str]]:
    for row in whole_rows(open_rows(name)):
        yield _sides(name, row, settings)


def _sides(name: str, row: Row, settings: Settings) -> tuple[str, str]:
    """The two texts of a row, by the names datasets give them."""
    inner = row.get("translation")
    texts: Row = inner if isinstance(inner, dict) else row
    by_language = (settings.source_language, settings.target_language)
    for keys in (("source", "target"), by_language):
        if all(isinstance(texts.get(key), str) for key in keys):
            return texts[keys[0]], texts[keys[1]]
    raise InputError(
        name,
        f"expected the columns source and target, or {' and '.join(by_language)}; "
        f"found {', '.join(map(str, row)) or 'none'}",
    )
