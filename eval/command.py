"""How every command of this folder runs, and what it counts of its own work."""

from __future__ import annotations

import resource
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


def processor_seconds() -> float:
    """Of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
