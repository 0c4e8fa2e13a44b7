"""Which language a text is in."""

from __future__ import annotations

from functools import cache
from typing import Any

from align.languages import PARLIAMENT_CODES, is_surely

#: Shorter texts are not judged.
ENOUGH = 200
#: A text is judged on this much of its beginning, middle and end.
SAMPLE = 4_000
SURE = 0.99
#: Languages heard at public events beside those of the European Parliament.
OFTEN_HEARD = frozenset(("ar", "fa", "he", "ja", "ko", "no", "ru", "sq", "sr", "tr", "uk", "zh"))
#: Of two languages one is surely meant.
LIKELIER = 0.95
#: A sentence alone is surely in this language.
CERTAIN = 0.999


def is_in(text: str, language: str) -> bool:
    """Whether ``text`` is in ``language``, or too short or too mixed to say otherwise."""
    return is_surely(text, language) or identify_language(text) in (None, language)


def identify_language(text: str) -> str | None:
    """ISO 639-1 code of the language of ``text``; None if it is too short or too mixed to say.

    >>> identify_language("Nous avons parlé hier de la coopération ferroviaire. " * 5)
    'fr'
    """
    if len(text) < ENOUGH:
        return None
    middle = len(text) // 2
    parts = (text[:SAMPLE], text[middle : middle + SAMPLE], text[-SAMPLE:])
    found = {_identify(part) for part in parts if len(part) >= ENOUGH}
    return found.pop() if len(found) == 1 else None


def _identify(text: str) -> str | None:
    """By the commonest words where they tell, which is ten times quicker, else by n-grams."""
    sure = [code for code in ("en", "fr") if is_surely(text, code)]
    if len(sure) == 1:
        return sure[0]
    language, probability = _identifier().classify(text)
    return str(language) if probability >= SURE else None


def identify_phrase(text: str) -> str | None:
    """The same for a sentence; None unless there is hardly any doubt.

    >>> identify_phrase("Meine Damen und Herren, Europa braucht jetzt Mut und Entschlossenheit.")
    'de'
    """
    language, probability = _identifier(PARLIAMENT_CODES | OFTEN_HEARD).classify(text)
    return str(language) if probability >= CERTAIN else None


def likelier(text: str, one: str, other: str) -> str | None:
    """The one of two languages that a few words are in; None where that is unsure or not known.

    >>> likelier("Bonjour à tous.", "fr", "en"), likelier("Good morning, all.", "fr", "en")
    ('fr', 'en')
    """
    identifier = _identifier(frozenset((one, other)))
    if identifier is None:
        return None
    language, probability = identifier.classify(text)
    return str(language) if probability >= LIKELIER else None


@cache
def _identifier(languages: frozenset[str] = frozenset()) -> Any:
    """An identifier of these languages, or of all it knows; None where it does not know one."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    try:
        if languages:
            identifier.set_languages(sorted(languages))
    except ValueError:
        return None
    return identifier
