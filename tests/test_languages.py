"""Languages: names in both working languages, and what a text is written in."""

from __future__ import annotations

import pytest

from align.languages import (
    is_surely_not,
    language_codes,
    language_name,
    printed_language,
    record_language,
)
from align.text import fold


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("French", "fr"),
        ("ukrainien", "uk"),
        ("Brazilian Portuguese", "pt"),
        ("Farsi", "fa"),
        ("Mandarin", "zh"),
        ("Kreyol", "ht"),
        ("Lebanon", None),
    ],
)
def test_a_language_is_known_by_its_names(name, code):
    assert language_codes().get(fold(name)) == code


def test_a_code_gives_its_name_in_both_working_languages():
    assert [language_name("de", locale) for locale in ("en", "fr")] == ["German", "allemand"]


def test_a_record_is_french_where_its_small_words_are():
    assert record_language("Le traité et la paix, c’est pour nous une chance.") == "fr"
    assert record_language("The treaty and the peace are a chance for us.") == "en"


def test_a_short_or_mixed_stretch_is_in_no_language():
    assert printed_language("OK, merci.") is None


def test_a_third_language_is_surely_not_the_record_s():
    spanish = "Gracias a todos por estar aquí con nosotros hoy."
    assert is_surely_not(spanish, "en")
    assert not is_surely_not("Gracias.", "en")
    assert not is_surely_not("Thank you for being here with all of us today.", "en")
