"""Errors a user can act on: each says what was found, where, and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any


class AlignError(Exception):
    """Base of every error this package raises on purpose; its text is fit to show to a user."""

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

    def __init__(self, name: str | Path, message: str, *, line: int | None = None) -> None:
        self.name = str(name)
        self.line = line
        place = self.name if line is None else f"{self.name}, line {line}"
        super().__init__(f"{place}: {message}")


class SettingsError(AlignError):
    """An option outside its range.

    Attributes:
        option: The option's name, as in ``Settings``.
    """

    def __init__(self, option: str, message: str) -> None:
        self.option = option
        super().__init__(f"{option.replace('_', '-')}: {message}")


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
            f"This needs the library {library!r}, which is not installed. "
            f"Install it with: pip install 'interpreted-align[{extra}]'"
        )


class EditError(AlignError):
    """A reviewer's edit that cannot be made; what was there stays as it was."""


class StaleEditError(EditError):
    """An edit made on a state that is no longer the last one.

    Attributes:
        since: What was entered meanwhile, in order (``align.review.Edit``).
    """

    def __init__(self, message: str, since: tuple[Any, ...]) -> None:
        self.since = since
        super().__init__(message)
