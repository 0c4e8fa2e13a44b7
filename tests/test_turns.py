"""Turns and paragraphs: every character of speech is in one place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.detect import detect
from align.segment import segment
from align.transcripts.read import parse_transcript
from align.transcripts.turns import find_turns
from align.types import Dropped, Span


def paragraphs(text: str) -> list[list[str]]:
    return [[span.of(text) for span in turn.paragraphs] for turn in find_turns(text)[0]]


def test_empty_lines_part_paragraphs():
    assert paragraphs("MS. ROY: One.\n\nTwo.\n\nMR. LIND: Three.") == [["One.", "Two."], ["Three."]]


def test_one_paragraph_to_a_line_where_there_are_no_empty_lines():
    assert paragraphs("MS. ROY: One.\nTwo.\nMR. LIND: Three.") == [["One.", "Two."], ["Three."]]


def test_lines_cut_inside_a_sentence_are_one_paragraph():
    text = (
        "MS. ROY: It is good to be in Lyon with all of you this\nmorning, and I wish to thank\n"
        "Mayor Lind for the welcome. We shall speak of (inaudible)\nand of peace.\n\nThank you."
    )
    ((first, second),) = paragraphs(text)
    assert first.count("\n") == 3
    assert second == "Thank you."


def test_a_single_cut_line_is_mended_too():
    assert paragraphs("MS. ROY: We came to\nsee you.\nNow we go.") == [
        ["We came to\nsee you.", "Now we go."]
    ]


def test_a_label_on_its_own_line_takes_the_next_line():
    text = "Speaker 1: (00:00)\nGood morning.\n\nSpeaker 2: (00:05)\nYes."
    turns, _ = find_turns(text)
    assert [turn.label.of(text) for turn in turns if turn.label] == [
        "Speaker 1: (00:00)",
        "Speaker 2: (00:05)",
    ]
    assert paragraphs(text) == [["Good morning."], ["Yes."]]


def test_a_label_without_speech_is_still_a_turn():
    turns, _ = find_turns("QUESTION:\n\nMS. ROY: Yes.")
    assert [len(turn.paragraphs) for turn in turns] == [0, 1]


def test_what_is_skipped_is_reported_and_in_no_turn():
    text = "MS. ROY: One.\n\n[advert]\n\nTwo."
    skip = Dropped(Span(15, 23), "advert")
    turns, dropped = find_turns(text, [skip])
    assert [span.of(text) for span in turns[0].paragraphs] == ["One.", "Two."]
    assert dropped == (skip,)


@pytest.mark.parametrize("text", ["", " \n\n ", "\n"])
def test_nothing_gives_nothing(text):
    assert find_turns(text) == ((), ())


PIECES = st.sampled_from(
    [
        "MS. ROY: ",
        "Q ",
        "\n",
        "\n\n",
        "Yes. ",
        "and so on, ",
        "(Via interpreter) ",
        "A: ",
        "THE END",
        ": ",
        "é – ",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_character_is_in_one_turn_or_dropped(text):
    turns, dropped = find_turns(text)
    spans = [span for turn in turns for span in turn.paragraphs]
    cut = [each.span for each in dropped if any(each.span in span for span in spans)]
    spans += [turn.label for turn in turns if turn.label]
    spans += [each.span for each in dropped if each.span not in cut]
    spans.sort()
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    inside = {i for span in spans for i in range(span.start, span.end)}
    assert not "".join(c for i, c in enumerate(text) if i not in inside).strip()


def test_a_note_that_tells_of_the_event_is_not_speech():
    turns, dropped = find_turns("The two ministers met the press at noon.\n\nMS. ROY: Welcome.")
    assert [turn.speaker for turn in turns] == ["MS. ROY"]
    assert len(dropped) == 1


def test_speech_above_the_first_label_stays():
    turns, _ = find_turns("I am glad that we meet here today.\n\nMS. ROY: Welcome.")
    assert [turn.speaker for turn in turns] == ["", "MS. ROY"]


def test_the_clock_of_a_sitting_is_no_speech():
    turns, dropped = find_turns("MS. ROY: Welcome.\n\n  (1005)  \n\n[10:05:11]\n\nAnd thanks.")
    assert len(turns[0].paragraphs) == 2
    assert [each.rule for each in dropped] == ["time on the page"] * 2


def test_a_line_of_the_page_does_not_part_the_sentence_it_cuts():
    text = (
        "Mr. Roy (France) (spoke in French): France is gravely concerned by the\n2/27 24-04522\n"
        "16/02/2024 The situation in the South S/PV.9553\nsituation there. We condemn it.\n\n"
        "The President: I thank the representative of France."
    )
    transcript = parse_transcript(text)
    assert [len(turn.paragraphs) for turn in transcript.turns] == [1, 1]
    assert [each.rule for each in transcript.dropped] == ["page of the United Nations"] * 2
    detection = detect(transcript)
    sentences = segment(transcript, detection, language="en")
    assert sentences[0].spoken == "France is gravely concerned by the situation there."


def test_the_numbers_of_the_lines_of_a_court_record_are_gone():
    text = (
        " 1  THE PRESIDENT: Good morning. Can you\n 2  hear me?\n 3  THE WITNESS: (Interpretation) "
        "Yes.\n 4  THE PRESIDENT: Go on.\n\nPage 12\n\n 1  MR ROY: In 2015 I\n 2  saw 12 ships."
    )
    transcript = parse_transcript(text)
    assert [turn.speaker for turn in transcript.turns] == [
        "THE PRESIDENT", "THE WITNESS", "THE PRESIDENT", "MR ROY",
    ]  # fmt: skip
    assert transcript.turns[-1].paragraphs[0].of(transcript.text) == "In 2015 I\nsaw 12 ships."


def test_the_lines_above_the_first_label_are_told_one_by_one():
    text = (
        "Foreign Affairs Committee\nTuesday 12 November 2019\nMembers present: Ada Roy (Chair)\n"
        "Questions 1 - 9\nI: Michel Lind, former Head.\n\nQ1 Chair: Good morning to you.\n\n"
        "Michel Lind: Thank you very much."
    )
    turns, _ = find_turns(text)
    assert [turn.speaker for turn in turns] == ["Chair", "Michel Lind"]


def test_the_foot_below_the_last_speech_is_dropped_line_by_line():
    text = (
        "Q - Will there be more?\n\nA - Yes. Cooperation goes on, and it goes\non well.\n\n"
        "Only the French text is authentic.\n\nTop of page\nLegal information | Contact"
    )
    transcript = parse_transcript(text)
    assert transcript.turns[-1].paragraphs[-1].of(transcript.text).endswith("on well.")


def test_the_head_of_every_page_is_dropped_and_the_sentence_it_cuts_stays_out_of_it():
    text = (
        "THE RECORD OF THE SUMMIT            Page 1 of 3\n\n"
        "THE CHAIR: We have agreed on the price of wheat and on the\n\n"
        "THE RECORD OF THE SUMMIT            Page 2 of 3\n\n"
        "price of water. We will meet again.\n\n"
        "- 3 -\n\n"
        "Please see page 12.\n"
    )
    (turn,), dropped = find_turns(text)
    assert [each.rule for each in dropped] == ["head or foot of a page"] * 3
    assert not any("RECORD" in paragraph.of(text) for paragraph in turn.paragraphs)
    assert turn.paragraphs[-1].of(text) == "Please see page 12."
