"""How findings quote what they are about."""

from __future__ import annotations

LONGEST = 240


def quoted(text: str, *, whole: bool = False) -> str:
    r"""The text in quotes, in one line; cut at a word where it is long, unless asked for whole.

    >>> quoted("l’accord\nde Vienne.")
    '“l’accord de Vienne.”'
    """
    line = " ".join(text.split())
    if len(line) > LONGEST and not whole:
        line = line[:LONGEST].rsplit(" ", 1)[0] + " …"
    return f"“{line}”"


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "sentence"), counted(1200, "sentence")
    ('1 sentence', '1,200 sentences')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
