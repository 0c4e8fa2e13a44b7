"""Sentences printed in another language than the record, which no mark tells of.

Commissioners, ministers and members of bilingual parliaments go from one language to another in
the middle of a turn, and many records print what they say as they say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.delivery import UNMARKED_STATE, State, Stretch
from align.identify import identify_phrase, likelier
from align.languages import has_common_words, language_name, printed_language
from align.types import Delivery, Evidence, Span

PRINTED = "printed language"
#: Languages that their commonest words tell.
TOLD_BY_WORDS = ("en", "fr")
CONFIDENCE = 0.8
_SENTENCE = re.compile(r"\S(?:[^\n]*?[.!?…][”»\"’')\]]*(?=\s|$)|[^\n]*)")
_BRACKET = re.compile(r"[(\[][^()\[\]]*[)\]]")
_WORD = re.compile(r"[^\W\d_]+")
#: Words by which a sentence may be told from its neighbours, and by itself.
FEW, ENOUGH = 2, 6
#: Share of them that begin with a small letter: a list of names is in no language.
SMALL = 0.4


def cut_by_language(text: str, stretch: Stretch, record: str) -> Iterator[Stretch]:
    """A stretch of direct speech, cut where its sentences go to another language and back."""
    state = stretch.state
    if state.delivery is not Delivery.DIRECT or state.language not in {None, *TOLD_BY_WORDS}:
        yield stretch
        return
    start, own = stretch.span.start, state.language or record
    before = own
    for sentence in _SENTENCE.finditer(text, stretch.span.start, stretch.span.end):
        language = _language_of(_BRACKET.sub(" ", sentence[0]), before, record)
        if language == before:
            continue
        if sentence.start() > stretch.span.start:
            yield Stretch(Span(start, sentence.start()), state)
            start = sentence.start()
        before = language
        state = stretch.state if language == own else _printed(language, record)
    yield Stretch(Span(start, stretch.span.end), state)


def _language_of(sentence: str, before: str, record: str) -> str:
    """The language of a sentence; that of the one before it where nothing tells.

    >>> _language_of("Je vous remercie de votre accueil.", "en", "en")
    'fr'
    >>> _language_of("OK.", "fr", "en"), _language_of("Now to the economy.", "fr", "en")
    ('fr', 'en')
    """
    if has_common_words(sentence, record):
        return record
    if printed := printed_language(sentence):
        return printed
    words = _WORD.findall(sentence)
    small = sum(word[0].islower() for word in words)
    if len(words) >= ENOUGH and small >= SMALL * len(words):
        return identify_phrase(sentence) or before
    if before != record and len(words) >= FEW:
        return likelier(sentence, before, record) or before
    return before


def _printed(language: str, record: str) -> State:
    if language == record:
        return UNMARKED_STATE
    why = (
        f"These words are printed in {language_name(language)}, and the record is in "
        f"{language_name(record)}; no mark says that anybody interprets."
    )
    return State(Delivery.DIRECT, Evidence(PRINTED, why), language, CONFIDENCE)
