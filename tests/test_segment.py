"""Segmenting: sentences whose spans are exact, never split at a mark."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.segment import segment, segment_lines
from align.types import (
    Delivery,
    Detection,
    Evidence,
    Gap,
    GapKind,
    Mark,
    MarkKind,
    Passage,
    Span,
    Transcript,
    Turn,
)

MARKS = re.compile(r"\((inaudible|laughter|rires|ph|in progress|in english|in french)\.?\)", re.I)
KINDS = {
    "inaudible": MarkKind.GAP,
    "in progress": MarkKind.GAP,
    "laughter": MarkKind.NOISE,
    "rires": MarkKind.NOISE,
    "ph": MarkKind.NOTE,
    "in english": MarkKind.SPOKEN,
    "in french": MarkKind.UNTRANSLATED,
}


def detected(text, *, passages=(0,), deliveries=None):
    """A transcript of one turn with its marks found; passages begin at the given places."""
    paragraphs = [Span(*at.span()) for at in re.finditer(r"\S(?:[^\n]|\n(?!\n))*", text)]
    marks, gaps = [], []
    for at in MARKS.finditer(text):
        span, kind = Span(*at.span()), KINDS[at[1].lower()]
        marks.append(Mark(span, kind, "test"))
        if kind not in {MarkKind.GAP, MarkKind.UNTRANSLATED}:
            continue
        if gaps and not any(map(str.isalnum, text[gaps[-1].span.end : span.start])):
            last = gaps.pop()
            span_of_run = Span(last.span.start, span.end)
            gaps.append(Gap(0, span_of_run, GapKind.INAUDIBLE, (*last.marks, span)))
        else:
            gaps.append(Gap(0, span, GapKind.INAUDIBLE, (span,)))
    ends = [*passages[1:], len(text)]
    return (
        Transcript("talk.txt", text, (Turn("", None, tuple(paragraphs)),)),
        Detection(
            tuple(
                Passage(0, Span(start, end), delivery, Evidence("test", "test"))
                for start, end, delivery in zip(
                    passages, ends, deliveries or [Delivery.INTERPRETED] * len(ends), strict=True
                )
            ),
            tuple(gaps),
            tuple(marks),
        ),
    )


def sentences(text, language="en"):
    return [each.text for each in segment(*detected(text), language=language)]


def spoken(text, language="en"):
    return [each.spoken for each in segment(*detected(text), language=language)]


# ------------------------------------------------------------ golden examples


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Mr. Hale met Sen. Ortiz. | They agreed."),
        ("en", "In the U.S. we begin at 5 p.m. on Monday. | Good."),
        ("en", "The U.S. Department of Trade said no. | Why?"),
        ("en", "We met at the U.S.-EU talks. | Good."),
        ("fr", "C’est 15p. 100 de plus. | Voilà."),
        ("en", "We worked with the U.S. | They worked with us."),
        ("en", "Gen. J. F. Stone, Jr. spoke first. | No. | We listened."),
        ("en", "It is a matter for you and I. | Because we care."),
        (
            "en",
            "He told it to me. | Thank you. | State of the art. | Lyon is, too. | As art. V says.",
        ),
        ("en", "It is for you and I. | France knows. | The answer is no. | See no. 5, plan B."),
        ("fr", "C'est l'état de l'art. | Nous y sommes, voir art. 5 et vol. II. | Oui."),
        ("en", "No. | I see art. IV, p. 3 and no. 12. | It costs 3.5 percent."),
        ("fr", "M. Roux a vu MM. Blanc et Noir. | Mme. Petit aussi."),
        ("fr", "Le traité, cf. art. 5 et p. 3, le dit. | C’est l’art. 6 qui compte."),
        ("fr", "Je remercie J. F. Dubois. | Il a raison !"),
        ("fr", "Des blés, des vins, etc. sont vendus. | C’est 3,5 % de plus."),
        ("fr", "Pourquoi ? | Parce que c’est juste ! | Voilà."),
    ],
)
def test_abbreviations_do_not_end_sentences(language, text):
    assert sentences(text.replace(" | ", " "), language) == text.split(" | ")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He said “Yes. No. Never,” and left. | Good."),
        ("en", "“We are ready. We go.” | Then they went."),
        ("en", 'She said, "It is done." | We heard it.'),
        ("fr", "« Oui. » | Il part. | « Non, dit-il. Je reste. » | Fin."),
        ("fr", "« Pourquoi ? » demande-t-on. | Nous le savons."),
        ("en", "This (it was late. Very late.) ended it. | Good."),
    ],
)
def test_sentences_close_after_their_quotes_and_are_not_cut_inside_short_ones(language, text):
    assert sentences(text.replace(" | ", " "), language) == text.split(" | ")


def test_a_long_quotation_is_split_like_any_text():
    quoted = "“We have come a long way together, and much has been done by all of us here today. "
    quoted += "We have a longer way to go, and much will have to be done by all of us tomorrow.”"
    assert len(sentences(quoted)) == 2


@pytest.mark.parametrize("ellipsis", ["…", "..."])
def test_an_ellipsis_ends_a_sentence_only_before_a_capital(ellipsis):
    assert len(sentences(f"We went{ellipsis} and came back.")) == 1
    assert len(sentences(f"We went{ellipsis} They came back.")) == 2


def test_hard_line_breaks_are_inside_sentences():
    assert sentences("We have come\nto agree. We are\nglad.") == [
        "We have come\nto agree.",
        "We are\nglad.",
    ]


def test_a_text_without_capitals_is_split_at_its_full_stops():
    assert len(sentences("good morning. we begin now. thank you.")) == 3


# ------------------------------------------------------------------------ marks


def test_a_gap_inside_a_sentence_does_not_split_it():
    text = "These shared (inaudible) matter. We know it (inaudible). We do."
    assert sentences(text) == [
        "These shared (inaudible) matter.",
        "We know it (inaudible).",
        "We do.",
    ]


def test_a_run_of_gaps_is_never_cut():
    text = "And so -- (inaudible) -- little -- (inaudible). (inaudible) -- we agree."
    assert sentences(text) == [text]
    assert spoken(text) == ["And so -- little -- we agree."]


def test_a_whole_utterance_lost_is_a_segment_without_words():
    text = "(Inaudible.) Thank you. (Inaudible.)"
    assert sentences(text) == ["(Inaudible.)", "Thank you.", "(Inaudible.)"]
    assert spoken(text) == ["", "Thank you.", ""]


def test_a_gap_may_begin_a_sentence():
    assert sentences("We agree. (Inaudible) have to add.") == [
        "We agree.",
        "(Inaudible) have to add.",
    ]


def test_laughter_belongs_to_what_was_said_before_it():
    assert sentences("That was hard. (Laughter.) We go on.") == [
        "That was hard. (Laughter.)",
        "We go on.",
    ]
    assert spoken("That was hard. (Laughter.) We go on.") == ["That was hard.", "We go on."]


def test_laughter_alone_is_no_segment():
    assert sentences("We end here.\n\n(Laughter.)\n\nThank you.") == ["We end here.", "Thank you."]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the (inaudible) of peace.", "the of peace."),
        ("for the people (inaudible).", "for the people."),
        ("we are -- (laughter) -- very glad.", "we are -- very glad."),
        ("we met Mr. Krasz (ph), who left.", "we met Mr. Krasz, who left."),
        ("(In progress) Welcome back.", "Welcome back."),
        ("we know that -- (inaudible)", "we know that"),
        ("vous venez (inaudible) ?", "vous venez ?"),
        ("-- (inaudible) -- little -- (inaudible).", "little."),
        ("(inaudible)", ""),
        ("-- (inaudible). (inaudible) --", ""),
    ],
)
def test_spoken_words_are_tidy_where_a_mark_was_cut_out(text, words):
    assert spoken(text) == [words]


# --------------------------------------------------- paragraphs and passages


def test_a_paragraph_always_splits_and_is_counted():
    found = segment(*detected("We begin\n\nand we end. Yes."), language="en")
    assert [(each.text, each.paragraph) for each in found] == [
        ("We begin", 0),
        ("and we end.", 1),
        ("Yes.", 1),
    ]


def test_a_passage_always_splits():
    text = "We begin here, (In English) and we end."
    found = segment(*detected(text, passages=(0, text.index("("))), language="en")
    assert [(each.text, each.passage) for each in found] == [
        ("We begin here,", 0),
        ("(In English) and we end.", 1),
    ]
    assert found[1].spoken == "and we end."


def test_foreign_speech_with_nothing_printed_is_only_its_gap():
    text = "Thank you. (In French.)"
    deliveries = [Delivery.DIRECT, Delivery.UNTRANSLATED]
    transcript, detection = detected(text, passages=(0, 11), deliveries=deliveries)
    assert [(each.text, each.spoken) for each in segment(transcript, detection, language="en")] == [
        ("Thank you.", "Thank you."),
        ("(In French.)", ""),
    ]


def test_a_text_can_bring_its_own_split():
    text = "First. Still first\nsecond (inaudible)\n\nthird"
    found = segment_lines(*detected(text))
    assert [(each.text, each.spoken, each.paragraph) for each in found] == [
        ("First. Still first", "First. Still first", 0),
        ("second (inaudible)", "second", 0),
        ("third", "third", 1),
    ]


def test_a_language_without_rules_of_its_own_is_split_too():
    assert len(sentences("Ena. Dva. Tri.", "sl")) == 3
    assert len(sentences("One thing. Another thing.", "xx")) == 2


# ------------------------------------------------------------------- properties

PIECES = st.sampled_from(
    [
        "We agree", "M. Roux", "the U.S.", "and so", "Pourquoi ?", "(inaudible)", "(Inaudible.)",
        "(Laughter.)", "(ph)", "--", "…", ".", "!", "«", "»", "“", "”", '"', "(", ")", "1.", "3,5",
        "\n", "\n\n", "J. F.", "étés",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map(" ".join).filter(str.strip), st.sampled_from(["en", "fr"]))
@settings(deadline=None)
def test_segments_are_exact_in_order_and_hold_every_word(text, language):
    transcript, detection = detected(text)
    paragraphs = [span for turn in transcript.turns for span in turn.paragraphs]
    found = segment(transcript, detection, language=language)
    place = 0
    for each in found:
        assert each.text == each.span.of(text)
        assert each.text == each.text.strip()
        assert each.span in paragraphs[each.paragraph]
        assert each.span.start >= place
        place = each.span.end
    inside = set().union(*(range(each.span.start, each.span.end) for each in found))
    silent = {MarkKind.NOISE, MarkKind.NOTE}
    for mark in detection.marks:
        if mark.kind in silent:
            inside.update(range(mark.span.start, mark.span.end))
    assert [c for n, c in enumerate(text) if c.isalnum() and n not in inside] == []


@given(st.lists(PIECES, max_size=40).map(" ".join).filter(str.strip))
@settings(deadline=None)
def test_no_segment_ends_inside_a_gap(text):
    transcript, detection = detected(text)
    for each in segment(transcript, detection, language="en"):
        for gap in detection.gaps:
            if "\n\n" not in gap.span.of(text):
                assert gap.span in each.span or not gap.span.overlaps(each.span)


@pytest.mark.parametrize("unit", ["A.", " - ", "(", "« a. B ", "(inaudible) ", "? ", "(ph) -- "])
def test_odd_input_takes_linear_time(unit):
    assert len(segment(*detected(unit * 10_000 + "x"), language="en")) >= 1
