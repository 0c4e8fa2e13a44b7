"""What a file says of itself beside its words: title, date, speakers, address, language."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from align.identify import identify_language
from align.inference import identity
from align.library.dates import find_date
from align.library.records import About
from align.types import Transcript

#: A date stands in a line of its own at the head, not in a sentence.
HEAD_LINES, HEAD_LINE = 12, 120
#: Where web pages say it: (field, path to the value).
IN_PAGES = (
    ("title", "//meta[@property='og:title']/@content"),
    ("date", "//meta[@property='article:published_time']/@content"),
    ("date", "//meta[@itemprop='datePublished' or @name='date' or @name='dcterms.date']/@content"),
    ("date", "//time/@datetime"),
    ("address", "//link[@rel='canonical']/@href"),
    ("address", "//meta[@property='og:url']/@content"),
    ("language", "substring(//html/@lang, 1, 2)"),
)
PAGES = (".html", ".htm", ".xhtml")


def about(transcript: Transcript, data: bytes = b"") -> About:
    """What is known of a transcript, from its text and, for a web page, from its head.

    Args:
        transcript: What was read.
        data: The file's bytes.
    """
    said = _from_page(data) if transcript.name.lower().endswith(PAGES) else About()
    own = About(
        title=transcript.title,
        date=_date(transcript),
        speakers=tuple(each for each in transcript.speakers if identity(each)),
        language=identify_language(transcript.text) or "",
    )
    return complete(said, own)


def complete(first: About, second: About) -> About:
    """What ``first`` knows, and where it knows nothing, what ``second`` knows.

    >>> complete(About(title="Discours"), About(title="x", date="2021")).date
    '2021'
    """
    known = {each.name: getattr(first, each.name) for each in fields(About)}
    return replace(second, **{name: value for name, value in known.items() if value})


def _date(transcript: Transcript) -> str:
    """From the name, the title, dropped lines such as ``Prononcé le …``, or a line of the head."""
    dropped = (each.span.of(transcript.text) for each in transcript.dropped)
    head = transcript.text[:4000].splitlines()[:HEAD_LINES]
    lines = (line for line in (*dropped, *head) if len(line) <= HEAD_LINE)
    places = (Path(transcript.name).stem, transcript.title, *lines)
    return next((found for found in map(find_date, places) if found), "")


def _from_page(data: bytes) -> About:
    from lxml import etree, html

    try:
        root = html.document_fromstring(data)
    except (etree.ParserError, ValueError):
        return About()
    said = About()
    for field, path in IN_PAGES:
        value: Any = root.xpath(path)
        text = value if isinstance(value, str) else str(next(iter(value), ""))
        text = find_date(text) if field == "date" else " ".join(text.split())
        if field == "language":
            text = text.lower()
        said = complete(said, About(**{field: text}))  # type: ignore[arg-type]
    return said
