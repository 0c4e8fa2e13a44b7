"""Heads and feet that stand on every page of a printed record: no speech, wherever they cut it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from align.text import fold

NAME = "head or foot of a page"
LONGEST = 120
NUMBER = re.compile(r"[1-9]\d{0,2}")
CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
#: So many times alone on their lines belong to the page.
FEWEST_TIMES = 3
#: The number of a page, at the beginning or the end of its line.
PAGE = re.compile(
    r"^[-–—|\s]*(?:page|p\.)\s*\d{1,4}(?:\s*(?:of|de|sur|/)\s*\d{1,4})?\b[-–—|.\s]*"
    r"|[-–—|\s]*\b(?:page|p\.)\s*\d{1,4}(?:\s*(?:of|de|sur|/)\s*\d{1,4})?[-–—|.\s]*$"
    r"|^\s*[-–—]\s*\d{1,4}\s*[-–—]\s*$"
)


def running_lines(lines: Sequence[str]) -> frozenset[str]:
    """Those of the lines that repeat from page to page, with the number of the page or beside it.

    A line with a page number is one if nothing else stands on it, or if what does stands on
    another line, too; then that text is one without a number, too.

    >>> sorted(running_lines(["THE RECORD  Page 1 of 2", "We agree.", "THE RECORD  Page 2 of 2"]))
    ['THE RECORD  Page 1 of 2', 'THE RECORD  Page 2 of 2']
    >>> running_lines(["See page 12", "We agree."])
    frozenset()
    >>> sorted(running_lines(["11", "We agree.", "12", "The total was", "15"]))
    ['11', '12']
    """
    return _headed(lines) | _counted(lines) | _clocked(lines)


def _clocked(lines: Sequence[str]) -> frozenset[str]:
    """Times alone on their lines, where captions have many of them."""
    times = [line for line in lines if CLOCK.fullmatch(line.strip())]
    return frozenset(times) if len(times) >= FEWEST_TIMES else frozenset()


def _counted(lines: Sequence[str]) -> frozenset[str]:
    """Numbers alone on their lines that count on from page to page."""
    numbers = [int(line) for line in lines if NUMBER.fullmatch(line.strip())]
    pairs = [(one, other) for one, other in pairwise(numbers) if other == one + 1]
    return frozenset(str(number) for pair in pairs for number in pair)


def _headed(lines: Sequence[str]) -> frozenset[str]:
    rests = {line: _rest(line) for line in lines if len(line) <= LONGEST}
    numbered = {line for line, rest in rests.items() if rest != _plain(line)}
    if not numbered:
        return frozenset()
    times = Counter(rests[line] for line in lines if line in rests)
    heads = {rests[line] for line in numbered if times[rests[line]] > 1} | {""}
    return frozenset(line for line, rest in rests.items() if rest in heads)


def _plain(line: str) -> str:
    return " ".join(fold(line).split())


def _rest(line: str) -> str:
    return PAGE.sub("", _plain(line))
