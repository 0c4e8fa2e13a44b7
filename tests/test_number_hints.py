"""Hints say no more than that a finder cannot find anything."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from align.numbers import find, hints
from align.numbers.patterns import DECADE_WORDS, MEASURES, SCALES, UNITS, WORDS
from align.numbers.said import _HOURS, _SEASONS, _WEEKDAYS

SAID = (
    "half past three|a quarter to six|six p.m.|at night|in the evening|o'clock|heures|"
    "quinze heures trente|moins le quart|a third of the|"
    "deux tiers des|années vingt|the nineties|XXIe siècle|IV|"
    "pour cent|per cent|dixpour cent|%|p. 100|9/11|1,5|2 000|19:30|3h|first|premier|et demi|mardi|"
    "dix\u00a0mille|ſix|tenK|İn autumn|MILLE|Été|l'été|this fall|the fall|and|point|virgule|oh"
)
PIECES = sorted(
    {
        *SAID.split("|"),
        *DECADE_WORDS,
        *(word for table in (*WORDS.values(), *SCALES.values()) for word in table),
        *(word for text in _HOURS.values() for word in text.split()),
        *(
            re.sub(r"\(.*?\)|[?\\|]", "", pattern)
            for pattern in (*UNITS.values(), *(" ".join(each) for each in _SEASONS.values()))
        ),
        *(word for text in _WEEKDAYS.values() for word in text.replace("?", "").split()),
        *(re.sub(r"[^\w ]", "", before) for before, _ in MEASURES.values()),
    }
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=8),
    st.sampled_from([" ", "-", "", ", ", "_"]),
    st.sampled_from(["en", "fr"]),
)
def test_hints_change_no_number(pieces, between, language):
    text = between.join(pieces)
    found = find.number_values(text, language)
    hinted, find.FINDERS = find.FINDERS, tuple((each, _always) for each, _ in find.FINDERS)
    try:
        assert found == find.number_values(text, language)
    finally:
        find.FINDERS = hinted


def _always(_seen, _language):
    return True


def test_a_sentence_without_numbers_is_seen_to_have_none():
    seen = hints.look("The minister thanked the delegation for the kind welcome.")
    assert not any(has_hint(seen, "en") for _, has_hint in find.FINDERS)
