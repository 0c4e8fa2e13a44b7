"""Plain text and Markdown."""

from __future__ import annotations

import re
from itertools import pairwise

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


# The number before a line of a court record, which counts the lines of a page.
LINE_NUMBER = re.compile(r"^[ \t]{0,12}(\d{1,2})(?:(?=\n|\Z)|[ \t]{1,12}(?=\S))", re.MULTILINE)
#: Lines that count on, one after the other, and the share of all lines, for them to be numbered.
FEWEST_NUMBERED, NUMBERED = 4, 0.6


def read_plain(content: Content) -> Reading:
    """The text as it stands, without the numbers of its lines."""
    return Reading(without_line_numbers(content.text))


def without_line_numbers(text: str) -> str:
    r"""The text of a court record whose lines are counted on each page, without their numbers.

    >>> without_line_numbers("1 MR. ROY: Is\n2 it so?\n3 MS. DIAZ:\n4 It is.")
    'MR. ROY: Is\nit so?\nMS. DIAZ:\nIt is.'
    >>> without_line_numbers("3 ships left.\n4 came.")
    '3 ships left.\n4 came.'
    """
    found = list(LINE_NUMBER.finditer(text))
    lines = sum(1 for line in text.split("\n") if line.strip())
    numbers = [int(each[1]) for each in found]
    follows = [b == a + 1 or (b == 1 and a >= FEWEST_NUMBERED) for a, b in pairwise(numbers)]
    if sum(follows) + 1 < max(FEWEST_NUMBERED, NUMBERED * lines, NUMBERED * len(found)):
        return text
    counted = [
        each
        for each, before, after in zip(found, [True, *follows], [*follows, True], strict=True)
        if before or after
    ]
    parts, place = [], 0
    for each in counted:
        parts.append(text[place : each.start()])
        place = each.end()
    return "".join([*parts, text[place:]])


def read_markdown(content: Content) -> Reading:
    """The text without the signs of Markdown; the first heading is the title."""
    title = HEADING.search(content.text)
    text = content.text
    for pattern, stays in MARKDOWN:
        text = pattern.sub(stays, text)
    return Reading(text, title[1].strip() if title else "")
