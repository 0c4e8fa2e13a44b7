"""Comments of a Word file: who says what of which words, and which of them are settled.

A comment that is settled is shown as resolved: it stays, and is out of the way. ``python-docx``
writes comments but not that, which is a part of its own since Word 2013 ([MS-DOCX] 2.5.3.1).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from align.report.exchange import fit

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.run import Run

PARAGRAPH = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
EXTENDED = "http://schemas.microsoft.com/office/word/2012/wordml"
PART = "/word/commentsExtended.xml"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
RELATION = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"


def add_comment(
    document: Document, runs: Sequence[Run], text: str, author: str, *, is_settled: bool = False
) -> tuple[str, bool]:
    """A comment on ``runs``; the name of its last paragraph, and whether it is settled."""
    from docx.oxml.ns import qn

    initials = "".join(word[0] for word in author.split() if word[0].isalnum())[:3]
    made = document.add_comment(runs, text=text, author=fit(author), initials=initials)
    # when the file was written says nothing about when the finding was made
    if qn("w:date") in made._comment_elm.attrib:
        del made._comment_elm.attrib[qn("w:date")]
    name = f"{made.comment_id + 1:08X}"
    made.paragraphs[-1]._p.set(PARAGRAPH, name)
    return name, is_settled


def settle_comments(document: Document, settled: Mapping[str, bool]) -> None:
    """Says of every comment, by the name of its last paragraph, whether it is settled."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from lxml import etree

    if not settled:
        return
    root = etree.Element(f"{{{EXTENDED}}}commentsEx", nsmap={"w15": EXTENDED})
    for name, is_settled in settled.items():
        entry = etree.SubElement(root, f"{{{EXTENDED}}}commentEx")
        entry.set(f"{{{EXTENDED}}}paraId", name)
        entry.set(f"{{{EXTENDED}}}done", "1" if is_settled else "0")
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    package = document.part.package
    document.part.relate_to(Part(PackURI(PART), TYPE, data, package), RELATION)
