"""How far a long task has come, told to whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage has come: ``done`` of ``total`` steps."""

    stage: str
    done: int
    total: int


OnProgress = Callable[[Progress], None]


def silent(_: Progress) -> None:
    """Tells nobody."""
