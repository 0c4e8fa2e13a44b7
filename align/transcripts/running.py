"""Heads and feet that stand on every page of a printed record: no speech, wherever they cut it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from align.text import fold

NAME = "head or foot of a page"
LONGEST = 120
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
    """
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
