"""What was trained, read from the folders of ``checkpoints``; a broken one is told as such."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any
from zipfile import BadZipFile, is_zipfile

import numpy as np
from numpy.typing import NDArray

from align.errors import ModelError

#: What a file that is garbled, or holds something else, makes NumPy, json and records raise.
BROKEN = (OSError, BadZipFile, zlib.error, ValueError, LookupError, TypeError, AttributeError)


def checkpoint(name: str) -> Traversable:
    """The folder of this name that comes with the package."""
    return files("align.checkpoints") / name


@contextmanager
def reading(what: str, folder: Traversable) -> Iterator[None]:
    """Whatever goes wrong while ``what`` is read from ``folder``, raised as a ``ModelError``."""
    try:
        yield
    except FileNotFoundError as error:
        raise ModelError(
            "{place}: no {what} here; restore the checkpoints folder",
            place=error.filename,
            what=what,
        ) from error
    except BROKEN as error:
        raise ModelError(
            "{folder}: this {what} cannot be read ({cause}); restore the checkpoints folder",
            folder=folder,
            what=what,
            cause=error,
        ) from error


def read_arrays(file: Traversable) -> dict[str, NDArray[Any]]:
    """The arrays of an ``.npz`` file by name."""
    with file.open("rb") as opened:
        if not is_zipfile(opened):
            raise BadZipFile(f"{file.name} is no .npz file, or not a whole one")
        opened.seek(0)
        with np.load(opened) as arrays:
            return dict(arrays)
