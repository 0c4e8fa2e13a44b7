"""What translators read and write."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from align.models.translation_text import from_model, to_model

SIGNS = "ab éœ1,.?!:;%'\"’“”«»‹›„–—-…()[]\u00a0\u202f\t\u00ad"


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("Qu’en dites-vous ?", "Qu'en dites-vous?"),
        ("« Oui ! » dit-il ; 10 % : c’est peu.", '"Oui!" dit-il; 10%: c\'est peu.'),
        ("We want – we wanted -- peace—now…", "We want - we wanted - peace - now..."),
        ("de 2019–2021, à 10:30, −5 degrés", "de 2019-2021, à 10:30, -5 degrés"),
        ("1\u202f000 and 1,000 and 2.5", "1 000 and 1,000 and 2.5"),
        ("vice‑président\u00ad", "vice-président"),
        ("e\u0301lyse\u0301e", "élysée"),
        ("a\r\nb\x07c", "a b c"),
    ],
)
def test_signs_become_plain(given, plain):
    assert to_model(given) == plain


@pytest.mark.parametrize(
    "mark", ["(inaudible)", "(Inaudible.)", "[crosstalk 00:01:20]", "(hors micro)", "(incompris)"]
)
def test_a_mark_of_lost_words_becomes_one_token(mark):
    assert to_model(f"these {mark} demand") == "these <gap> demand"
    assert to_model(f"these {mark}.") == "these <gap>."


@pytest.mark.parametrize(
    "bracket", ["(Laughter.)", "(EU)", "[1]", "(the unintelligible ones of us)"]
)
def test_other_brackets_stay(bracket):
    assert to_model(f"these {bracket} demand") == f"these {bracket} demand"


def test_gaps_that_touch_are_one():
    assert to_model("these (inaudible) (inaudible) <gap>demand") == "these <gap> demand"


def test_french_comes_out_as_french_is_printed():
    wrote = '"L\'accord", dit-il: <gap> 1 000 soldats, 10%; quoi?! - rien...'
    assert from_model(wrote, "fr") == (
        "«\u00a0L’accord\u00a0», dit-il\u00a0: (inaudible) 1\u202f000 soldats, 10\u00a0%\u202f; "
        "quoi\u202f?! – rien…"
    )


def test_english_comes_out_as_english_is_printed():
    assert from_model('"It\'s 10%" - <gap>: why?', "en") == "“It’s 10%” – (inaudible): why?"


def test_times_and_addresses_keep_their_colons():
    assert from_model("à 10:30 sur http://exemple.fr", "fr") == "à 10:30 sur http://exemple.fr"


@given(st.text(SIGNS))
def test_plain_text_stays_as_it_is(text):
    assert to_model(to_model(text)) == to_model(text)


@example("1%1", "fr")
@given(st.text("ab é1,.?!:%'’–…«» \u00a0"), st.sampled_from(["fr", "en"]))
def test_print_goes_back_to_what_the_model_wrote(text, language):
    plain = to_model(text)
    assert to_model(from_model(plain, language)) == plain


@given(st.text(SIGNS))
def test_only_single_spaces_are_left(text):
    assert not re.search(r"\s\s|[^\S ]|^\s|\s$", to_model(text))
