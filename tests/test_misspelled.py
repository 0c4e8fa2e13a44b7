"""Words of a draft that are no words, put right from the English."""

import pytest

from align.misspelled import made_up, put_right, translations


@pytest.mark.parametrize(
    ("english", "french", "right"),
    [
        ("It is indispensable.", "Il est indisssable.", "Il est indispensable."),
        ("We talked of Azerbaijan.", "Nous avons parlé de l'Azerbai.", "l'Azerbaïdjan."),
        ("So said Antony Blinken.", "Antony Blen l'a dit.", "Antony Blinken l'a dit."),
        ("Back to the JCPOA.", "Retour à l'OPACOPOPAA.", "Retour à l'JCPOA."),
        ("The camps in Xinjiang.", "Les camps du zinjiang.", "Les camps du Xinjiang."),
        ("We met in Vienna.", "Nous nous sommes vus à Vienna.", "vus à Vienne."),
        ("The operations go on.", "Les operations continuent.", "Les opérations continuent."),
        ("A pragmatic approach.", "Une approche pragmatifique.", "Une approche pragmatique."),
    ],
)
def test_a_word_that_is_none_becomes_what_it_resembles(english: str, french: str, right: str):
    assert put_right(english, french).endswith(right)


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("We will end it.", "Nous y mettrons fin, ils termineront."),
        ("Thank you, Mr Kujoyama.", "Merci, monsieur Kujoyama."),
        ("A glass of water <gap> please.", "Un verre d'eau <gap> s'il vous plaît."),
        ("Good morning.", "Bonjour à tous les schtroumpfs."),
        ("OUR ALLIANCE IS STRONG.", "NOTRE APPIANCE EST FORTE."),
    ],
)
def test_words_that_may_be_right_stay(english: str, french: str):
    assert put_right(english, french) == french


def test_several_words_of_a_sentence_are_put_right_in_their_places():
    english = "Our alliance with Armenia is indispensable."
    french = "Notre appiance avec l'Armerie est indisssable."
    assert [word.form for word in made_up(english, french)] == [
        "appiance",
        "armerie",
        "indisssable",
    ]
    assert put_right(english, french) == "Notre alliance avec l'Arménie est indispensable."


def test_translations_come_the_most_usual_first():
    assert translations("peace")[0] == "paix"
    assert translations("qwertyuiop") == ()
