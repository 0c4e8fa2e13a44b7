"""Bytes into clean text: encodings, mojibake, line ends, characters nobody can see.

The order of the attempts is the order of their certainty: a byte order mark, UTF-8, then the
legacy code pages of Western Europe, which are told apart by what their letters would be.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from align.errors import InputError

if TYPE_CHECKING:
    from ftfy import TextFixerConfig


@dataclass(frozen=True, slots=True)
class Decoded:
    """Clean text, how its bytes were decoded, and whether mojibake was repaired."""

    text: str
    encoding: str
    repaired: bool


# Longest first: the mark of UTF-32 begins with the mark of UTF-16.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What a text in a Western code page is expected to hold beyond ASCII.
WESTERN = frozenset(
    "àâäæçéèêëîïôöœùûüÿáíóúñãõåøßìòÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸÁÍÓÚÑÃÕÅØ"
    "\u00a0«»‹›‘’‚“”„–—…•·°ºª€£§©®™²³½¼¾¿¡†\u00ad"
)
CODE_PAGES = ("cp1252", "mac_roman", "cp850")

SAVE_AS = "Open it in its program and save it as .docx or as plain text."
BINARY = (
    (b"%PDF", "a PDF", "Copy its text into a .txt file, or convert it with: pdftotext FILE.pdf"),
    (b"\x89PNG", "a PNG image", "A picture of a text has to be typed or run through OCR first."),
    (b"\xff\xd8\xff", "a JPEG image", "A picture of a text has to be typed or run through OCR."),
    (b"GIF8", "a GIF image", "A picture of a text has to be typed or run through OCR first."),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls, .ppt)", SAVE_AS),
    (b"{\\rtf", "an RTF document", SAVE_AS),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first."),
    (b"BZh", "a bzip2 archive", "Unpack it first."),
    (b"\xfd7zXZ", "an xz archive", "Unpack it first."),
    (b"7z\xbc\xaf", "a 7-Zip archive", "Unpack it first."),
    (b"ID3", "an MP3 recording", "A recording has to be transcribed first."),
    (b"RIFF", "a WAV or AVI recording", "A recording has to be transcribed first."),
    (b"OggS", "an Ogg recording", "A recording has to be transcribed first."),
    (b"fLaC", "a FLAC recording", "A recording has to be transcribed first."),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM recording", "A recording has to be transcribed first."),
)
ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")

# Bytes that no text holds in number.
NO_TEXT = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))

INVISIBLE = re.compile(
    r"\x1b\[[0-9;?]*[A-Za-z]"  # terminal colours, before their bare escape goes
    r"|[\x00-\x08\x0e-\x1f\x7f-\x9f]"  # controls, tab and line feed apart
    r"|[\u00ad\u200b\u2060\ufeff\ufff9-\ufffb]"  # soft hyphen, zero widths, annotations
    r"|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # marks that turn the reading direction
    r"|[\U000e0000-\U000e007f]"  # tags nobody sees
)
LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
SURROGATE = re.compile(r"[\ud800-\udfff]+")

# Without any of these there is no mojibake: one letter has become two, or a control character.
SUSPECT = re.compile(r"[^\x00-\x7f]{2}|[ÃÂ\x80-\x9f\ufffd\ud800-\udfff]")

# A lost apostrophe, never a lost accent: “l�accord” always, “don�t” only in a text where every
# lost letter could be an apostrophe, since the same file may hold “apr�s” and “d�j�”.
LOST = re.compile(r"(?<=[^\W\d_])\ufffd(?=[^\W\d_])")
LOST_ELISION = re.compile(
    r"(?<![^\W\d_])([cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu|aujourd)"
    r"\ufffd(?=[aeiouyhàâéèêîô][^\W\d_]|[ay]\b)",
    re.IGNORECASE,
)
LOST_CONTRACTION = re.compile(r"(?<=[^\W\d_])\ufffd(?=(?:s|t|re|ve|ll|d|m)\b)")


def decode(data: bytes, name: str) -> Decoded:
    """The clean text of ``data``; raises ``InputError`` for what is no text.

    >>> decode("Ça va".encode("cp1252"), "note.txt")
    Decoded(text='Ça va', encoding='cp1252', repaired=False)
    """
    refuse_binary(data, name)
    text, encoding = _decode(data, name)
    mended = clean(repair(text))
    return Decoded(mended, encoding, mended != clean(text))


def refuse_binary(data: bytes, name: str) -> None:
    """Raise ``InputError`` for a file that is known to be something else than text."""
    if ENCRYPTED_OFFICE in data[:65536] or ENCRYPTED_OFFICE in data[-65536:]:
        raise InputError(
            name,
            "this document is encrypted. Open it with its password and save it without one.",
        )
    for magic, what, advice in BINARY:
        if data.startswith(magic):
            raise InputError(name, "this is {what}, not text. {advice}", what=what, advice=advice)
    if data[4:8] == b"ftyp":
        raise InputError(
            name, "this is a video or audio recording. It has to be transcribed first."
        )


def clean(text: str) -> str:
    r"""The text with line ends as ``\n``, without characters that cannot be seen, in one spelling.

    An accent may come as a character of its own; what looks alike is made alike (NFC).

    >>> clean("one\r\ntwo\x00\u202e three, e\u0301te\u0301")
    'one\ntwo three, été'
    """
    seen = INVISIBLE.sub("", LINE_END.sub("\n", text))
    return unicodedata.normalize("NFC", SURROGATE.sub("\ufffd", seen))


def repair(text: str) -> str:
    """The text with mojibake undone, and nothing else changed.

    >>> repair("l’Ã©tÃ©, l�accord, apr�s, d�j�")
    'l’été, l’accord, apr�s, d�j�'
    """
    if SUSPECT.search(text) is None:
        return text
    from ftfy import fix_text  # a tenth of a second to load, and few files need it

    mended = LOST_ELISION.sub(r"\1’", fix_text(text, _only_mojibake()))
    contractions = LOST_CONTRACTION.findall(mended)
    if contractions and len(contractions) == len(LOST.findall(mended)):
        return LOST_CONTRACTION.sub("’", mended)
    return mended


@cache
def _only_mojibake() -> TextFixerConfig:
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, name), encoding
    if (wide := _wide_without_mark(data)) is not None:
        return _strictly(data, wide, name), wide
    head = data[:4096]
    if len(head.translate(None, NO_TEXT)) < len(head) - max(3, len(head) // 50):
        raise InputError(
            name,
            "this looks like a binary file, not text. Give a .txt, .html, .docx, .srt, .vtt "
            "or .json file.",
        )
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _mixed(data) or _declared(data) or _code_page(data) or _guessed(data, name)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            name,
            "the file says that it is {encoding}, but byte {byte} does not fit. Save it "
            "again as UTF-8.",
            encoding=encoding.upper(),
            byte=error.start,
        ) from error


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 of mostly Western text has a zero in every second byte."""
    head = data[:4096]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if len(data) % 2 == 0 and zeros.count(0) > max(1, 0.7 * len(zeros)):
            return encoding
    return None


