"""What the commands of this folder share: how they run, what they count, ask for and keep."""

from __future__ import annotations

import argparse
import json
import resource
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from align.errors import AlignError
from align.settings import DEFAULTS
from eval.bootstrap import SEED
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


def add_eptic_options(parser: argparse.ArgumentParser) -> None:
    """The options of commands that make their trials of the speeches of EPTIC."""
    parser.add_argument("--data", type=Path, help="folder of EPTIC (ALIGN_DATA/alignment/eptic)")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--encoder", default=DEFAULTS.encoder, help="encoder: name or folder")


def add_json_option(parser: argparse.ArgumentParser) -> None:
    """Where ``keep`` writes."""
    parser.add_argument("--json", type=Path, help="write everything measured to this file")


def keep(measured: Mapping[str, Any] | list[Any], file: Path | None) -> None:
    """Writes what was measured as JSON, if a file is named."""
    if file:
        file.write_text(json.dumps(measured, ensure_ascii=False) + "\n", encoding="utf-8")
