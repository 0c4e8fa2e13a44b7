"""What belongs to the page is dropped and reported; speech never is."""

from __future__ import annotations

import pytest

from align.transcripts.boilerplate import Where, rule_for
from align.transcripts.headings import is_heading
from align.transcripts.turns import find_turns


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (
            "An official website of the United States Government Here's how you know",
            "government banner",
        ),
        ("Official websites use .gov", "government banner"),
        ("THIS IS A RUSH TRANSCRIPT. THIS COPY MAY NOT BE IN ITS FINAL FORM.", "rush transcript"),
        ("Seul le prononcé fait foi", "rush transcript"),
        ("Texte intégral", "rush transcript"),
        ("For Immediate Release", "release line"),
        ("12:47 P.M. EDT", "date or time"),
        ("April 25, 2018", "date or time"),
        ("Lyon, le 3 mars 2016", "date or time"),
        ("14 octobre 2013 - Seul le prononcé fait foi", "date or time"),
        ("Prononcé le 3 mars 2016", "date or time"),
        ("Intervenant(s) :", "French press header"),
        ("Partager", "buttons"),
        ("Télécharger le .pdf", "buttons"),
        ("(Photo by Ada Roy)", "photo caption"),
        ("END 1:35 P.M. EDT", "end of record"),
    ],
)
def test_a_line_of_the_page_is_known_by_its_rule(line, rule):
    found = rule_for(line, Where.TOP)
    assert found is not None
    assert found.name == rule


@pytest.mark.parametrize(
    "line",
    [
        "Thank you all for coming to this place today.",
        "We shared our views on the government of Libya.",
        "Merci beaucoup.",
        "The White House called me yesterday.",
        "On April 25, 2018 we signed.",
        "Share your thoughts with us, please.",
        "The site is secure, and our inspectors are there.",
        "See also what the Court said.",
        "The meeting was suspended because nobody agreed.",
        "Next week we will meet again in Paris.",
        "Related to that, I thank the interpreters.",
    ],
)
def test_a_spoken_line_is_never_boilerplate(line):
    assert rule_for(line, Where.ANYWHERE) is None


def test_titles_above_and_below_are_dropped_and_reported_in_order():
    text = (
        "Press Availability\n\nMay 3, 2020\n\nMS. ROY: Good morning.\n\nThank you.\n\n"
        "Related Articles\n\nA New Day for Lyon"
    )
    turns, dropped = find_turns(text)
    assert [span.of(text) for span in turns[0].paragraphs] == ["Good morning.", "Thank you."]
    assert [each.span.of(text) for each in dropped] == [
        "Press Availability",
        "May 3, 2020",
        "Related Articles",
        "A New Day for Lyon",
    ]


@pytest.mark.parametrize(
    "end",
    [
        "Thank you",
        "Merci à tous",
        "(Applause)",
        "and so we –",
        "He said: “Yes.”",
        "It is time that we showed our support",
        "Long live Lyon!",
    ],
)
def test_the_last_words_of_a_speech_stay(end):
    text = f"MS. ROY: Good morning.\n\n{end}"
    turns, dropped = find_turns(text)
    assert [span.of(text) for span in turns[0].paragraphs] == ["Good morning.", end]
    assert not dropped


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("Source https://www.diplomatie.gouv.fr, le 30 juin 2021", "line of a footer"),
        ("Source : https://www.diplomatie.gouv.fr, le 30 juin 2021", "French press header"),
    ],
)
def test_the_source_below_the_speech_is_dropped_by_its_rule(source, rule):
    text = f"LE MINISTRE - Nous avons bien travaillé ensemble.\n\n{source}"
    _, dropped = find_turns(text)
    assert [(each.rule, each.span.of(text)) for each in dropped] == [(rule, source)]


def test_speech_above_the_first_label_is_a_turn_without_a_speaker():
    text = "Good morning, and welcome to all of you.\n\nMS. ROY: Thanks."
    turns, dropped = find_turns(text)
    assert [turn.speaker for turn in turns] == ["", "MS. ROY"]
    assert not dropped


def test_a_heading_needs_a_capital_and_no_end_of_a_sentence():
    assert is_heading("The Road Ahead")
    assert not is_heading("the road ahead")
    assert not is_heading("The road is long.")
