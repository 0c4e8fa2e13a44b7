"""Word documents: paragraphs and tables in their order.

The XML is walked here because ``Paragraph.text`` of python-docx passes over tracked insertions
and content controls, and speech may stand in both.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from align.errors import InputError
from align.transcripts.content import Block, Content, Reading, join_blocks

if TYPE_CHECKING:
    from docx.document import Document

BODY = "word/document.xml"
# A text document unpacks to about ten times its size; a ZIP bomb to a thousand times.
MOST_UNPACKED = 300_000_000
MOST_RATIO = 250
HARMLESS = 5_000_000
# How a damaged archive shows itself while it is read.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError,
           ValueError, AttributeError, OSError)  # fmt: skip
OTHERS = (
    ("xl/workbook.xml", "an Excel workbook"),
    ("ppt/presentation.xml", "a PowerPoint file"),
    ("META-INF/container.xml", "an EPUB book"),
    ("content.xml", "an OpenDocument file"),
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Deleted text, the old place of moved text, the second copy of a text box, field codes.
LEFT_OUT = frozenset(
    {
        f"{W}del",
        f"{W}moveFrom",
        f"{W}instrText",
        f"{W}pPr",
        f"{W}rPr",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def read_docx(content: Content) -> Reading:
    """The paragraphs of the document; cells of a table are paragraphs of their own."""
    refuse_others(content)
    document = _opened(content)
    return join_blocks(map(Block, _paragraphs(document.element.body)), _title(document))


def refuse_others(content: Content) -> None:
    """Raise ``InputError`` for a ZIP that is no Word document, or that must not be unpacked."""
    members = _members(content)
    if any(member.flag_bits & 1 for member in members):
        raise InputError(
            content.name, "this archive is encrypted. Save the document without a password."
        )
    names = {member.filename for member in members}
    if BODY not in names:
        found = next((what for name, what in OTHERS if name in names), "a ZIP archive")
        raise InputError(
            content.name,
            "this is {found}, not a Word document. Save its text as .docx or .txt.",
            found=found,
        )
    _refuse_bomb(content, members)


def _members(content: Content) -> list[zipfile.ZipInfo]:
    try:
        return zipfile.ZipFile(io.BytesIO(content.data)).infolist()
    except DAMAGED as error:
        raise InputError(
            content.name,
            "this document is damaged ({cause}). Open it in Word or LibreOffice and save it anew.",
            cause=error,
        ) from error


def _refuse_bomb(content: Content, members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if unpacked > MOST_UNPACKED or (unpacked > HARMLESS and unpacked > MOST_RATIO * packed):
        raise InputError(
            content.name,
            "this document would unpack to {unpacked:,} bytes from {packed:,}; it looks "
            "like a ZIP bomb and was not opened. Save its text as .txt.",
            unpacked=unpacked,
            packed=packed,
        )


def _opened(content: Content) -> Document:
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        return docx.Document(io.BytesIO(content.data))
    except (*DAMAGED, OpcError, LxmlError) as error:
        raise InputError(
            content.name,
            "this document is damaged and cannot be opened. Open it in Word or LibreOffice and "
            "save it again.",
        ) from error


def _title(document: Document) -> str:
    try:
        return document.core_properties.title or ""
    except (KeyError, ValueError, AttributeError):
        return ""


def _paragraphs(parent: Any) -> Iterator[str]:
    for element in parent:
        if element.tag == f"{W}p":
            yield from _paragraph(element)
        elif element.tag == f"{W}tr":
            yield from _row([list(_paragraphs(cell)) for cell in element.iter(f"{W}tc")])
        elif element.tag not in LEFT_OUT:
            yield from _paragraphs(element)


def _row(cells: list[list[str]]) -> Iterator[str]:
    """A cell that ends with a colon is the label of the cell beside it."""
    pieces = [piece for cell in cells for piece in cell if piece.strip()]
    if len(pieces) > 1 and pieces[0].rstrip().endswith(":"):
        pieces[:2] = [f"{pieces[0].strip()} {pieces[1].strip()}"]
    yield from pieces


def _paragraph(paragraph: Any) -> Iterator[str]:
    """The text of a paragraph, then of the text boxes anchored in it."""
    parts: list[str] = []
    boxes: list[Any] = []
    _gather(paragraph, parts, boxes)
    yield "".join(parts)
    for box in boxes:
        yield from _paragraphs(box)


def _gather(element: Any, parts: list[str], boxes: list[Any]) -> None:
    for child in element:
        if child.tag == f"{W}t":
            parts.append(child.text or "")
        elif child.tag in SIGNS:
            parts.append(SIGNS[child.tag])
        elif child.tag == f"{W}txbxContent":
            boxes.append(child)
        elif child.tag not in LEFT_OUT:
            _gather(child, parts, boxes)
