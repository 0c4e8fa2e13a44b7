"""Text as our translators read and write it: plain signs go in, print of a language comes out.

Training and drafting share these two functions, so that a model meets no sign it has not seen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from align.transcripts.brackets import MAX_LENGTH, read_bracket
from align.transcripts.mark_rules import Place
from align.types import MarkKind

GAP = "<gap>"
#: What a gap is printed as, in both languages.
PRINTED_GAP = "(inaudible)"

_NARROW, _WIDE = "\u202f", "\u00a0"
_SIGNS = str.maketrans(
    dict.fromkeys("’‘‛ʼʹ′`´", "'")
    | dict.fromkeys("“”„‟«»‹›″", '"')
    | dict.fromkeys("‐‑", "-")
    | {"…": "...", "\u2044": "/"}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
    | dict.fromkeys([*range(32), 127], " ")
)
_BRACKET = re.compile(rf"[(\[{{][^()\[\]{{}}]{{3,{MAX_LENGTH}}}[)\]}}]")
# In this order: (why, pattern, what stays).
_GOING_IN = (
    ("spaces inside guillemets", re.compile(r"(?<=[«‹„“]) | (?=[»›”])"), ""),
    ("a minus sign", re.compile(r"[−–](?<!\S.)(?=\d)"), "-"),
    ("from one number to another", re.compile(r"[–—−](?<=\d.)(?=\d)"), "-"),
    ("a dash", re.compile(r"[–—―−]|--(?<!---)(?!--)-?"), " - "),
)
_TIDY = (
    ("two straight apostrophes", re.compile(r"''"), '"'),
    ("a gap stands alone", re.compile(rf"{GAP}(?:\s*{GAP})*"), f" {GAP} "),
)
_SPACE_BEFORE_SIGN = re.compile(r" (?=[?!;:%,](?!\w)|\.(?![\w.]))")
_COMING_OUT = {
    "fr": (
        ("apostrophes", re.compile(r"(?<=\w)'(?=\w)"), "’"),
        ("dashes", re.compile(r"(?<!\S)-(?!\S)"), "–"),
        ("ellipses", re.compile(r"\.\.\."), "…"),
        ("groups of digits", re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), _NARROW),
        ("per cent", re.compile(r"(?<=\d) ?%(?!\w)"), f"{_WIDE}%"),
        ("colons", re.compile(r"(?<=[^\s:]) ?:(?=\s|$)"), f"{_WIDE}:"),
        ("other signs", re.compile(r"(?<=[^\s?!;]) ?(?=[?!;]+(?:[\"')\]»…\s]|$))"), _NARROW),
    ),
    "en": (
        ("apostrophes", re.compile(r"(?<=\w)'|'(?=\d)"), "’"),
        ("dashes", re.compile(r"(?<!\S)-(?!\S)"), "–"),
        ("ellipses", re.compile(r"\.\.\."), "…"),
    ),
}
# Where a long sentence may be cut, best first.
_BREAKS = tuple(map(re.compile, (r"[;:?!.] | - ", r", (?=(?:and|but|so|et|mais)\b)", r", ", r" ")))
_QUOTES = {"fr": (f"«{_WIDE}", f"{_WIDE}»"), "en": ("“", "”")}
_QUOTED = re.compile(r'(?<![\w.,?!…])"(?=\S)([^"]*)(?<=\S)"(?!\w)')


def to_model(text: str) -> str:
    r"""``text`` in plain signs: ASCII quotes and apostrophes, no French spaces, gaps as ``<gap>``.

    >>> to_model("« L’accord », dit-il : les (inaudible) – oui !")
    '"L\'accord", dit-il: les <gap> - oui!'
    """
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    if any(sign in text for sign in "([{"):
        text = _BRACKET.sub(lambda found: GAP if _is_gap(found[0]) else found[0], text)
    for _, pattern, stays in _GOING_IN:
        text = pattern.sub(stays, text)
    text = text.translate(_SIGNS)
    for _, pattern, stays in _TIDY:
        text = pattern.sub(stays, text)
    return _SPACE_BEFORE_SIGN.sub("", " ".join(text.split()))


def from_model(text: str, language: str) -> str:
    r"""What a model wrote, printed as ``language`` is: its quotes, apostrophes, dashes and spaces.

    >>> from_model('"L\'accord", dit-il: les <gap> - oui!', "fr").replace("\u202f", "_")
    '«\xa0L’accord\xa0», dit-il\xa0: les (inaudible) – oui_!'
    """
    opening, closing = _QUOTES.get(language, ('"', '"'))
    text = _QUOTED.sub(rf"{opening}\1{closing}", text)
    for _, pattern, stays in _COMING_OUT.get(language, ()):
        text = pattern.sub(stays, text)
    return text.replace(GAP, PRINTED_GAP).strip()


def _is_gap(bracket: str) -> bool:
    return any(fact.rule.kind is MarkKind.GAP for fact in read_bracket(bracket[1:-1], Place.MID))


def cut_long(text: str, fits: Callable[[str], bool]) -> list[str]:
    """``text`` in parts that fit, cut where a clause ends, else between words, near the middle.

    >>> cut_long("we came, we saw; we left", lambda part: len(part) < 18)
    ['we came, we saw;', 'we left']
    """
    if fits(text):
        return [text]
    for break_ in _BREAKS:
        places = [found.end() for found in break_.finditer(text)]
        near = min(places, key=lambda place: abs(2 * place - len(text)), default=0)
        if len(text) < 8 * near < 7 * len(text):
            return [
                *cut_long(text[:near].strip(), fits),
                *cut_long(text[near:].strip(), fits),
            ]
    return [text]
