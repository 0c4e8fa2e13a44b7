"""Web pages: what is spoken, with the page around it reported as dropped.

Read with lxml alone. Trafilatura was tried on invented pages of three kinds: it tears a label from
its time at a link, draws bars into tables, and cannot say what it left out. Here all text that a
reader of the page sees is kept, and what stands around the speech is marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from align.errors import InputError
from align.transcripts.content import Block, Content, Reading, join_blocks

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SNIFF = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    r"<(?:!doctype\s+html|(?:html|head|body|div|p|h[1-6]|article|main|section|table|ul|meta|script)\b)",
    re.IGNORECASE | re.DOTALL,
)

# Never shown as text.
UNSEEN = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed",
    "applet", "canvas", "audio", "video", "head", "select", "option", "datalist", "textarea",
    "input", "button", "map", "area", "dialog",
})  # fmt: skip
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hgroup", "hr", "html", "li", "main", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
# What stands around the speech: (rule, tags, roles, words of class and id).
AROUND = (
    ("page navigation", {"nav", "menu"}, {"navigation", "search", "menu", "menubar"}, r"nav(?:bar|igation)?|menu|breadcrumbs?|skip-?link|pagination"),  # noqa: E501
    ("page header", set[str](), {"banner"}, r"(?:site|page|global|usa)-?(?:header|banner)|banner"),
    ("page footer", {"footer"}, {"contentinfo"}, r"(?:site|page|global)?-?footer"),
    ("page aside", {"aside"}, {"complementary"}, r"sidebar|related(?:-\w+)?|see-also|recommend\w*|more-\w+|newsletter|promo\w*|advert\w*"),  # noqa: E501
    ("share buttons", set[str](), set[str](), r"shar(?:e|ing)(?:-\w+)*|social(?:-\w+)*|addtoany|partag\w*"),  # noqa: E501
    ("page notice", set[str](), {"alert", "dialog"}, r"cookies?(?:-\w+)*|consent|gdpr"),
    ("page caption", {"figcaption"}, set[str](), r"wp-caption-text"),
)  # fmt: skip
RULES = tuple(
    (
        rule,
        tags,
        roles,
        re.compile(rf"(?:^|\s)(?:[\w-]*(?:__|--))?(?:{words})(?=$|\s)", re.IGNORECASE),
    )
    for rule, tags, roles, words in AROUND
)
# Parsers lose what stands behind these; a browser shows it, and both may be left out.
CLOSING_TAGS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
OUTSIDE = "outside the main content"
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# An element that holds so much of the page is the page, whatever it is called.
TOO_MUCH = 0.3
ENOUGH = 0.4
SENTENCE_END = re.compile(r"[.?!:…][»”\"')\]\s]*$")


def read_html(content: Content) -> Reading:
    """The text of the page, a blank line between paragraphs; navigation and the like as dropped."""
    root = _parsed(content)
    title = " ".join("".join(root.xpath("(//title)[1]//text()")).split())
    _cut_unseen(root)
    sizes = _sizes(root)
    main = _main(root, sizes)
    reading = join_blocks(_blocks(root, main, sizes), title)
    if not reading.text:
        raise InputError(
            content.name,
            "the page holds no text of its own; a script would have to fetch it. Open it in a "
            "browser, then copy the text or save the whole page.",
        )
    return reading


def is_html(text: str) -> bool:
    """Whether the text begins as a web page does."""
    return SNIFF.match(text[:4000]) is not None


def _parsed(content: Content) -> HtmlElement:
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = document_fromstring(
            CLOSING_TAGS.sub("", content.text).encode("utf-8"), parser=parser
        )
    except (LxmlError, ValueError) as error:
        raise InputError(content.name, "this page cannot be read: {cause}", cause=error) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise InputError(
            content.name,
            "the elements of this page are nested too deeply to be read. Open it in a browser and "
            "copy the text.",
        )
    return root


def _cut_unseen(root: HtmlElement) -> None:
    for element in list(root.iter(*UNSEEN)):
        _cut(element)
    for element in list(root.xpath("//*[@hidden or @style]")):
        if element.get("hidden") is not None or HIDDEN.search(element.get("style", "")):
            _cut(element)


def _cut(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _sizes(root: HtmlElement) -> dict[HtmlElement, int]:
    """Characters of text under each element."""
    from lxml.etree import iterwalk

    sizes: dict[HtmlElement, int] = {}
    for _, element in iterwalk(root, events=("end",)):
        own = len((element.text or "").strip())
        sizes[element] = own + sum(
            sizes[child] + len((child.tail or "").strip()) for child in element
        )
    return sizes


def _main(root: HtmlElement, sizes: dict[HtmlElement, int]) -> HtmlElement | None:
    """The smallest element that is called the main content and holds enough of the page."""
    named = root.xpath("//main | //article | //*[@role='main'] | //*[@itemprop='articleBody']")
    enough = [each for each in named if sizes.get(each, 0) >= ENOUGH * max(1, sizes[root])]
    return min(enough, key=lambda each: sizes[each], default=None)


@dataclass(slots=True)
class _Open:
    """The paragraph being gathered."""

    parts: list[str]
    rule: str = ""

    def close(self) -> Iterator[Block]:
        text, self.parts = "".join(self.parts), []
        if text.strip():
            yield Block(text, self.rule)


def _blocks(
    root: HtmlElement, main: HtmlElement | None, sizes: dict[HtmlElement, int]
) -> Iterator[Block]:
    from lxml.etree import iterwalk

    above = set(main.iterancestors()) if main is not None else set()
    rules = [OUTSIDE if main is not None else ""]
    paragraph = _Open([], rules[0])
    preformatted = 0
    for event, element in iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "start":
            rule = "" if element is main else rules[-1]
            if rule in ("", OUTSIDE) and element is not main and element not in above:
                rule = _rule(element, sizes[element] / max(1, sizes[root])) or rule
            rules.append(rule)
            preformatted += tag == "pre"
        if tag in BLOCKS:
            yield from paragraph.close()
        if event == "start":
            yield from _text(paragraph, element.text, rules[-1], preformatted)
            if tag == "br":
                yield from _line_break(paragraph)
        else:
            preformatted -= tag == "pre"
            rules.pop()
            yield from _text(paragraph, element.tail, rules[-1], preformatted)
    yield from paragraph.close()


def _text(paragraph: _Open, text: str | None, rule: str, preformatted: int) -> Iterator[Block]:
    if not text:
        return
    if paragraph.rule != rule and text.strip():
        yield from paragraph.close()
        paragraph.rule = rule
    for number, line in enumerate(text.split("\n\n") if preformatted else [text]):
        if number:
            yield from paragraph.close()
        paragraph.parts.append(line if preformatted else re.sub(r"\s*\n\s*", " ", line))


def _line_break(paragraph: _Open) -> Iterator[Block]:
    """A line break after a sentence, or two in a row, begin a paragraph; others end a line."""
    before = "".join(paragraph.parts[-3:])
    if before.rstrip(" \t").endswith("\n") or SENTENCE_END.search(before[-20:]):
        yield from paragraph.close()
    else:
        paragraph.parts.append("\n")


def _rule(element: HtmlElement, share: float) -> str:
    """The rule that says the element is no part of the speech; "" where none does."""
    if share > TOO_MUCH:
        return ""
    if element.tag == "header" and not any(
        each.tag in {"main", "article"} for each in element.iterancestors()
    ):
        return "page header"
    role = element.get("role", "").lower()
    names = f"{element.get('class', '')} {element.get('id', '')}"
    for rule, tags, roles, words in RULES:
        if element.tag in tags or role in roles or words.search(names):
            return rule
    return ""
