"""Languages: code and names, and which of the two working languages a record is written in."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from align.text import fold

# Names that the Unicode locale data do not hold, or hold under a code without two letters.
NAME_VARIANTS: dict[str, str] = {
    "farsi": "fa",
    "dari": "fa",
    "mandarin": "zh",
    "mandarin chinese": "zh",
    "cantonese": "zh",
    "flemish": "nl",
    "flamand": "nl",
    "castilian": "es",
    "castillan": "es",
    "filipino": "tl",
    "tagalog": "tl",
    "pilipino": "tl",
    "kiswahili": "sw",
    "moldovan": "ro",
    "moldave": "ro",
    "serbo-croatian": "sh",
    "bosnian/croatian/serbian": "sh",
    "bcs": "sh",
    "gaelic": "ga",
    "irish gaelic": "ga",
    "myanmar": "my",
    "burmese": "my",
    "khmer": "km",
    "cambodian": "km",
    "laotian": "lo",
    "kirundi": "rn",
    "hindustani": "hi",
    "sinhalese": "si",
    "greenlandic": "kl",
    "oromo": "om",
    "inuktitut": "iu",
    "cri": "cr",
    "ojibwe": "oj",
    "ojibway": "oj",
    "modern greek": "el",
    "creole": "ht",
    "haitian creole": "ht",
    "kreyol": "ht",
    "darija": "ar",
    "hausa": "ha",
    "haoussa": "ha",
    "azeri": "az",
    "uyghur": "ug",
    "ouighour": "ug",
}

# The official languages of the European Union, as bare codes in its verbatim reports.
PARLIAMENT_CODES = frozenset(
    "bg,cs,da,de,el,en,es,et,fi,fr,ga,hr,hu,it,lt,lv,mt,nl,pl,pt,ro,sk,sl,sv".split(",")  # noqa: SIM905
)

_NO_LANGUAGE = {"mul", "und", "zxx", "mis", "root"}
_STOP_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to that we you is are this have it was for with our i my what in your",
        "fr": "le la les de des du et que nous vous est une pour dans qui pas au il je votre ce ne "
        "en",
    }.items()
}
_LETTERS = re.compile(r"[^\W\d_]+")


@cache
def language_codes() -> dict[str, str | None]:
    """Every language name, English and French, folded, with its two-letter code if it has one.

    >>> language_codes()["arabe"], language_codes()["brazilian portuguese"]
    ('ar', 'pt')
    """
    from babel import Locale  # the locale data take a tenth of a second to load

    codes: dict[str, str | None] = {}
    for locale in ("fr", "en"):
        for tag, name in Locale(locale).languages.items():
            code = tag.split("_")[0]
            if code not in _NO_LANGUAGE:
                codes[fold(name)] = code if len(code) == 2 else None
    return codes | NAME_VARIANTS


def language_name(code: str, locale: str = "en") -> str:
    """The name of a language, in English or French; the code itself if unknown.

    >>> language_name("fr"), language_name("de", "fr")
    ('French', 'allemand')
    """
    from babel import Locale

    return str(Locale(locale).languages.get(code, code))


def _stop_word_counts(text: str) -> tuple[int, int]:
    counts = Counter(_LETTERS.findall(text.casefold()))
    english, french = (
        sum(counts[word] for word in _STOP_WORDS[code] & counts.keys()) for code in ("en", "fr")
    )
    return english, french


@lru_cache(16)
def record_language(text: str) -> str:
    """The working language a record is written in: "fr" or "en" (also when neither fits).

    >>> record_language("Nous sommes heureux de vous voir et de la suite."), record_language("Hm.")
    ('fr', 'en')
    """
    middle = len(text) // 2
    sample = text[:20_000] + text[middle : middle + 20_000]
    english, french = _stop_word_counts(sample)
    return "fr" if french > english else "en"


def printed_language(text: str) -> str | None:
    """The language a short stretch is printed in, "en" or "fr"; None if it is too short to tell.

    >>> printed_language("Je vous remercie de votre accueil."), printed_language("OK.")
    ('fr', None)
    """
    english, french = _stop_word_counts(text[:2_000])
    if max(english, french) < 2 or abs(english - french) < 0.5 * max(english, french):
        return None
    return "fr" if french > english else "en"


def has_common_words(text: str, language: str) -> bool:
    """Whether any of the commonest words of "en" or "fr" occurs.

    >>> has_common_words("Where is he?", "en"), has_common_words("Bonjour à tous.", "en")
    (True, False)
    """
    return not _STOP_WORDS[language].isdisjoint(_LETTERS.findall(text[:2_000].casefold()))


def is_surely(text: str, language: str) -> bool:
    """Whether a dozen of the commonest words of "en" or "fr" occur; False for other languages.

    >>> is_surely("The one of us that you have met is here.", "en")
    False
    """
    common = _STOP_WORDS.get(language, frozenset())
    return len(common & set(_LETTERS.findall(text[:20_000].casefold()))) >= 12


def is_surely_not(text: str, language: str) -> bool:
    """Whether eight words or more hold none of the commonest words of "en" or "fr".

    >>> is_surely_not("Gracias a todos por estar aquí con nosotros hoy.", "en")
    True
    """
    found = _LETTERS.findall(text[:2_000].casefold())
    return len(found) >= 8 and not _STOP_WORDS[language] & set(found)
