"""Pure text helpers hold for any text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from align.text import ends_sentence, fold, has_words, lines, trim, words


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="ab \n"))
def test_lines_are_the_lines_of_the_text(text):
    assert [span.of(text) for span in lines(text)] == text.split("\n")


@given(st.text(alphabet="a \t\n"), st.integers(0, 5), st.integers(0, 9))
def test_a_trimmed_stretch_is_the_stripped_one(text, start, length):
    end = min(len(text), start + length)
    start = min(start, end)
    assert trim(text, start, end).of(text) == text[start:end].strip()


def test_a_number_with_spaces_is_one_word():
    assert words("It’s 1 000 – no, more.") == ["It’s", "1 000", "no", "more"]


def test_signs_alone_are_no_words():
    assert not has_words("— … (.)")


def test_closing_quotes_do_not_hide_the_end_of_a_sentence():
    assert ends_sentence("He said: “Yes.”")
    assert not ends_sentence("U.S. Department of State")
