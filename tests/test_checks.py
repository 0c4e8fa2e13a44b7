"""The first checks: unmatched sentences, gaps, numbers. Precision before recall."""

import re
from dataclasses import replace

import pytest

from align.checks import ALL_CHECKS, run_checks
from align.checks.gaps import check_gaps
from align.checks.numbers import check_numbers
from align.checks.unmatched import check_unmatched
from align.gaps import judge_gaps
from align.types import (
    Alignment,
    Comparison,
    Delivery,
    Detection,
    Evidence,
    Gap,
    GapKind,
    Link,
    Mark,
    MarkKind,
    Origin,
    Original,
    Passage,
    Segment,
    Severity,
    Span,
    Transcript,
    Turn,
)


def side(name, sentences, turns, deliveries=None):
    """A transcript with one sentence a line, its passages one a turn, and its segments."""
    text = "\n".join(sentences)
    spans, place = [], 0
    for sentence in sentences:
        spans.append(Span(place, place + len(sentence)))
        place += len(sentence) + 1
    numbers = sorted(set(turns))
    deliveries = deliveries or [Delivery.INTERPRETED] * len(numbers)
    own = [[s for s, turn in zip(spans, turns, strict=True) if turn == n] for n in numbers]
    gaps = tuple(
        Gap(turn, Span(span.start + mark.start(), span.start + mark.end()), GapKind.INAUDIBLE, ())
        for span, turn, sentence in zip(spans, turns, sentences, strict=True)
        for mark in re.finditer(r"\(inaudible\)", sentence)
    )
    segments = tuple(
        Segment(span, sentence, sentence.replace("(inaudible)", "").strip(), turn, i, turn)
        for i, (span, turn, sentence) in enumerate(zip(spans, turns, sentences, strict=True))
    )
    passages = tuple(
        Passage(n, Span(part[0].start, part[-1].end), delivery, Evidence("test", "test"))
        for n, part, delivery in zip(numbers, own, deliveries, strict=True)
    )
    transcript = Transcript(name, text, tuple(Turn("", None, tuple(part)) for part in own))
    return transcript, Detection(passages, gaps, ()), segments


def comparison(rows, *, deliveries=None, origin=Origin.GIVEN):
    """Rows of (French, English) or (French, English, turn); "" where a side is missing."""
    rows = [(*row, 0) if len(row) == 2 else row for row in rows]
    source = side("f", [r[0] for r in rows if r[0]], [r[2] for r in rows if r[0]])
    target = side("e", [r[1] for r in rows if r[1]], [r[2] for r in rows if r[1]], deliveries)
    links, i, j = [], 0, 0
    for french, english, _ in rows:
        links.append(Link((i,) if french else (), (j,) if english else (), 0.9))
        i, j = i + bool(french), j + bool(english)
    return Comparison(
        target[0],
        target[1],
        Original(source[0], source[1], origin),
        Alignment(source[2], target[2], tuple(links)),
    )


def said(check, rows, **options):
    return [(f.severity, f.message) for f in check(comparison(rows, **options))]


# ---------------------------------------------------------------------- numbers


def test_a_changed_number_is_major_and_names_both():
    rows = [("Nous avons vu 1 500 soldats.", "We saw 1,600 soldiers.")]
    assert said(check_numbers, rows) == [
        (Severity.MAJOR, "The French says 1 500; the English says 1,600.")
    ]
    (finding,) = check_numbers(comparison(rows))
    assert finding.source[0].of(rows[0][0]) == "1 500"
    assert finding.target[0].of(rows[0][1]) == "1,600"
    assert finding.category == "Accuracy/Mistranslation/Number"


def test_a_changed_date_is_found():
    rows = [("Nous étions ensemble le 6 juin à Caen.", "We were together on June 8th in Caen.")]
    assert said(check_numbers, rows) == [
        (Severity.MAJOR, "The French says 6 juin; the English says June 8th.")
    ]


def test_a_number_on_one_side_only_is_minor():
    rows = [
        ("Nous avons parlé de la paix pendant trois heures.", "We talked about peace."),
        ("Tout va bien.", "Everything is fine since 1999."),
    ]
    assert said(check_numbers, rows) == [
        (Severity.MINOR, "The French says trois heures; the English has no such number."),
        (Severity.MINOR, "The English says 1999; the French has no such number."),
    ]


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Dans quinze jours, nous saurons.", "In two weeks we will know."),
        ("L’un des deux est venu.", "One of the two came."),
        ("Le premier ministre est ici.", "The prime minister is here."),
        ("D’abord, un mot.", "First, a word."),
        ("Une dizaine de pays.", "About ten countries."),
        ("Deux ans, oui, deux ans.", "Two years, yes."),
        ("Les moins de 25 ans voyagent gratuitement.", "Under-25s travel free."),
        ("Cela fait presque deux siècles et demi.", "It is some two and a half centuries."),
    ],
)
def test_the_same_number_said_otherwise_is_no_finding(french, english):
    assert said(check_numbers, [(french, english)]) == []


