"""Marks at their place, and brackets that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.transcripts.mark_rules import RULES, RULES_BY_NAME
from align.transcripts.markers import find_marks
from align.types import MarkKind, Span

KNOWN = {
    "(Via interpreter)": MarkKind.INTERPRETED,
    "[via translation.]": MarkKind.INTERPRETED,
    "(As interpreted.)": MarkKind.INTERPRETED,
    "(through an interpreter, from Dari)": MarkKind.INTERPRETED,
    "(via interprète)": MarkKind.INTERPRETED,
    "(In Portuguese.)": MarkKind.SPOKEN,
    "(speaking Ukrainian)": MarkKind.SPOKEN,
    "(remarks in Spanish)": MarkKind.SPOKEN,
    "(In English)": MarkKind.ORIGINAL,
    "[foreign language 00:01:20]": MarkKind.UNTRANSLATED,
    "(no translation)": MarkKind.UNTRANSLATED,
    "(Inaudible.)": MarkKind.GAP,
    "[unintelligible – crosstalk]": MarkKind.GAP,
    "(off-mic)": MarkKind.GAP,
    "(inaudible question)": MarkKind.GAP,
    "(audio drops)": MarkKind.GAP,
    "(garbled transmission)": MarkKind.GAP,
    "[speaking away from microphone]": MarkKind.GAP,
    "(inaud.)": MarkKind.GAP,
    "[responded in French]": MarkKind.SPOKEN,
    "[inaudbile]": MarkKind.GAP,
    "(Microphone not activated)": MarkKind.GAP,
    "(lost connection)": MarkKind.GAP,
    "(drowned out by applause)": MarkKind.GAP,
    "(via intrepreter)": MarkKind.INTERPRETED,
    "(through interpreter again)": MarkKind.INTERPRETED,
    "(without an interpreter)": MarkKind.ORIGINAL,
    "(panne de micro)": MarkKind.GAP,
    "(propos inaudibles)": MarkKind.GAP,
    "(His remarks were in Spanish.)": MarkKind.SPOKEN,
    "(answers in Spanish through an interpreter)": MarkKind.INTERPRETED,
    "(propos traduits de l’anglais)": MarkKind.INTERPRETED,
    "[voix de l’interprète]": MarkKind.INTERPRETED,
    "(Simultaneous translation)": MarkKind.INTERPRETED,
    "(untranslated Spanish)": MarkKind.UNTRANSLATED,
    "(End translation.)": MarkKind.ORIGINAL,
    "(switches to English)": MarkKind.ORIGINAL,
    "(Laughter and applause.)": MarkKind.NOISE,
    "(Rires.)": MarkKind.NOISE,
    "(sic)": MarkKind.NOTE,
    "[1]": MarkKind.NOTE,
    "[...]": MarkKind.NOTE,
}
ORDINARY = [
    "(in French Guiana)",
    "(in English Channel waters)",
    "(which was inaudible to most)",
    "(the translation of a poem)",
    "(a)",
    "(see page 4)",
    "(2019)",
    "(NATO)",
    "(and French too)",
    "(no)",
    "(La motion est adoptée.)",
    "( )",
    "(in progress)",
    "(power cut)",
    "(not in French)",
    "(unclear in French law)",
    "(English-French)",
    "(French for bread)",
    "(French)",
    "(interpreter)",
    "(transition)",
]
PLAIN = st.text(alphabet="abcdefg ABC,.;'’é\n", max_size=60)


@pytest.mark.parametrize("mark", KNOWN, ids=str)
@given(before=PLAIN, after=PLAIN)
def test_a_mark_is_found_at_its_place_in_any_text(mark, before, after):
    text = f"{before} End. {mark} {after}"
    place = Span(len(before) + 6, len(before) + 6 + len(mark))
    found = find_marks(text, [Span(0, len(text))], record="en")
    assert {(each.span, each.kind) for each in found} == {(place, KNOWN[mark])}


@given(st.text(alphabet=st.characters(exclude_characters="()[]{}<>*（）［］"), max_size=80))
def test_text_without_brackets_has_no_marks(text):
    plain = "We met " + text.lower().replace("inaudible", "")
    assert find_marks(plain, [Span(0, len(plain))]) == ()


@pytest.mark.parametrize("bracket", ORDINARY)
def test_an_ordinary_bracket_is_no_mark(bracket):
    text = f"We were there {bracket} for long and it was good."
    assert find_marks(text, [Span(0, len(text))]) == ()


@pytest.mark.parametrize(
    ("mark", "language"),
    [
        ("(In Arabic.)", "ar"),
        ("(translated from Brazilian Portuguese)", "pt"),
        ("[Interpreted from Ukrainian]", "uk"),
        ("(speaking in Farsi)", "fa"),
        ("(via interpreter, in Mandarin)", "zh"),
        ("(s’exprime en allemand)", "de"),
        ("(Via interpreter)", None),
    ],
)
def test_a_mark_keeps_the_language_it_names(mark, language):
    (found,) = find_marks(mark, [Span(0, len(mark))], record="en")
    assert found.language == language


def test_what_is_own_and_what_is_foreign_depends_on_the_record():
    for record, kind in (("en", MarkKind.ORIGINAL), ("fr", MarkKind.SPOKEN)):
        (found,) = find_marks("(in English)", [Span(0, 12)], record=record)
        assert found.kind is kind


def test_every_rule_has_a_name_of_its_own_and_says_why():
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.why for rule in RULES_BY_NAME.values())
    assert all((rule.gap is not None) == (rule.kind is MarkKind.GAP) for rule in RULES)


def test_a_speech_left_out_is_a_mark_on_its_own_line():
    text = "Bonjour.\n(Interventions du secrétaire d'État en anglais)\nMerci."
    (mark,) = find_marks(text, [Span(0, len(text))], record="fr")
    assert (mark.kind, mark.language) == (MarkKind.UNTRANSLATED, "en")
    own = text.replace("anglais", "français")
    (mark,) = find_marks(own, [Span(0, len(own))], record="fr")
    assert mark.kind is MarkKind.ORIGINAL
