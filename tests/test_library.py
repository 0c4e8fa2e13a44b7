"""A library of French documents finds the original of a transcript, and it can say no."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from small_library import SPACE, SPACE_ENGLISH, STRANGE_ENGLISH, ask

from align.detect import detect
from align.library import index
from align.library.add import add
from align.library.documents import Entry, passes, put
from align.library.find import interpreted
from align.library.index import keep_up
from align.library.records import About, Filter, Relation
from align.library.search import find_words, nearest
from align.library.sources import from_paths
from align.library.store import make_library
from align.library.vote import NOBODY, Neighbours, best_chain, count_votes
from align.samples import PRESS_CONFERENCE
from align.segment import segment
from align.transcripts import read_transcript
from align.types import Origin

# ----------------------------------------------------------------------- find


def test_the_original_is_found_with_its_score_and_the_runner_up(library, models):
    found = ask(library, models, SPACE_ENGLISH)
    assert found.original.origin is Origin.RETRIEVED
    assert found.original.transcript.text.startswith("Discours sur l'espace")
    assert found.best.relation is Relation.BEST
    assert found.score > 0.9
    assert found.runner_up is None or found.runner_up.score < 0.5
    assert found.library.startswith("archive@")


def test_a_report_names_texts_of_the_library_without_their_folders(library, models):
    found = ask(library, models, SPACE_ENGLISH)
    second = replace(found.best, score=0.1)
    told = replace(found, candidates=(found.best, second)).answer
    assert "/" in found.best.document.name
    assert told.found.runner_up == "space.txt"
    assert told.transcript.name == "space.txt"


def test_a_transcript_of_one_sentence_is_looked_for(library, models):
    found = ask(library, models, SPACE_ENGLISH.split(". ", maxsplit=1)[0])
    assert found.asked == 1
    assert found.best.document.name.endswith("space.txt")


def test_an_original_that_is_not_there_is_not_made_up(library, models):
    found = ask(library, models, STRANGE_ENGLISH)
    assert found.original is None
    assert found.score < 0.5


def test_an_empty_library_answers_that_it_is_not_there(tmp_path, models):
    empty = make_library(tmp_path / "empty", models.encoder, "fr")
    found = ask(empty, models, SPACE_ENGLISH)
    assert (found.original, found.candidates, found.score) == (None, (), 0.0)


def test_only_what_may_be_interpreted_is_looked_for():
    transcript = read_transcript(PRESS_CONFERENCE.transcript)
    detection = detect(transcript)
    segments = segment(transcript, detection, language="en")
    asked = interpreted(segments, detection)
    deliveries = {detection.passages[each.passage].delivery.value for each in asked}
    assert deliveries == {"interpreted", "uncertain"}
    assert 0 < len(asked) < len(segments)


def test_a_record_without_marks_is_looked_for_as_a_whole(library, models):
    assert ask(library, models, SPACE_ENGLISH).asked == 3


def test_the_other_documents_of_an_event_are_named(library, models, folder):
    version = SPACE.replace("Nous construirons", "Oui, nous construirons")
    (folder / "version.txt").write_text(version, encoding="utf-8")
    list(add(library, from_paths([folder]), models.encoder))
    found = ask(library, models, SPACE_ENGLISH)
    assert [each.relation for each in found.others] == [Relation.ANOTHER_VERSION]
    farm = "The wheat harvests suffered from the drought. We shall help every farm. "
    farm += "The price of milk is going up at last. Young farmers are asking for land."
    both = ask(library, models, f"{SPACE_ENGLISH} {farm}")
    assert Relation.ANOTHER_PART in {each.relation for each in both.others}


def test_filters_by_date_and_speaker_narrow_the_search(library, models):
    assert (
        ask(library, models, SPACE_ENGLISH, chosen=Filter(since=date(2020, 1, 1))).original is None
    )
    assert ask(library, models, SPACE_ENGLISH, chosen=Filter(speaker="Nobody")).candidates == ()


@pytest.mark.parametrize(
    ("about", "chosen", "expected"),
    [
        (About(date="2021-06-25"), Filter(since=date(2021, 6, 25)), True),
        (About(date="2021-06-25"), Filter(until=date(2021, 6, 24)), False),
        (About(date="2021"), Filter(since=date(2021, 3, 1), until=date(2021, 4, 1)), True),
        (About(), Filter(since=date(1900, 1, 1)), False),
        (About(speakers=("M. SÉJOURNÉ",)), Filter(speaker="Séjourne"), True),
    ],
)
def test_a_filter_reads_dates_as_far_as_they_are_known(about, chosen, expected):
    assert passes(about, chosen) is expected


def test_words_are_found_whatever_their_ending_and_accents(library):
    (mention,) = find_words(library, "récolte", 5)
    assert mention.text.startswith("Les récoltes de blé")
    assert find_words(library, "recoltes", 5, Filter(since=date(2021, 1, 1))) == ()


# ---------------------------------------------------------------------- votes


def test_a_sentence_that_is_said_everywhere_votes_for_nobody():
    everywhere = np.full((1, 8), 0.8)
    keys, places = np.arange(8)[None], np.zeros((1, 8), np.int64)
    assert count_votes(Neighbours(keys, places, everywhere)) == ()


def test_votes_out_of_order_do_not_count_together():
    assert best_chain({(0, 9): 1.0, (1, 5): 1.0, (2, 1): 1.0}) == (1.0, 1)
    assert best_chain({(0, 1): 1.0, (1, 1): 1.0, (2, 9): 1.0}) == (3.0, 3)


def test_the_document_with_the_most_votes_in_order_comes_first():
    similarity = np.array([[0.9, 0.7, 0.6, 0.6, 0.5, 0.5], [0.9, 0.7, 0.6, 0.6, 0.5, 0.5]])
    keys = np.array([[1, 2, 3, 4, 5, NOBODY], [1, 2, 3, 4, 5, NOBODY]])
    places = np.array([[3, 0, 0, 0, 0, 0], [4, 1, 0, 0, 0, 0]])
    first, second, *_ = count_votes(Neighbours(keys, places, similarity))
    assert (first.key, first.voters, second.key) == (1, 2, 2)
    assert first.votes == pytest.approx(0.8)


# ---------------------------------------------------------------------- index


def test_the_index_gives_the_neighbours_that_comparing_all_gives(tmp_path, models, monkeypatch):
    monkeypatch.setattr(index, "EXACT", 1_000)
    random = np.random.default_rng(0)
    vectors = random.normal(size=(6_000, 512)).astype(np.float32)
    vectors[:, 32:] *= 0.05  # as text does, the vectors fill few of their dimensions
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    made = make_library(tmp_path / "large", models.encoder, "fr")
    texts = tuple(f"phrase {at}" for at in range(6_000))
    put(made, [Entry("a" * 64, "a", About(), "{}", tuple(range(6_000)), texts, vectors)])
    questions = vectors[:40] + random.normal(scale=0.02, size=(40, 512)).astype(np.float32)
    exact = nearest(made, questions, 10)
    keep_up(made)
    assert any(each.columns == ["vector"] for each in made.sentences.list_indices())
    quick = nearest(made, questions, 10)
    same = [len(set(a) & set(b)) for a, b in zip(exact.places, quick.places, strict=True)]
    assert sum(same) / 400 >= 0.99