def test_what_stands_in_a_mark_or_a_line_of_the_page_is_no_number():
    made = comparison([("Nous sommes inquiets de la guerre.", "We fear 2/27 24-04522 the war.")])
    furniture = Mark(Span(8, 21), MarkKind.NOTE, "furniture")
    cut = replace(made, detection=replace(made.detection, marks=(furniture,)))
    assert [f.check for f in check_numbers(made)] != []
    assert [f.check for f in check_numbers(cut)] == []


def test_numbers_of_direct_speech_are_not_checked():
    rows = [("Nous avons vu 1 500 soldats.", "We saw 1,600 soldiers.")]
    assert said(check_numbers, rows, deliveries=[Delivery.DIRECT]) == []


def test_a_number_may_stand_in_the_next_link():
    rows = [("Nous sommes 27.", "There are many of us."), ("C’est beaucoup.", "We are 27.")]
    assert said(check_numbers, rows) == []
    rows = [("Dans quinze jours.", "Soon."), ("Cela presse.", "It is urgent, in two weeks.")]
    assert said(check_numbers, rows) == []


@pytest.mark.parametrize(
    ("row", "beside"),
    [
        (("Le PIB croît de 4 %.", "GDP grows by 5 percent."), ("Cinq élus.", "Five members.")),
        (("Signé le 12 mai.", "Signed on May 7th."), ("Sept élus.", "Seven members.")),
        (("Treize soldats.", "Thirty soldiers."), ("Une trentaine.", "About thirty others.")),
        (("40 milliards.", "50 billion."), ("Ces cinquante ans.", "These fifty years.")),
    ],
)
def test_a_number_of_another_kind_in_the_next_link_answers_none(row, beside):
    assert [severity for severity, _ in said(check_numbers, [row, beside])] == [Severity.MAJOR]


# ------------------------------------------------------------------------- gaps


def test_a_gap_is_shown_with_its_french():
    rows = [("Ces valeurs de partage comptent.", "These (inaudible) matter.")]
    assert said(check_gaps, rows) == [
        (
            Severity.NEUTRAL,
            "Words are inaudible here. The French says: “Ces valeurs de partage comptent.”",
        )
    ]


def test_a_gap_without_french_says_so():
    rows = [("", "These (inaudible) matter.")]
    assert said(check_gaps, rows) == [
        (Severity.NEUTRAL, "Words are inaudible here. No French stands beside it.")
    ]


def test_several_gaps_of_a_row_are_one_finding_with_the_french_once_and_whole():
    french = "Ces valeurs comptent " + "vraiment " * 60 + "pour nous."
    rows = [(french, "These (inaudible) matter (inaudible) to us.")]
    (finding,) = check_gaps(comparison(rows))
    assert finding.category == "Gap"
    assert finding.message == (
        f"2 gaps in this row. Words are inaudible here. The French says: “{french}”"
    )
    assert [span.of(rows[0][1]) for span in finding.target] == ["(inaudible)", "(inaudible)"]


def test_a_lost_utterance_beside_french_says_that_nothing_could_be_compared():
    made = comparison([("Ces valeurs comptent.", "(inaudible)")])
    by_place = tuple(replace(link, score=0.0) for link in made.alignment.links)
    made = replace(made, alignment=replace(made.alignment, links=by_place))
    (finding,) = check_gaps(made)
    assert finding.message == (
        "Words are inaudible here. Nothing of it could be compared; "
        "the French at this place says: “Ces valeurs comptent.”"
    )


def test_a_gap_in_direct_speech_is_no_matter_of_interpreting():
    rows = [("", "These (inaudible) matter.")]
    assert said(check_gaps, rows, deliveries=[Delivery.DIRECT]) == []


def test_a_lost_question_is_told_from_its_french_whoever_asked_it():
    rows = [("Le ministre a-t-il démissionné ?", "(inaudible)")]
    ((severity, message),) = said(check_gaps, rows, deliveries=[Delivery.DIRECT])
    assert severity is Severity.NEUTRAL
    assert "“Le ministre a-t-il démissionné ?”" in message


def test_a_question_that_turns_subject_and_verb_round_is_lost_as_a_whole():
    rows = [("Le ministre a-t-il démissionné ?", "(inaudible)")]
    (verdict,) = judge_gaps(comparison(rows))
    assert len(verdict.source) == 1


# -------------------------------------------------------------------- unmatched

AROUND = [("Nous commençons ici.", "We begin here."), ("Nous finissons là.", "We end there.")]


def test_an_omitted_sentence_is_major_and_quoted():
    rows = [AROUND[0], ("La France ne signera pas ce traité.", ""), AROUND[1]]
    assert said(check_unmatched, rows) == [
        (
            Severity.MAJOR,
            "The French says “La France ne signera pas ce traité.”; "
            "nothing in the English answers it.",
        )
    ]


def test_a_sentence_beside_a_lost_utterance_is_no_major_omission():
    rows = [("Le pont est ouvert.", "(inaudible)"), ("La gare fermera l’an prochain.", "")]
    assert said(check_unmatched, rows) == [
        (
            Severity.MINOR,
            "The French says “La gare fermera l’an prochain.”; an utterance that the record lost "
            "beside it may have answered it.",
        )
    ]


