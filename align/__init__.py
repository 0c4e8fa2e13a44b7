"""Shows whether an interpreter said what the speaker said.

The names below are brought in when they are first used, so that importing the package is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from align.detect import detect
    from align.models.load import load_models
    from align.pipeline import compare, original_from
    from align.report import read_report, write_report
    from align.settings import Settings
    from align.transcripts import parse_transcript, read_transcript

__all__ = [
    "Settings",
    "compare",
    "detect",
    "load_models",
    "original_from",
    "parse_transcript",
    "read_report",
    "read_transcript",
    "write_report",
]

_HOMES = {
    "Settings": "settings",
    "compare": "pipeline",
    "detect": "detect",
    "load_models": "models.load",
    "original_from": "pipeline",
    "parse_transcript": "transcripts",
    "read_report": "report",
    "read_transcript": "transcripts",
    "write_report": "report",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'align' has no attribute {name!r}")
    return getattr(import_module(f"align.{_HOMES[name]}"), name)
