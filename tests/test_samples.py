from __future__ import annotations

import re

import pytest

from align.detect import detect
from align.samples import PRESS_CONFERENCE, gold_links
from align.segment import segment
from align.settings import DEFAULTS
from align.transcripts import read_transcript

ENGLISH = PRESS_CONFERENCE.transcript.read_text(encoding="utf-8")
FRENCH = PRESS_CONFERENCE.french.read_text(encoding="utf-8")
BOTH = [("source", FRENCH), ("target", ENGLISH)]


@pytest.mark.parametrize(("side", "text"), BOTH, ids=["French", "English"])
def test_gold_links_hold_sentences_of_the_files_in_order(side, text):
    place = 0
    for sentence in (one for link in gold_links() for one in getattr(link, side)):
        place = text.index(sentence, place) + len(sentence)


@pytest.mark.parametrize(("side", "text"), BOTH, ids=["French", "English"])
def test_nothing_but_labels_marks_and_boilerplate_stands_outside_the_gold_links(side, text):
    for sentence in (one for link in gold_links() for one in getattr(link, side)):
        text = text.replace(sentence, "", 1)
    left = {line.strip() for line in text.splitlines() if line.strip()}
    label = re.compile(r"[A-Z ]+\s?:( \([^)]+\))*")
    assert {line for line in left if not label.fullmatch(line)} <= {
        "An official website of the United States Government Here's how you know",
        "Official websites use .gov",
        "THIS IS A RUSH TRANSCRIPT",
        "For Immediate Release",
        "10:05 A.M. EDT",
        "U.S. Department of State",
        "The River That Joins Two Shores",
        "Seul le prononcé fait foi",
    }


def test_the_pair_shows_every_kind_of_link():
    shapes = {(len(link.source), len(link.target)) for link in gold_links()}
    assert {(0, 1), (1, 0), (1, 1), (1, 2), (2, 1)} <= shapes


def test_the_transcript_shows_the_marks_it_is_there_to_show():
    counts = {
        mark: ENGLISH.lower().count(mark)
        for mark in (
            "(via interpreter)",
            "(in english)",
            "(in french.)",
            "inaudible",
            "(laughter.)",
        )
    }
    assert counts == {
        "(via interpreter)": 5,
        "(in english)": 1,
        "(in french.)": 1,
        "inaudible": 8,
        "(laughter.)": 5,
    }


def test_french_is_set_with_french_spaces():
    assert not re.search(r" [:?!;]", FRENCH)
    assert "12\u202f000" in FRENCH


@pytest.mark.parametrize(("side", "language"), [("source", "fr"), ("target", "en")])
def test_gold_sentences_are_the_segments_the_program_makes(side, language):
    path = PRESS_CONFERENCE.french if side == "source" else PRESS_CONFERENCE.transcript
    transcript = read_transcript(path, settings=DEFAULTS)
    segments = segment(transcript, detect(transcript), language=language)
    gold = [sentence for link in gold_links() for sentence in getattr(link, side)]
    assert len(segments) == len(gold)
    assert all(made.text.endswith(meant) for made, meant in zip(segments, gold, strict=True))
