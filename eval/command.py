"""How every command of this folder runs: it prints lines, and says in one what went wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from align.errors import AlignError
from eval.gold import DataMissingError


def print_lines(lines: Iterable[str]) -> int:
    """Prints each line as it comes; the exit code is 2 if there can be no more, else 0."""
    try:
        for each in lines:
            print(each, flush=True)
    except (DataMissingError, AlignError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0
