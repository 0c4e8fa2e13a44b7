"""Plain text and Markdown."""

from __future__ import annotations

import re

from align.transcripts.content import Content, Reading

HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t]*#*$", re.MULTILINE)
# Signs of Markdown that nobody speaks, and what stays of each.
MARKDOWN = (
    (HEADING, r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]{1,2000}?)(?<=\S)\1"), r"\2"),  # bold
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^\n*]{1,2000})(?<=\S)\*(?![\w*])"), r"\1"),  # italics
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^\n_]{1,2000})(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"^>[ \t]?", re.MULTILINE), ""),  # quotation
    (re.compile(r"\[([^\]\n]{1,500})\]\([^)\s]{1,2000}\)"), r"\1"),  # link
    (re.compile(r"^(?:-{3,}|\*{3,}|_{3,})[ \t]*$", re.MULTILINE), ""),  # rule
    (re.compile(r"\\(?=[\\`*_{}\[\]()#+.!>-])"), ""),  # escape
    (re.compile(r"[ \t]{2,}$", re.MULTILINE), ""),  # line break
)


def read_plain(content: Content) -> Reading:
    """The text as it stands."""
    return Reading(content.text)


def read_markdown(content: Content) -> Reading:
    """The text without the signs of Markdown; the first heading is the title."""
    title = HEADING.search(content.text)
    text = content.text
    for pattern, stays in MARKDOWN:
        text = pattern.sub(stays, text)
    return Reading(text, title[1].strip() if title else "")
