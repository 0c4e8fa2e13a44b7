"""The page's own pieces of HTML; everything that comes from a text is escaped."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from align.report.templates import templates_in
from align.types import Delivery
from align.ui.glance import Glance
from align.ui.words import Language, count, percent, say

if TYPE_CHECKING:
    from jinja2 import Template

HERE = Path(__file__).parent


def draw_head(language: Language) -> str:
    """Title and introduction."""
    return _draw("head", language)


def draw_step(side: str, language: Language) -> str:
    """Heading and hint of one of the two texts; ``side`` is ``target`` or ``source``."""
    return _draw("step", language, side=side)


def draw_target(found: Glance, language: Language) -> str:
    """What was found in the transcript: figures, speakers, and the strip of the event."""
    return _draw("target", language, found=found, Delivery=Delivery)


def draw_source(found: Glance, language: Language) -> str:
    """What was found in the French text, in one line."""
    return _draw("source", language, found=found)


def draw_alert(message: str, language: Language, key: str = "trouble") -> str:
    """A message about something that went wrong, as a box that a screen reader announces."""
    return _draw("alert", language, message=message, key=key)


def draw_notice(message: str, language: Language) -> str:
    """What was done, quietly."""
    return _draw("notice", language, message=message)


def draw_line(text: str, language: Language) -> str:
    """One quiet line."""
    return _draw("small", language, text=text)


def draw_way(way: str, documents: int, language: Language, *, is_there: bool = True) -> str:
    """What happens when the French is looked for or drafted, or what is missing for it."""
    lines = [say(f"way.{way}.hint" if is_there else f"way.{way}.missing", language)]
    if way == "library" and is_there:
        lines.append(count("way.library.holds", documents, language))
    return _draw("way", language, lines=lines)


def draw_recent(language: Language) -> str:
    """A place for the comparisons that this browser remembers."""
    return _draw("recent", language)


def _draw(name: str, language: Language, **facts: Any) -> str:
    return _template().render(
        part=name,
        language=language,
        say=lambda key, **more: say(key, language, **more),
        count=lambda key, n: count(key, n, language),
        percent=partial(percent, language=language),
        **facts,
    )


@cache
def _template() -> Template:
    return templates_in(HERE).get_template("pieces.html")
