"""Every option once: its default, its range and its help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from align.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Option:
    """What the command line, the page and the docs say about one option."""

    help: str
    low: float | None = None
    high: float | None = None


def option(default: Any, help: str, low: float | None = None, high: float | None = None) -> Any:
    """A dataclass field that carries its own range and help."""
    return field(default=default, metadata={"option": Option(help, low, high)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a comparison is made. Raises ``SettingsError`` for a value outside its range."""

    encoder: str = option(
        "use-m3", "Sentence encoder: use-m3 (built in), or a folder or hub name of an encoder."
    )
    max_merge: int = option(6, "Most segments on one side of a link.", 1, 6)
    source_language: str = option("fr", "Language the speakers spoke (ISO 639-1).")
    target_language: str = option("en", "Language of the transcript (ISO 639-1).")
    own_split: bool = option(
        False, "Each line of both texts is one sentence; they are not split anew."
    )
    max_characters: int = option(4_000_000, "Longest text read, in characters.", 1_000, 100_000_000)
    belonging: float = option(
        0.12, "Texts whose belonging is below this do not belong together.", 0.0, 1.0
    )
    translator: str = option(
        "en-fr",
        "Translator of drafts: en-fr (built in), or a folder or hub name of Marian or NLLB.",
    )
    draft_all: bool = option(False, "Draft every English passage, not only interpreted ones.")
    sensitivity: float = option(
        0.5,
        "How much the checks report: 0 only what is sure, 1 every suspicion. A finding is shown "
        "if its confidence is at least 1 minus this.",
        0.0,
        1.0,
    )

    def __post_init__(self) -> None:
        for name, about in options().items():
            value = getattr(self, name)
            low, high = about.low, about.high
            if low is not None and high is not None and not low <= value <= high:
                raise SettingsError(
                    name,
                    "expected {low:g} to {high:g}, got {value}",
                    low=low,
                    high=high,
                    value=value,
                )


def options() -> Mapping[str, Option]:
    """Every option by name, in order of declaration.

    >>> options()["max_merge"].high
    6
    """
    return {each.name: each.metadata["option"] for each in fields(Settings)}


DEFAULTS = Settings()