def _mixed(data: bytes) -> tuple[str, str] | None:
    """UTF-8 with a few bytes of Windows pasted in, as happens when files are glued together."""
    text = data.decode("utf-8", "surrogateescape")
    strays = sum(map(len, SURROGATE.findall(text)))
    proper = sum(character > "\x7f" for character in text) - strays
    if proper < 3 * strays:
        return None
    return SURROGATE.sub(_as_windows, text), "utf-8"


def _as_windows(match: re.Match[str]) -> str:
    return match[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def _declared(data: bytes) -> tuple[str, str] | None:
    declared = re.search(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", data[:4096])
    if declared is None or not data[:1024].lstrip().startswith(b"<"):
        return None
    try:
        encoding = codecs.lookup(declared[1].decode("ascii")).name
        # Browsers read Latin-1 as Windows-1252, so pages are written that way.
        encoding = "cp1252" if encoding in {"iso8859-1", "ascii"} else encoding
        return data.decode(encoding), encoding
    except (LookupError, UnicodeDecodeError):
        return None


def _code_page(data: bytes) -> tuple[str, str] | None:
    beyond_ascii = bytes(set(data) - set(range(128)))
    for encoding in CODE_PAGES:
        try:
            letters = beyond_ascii.decode(encoding)
        except UnicodeDecodeError:
            continue
        if WESTERN.issuperset(letters):
            return data.decode(encoding), encoding
    return None


def _guessed(data: bytes, name: str) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise InputError(
            name, "the characters of this file cannot be decoded. Save it again as UTF-8."
        )
    return str(best), best.encoding
