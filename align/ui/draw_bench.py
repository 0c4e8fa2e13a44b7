"""The bench as HTML; everything that comes from a text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from align.report import Writer
from align.report.html import clock
from align.report.sentences import PieceKind
from align.report.templates import templates_in
from align.types import Delivery, LinkKind, Origin
from align.ui.desk import FILTERS, STEPS, Desk, Item, kind_of
from align.ui.edits import Entry
from align.ui.lines import Bit
from align.ui.messages import told
from align.ui.words import (
    Language,
    count,
    count_word,
    number,
    percent,
    reviewer,
    say,
    say_or,
    score,
    spoken,
)

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

HERE = Path(__file__).parent

KEYS = (
    (("j", "k"), "key.rows"),
    (("n", "p"), "key.findings"),
    (("→", "←"), "key.words"),
    (("Shift", "→"), "key.select"),
    (("/",), "key.search"),
    (("m", "s"), "key.edit.rows"),
    (("b", "o"), "key.edit.marks"),
    (("a", "d"), "key.edit.rule"),
    (("e",), "key.edit.bar"),
    (("Ctrl", "Z"), "key.edit.undo"),
    (("?",), "key.help"),
)
"""What the keyboard does on the bench, with the key of its words."""

TABS = ("overview", "compare", "log", "save")


def draw_frame(desk: Desk, language: Language) -> str:
    """Title, tabs, and a place for each part."""
    return _draw("frame", language, desk, tabs=TABS, KEYS=KEYS)


def draw_overview(desk: Desk, language: Language) -> str:
    """What was said by whom, how much of it was interpreted, and what was found."""
    return _draw("overview", language, desk, verdicts=desk.verdict_counts, checked=_checked(desk))


def draw_tools(desk: Desk, language: Language) -> str:
    """Search, filters, and an empty place for the rows."""
    return _draw("compare", language, desk, filters=FILTERS, steps=STEPS)


def draw_rows(desk: Desk, items: Iterable[Item], language: Language) -> str:
    """These rows, with the heads of turns and passages that begin among them."""
    return _draw("rows", language, desk, items=list(items))


def draw_log(desk: Desk, entries: Sequence[Entry], language: Language) -> str:
    """What reviewers did, latest first."""
    return _draw("log", language, desk, entries=entries)


def draw_save(desk: Desk, writers: Sequence[Writer], language: Language) -> str:
    """One button for every format."""
    return _draw("save", language, desk, writers=writers)


def category(name: str, language: Language) -> str:
    """An MQM category in the language of the page.

    >>> category("Accuracy/Omission", Language.FRENCH)
    'Exactitude / Omission'
    """
    return " / ".join(say_or(f"category.{part}", part, language) for part in name.split("/"))


def kind_of_error(name: str, language: Language) -> str:
    """An MQM category without its first part, which is the same for nearly all.

    >>> kind_of_error("Accuracy/Omission/Number", Language.ENGLISH)
    'Omission: number'
    """
    _, _, rest = name.partition("Accuracy/")
    parts = [say_or(f"category.{part}", part, language) for part in (rest or name).split("/")]
    between = " : " if language is Language.FRENCH else ": "
    return between.join((parts[0], *(part.lower() for part in parts[1:])))


def row_name(item: Item, language: Language) -> str:
    """What a row is, for who does not see it: number, kind, delivery, findings, bookmark."""
    row = item.row
    parts = [
        say("row.n", language, n=row.number),
        say(f"kind.{'lost' if row.hidden else kind_of(row)}", language),
    ]
    if row.kind is LinkKind.MATCHED:
        parts.append(say(f"delivery.{row.delivery.value}", language))
    if row.findings:
        parts.append(count("findings", len(row.findings), language))
    if item.bookmark:
        parts.append(say("bookmarked", language))
    return ", ".join(parts)


def draw_bits(bits: Iterable[Bit], language: Language) -> Markup:
    """A sentence: each word that can be pointed at, and the words of a finding in one line."""
    from markupsafe import Markup

    return Markup("".join(_marked(bits, language)))  # noqa: S704 - every text in it is escaped


def _marked(bits: Iterable[Bit], language: Language) -> Iterator[str]:
    for (findings, severity), group in groupby(bits, key=lambda bit: (bit.findings, bit.severity)):
        drawn = "".join(_bit(each, language) for each in group)
        if not findings:
            yield drawn
        else:
            named = " ".join(map(str, findings))
            yield f'<span class="marked {severity or ""}" data-findings="{named}">{drawn}</span>'


def _bit(bit: Bit, language: Language) -> str:
    from markupsafe import escape

    text = escape(bit.text)
    if bit.kind is not PieceKind.WORDS:
        more = _small(bit, language)
        small = f" <small>{escape(more)}</small>" if more else ""
        title = escape(_title(bit, language))
        return f'<span class="piece {bit.kind.value}" title="{title}">{text}{small}</span>'
    if not bit.classes:
        return str(text)
    at = f' data-at="{bit.at}"' if bit.is_word and bit.at is not None else ""
    link = f' data-link="{bit.link}"' if bit.link is not None else ""
    return f'<span class="{bit.classes}"{at}{link}>{text}</span>'


def facet_name(facet: str, language: Language) -> str:
    """What a facet is called.

    >>> facet_name("gap:off-mic", Language.FRENCH)
    'hors micro'
    """
    name, _, value = facet.partition(":")
    if name == "finding":
        part, _, severity = value.rpartition(":")
        return f"{kind_of_error(part, language)}, {say(f'severity.{severity}', language)}"
    return say(f"{name}.{value}", language)


def _checked(desk: Desk) -> str:
    if desk.report.comparison.original.origin is Origin.PRODUCED:
        return "produced"
    if not desk.report.belong_together:
        return "strangers"
    passages = desk.report.comparison.detection.passages
    is_direct = all(passage.delivery is Delivery.DIRECT for passage in passages)
    return "direct" if is_direct else "all"


def _title(bit: Bit, language: Language) -> str:
    if bit.kind is PieceKind.GAP:
        return say_or(f"gap.{bit.label}", bit.label, language)
    kind, _, spoken_in = bit.label.partition(": ")
    named = say_or(f"mark.{kind}", kind, language)
    return f"{named}: {spoken(spoken_in, language)}" if spoken_in else named


def _small(bit: Bit, language: Language) -> str:
    if bit.kind is not PieceKind.GAP or bit.label.lower() in bit.text.lower():
        return ""
    return say_or(f"gap.{bit.label}", bit.label, language)


def _writer_name(writer: Writer, language: Language) -> str:
    return say_or(f"writer.{writer.name}", writer.name, language)


def _writer_use(writer: Writer, language: Language) -> str:
    return say_or(f"use.{writer.suffix}", "", language)


def _draw(part: str, language: Language, desk: Desk, **facts: Any) -> str:
    return _template().render(
        part=part,
        language=language,
        desk=desk,
        origin=desk.report.comparison.original.origin,
        Delivery=Delivery,
        can_edit=True,
        reviewer=partial(reviewer, language=language),
        score=partial(score, language=language),
        clock=clock,
        kind_of=kind_of,
        row_name=partial(row_name, language=language),
        say=lambda key, **more: say(key, language, **more),
        say_or=lambda key, otherwise: say_or(key, otherwise, language),
        count=lambda key, n: count(key, n, language),
        count_word=lambda key, n: count_word(key, n, language),
        number=partial(number, language=language),
        percent=partial(percent, language=language),
        spoken=partial(spoken, language=language),
        category=partial(category, language=language),
        told=partial(told, language=language),
        kind_of_error=partial(kind_of_error, language=language),
        draw_bits=partial(draw_bits, language=language),
        writer_name=partial(_writer_name, language=language),
        writer_use=partial(_writer_use, language=language),
        **facts,
    )


@cache
def _template() -> Template:
    return templates_in(HERE).get_template("bench.html")
