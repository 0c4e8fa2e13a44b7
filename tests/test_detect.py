"""Passages and gaps, from whole small transcripts of invented events."""

from __future__ import annotations

import os
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.detect import detect
from align.inference import identity
from align.transcripts.turns import find_turns
from align.types import Delivery, Detection, GapKind, MarkKind, Transcript

D, I, N, U = (  # noqa: E741 - the four letters of the golden tables below
    Delivery.DIRECT,
    Delivery.INTERPRETED,
    Delivery.UNTRANSLATED,
    Delivery.UNCERTAIN,
)


def read(text: str) -> Transcript:
    turns, dropped = find_turns(text)
    return Transcript("invented", text, turns, dropped)


def deliveries(text: str) -> list[tuple[Delivery, str | None]]:
    return [(each.delivery, each.language) for each in detect(read(text)).passages]


def gaps(text: str) -> list[tuple[GapKind, int]]:
    return [(gap.kind, len(gap.marks)) for gap in detect(read(text)).gaps]


# What the words of one turn are, for every shape of marker: text of the turn, then its passages.
ONE_TURN = [
    ("MS. ROY: Good morning.", [(D, None)]),
    ("MS. ROY: (Via interpreter) Good morning.", [(I, None)]),
    ("MS. ROY: (Via interpreter) (In progress) and good morning.", [(I, None)]),
    ("MS. ROY: (In French – Via interpreter) Good morning.", [(I, "fr")]),
    ("MS. ROY: (in French, via interpreter) Good morning.", [(I, "fr")]),
    ("MS. ROY: (Speaking in Arabic through an interpreter.) Good morning.", [(I, "ar")]),
    (
        "MS. ROY: (In Arabic.) It is good to be here.\n\n(Via interpreter) We agree.",
        [(D, None), (I, None)],
    ),
    (
        "MS. ROY: Good morning.\n\n(In Arabic.)\n\n(Via interpreter) We agree.",
        [(D, None), (I, "ar")],
    ),
    ("MS. ROY: (Via translation.)  Good morning.", [(I, None)]),
    ("MS. ROY:  [via interpretation]  Good morning.", [(I, None)]),
    ("MS. ROY: (As interpreted.) Good morning. (In English.) And now.", [(I, None), (D, "en")]),
    (
        "Ada Roy. – (DE) We must talk of this. (EN) And now for our guests. (FR) And so on.",
        [(I, "de"), (D, "en"), (I, "fr")],
    ),
    ("MS. ROY: (Via intepreter) Good morning.", [(I, None)]),
    ("MS. ROY: (In Tamazight via interpreter) Good morning.", [(I, None)]),
    (
        "MS. ROY: (Via interpreter) Yes. (In English – no interpreter) Thank you.",
        [(I, None), (D, "en")],
    ),
    ("MS. ROY: (Via interpreter) Yes. (No interpreter) Thank you.", [(I, None), (D, None)]),
    ("MS. ROY: (In Arabic, no interpreter)", [(N, "ar")]),
    (
        "MS. ROY: (Via interpreter) Yes. (In English) No. (Resumes in French via interpreter) So.",
        [(I, None), (D, "en"), (I, "fr")],
    ),
    ("MS. ROY: (In French) Bonjour à tous. (In English) Good day.", [(D, "fr"), (D, "en")]),
    ("MS. ROY: (In French) Thank you all. (In English) Good day.", [(I, "fr"), (D, "en")]),
    (
        "MS. ROY: This is what we have for you. Mesdames, je vous remercie de votre accueil. OK. "
        "Now we go on to the second of our points.",
        [(D, None), (D, "fr"), (D, None)],
    ),
    (
        "MS. ROY: This is it.\n\nMeine Damen und Herren, Europa braucht jetzt Mut und Kraft.",
        [(D, None), (D, "de")],
    ),
    (
        "MS. ROY: This is what we have for you.\n\n[Speaks French] Merci pour la question. Let me "
        "answer in English.",
        [(D, None), (D, "fr"), (D, None)],
    ),
    ("MS. ROY: We met the Comte de la Tour de la Garde at the house.", [(D, None)]),
    ("MS. ROY (THROUGH TRANSLATOR): Good morning.", [(I, None)]),
    ("MS. ROY (through interpreter): Good morning.", [(I, None)]),
    ("President of Italy Ada Roy (retranslated): Good morning.", [(I, None)]),
    ("ADA ROY [Interpreted from Italian]: Good morning.", [(I, "it")]),
    ("MS. ROY: [Interpreted] Good morning.", [(I, None)]),
    ("Ada Roy/Translator: (00:09)\nGood morning.", [(I, None)]),
    ("Ms. Roy (Italy) (spoke in Spanish): Good morning.", [(I, "es")]),
    ("MS. ROY, via interpreter: Good morning.", [(I, None)]),
    ("MS. ROY: Via interpreter: Good morning.", [(I, None)]),
    ("MS. ROY: {through an official translator from Ukrainian} Good morning.", [(I, "uk")]),
    ("MS. ROY: (Translated from Portuguese) Good morning.", [(I, "pt")]),
    ("MS. ROY: (French interpretation) Good morning.", [(I, "fr")]),
    ("MS. ROY: (via\ninterpreter) Good morning.", [(I, None)]),
    ("MS. ROY: (In French.) Good morning to all of you.", [(U, "fr")]),
    ("MS. ROY: (speaking in German) Good morning.", [(U, "de")]),
    ("MS. ROY: (In French.) Good morning. (In English.) And now.", [(I, "fr"), (D, "en")]),
    ("MS. ROY: (In French.)", [(N, "fr")]),
    ("MS. ROY: Merci, (in French.)", [(D, None), (N, "fr")]),
    ("MS. ROY: (Speaks in Ukrainian.)", [(N, "uk")]),
    ("MS. ROY: (In Spanish.) Gracias a todos por estar con nosotros hoy aquí.", [(D, "es")]),
    ("MS. ROY: (French) (Interpreted) We agree. (English) And now.", [(I, "fr"), (D, "en")]),
    ("MS. ROY: [Through interpreter 00:03:56] As we said.", [(I, None)]),
    ("ADA ROY [President of Italy, as interpreted]: As we said.", [(I, None)]),
    ("MS. ROY: (Speaks to interpreter.) As we said.", [(D, None)]),
    ("M. ROY : INTERVENTION EN ESPAGNOL", [(N, "es")]),
    ("MS. ROY: Merci, (in French), my friends.", [(D, None), (N, "fr"), (D, None)]),
    ("MS. ROY: (No translation provided.)", [(N, None)]),
    ("MS. ROY: [foreign language 00:01:20]", [(N, None)]),
    ("MS. ROY: (In French.) Je vous remercie de votre accueil.", [(D, "fr")]),
    ("MS. ROY: (Laughter.) (Via interpreter) Good morning.", [(I, None)]),
    ("MS. ROY: (Via interpreter) Good. (Laughter.)\n\n(Via interpreter) Morning.", [(I, None)]),
    ("MS. ROY: He lived (in French Guiana) for years.", [(D, None)]),
    ("MS. ROY: The book (in French) is short.", [(D, None)]),
    ("MS. ROY: They won the cup (English) twice.", [(D, None)]),
    ("MS. ROY: My friend (the interpreter was late) laughed.", [(D, None)]),
    ("MS. ROY: The word (translation) is hard.", [(D, None)]),
    (
        "Ada Roy (PPE). – (IT) Madam President, we agree.\n\nBo Lind (PPE). – No.",
        [(I, "it"), (D, None)],
    ),
    ("[Interpreter] Good morning. It is good to be here.", [(I, None)]),
    ("INTERPRETER: Good morning.", [(I, None)]),
    ("MODÉRATEUR : (via interprète) Bonjour à tous et à toutes.", [(I, None)]),
    ("M. ROY : (interprétation de l’anglais) Je suis ravi de vous voir.", [(I, "en")]),
    ("M. ROY : (traduit de l'anglais) Je suis ravi de vous voir.", [(I, "en")]),
    ("M. ROY (parle en arabe) : Je suis ravi de vous voir.", [(I, "ar")]),
    ("M. ROY : (en anglais) Je suis ravi de vous voir.", [(U, "en")]),
    ("M. ROY : (en français) Je suis ravi de vous voir.", [(D, "fr")]),
    (
        "M. ROY : (par l’intermédiaire d’une interprète) Je suis là. (En français.) Et de la voir.",
        [(I, None), (D, "fr")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ONE_TURN, ids=[text[:48] for text, _ in ONE_TURN])
def test_each_marker_gives_its_passages(text, expected):
    assert deliveries(text) == expected


# Where words are lost: text of a turn, then the kind of each gap and how many marks it joins.
LOST = [
    ("these fair (inaudible) demand", [(GapKind.INAUDIBLE, 1)]),
    ("(Inaudible.)", [(GapKind.INAUDIBLE, 1)]),
    (
        "And -- (inaudible) -- little -- (inaudible). (inaudible) -- so.",
        [(GapKind.INAUDIBLE, 1), (GapKind.INAUDIBLE, 2)],
    ),
    ("We … [inaudible] to thank", [(GapKind.INAUDIBLE, 1)]),
    ("We [inaudible 00:01:21] you.", [(GapKind.INAUDIBLE, 1)]),
    ("We [unintelligible] you [indiscernible].", [(GapKind.INAUDIBLE, 1)] * 2),
    ("Well [crosstalk] yes.", [(GapKind.CROSSTALK, 1)]),
    ("(CROSS-TALK)", [(GapKind.CROSSTALK, 1)]),
    ("(Off-mike.)", [(GapKind.OFF_MIC, 1)]),
    ("So (off mic) no.", [(GapKind.OFF_MIC, 1)]),
    ("So (microphone off) no.", [(GapKind.OFF_MIC, 1)]),
    ("So (Interruption to audio) no.", [(GapKind.AUDIO_LOST, 1)]),
    ("So (audio cuts out) no.", [(GapKind.AUDIO_LOST, 1)]),
    ("So (audio gap) no (break in recording) yes.", [(GapKind.AUDIO_LOST, 1)] * 2),
    ("So (partially inaudible), and (several words inaudible).", [(GapKind.INAUDIBLE, 1)] * 2),
    ("So (inaudible due to the wind, which was strong) no.", [(GapKind.INAUDIBLE, 1)]),
    ("So (inaudible; off mic) no.", [(GapKind.INAUDIBLE, 1)]),
    ("(In progress) and so on.", [(GapKind.START_LOST, 1)]),
    ("(Joined in progress.) And so on.", [(GapKind.START_LOST, 1)]),
    ("(beginning of remarks inaudible) And so on.", [(GapKind.START_LOST, 1)]),
    ("(In progress) (inaudible) so.", [(GapKind.START_LOST, 1), (GapKind.INAUDIBLE, 1)]),
    ("(No translation provided.)", [(GapKind.NOTHING_PRINTED, 1)]),
    ("Merci, (in French.)", [(GapKind.NOTHING_PRINTED, 1)]),
    ("(In French, inaudible.)", [(GapKind.INAUDIBLE, 1)]),
    (
        "Oui (incompris) et (coupure) non [Note de la rédaction : inaudible].",
        [(GapKind.INAUDIBLE, 1), (GapKind.AUDIO_LOST, 1), (GapKind.INAUDIBLE, 1)],
    ),
    ("Oui (hors micro) non.", [(GapKind.OFF_MIC, 1)]),
    ("Yes <inaudible> and *inaudible* no.", [(GapKind.INAUDIBLE, 1)] * 2),
    ("Yes -- inaudible -- no.", [(GapKind.INAUDIBLE, 1)]),
    ("So (laughter and inaudible remarks) no (inaudible applause).", [(GapKind.INAUDIBLE, 1)] * 2),
    ("So (remainder of sentence unintelligible) no.", [(GapKind.INAUDIBLE, 1)]),
    ("So (several speakers at once) no.", [(GapKind.CROSSTALK, 1)]),
    ("So [video freezes] no (mal audible) yes.", [(GapKind.AUDIO_LOST, 1), (GapKind.INAUDIBLE, 1)]),
    ("So (inaudible to others, he said) no (inaudible pour le public).", []),
    ("So (UNINTEL) no (UNINTELL).", [(GapKind.INAUDIBLE, 1)] * 2),
    ("So [inaud.] no (...inaudible...) yes [unintelligible phrase].", [(GapKind.INAUDIBLE, 1)] * 3),
    (
        "So (inaudible due to cross-talk) no (mic off).",
        [(GapKind.INAUDIBLE, 1), (GapKind.OFF_MIC, 1)],
    ),
    ("[foreign language 00:01] [foreign language 00:09]", [(GapKind.NOTHING_PRINTED, 2)]),
    ("Good. (Laughter.) -- (laughter) -- (Applause.) (sic) (ph) (Rires.)", []),
    ("The text (...) goes on [...] and on.", []),
    ("The choir (which was inaudible from here) sang; the rest was unclear.", []),
    ("Our plan (still in progress) works, and the work (in progress) too.", []),
    ("[Senior Foreign Ministry Official] said so (the motion is carried).", []),
    ("The 2019 report (2019) says [1] that.", []),
]


@pytest.mark.parametrize(("speech", "expected"), LOST, ids=[text[:48] for text, _ in LOST])
def test_each_gap_has_its_kind_and_runs_are_one_gap(speech, expected):
    assert gaps(f"MS. ROY: {speech}") == expected


def test_a_gap_keeps_its_place_and_its_time():
    text = "MS. ROY: We thank [inaudible 00:01:21] you."
    (gap,) = detect(read(text)).gaps
    assert gap.span.of(text) == "[inaudible 00:01:21]"
    assert gap.time == 81.0


def test_two_facts_in_one_bracket_both_survive():
    text = "MS. ROY: (Via interpreter; in progress) and so on."
    found = detect(read(text))
    assert [each.delivery for each in found.passages] == [I]
    assert [gap.kind for gap in found.gaps] == [GapKind.START_LOST]


def test_foreign_speech_rendered_by_the_next_turn_is_no_gap():
    text = "MR. KOVAL: (In Ukrainian.)\n\nINTERPRETER: We are grateful.\n\nMS. ROY: Thanks."
    assert deliveries(text) == [(N, "uk"), (I, "uk"), (D, None)]
    assert gaps(text) == []


def test_a_mark_above_the_first_label_holds_for_the_whole_page():
    text = "Via Translation\n\nMS. ROY: Welcome.\n\nQUESTION: When?\n\nMS. ROY: (In English.) Now."
    assert deliveries(text) == [(I, None), (I, None), (D, "en")]


def test_toggles_of_a_parliament_cross_speakers():
    text = (
        "[English]\n\nHon. Ann Cole (Minister of Trade, Lib.): Mr. Speaker, let me say: yes.\n\n"
        "[Translation]\n\nOur regions count.\n\nMr. Luc Roy (Bourg—La Rive, BQ): They do.\n\n"
        "[English]\n\nThe Speaker: Order."
    )
    assert deliveries(text) == [(D, "en"), (I, "fr"), (I, "fr"), (D, "en")]


def test_toggles_work_in_the_french_record_too():
    text = (
        "[Français]\n\nL'hon. Ann Cole (ministre du Commerce, Lib.) : Nous sommes là pour vous.\n\n"
        "[Traduction]\n\nLes régions comptent pour nous.\n\nLe Président : Je vous remercie.\n\n"
        "[Français]\n\nM. Luc Roy (Bourg—La Rive, BQ) : Merci de la réponse."
    )
    assert deliveries(text) == [(D, "fr"), (I, "en"), (I, "en"), (D, "fr")]


def test_toggles_work_in_text_that_has_lost_its_lines():
    text = (
        "The Chair: Welcome. [Translation] We begin. [English] Mr. Roy. [Translation] Mr. Luc Roy: "
        "Thank you. The Chair: Go on. [English] Next."
    )
    assert deliveries(text) == [
        *((D, None), (I, "fr"), (D, "en")),
        *((I, "fr"), (I, "fr"), (D, "en")),
    ]


def test_both_texts_of_a_third_language_are_two_blocks():
    text = (
        "Ms. Ana Lind (North, Lib.): Thank you.\n\n[Member spoke in Inuktitut as follows:]\n\n"
        "Qujannamiik uqaqti.\n\n[Inuktitut text interpreted as follows:]\n\nThank you, Speaker."
    )
    assert deliveries(text) == [(D, None), (D, "iu"), (I, "iu")]


def test_the_same_speakers_forgotten_mark_is_inferred_with_reason_and_confidence():
    text = (
        "MINISTER ROY: (Via interpreter) Good morning.\n\nMS. HALE: Thanks.\n\n"
        "MINISTER ROY: (Via interpreter) We agree.\n\nMINISTER ROY: (Inaudible) to add."
    )
    last = detect(read(text)).passages[-1]
    assert last.delivery is I
    assert last.evidence.rule == "same speaker"
    assert "2 other turns" in last.evidence.reason
    assert 0.5 < last.confidence < 1


def test_a_switch_in_mid_turn_does_not_hide_how_a_speaker_starts():
    text = (
        "MINISTER ROY: (Via interpreter) Good morning. (In English) And welcome.\n\n"
        "MINISTER ROY: (Via interpreter) We agree.\n\nMINISTER ROY: (Inaudible) in June at last."
    )
    last = detect(read(text)).passages[-1]
    assert last.delivery is I
    assert last.confidence < 0.8


def test_one_mark_stands_for_all_turns_after_it_in_a_record_that_marks_nobody_twice():
    text = (
        "LE PRÉSIDENT : Bonjour à tous.\n\nM. ROY (via interprète) : Je vous remercie beaucoup.\n\n"
        "LE PRÉSIDENT : Une question ?\n\nM. ROY : Je suis d’accord avec le Président."
    )
    assert deliveries(text) == [(D, None), (I, None), (D, None), (I, None)]


@pytest.mark.parametrize(
    "note",
    [
        "Via Translation",
        "(As interpreted)",
        "[The following is via translation]",
        "Remarks as delivered through an interpreter",
        "[Provisional Translation]",
        "Traduction non officielle",
    ],
)
def test_a_note_above_the_speakers_holds_for_all_of_them(note):
    text = f"Joint Statement\n\n{note}\n\nMS. ROY: We agree.\n\nMR. LIND: (In English) I do too."
    assert deliveries(text) == [(I, None), (D, "en")]


@pytest.mark.parametrize(
    "note",
    [
        "Remarks at the Translation Centre",
        "This record contains the text of speeches in English and the translation of others.",
        "Lost in Translation",
        "No translation provided",
    ],
)
def test_a_title_about_translation_is_no_such_note(note):
    assert deliveries(f"{note}\n\nMS. ROY: We agree.")[-1] == (D, None)


@pytest.mark.parametrize(
    "text",
    [
        "QUESTION: (Via interpreter) When?\n\nMS. ROY: Now.\n\nQUESTION: Why?",
        "Q    (As interpreted.) When?\n\nMS. ROY: Now.\n\nQ    Why?",
        "UNIDENTIFIED MALE (through translator): When?\n\nUNIDENTIFIED MALE: Why?",
        "MS. ROY: (Via interpreter) Good. (In English) And now.\n\nMS. ROY: Well, yes.",
        "MS. ROY: (Via interpreter) Good.\n\nMS. ROY: Well, let us stick with English here.",
        "MS. ROY: (Via interpreter) Good.\n\nMS. ROY: (Via interpreter) So.\n\nMS. ROY: Thank you.",
        "MS. ROY: I begin.\n\nMS. ROY: (Via interpreter) Good.\n\nMS. ROY: So it is, is it?",
        "The President (spoke in Arabic): Order.\n\nThe President: The floor is yours.",
    ],
)
def test_nothing_is_inferred_for_nobody_nor_for_who_also_speaks_english(text):
    assert detect(read(text)).passages[-1].delivery is D


def test_a_short_label_is_the_same_person_as_the_long_one():
    text = (
        "PIERRE MOREL, PRESIDENT OF FRANCE (through translator): Good morning.\n\n"
        "MOREL (through translator): I agree.\n\nMS. HALE: Thanks.\n\n"
        "MOREL: We shall see what comes."
    )
    assert deliveries(text)[-1] == (I, None)


def test_an_uncertain_passage_says_so():
    (passage,) = detect(read("MS. ROY: (In French.) Good morning to all of you.")).passages
    assert passage.confidence < 1
    assert "cannot tell" in passage.evidence.reason


@pytest.mark.parametrize(
    ("speaker", "name"),
    [("FOREIGN MINISTER LE DRAN", ("le", "dran")), ("QUESTION", ()), ("Q", ()), ("SPEAKER ?", ())],
)
def test_identity_leaves_titles_out_and_knows_who_is_no_person(speaker, name):
    assert identity(speaker) == name


# ------------------------------------------------------------------ properties

WORDS = ["we", "agree", "on", "peace", "Lyon", "today", "the", "plan", "of", "June", "is", "good"]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(
    lambda words: " ".join(words).capitalize() + "."
)
MARKERS = st.sampled_from(
    [
        "(Via interpreter)",
        "(In English.)",
        "[inaudible]",
        "(Laughter.)",
        "(In French.)",
        "[crosstalk 01:02]",
    ]
)
TURNS = st.lists(
    st.tuples(
        st.sampled_from(["MS. ROY", "QUESTION", "MR. HALE"]),
        st.lists(st.one_of(SENTENCES, MARKERS), min_size=1),
    ),
    min_size=1,
    max_size=5,
)


def covered(transcript: Transcript, found: Detection) -> None:
    text = transcript.text
    spans = [passage.span for passage in found.passages]
    assert spans == sorted(spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    inside = {i for span in spans for i in range(span.start, span.end)}
    for turn in transcript.turns:
        for paragraph in turn.paragraphs:
            missing = [i for i in range(paragraph.start, paragraph.end) if i not in inside]
            assert not any(text[i].isalnum() for i in missing)


@given(TURNS)
def test_passages_cover_every_word_in_order(turns):
    transcript = read("\n\n".join(f"{name}: {' '.join(parts)}" for name, parts in turns))
    covered(transcript, detect(transcript))


@given(st.text(alphabet="AaBb QR:.-–()[]\n ’é1", max_size=200))
def test_anything_at_all_is_read_without_an_error(text):
    transcript = read(text)
    covered(transcript, detect(transcript))


@pytest.mark.parametrize("unit", ["(", "()", "(a: ", "A: ", ". Ab Cd ", "ABC DEF ", "(inaudible) "])
def test_a_megabyte_in_one_line_takes_seconds_not_hours(unit):
    detect(read(unit * (200_000 // len(unit))))


# -------------------------------------------------------------- the real event


def seed() -> Path:
    data = Path(os.environ.get("ALIGN_DATA", Path(__file__).parents[1] / "../shared/data"))
    folder = Path(os.environ.get("ALIGN_SEEDS", data.parent / "seeds"))
    path = folder / "press-availability-2021-06-25.txt"
    if not path.is_file():
        pytest.skip(f"no seed transcript in {folder}: set ALIGN_SEEDS to its folder")
    return path


def test_the_press_availability_of_june_2021_is_read_as_a_linguist_reads_it():
    text = seed().read_text(encoding="utf-8")
    transcript = read(text)
    found = detect(transcript)
    rules = Counter(mark.rule for mark in found.marks)
    kinds = Counter(gap.kind for gap in found.gaps)
    assert len(transcript.turns) == 22
    assert sum(p.evidence.rule == "via interpreter" for p in found.passages) == 12
    assert sum(p.evidence.rule == "own language" for p in found.passages) == 3
    assert (rules["inaudible"], rules["start lost"], rules["noise"]) == (14, 1, 1)
    assert kinds == {GapKind.INAUDIBLE: 14, GapKind.START_LOST: 1}
    minister, moderator = found.passages[-2:]
    for last in (minister, moderator):
        assert last.delivery is I
        assert last.evidence.rule == "same speaker"
        assert last.evidence.reason
        assert last.confidence < 1
    secretary = [p for p in found.passages if "BLINKEN" in transcript.turns[p.turn].speaker]
    assert all(p.delivery is D for p in secretary if p.turn > 1)
    assert sum(mark.kind is MarkKind.NOISE for mark in found.marks) == 1


def test_the_page_around_the_press_availability_is_dropped_and_nothing_else():
    text = seed().read_text(encoding="utf-8")
    transcript = read(text)
    above = text[: transcript.turns[0].span.start]
    below = text[transcript.turns[-1].span.end :]
    dropped = [each.span.of(text) for each in transcript.dropped]
    assert dropped == [line for line in (above + below).split("\n") if line.strip()]
    assert above.count("\n") == 10
