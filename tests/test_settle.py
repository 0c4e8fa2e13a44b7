"""A passage that its mark leaves open is settled by the French text."""

from align.models.load import load_models
from align.pipeline import compare, original_from
from align.transcripts import parse_transcript
from align.types import Delivery

ENGLISH = (
    "MINISTER VARENNE: (Via interpreter) The new line will open in May. We thank our partners.\n\n"
    "SECRETARY HALE: (In French.) I learned to swim in this river when I was seven years old. "
    "My grandmother taught me, and she was very strict.\n\n"
    "SECRETARY DUNN: I will be brief, because lunch is waiting and the soup is not to be missed. "
    "Our railways have been neighbors for a century without ever shaking hands.\n"
)
VARENNE = "LE MINISTRE - La nouvelle ligne ouvrira en mai. Nous remercions nos partenaires.\n\n"
HALE = (
    "MME HALE - J'ai appris à nager dans ce fleuve quand j'avais sept ans. "
    "Ma grand-mère me l'a appris, et elle était très sévère.\n\n"
)
DUNN = (
    "M. DUNN - Je serai bref, car le déjeuner attend et la soupe ne se manque pas. "
    "Nos chemins de fer sont voisins depuis un siècle sans s'être jamais serré la main.\n"
)


def hale_in(french):
    transcript = parse_transcript(ENGLISH, "talk.en.txt")
    report = compare(transcript, original_from(parse_transcript(french, "f.txt")), load_models())
    return report.comparison.detection.passages[1]


def test_french_that_holds_the_words_makes_the_passage_interpreted():
    passage = hale_in(VARENNE + HALE)
    assert passage.delivery is Delivery.INTERPRETED
    assert "The French text has these words" in passage.evidence.reason


def test_french_without_the_words_leaves_it_open():
    assert hale_in(VARENNE).delivery is Delivery.UNCERTAIN


def test_french_of_everything_settles_nothing():
    assert hale_in(VARENNE + HALE + DUNN).delivery is Delivery.UNCERTAIN


def test_english_that_the_french_prints_as_it_was_said_is_no_rendering():
    english = (
        "M. DUNN - I will be brief, because lunch is waiting and the soup is not to be missed. "
        "Our railways have been neighbors for a century without ever shaking hands.\n"
    )
    assert hale_in(VARENNE + HALE + english).delivery is Delivery.INTERPRETED
