"""Every shape of speaker label, and what only looks like one."""

from __future__ import annotations

import pytest

from align.transcripts.label_shapes import Shape, clean_head, label_time, shape_of
from align.transcripts.turns import find_turns

# A document, and the speakers found in it.
DOCUMENTS = [
    ("FOREIGN MINISTER LE ROY: Good morning.", ["FOREIGN MINISTER LE ROY"]),
    ("MR KIRK: Yes.\n\nMR. RYCE: No.\n\nMS ORTEGA: So.", ["MR KIRK", "MR. RYCE", "MS ORTEGA"]),
    ("THE PRESIDENT: Yes.\n\nQ    Why?\n\nQ  (Inaudible.)", ["THE PRESIDENT", "Q", "Q"]),
    (
        "President Roy. Good morning.\n\nQ. Why?\n\nPresident Roy. So.",
        ["President Roy", "Q", "President Roy"],
    ),
    ("ADA ROY [President of Italy]: Good morning.", ["ADA ROY [President of Italy]"]),
    ("President of Italy Ada Roy (retranslated): Yes.", ["President of Italy Ada Roy"]),
    ("ADA ROY, PRESIDENT OF ITALY (through translator): Yes.", ["ADA ROY, PRESIDENT OF ITALY"]),
    ("Speaker 1: (00:00)\nYes.\n\nSpeaker 2: (00:12)\nNo.", ["Speaker 1", "Speaker 2"]),
    ("Speaker 1 (00:00):\nYes.\n\nAda Roy (00:12):\nNo.", ["Speaker 1", "Ada Roy"]),
    ("Ada Roy  00:05\nYes, we do.\n\nBo Lind  00:12\nNo.", ["Ada Roy", "Bo Lind"]),
    ("[00:01:02] Ada Roy: Yes.\n[00:01:09] Bo Lind: No.", ["Ada Roy", "Bo Lind"]),
    (">> ADA ROY: Yes.\n>> REPORTER: Why?", ["ADA ROY", "REPORTER"]),
    ("MINISTRE SÉJOURNET : Oui.\n\nQUESTION : Et demain ?", ["MINISTRE SÉJOURNET", "QUESTION"]),
    ("LE PRÉSIDENT - Bonjour.\n\nQUESTION - Pourquoi ?", ["LE PRÉSIDENT", "QUESTION"]),
    ("LE PRESIDENT. – Bonjour.\n\nQUESTION. – Pourquoi ?", ["LE PRESIDENT", "QUESTION"]),
    ("Q - Pourquoi ?\n\nR - Parce que.", ["Q", "R"]),
    ("M. Jacob ZIMA - Bonjour.\n\nLE PRÉSIDENT - Merci.", ["M. Jacob ZIMA", "LE PRÉSIDENT"]),
    ("Jean-Paul ELKANN : Bonsoir.\n\nAda ROY : Bonsoir.", ["Jean-Paul ELKANN", "Ada ROY"]),
    ("J.-P. Elkann.- Bonsoir.\nOui.\n\nJ.-P. Elkann.- Et ?", ["J.-P. Elkann", "J.-P. Elkann"]),
    ("Ada Roy: Yes.\n\nBo Lind: No.", ["Ada Roy", "Bo Lind"]),
    ("Roy: Yes.\n\nLind: No.\n\nRoy: Well.\n\nLind: So.", ["Roy", "Lind", "Roy", "Lind"]),
    (
        "ADA ROY\nBonsoir.\n\nBO LIND\nBonsoir.\n\nADA ROY\nOui.\n\nBO LIND\nNon.",
        ["ADA ROY", "BO LIND"] * 2,
    ),
    (
        "LE PRÉSIDENT\nOui, bien.\n\nM. LIND\nNon.\n\nLE PRÉSIDENT\nSi.\n\nJOURNALISTE\nEt ?\n\n"
        "LE PRÉSIDENT\nVoilà.",
        ["LE PRÉSIDENT", "M. LIND", "LE PRÉSIDENT", "JOURNALISTE", "LE PRÉSIDENT"],
    ),
    (
        "Ada Roy: ‘We will go on’ Transcript\n\nAda Roy: (00:01)\nYes.\n\nLind: (00:04)\nNo.\n\n"
        "Ada Roy: (00:09)\nSo.",
        ["Ada Roy", "Lind", "Ada Roy"],
    ),
    ("The Chair (Hon. Bo Lind (North, Lib.)): Order.", ["The Chair (Hon. Bo Lind (North, Lib.))"]),
    (
        "M. le président. Bonjour.\n\nM. Bo Lind, ministre (interprétation de l'anglais). Oui.\n\n"
        "M. le président. Merci.",
        ["M. le président", "M. Bo Lind, ministre", "M. le président"],
    ),
    ("Host: Ada Roy\n\nHost: Good evening.\n\nMedia: (Inaudible.)", ["Host", "Media"]),
    ("MS. ROY: Yes.\n\n(INTERPRETER): No.\n\nQ1: So?", ["MS. ROY", "INTERPRETER", "Q1"]),
    ("MS. ROY: Yes.\n\nQUESTION [Le Soir, interpreted]: Why?", ["MS. ROY", "QUESTION"]),
    ("The Speaker: Order.\n\nSome hon. members: Hear, hear!", ["The Speaker", "Some hon. members"]),
    ("Mr. Luc Roy (Bourg—La Rive, BQ): Mr. Speaker, yes.", ["Mr. Luc Roy (Bourg—La Rive, BQ)"]),
    (
        "NATO Secretary General Bo Lind: Yes.\n\nQuestion [Reuters]: Why?",
        ["NATO Secretary General Bo Lind", "Question [Reuters]"],
    ),
    (
        "Le ministre des affaires étrangères : Oui.\n\nJournaliste : Et ?",
        ["Le ministre des affaires étrangères", "Journaliste"],
    ),
    (
        "MS. ROY: Yes. It is this: peace. QUESTION: Why? MS. ROY: So.",
        ["MS. ROY", "QUESTION", "MS. ROY"],
    ),
    ("MS. ROY: We must go — QUESTION: Why?", ["MS. ROY", "QUESTION"]),
    ("THE PRESIDENT: Go on. Q Why? THE PRESIDENT: So.", ["THE PRESIDENT", "Q", "THE PRESIDENT"]),
    ("PRIME MINISTER MAY: Yes.\n\nMR. HE: No.", ["PRIME MINISTER MAY", "MR. HE"]),
    ("THERESA MAY: Yes.\n\nDR LIND, WHO: No.", ["THERESA MAY", "DR LIND, WHO"]),
    ("Theresa May MP: Yes.\n\nDo Thi An: No.", ["Theresa May MP", "Do Thi An"]),
    ("HIS MAJESTY KING BO: Yes.\n\nFIRST LADY ROY: No.", ["HIS MAJESTY KING BO", "FIRST LADY ROY"]),
    ("SECOND VICE PRESIDENT DIAZ: Yes.\n\nAND SO: No.", ["SECOND VICE PRESIDENT DIAZ"]),
    ("Q1 Chair: Why?\n\nAda Roy: Yes.\n\nQ2  Bo Lind: So?", ["Chair", "Ada Roy", "Bo Lind"]),
    (
        "    The Chairman. To order.\n\n    Senator Roy. Mr. Lind, is it so?\n\n"
        "    Mr. Lind. It is.\n\n    Senator Roy. Ms. Diaz?\n\n    Ms. Diaz. Yes.",
        ["The Chairman", "Senator Roy", "Mr. Lind", "Senator Roy", "Ms. Diaz"],
    ),
    (
        "Host (00:14):\nSorry, go on. [crosstalk 00:00:15].\n\n"
        "Roy (00:20):\nGreat. [inaudible 00:21]",
        ["Host", "Roy"],
    ),
    ("HOST: Good evening.\n\nMS. ROY: Yes.\n\nHOST: So you say --", ["HOST", "MS. ROY", "HOST"]),
    ("MS. ROY: Yes.\n\nTHE FRENCH INTERPRETER: No.", ["MS. ROY", "THE FRENCH INTERPRETER"]),
    (
        "Ms. bint Roy (spoke in Arabic): Yes.\n\nOld man (via interpreter): No.",
        ["Ms. bint Roy", "Old man"],
    ),
    ("MS. ROY: Yes.\n\n(UNKNOWN): No.", ["MS. ROY", "UNKNOWN"]),
    ("MS. ROY: Yes.\n\n(THROUGH TRANSLATOR): And no.", ["MS. ROY"]),
    ("IN THE CHAIR: ADA ROY\n\nADA ROY: We begin.\n\nBO LIND: Yes.", ["ADA ROY", "BO LIND"]),
    ("Ada Roy: Yes.\n\nBo Lind: No.\n\nTo the Minister: is it so?", ["Ada Roy", "Bo Lind"]),
    ("MS. ROY: Yes.\n\nQ (Bo Lind, AFP): Why?\n\nQ: So?", ["MS. ROY", "Q (Bo Lind, AFP)", "Q"]),
    ("Mao Lin: Yes.\n\nReuters: Why?\n\nMao Lin: So.", ["Mao Lin", "Reuters", "Mao Lin"]),
    (
        "Ada Lagarde: Yes.\n\nde Guindos: No.\n\nAda Lagarde: So.\n\nLagarde: Well.",
        ["Ada Lagarde", "de Guindos", "Ada Lagarde", "Lagarde"],
    ),
    ("President Roy: Yes.\n\nQuestion, Le Soir: Why?", ["President Roy", "Question, Le Soir"]),
    ("Ada Roy  00:05\nYes.\n\nInterpreter  00:12\nNo.", ["Ada Roy", "Interpreter"]),
    (">> GOOD EVENING.\n\n>> PRES. ROY: YES.\n\n>> THANK YOU.", ["", "PRES. ROY", ""]),
    (
        "Foreign Affairs Council: Remarks by Minister Ada Roy\n\nADA ROY: Yes.\n\nBO LIND: No.",
        ["ADA ROY", "BO LIND"],
    ),
    ("MS. ROY: Yes.\n\nMS. ROY: And no.", ["MS. ROY", "MS. ROY"]),
    ("MS. ROY:  Two spaces.", ["MS. ROY"]),
    ("MS. ROY: Two things, simply: First, peace.\n\nIt was this: peace.", ["MS. ROY"]),
    (
        "MS. ROY: Yes.\n\nMR. LIND: No.\n\nQUESTION: Why?\n\nPrime Minister Roy: he was tall.",
        ["MS. ROY", "MR. LIND", "QUESTION"],
    ),
    ("INTERPRETER: Yes.\n\nTHE INTERPRETER: No.", ["INTERPRETER", "THE INTERPRETER"]),
    ("INTERPRÈTE : Oui, bien sûr.", ["INTERPRÈTE"]),
    ("**MS. ROY:** Yes.", ["MS. ROY"]),
    ("[00:00:05.10] - Ada Roy\nYes.\n\n[00:00:12.00] - Speaker 2\nNo.", ["Ada Roy", "Speaker 2"]),
    (
        "President Roy: Yes. Moderator: Thanks. Reporter: Why? President Roy: So. Reporter: Oh.",
        ["President Roy", "Moderator", "Reporter", "President Roy", "Reporter"],
    ),
    (
        "Ada Jourdan - Oui.\n\nQ : Et ?\n\nR : Oui.\n\nBo Lind - Je dis.\n\nAda Jourdan - Bien.",
        ["Ada Jourdan", "Q", "R", "Bo Lind", "Ada Jourdan"],
    ),
    ("MS. ROY: Yes.\n\n       END       1:35 P.M. EDT", ["MS. ROY"]),
    (
        "Interpreter for Mr. Koval: Yes.\n\nMR. KOVAL: No.",
        ["Interpreter for Mr. Koval", "MR. KOVAL"],
    ),
]


