"""Folders whose files are what their ``SHA256SUMS`` says."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from align.errors import ModelError

SUMS = "SHA256SUMS"
#: Belong to a folder, and change nothing of what a model does.
ASIDE = frozenset({SUMS, "README.md", ".gitattributes"})


def content_key(folder: Path, more: str = "") -> str:
    """A short name for what a model folder holds, and for ``more``; other content, other name."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in _digests(folder))
    return hashlib.sha256((lines + more).encode()).hexdigest()[:20]


def write_sums(folder: Path) -> None:
    """Writes the SHA-256 of every file of a folder beside them, for ``sha256sum --check``."""
    lines = (f"{digest}  {name}\n" for name, digest in _digests(folder))
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def wrong_files(folder: Path) -> list[str]:
    """The names of files that are missing, or not what ``SHA256SUMS`` says; its own if missing."""
    try:
        told = (folder / SUMS).read_text(encoding="utf-8").splitlines()
        lines = [line.split(maxsplit=1) for line in told]
        named = {name.strip().lstrip("*"): digest for digest, name in lines}
    except (OSError, ValueError):
        return [SUMS]
    found = dict(_digests(folder))
    return [name for name, digest in named.items() if found.get(name) != digest]


def made_once(home: Path, make: Callable[[Path], None]) -> Path:
    """The folder ``home`` with what ``make`` writes into it; made anew where it is not whole.

    Several processes may ask at once: each makes its own, and the first to be ready stays.

    Raises:
        ModelError: The folder cannot be written.
    """
    if not wrong_files(home):
        return home
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{home.name}-", dir=home.parent))
    except OSError as error:
        raise ModelError(
            "{folder}: a converted model cannot be kept here ({cause}); make the folder "
            "writable, or let XDG_CACHE_HOME name another one",
            folder=home.parent,
            cause=error.strerror,
        ) from error
    try:
        make(part / "new")
        write_sums(part / "new")
        if wrong_files(home):
            _put(part, home)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return home


def _put(part: Path, home: Path) -> None:
    """Moves the new folder to its place; another process may have done so already."""
    try:
        if home.exists():
            home.rename(part / "broken")
        (part / "new").rename(home)
    except OSError as error:
        if wrong_files(home):
            raise ModelError(
                "{folder}: cannot be replaced ({cause})", folder=home, cause=error.strerror
            ) from error


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name not in ASIDE:
            with path.open("rb") as file:
                yield path.name, hashlib.file_digest(file, "sha256").hexdigest()
