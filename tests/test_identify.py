"""Which language a text is in."""

import pytest

from align.identify import identify_language, is_in

TEXTS = {
    "de": "Die Fähre wird im Frühling wieder fahren, und die Werft sucht noch Leute dafür. ",
    "es": "El barco saldrá mañana temprano, pero muchos pasajeros no han llegado todavía. ",
    "fr": "Le transbordeur reprendra la mer au printemps, et le chantier cherche du monde. ",
    "en": "The ferry will sail again in the spring, and the yard is looking for people. ",
}
TEXTS = {language: text * 5 for language, text in TEXTS.items()}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_is_told_by_its_language(language):
    assert identify_language(TEXTS[language]) == language
    assert is_in(TEXTS[language], language)


@pytest.mark.parametrize("other", ["de", "es", "en"])
def test_another_language_is_not_taken_for_french(other):
    assert not is_in(TEXTS[other], "fr")


def test_a_short_text_is_given_the_benefit_of_the_doubt():
    assert identify_language("Bonjour.") is None
    assert is_in("Bonjour.", "en")


def test_half_one_language_and_half_another_is_not_judged():
    assert identify_language(TEXTS["fr"] * 12 + TEXTS["de"] * 12) is None
