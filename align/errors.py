"""Errors a user can act on: each says what was found, where, and what to do.

An error keeps its message apart from the facts in it, so that the page can say it in French. What
is raised is English; ``align/ui/french`` has the French of every message that can reach the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Any


class AlignError(Exception):
    """Base of every error this package raises on purpose; its text is fit to show to a user.

    Attributes:
        message: The sentence, with a name in braces for each fact: ``"at most {most:,} bytes"``.
        facts: What stands for these names: numbers, words, other errors, or a few of these.
    """

    def __init__(self, message: str, **facts: object) -> None:
        self.message = message
        self.facts = {name: _kept(fact) for name, fact in facts.items()}
        super().__init__(self._told(fill(message, self.facts)))

    def _told(self, sentence: str) -> str:
        """``sentence`` with where the trouble is."""
        return sentence

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors of worker processes arrive whole, whatever their __init__ asks for.
        return _restored, (type(self), self.args), self.__dict__


def _restored(kind: type[AlignError], arguments: tuple[object, ...]) -> AlignError:
    error = kind.__new__(kind, *arguments)
    error.args = arguments
    return error


class InputError(AlignError):
    """A file or text that cannot be used.

    Attributes:
        name: The file, as the user named it.
        line: The 1-based line of the trouble, when one line is to blame.
    """

    def __init__(
        self, name: str | Path, message: str, *, line: int | None = None, **facts: object
    ) -> None:
        self.name = str(name)
        self.line = line
        super().__init__(message, **facts)

    def _told(self, sentence: str) -> str:
        place = self.name if self.line is None else f"{self.name}, line {self.line}"
        return f"{place}: {sentence}"


class SettingsError(AlignError):
    """An option outside its range.

    Attributes:
        option: The option's name, as in ``Settings``.
    """

    def __init__(self, option: str, message: str, **facts: object) -> None:
        self.option = option
        super().__init__(message, **facts)

    def _told(self, sentence: str) -> str:
        return f"{self.option.replace('_', '-')}: {sentence}"


class ModelError(AlignError):
    """A model that cannot be loaded or does not behave as a model of its kind must."""


class MissingExtraError(AlignError):
    """A library of an optional extra is not installed.

    Attributes:
        extra: The extra that brings it.
    """

    def __init__(self, library: str, extra: str) -> None:
        self.extra = extra
        super().__init__(
            "This needs the library {library!r}, which is not installed. "
            "Install it with: pip install 'interpreted-align[{extra}]'",
            library=library,
            extra=extra,
        )


class EditError(AlignError):
    """A reviewer's edit that cannot be made; what was there stays as it was."""


class StaleEditError(EditError):
    """An edit made on a state that is no longer the last one.

    Attributes:
        since: What was entered meanwhile, in order (``align.review.Edit``).
    """

    def __init__(self, message: str, since: tuple[Any, ...], **facts: object) -> None:
        self.since = since
        super().__init__(message, **facts)


# --------------------------------------------------------------------- sentences


def fill(message: str, facts: Mapping[str, Any], locale: str = "en") -> str:
    """``message`` with its facts, numbers and languages as "en" or "fr" writes them.

    A message without facts is taken as it stands.

    >>> fill("{n:,} bytes in {code:language}", {"n": 1234, "code": "fr"})
    '1,234 bytes in French'
    >>> fill("{n:,} octets en {code:language}", {"n": 1234, "code": "fr"}, "fr")
    '1\u202f234 octets en français'
    """
    return _Filler(locale).vformat(message, (), facts) if facts else message


class _Filler(Formatter):
    """``str.format`` that knows how a language writes numbers and names of languages."""

    def __init__(self, locale: str) -> None:
        self.locale = locale

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "language":
            from babel import Locale

            return str(Locale(self.locale).languages.get(value, value))
        if isinstance(value, tuple):
            return ("\u202f; " if self.locale == "fr" else "; ").join(map(str, value))
        told = format(value, format_spec)
        if self.locale == "fr" and format_spec in {",", "g"}:
            return told.replace(",", "\u202f").replace(".", ",")
        return told


def _kept(fact: object) -> object:
    """A fact that can be sent to another process."""
    if isinstance(fact, int | float | AlignError):
        return fact
    return tuple(map(_kept, fact)) if isinstance(fact, tuple) else str(fact)
