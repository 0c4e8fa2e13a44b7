"""Which language a text is in."""

from __future__ import annotations

from functools import cache
from typing import Any

from align.languages import is_surely

#: Shorter texts are not judged.
ENOUGH = 200
#: A text is judged on this much of its beginning, middle and end.
SAMPLE = 4_000
SURE = 0.99


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


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
