"""Speakers of the two sides, and what they mean for linking."""

import pytest

from align import compare, original_from
from align.detect import detect
from align.models.load import load_models
from align.segment import segment
from align.speakers import SOMEONE, UNKNOWN, find_speakers, surname
from align.transcripts.read import parse_transcript
from align.types import LinkKind

ENGLISH = """\
MODERATOR: Good morning, and welcome to the harbour. Madam Mayor, the floor is yours.

MAYOR KERVELLA: (Via interpreter) (In progress) the harbour will open on the third of May. \
Two hundred fishermen have waited for it.

SECRETARY DUNMORE: Thank you, and welcome. The harbour is a good thing for both our coasts.

QUESTION: When will the second quay be built?
"""
FRENCH = """\
MADAME KERVELLA : Bonjour à tous et bienvenue au port. Je suis heureuse de vous dire que le port \
ouvrira le trois mai. Deux cents pêcheurs l’ont attendu.
"""


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("MINISTRE LE DRIAN", "drian"),
        ("Jean-Yves Le Drian, ministre de l’Europe", "drian"),
        ("SECRETARY BLINKEN", "blinken"),
        ("Mme Élise Kervella (in French)", "kervella"),
        ("LE PRÉSIDENT", ""),
        ("MODERATOR", ""),
        ("QUESTION", ""),
        ("", ""),
    ],
)
def test_a_surname_is_the_last_name_of_a_label(label, name):
    assert surname(label) == name


def both():
    return parse_transcript(ENGLISH, "talk.en.txt"), parse_transcript(FRENCH, "talk.fr.txt")


def test_the_same_surname_has_the_same_number_on_both_sides():
    english, french = both()
    source = segment(french, detect(french), language="fr")
    target = segment(english, detect(english), language="en")
    said, heard = find_speakers(source, french, target, english)
    assert said.tolist() == [1, 1, 1]
    assert heard.tolist() == [SOMEONE] * 2 + [1] * 2 + [SOMEONE] * 3


def test_without_labels_nobody_is_known():
    english, _ = both()
    french = parse_transcript("Le port ouvrira le trois mai. Deux cents pêcheurs l’ont attendu.")
    source = segment(french, detect(french), language="fr")
    target = segment(english, detect(english), language="en")
    said, heard = find_speakers(source, french, target, english)
    assert said.tolist() == [UNKNOWN] * 2
    assert set(heard.tolist()) == {SOMEONE}


@pytest.fixture(scope="module")
def report():
    english, french = both()
    return compare(english, original_from(french), load_models())


def test_what_one_speaker_says_is_not_linked_to_another(report):
    alignment, turns = report.comparison.alignment, report.comparison.transcript.turns
    matched = [link for link in alignment.links if link.kind is LinkKind.MATCHED]
    linked = {turns[alignment.target[j].turn].speaker for link in matched for j in link.target}
    assert linked == {"MAYOR KERVELLA"}


def test_what_a_lost_start_hides_is_no_omission(report):
    assert any(link.kind is LinkKind.OMITTED for link in report.comparison.alignment.links)
    assert not any(finding.category == "Accuracy/Omission" for finding in report.findings)
    assert any("Bonjour à tous" in finding.message for finding in report.findings)
