"""Exchange formats by ``translate-toolkit``: its modules, and its stores as files and back."""

from __future__ import annotations

import importlib
import io
from collections.abc import Callable
from types import ModuleType
from typing import Any

from align.errors import InputError, MissingExtraError

LANGUAGES = "fr", "en"


def toolkit(module: str) -> ModuleType:
    """A module of ``translate.storage``."""
    try:
        return importlib.import_module(f"translate.storage.{module}")
    except ModuleNotFoundError as error:
        raise MissingExtraError("translate-toolkit", "export") from error


def written(store: Any) -> bytes:
    """The file that a store of the library is."""
    file = io.BytesIO()
    store.serialize(file)
    return file.getvalue()


def parsed(parse: Callable[[bytes], Any], data: bytes, name: str, standard: str) -> Any:
    """The store of the library that ``parse`` makes of a file.

    Raises:
        InputError: The file is none of the ``standard``.
    """
    try:
        return parse(data)
    except Exception as error:  # the library raises whatever its parser does
        raise InputError(
            name, "expected {format}: {cause}", format=standard, cause=error
        ) from error


def texts(store: Any) -> tuple[tuple[str, str], ...]:
    """French and English of every unit of an XLIFF store; "" where a unit has not both."""
    return tuple((unit.source or "", unit.target or "") for unit in store.units)