@pytest.mark.parametrize(("text", "speakers"), DOCUMENTS, ids=[text[:40] for text, _ in DOCUMENTS])
def test_each_shape_of_label_is_found(text, speakers):
    turns, _ = find_turns(text)
    assert [turn.speaker for turn in turns] == speakers


@pytest.mark.parametrize(
    "text",
    [
        "There were two ways: by land and by sea. They took the second.",
        "It was late. Result: nothing. Note: they had gone. NATO: what next?",
        "PARIS - The talks went on until the morning of Friday.",
        "He wrote about Jean Monnet: a life. Then he stopped.",
        "The train left at 10:30 and came at 12:15, as we know.",
        "We met. The President of the Republic: a tall man. He smiled.",
        "They agreed on this:\nno more war.\nAnd so it was.",
        "A nation needs roads. Q is a letter of the alphabet.",
    ],
)
def test_prose_has_no_labels(text):
    turns, _ = find_turns(text)
    assert [turn.speaker for turn in turns] == [""]


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("MR KIRK", Shape.CAPS),
        ("Moderator", Shape.ROLE),
        ("Jean-Paul ELKANN", Shape.SURNAME),
        ("Foreign Minister Ada Roy", Shape.TITLED),
        ("Ada Roy", Shape.NAME),
        ("Roy", Shape.SINGLE),
        ("Mr. President", Shape.ADDRESS),
        ("Two things, simply", None),
        ("What I mean is this", None),
        ("WHAT WE WANT IS THIS", None),
        ("Mr. Speaker, I rise today. Let me be clear", None),
    ],
)
def test_the_shape_of_a_name(name, shape):
    assert shape_of(name) is shape


def test_markers_and_times_are_no_part_of_the_name():
    assert clean_head("Ada Roy/Translator") == ("Ada Roy", True)
    assert clean_head("ADA ROY (in Italian, via interpreter) (00:12)") == ("ADA ROY", True)
    assert clean_head("Mr. Roy (France)") == ("Mr. Roy (France)", False)


@pytest.mark.parametrize(
    ("label", "seconds"),
    [("Roy: (00:09)", 9.0), ("Roy: [01:02:03]", 3723.0), ("00:01:02.5 Roy:", 62.5), ("Roy:", None)],
)
def test_the_time_of_a_label(label, seconds):
    assert label_time(label) == seconds