def test_an_omitted_courtesy_is_minor():
    rows = [AROUND[0], ("Merci beaucoup à vous tous.", ""), AROUND[1]]
    assert [severity for severity, _ in said(check_unmatched, rows)] == [Severity.MINOR]


def test_an_added_sentence_is_minor_since_records_are_edited():
    rows = [AROUND[0], ("", "We will of course come back next spring."), AROUND[1]]
    ((severity, message),) = said(check_unmatched, rows)
    assert severity is Severity.MINOR
    assert "nothing in the French answers it" in message
    assert "edited afterwards" in message


def test_a_long_stretch_of_french_is_other_speech():
    others = [(f"Voici la phrase numéro {n} d’un autre discours.", "") for n in range(9)]
    ((severity, message),) = said(check_unmatched, [AROUND[0], *others, AROUND[1]])
    assert severity is Severity.NEUTRAL
    assert message.startswith("No English answers 9 sentences of the French from “Voici la phrase")


def test_a_whole_turn_of_french_is_other_speech():
    rows = [
        (*AROUND[0], 0),
        ("Je prends la parole à mon tour.", "", 1),
        ("Je vous la rends.", "", 1),
        (*AROUND[1], 2),
    ]
    rows_english = [row for row in rows if row[1]]
    assert len(rows_english) == 2
    renumbered = [(f, e, t if t < 2 else 2) for f, e, t in rows]
    found = said_by_turn(renumbered)
    assert found == [Severity.NEUTRAL]


def said_by_turn(rows):
    """Severities where the English has no turn for one of the French turns."""
    source = side("f", [r[0] for r in rows], [r[2] for r in rows])
    english = [r[1] for r in rows if r[1]]
    target = side("e", english, [0] * len(english))
    links, j = [], 0
    for i, row in enumerate(rows):
        links.append(Link((i,), (j,) if row[1] else (), 0.9))
        j += bool(row[1])
    compared = Comparison(
        target[0],
        target[1],
        Original(source[0], source[1]),
        Alignment(source[2], target[2], tuple(links)),
    )
    return [finding.severity for finding in check_unmatched(compared)]


@pytest.mark.parametrize("delivery", [Delivery.DIRECT, Delivery.UNCERTAIN])
def test_direct_speech_without_french_is_no_addition(delivery):
    rows = [("", "I will say this in my own words.", 0), ("", "It is short.", 0)]
    assert said(check_unmatched, rows, deliveries=[delivery]) == []
    rows = [*((f, e, 0) for f, e in AROUND), ("", "A single remark in between.", 1)]
    assert said(check_unmatched, rows, deliveries=[Delivery.INTERPRETED, Delivery.DIRECT]) == []


def test_an_interpreted_passage_without_any_french_is_one_finding():
    rows = [("", f"Sentence number {n} of a speech.", 0) for n in range(4)]
    ((severity, message),) = said(check_unmatched, rows)
    assert severity is Severity.NEUTRAL
    assert message.startswith("No French answers 4 sentences of the English")


def test_one_sentence_at_the_edge_of_a_long_run_is_an_addition_where_its_turn_is_answered():
    others = [("", f"Sentence number {n} of a speech.", 1) for n in range(8)]
    rows = [(*AROUND[0], 0), ("", "We will of course come back.", 0), *others]
    first, second = said(check_unmatched, rows)
    assert first[0] is Severity.MINOR
    assert "“We will of course come back.”; nothing in the French answers it" in first[1]
    assert second[0] is Severity.NEUTRAL
    assert second[1].startswith("No French answers 8 sentences of the English from")


def test_one_sentence_is_told_as_one():
    others = [("", f"Sentence number {n} of a speech.", 1) for n in range(8)]
    rows = [(*AROUND[0], 0), *others, ("", "We will of course come back.", 2)]
    assert said(check_unmatched, rows)[-1] == (
        Severity.NEUTRAL,
        "No French answers the English sentence “We will of course come back.”: "
        "probably speech that the French text does not hold.",
    )


def test_a_lost_utterance_is_no_addition():
    assert said(check_unmatched, [AROUND[0], ("", "(inaudible)"), AROUND[1]]) == []


# ------------------------------------------------------------------------- all


def test_a_draft_of_our_own_says_nothing_of_the_interpreter():
    rows = [("Nous avons vu 1 500 soldats.", "We saw 1,600 soldiers.")]
    drafted = run_checks(comparison(rows, origin=Origin.PRODUCED))
    assert {(each.check, each.severity) for each in drafted} == {("draft", Severity.NEUTRAL)}
    assert {each.check for each in run_checks(comparison(rows))} == {"numbers"}


def test_findings_come_in_order_of_their_links():
    rows = [
        AROUND[0],
        ("Il y en a 40.", "There are 50."),
        ("La France ne signera pas ce traité.", ""),
        ("Ces valeurs comptent.", "These (inaudible) matter."),
        ("Ils sont 60 aujourd’hui.", "They are 70 today."),
    ]
    assert [finding.link for finding in run_checks(comparison(rows))] == [1, 2, 3, 4]
    assert len(ALL_CHECKS) == 12
