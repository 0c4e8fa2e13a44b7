"""A library of French documents: kept once, whole after any interruption, and it can say no."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from align.detect import detect
from align.errors import InputError
from align.library import documents, index, prepare, store
from align.library.add import Kind, add
from align.library.documents import Entry, list_documents, passes, pick, put, remove, transcript_of
from align.library.find import find_original, interpreted
from align.library.index import examine, keep_up, mend
from align.library.records import About, Filter, Relation
from align.library.search import find_words, nearest
from align.library.sources import Incoming, from_dataset, from_paths
from align.library.store import make_library, open_library, require_encoder
from align.library.vote import NOBODY, Neighbours, best_chain, count_votes
from align.models.load import load_models
from align.samples import PRESS_CONFERENCE
from align.segment import segment
from align.transcripts import parse_transcript, read_transcript
from align.types import Origin
from align.workers import EngineName, open_engine

FARM = (
    "Discours sur l'agriculture\n12 mars 2020\n\n"
    "Les récoltes de blé ont souffert de la sécheresse. Nous aiderons chaque exploitation. "
    "Le prix du lait remonte enfin. Les jeunes agriculteurs demandent des terres."
)
SPACE = (
    "Discours sur l'espace\n\nLe lanceur partira de Kourou au printemps. La station recevra deux "
    "astronautes français. Nous construirons un satellite qui observe les glaces."
)
SPACE_ENGLISH = (
    "The launcher will leave from Kourou in the spring. The station will receive two French "
    "astronauts. We shall build a satellite that watches the ice."
)
STRANGE_ENGLISH = (
    "My grandmother taught me how to bake bread. The dog slept under the table all afternoon. "
    "Then my brother broke the blue vase, and nobody said a word about it."
)


@pytest.fixture(scope="module")
def models():
    return load_models()


@pytest.fixture
def folder(tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "farm.txt").write_text(FARM, encoding="utf-8")
    (texts / "space.txt").write_text(SPACE, encoding="utf-8")
    return texts


@pytest.fixture
def library(tmp_path, folder, models):
    made = make_library(tmp_path / "archive", models.encoder, "fr")
    assert {each.kind for each in add(made, from_paths([folder]), models.encoder)} == {Kind.ADDED}
    return made


def ask(library, models, text, **given):
    transcript = parse_transcript(text, "talk.txt")
    return find_original(transcript, detect(transcript), library, models, **given)


# ------------------------------------------------------------------------- find


def test_the_original_is_found_with_its_score_and_the_runner_up(library, models):
    found = ask(library, models, SPACE_ENGLISH)
    assert found.original.origin is Origin.RETRIEVED
    assert found.original.transcript.text.startswith("Discours sur l'espace")
    assert found.best.relation is Relation.BEST
    assert found.score > 0.9
    assert found.runner_up is None or found.runner_up.score < 0.5
    assert found.library.startswith("archive@")


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


# ------------------------------------------------------------------------ votes


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


# -------------------------------------------------------------------------- add


def test_the_same_words_are_kept_once_whatever_the_file(library, models, folder):
    copy = folder / "copy.html"
    paragraphs = "".join(f"<p>{each}</p>" for each in SPACE.split("\n\n"))
    copy.write_text(f"<html><body>{paragraphs}</body></html>", encoding="utf-8")
    kinds = [each.kind for each in add(library, from_paths([folder]), models.encoder)]
    assert kinds == [Kind.KNOWN] * 3
    assert len(list_documents(library)) == 2


def test_a_document_added_twice_in_one_go_is_kept_once(tmp_path, models, folder):
    made = make_library(tmp_path / "new", models.encoder, "fr")
    file = folder / "farm.txt"
    kinds = [each.kind for each in add(made, from_paths([file, file]), models.encoder)]
    assert kinds == [Kind.ADDED, Kind.KNOWN]


def test_a_bad_file_is_told_and_the_rest_is_added(library, models, folder):
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 no document")
    (folder / "english.txt").write_text(STRANGE_ENGLISH * 3, encoding="utf-8")
    (folder / "late.txt").write_text("Le train arrive à midi. La gare est pleine.", "utf-8")
    told = {each.name.rpartition("/")[2]: each for each in add_all(library, models, folder)}
    assert told["broken.docx"].kind is Kind.REFUSED
    assert "this one is in English" in told["english.txt"].reason
    assert told["late.txt"].kind is Kind.ADDED


def add_all(library, models, *paths, **given):
    return list(add(library, from_paths(list(paths)), models.encoder, **given))


def test_what_is_known_of_a_document_comes_from_the_file_or_from_whoever_adds_it(library):
    farm = pick(library, ["farm.txt"])[0]
    assert farm.about.date == "2020-03-12"
    assert farm.about.language == "fr"


def test_what_is_given_stands_before_what_the_file_says(tmp_path, models, folder):
    made = make_library(tmp_path / "new", models.encoder, "fr")
    given = About(title="Ferme", date="2019", speakers=("Mme Roche",), address="https://x.test/1")
    add_all(made, models, folder / "farm.txt", given=given)
    (document,) = list_documents(made)
    assert document.about == replace(given, language="fr")


def test_a_web_page_says_its_own_title_date_and_address(tmp_path, models):
    page = tmp_path / "page.html"
    page.write_text(
        "<html lang='fr-FR'><head><title>Site – Discours</title>"
        "<meta property='og:title' content='Discours du ministre'>"
        "<meta property='article:published_time' content='2021-06-25T10:00:00+02:00'>"
        "<link rel='canonical' href='https://exemple.test/d'></head>"
        f"<body><p>{SPACE}</p></body></html>",
        encoding="utf-8",
    )
    made = make_library(tmp_path / "new", models.encoder, "fr")
    add_all(made, models, page)
    about = list_documents(made)[0].about
    expected = ("Discours du ministre", "2021-06-25", "https://exemple.test/d", "fr")
    assert (about.title, about.date, about.address, about.language) == expected


def test_lines_of_json_are_documents_and_a_bad_line_is_named(tmp_path, models):
    file = tmp_path / "texts.jsonl"
    row = {
        "texte": SPACE,
        "titre": "Espace",
        "date": "2021-06",
        "intervenant": "M. Roy",
        "url": "u",
    }
    lines = [json.dumps(row), "{", json.dumps({"title": "no text"})]
    file.write_text("\n".join(lines), encoding="utf-8")
    made = make_library(tmp_path / "new", models.encoder, "fr")
    first, *others = sorted(add_all(made, models, file), key=lambda each: each.kind.value)
    assert first.kind is Kind.ADDED
    assert any("line 2" in each.reason for each in others)
    assert any("no text" in each.reason for each in others)
    about = list_documents(made)[0].about
    assert about == About("Espace", "2021-06", ("M. Roy",), "u", "fr")


def test_a_saved_dataset_is_added_row_by_row(tmp_path, models):
    from datasets import Dataset

    Dataset.from_list([{"text": FARM}, {"text": SPACE}]).save_to_disk(str(tmp_path / "saved"))
    made = make_library(tmp_path / "new", models.encoder, "fr")
    kinds = [each.kind for each in add(made, from_dataset(str(tmp_path / "saved")), models.encoder)]
    assert kinds == [Kind.ADDED, Kind.ADDED]


def tables(folder):
    """The same two documents in every kind of table."""
    import pyarrow as pa
    from pyarrow import parquet

    rows = [{"titre": "Ferme", "texte": FARM}, {"titre": "Espace; mer", "texte": SPACE}]
    parquet.write_table(pa.Table.from_pylist(rows), folder / "a.parquet")
    for name, mark in (("a.tsv", "\t"), ("a.csv", ","), ("french.csv", ";")):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ["titre", "texte"], delimiter=mark)
            writer.writeheader()
            writer.writerows(rows)
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def test_every_kind_of_table_gives_the_same_documents(tmp_path):
    tables(tmp_path)
    read = {
        name: [each.read()[0].text for each in from_paths([tmp_path / name])]
        for name in ("a.jsonl", "a.tsv", "a.csv", "french.csv", "a.parquet")
    }
    assert all(texts == [FARM, SPACE] for texts in read.values()), read
    by_name = [each.read()[1].title for each in from_dataset(str(tmp_path / "a.parquet"))]
    assert by_name == ["Ferme", "Espace; mer"]


def test_a_table_without_texts_is_one_refusal_that_names_its_columns(tmp_path):
    (tmp_path / "index.csv").write_text("fichier,pages\na.txt,3\nb.txt,4\n", encoding="utf-8")
    (one,) = from_paths([tmp_path])
    with pytest.raises(InputError, match=r"no column holds texts: .*found fichier, pages"):
        one.read()


def test_a_row_that_is_not_utf_8_is_told_and_the_others_are_read(tmp_path):
    (tmp_path / "old.csv").write_bytes("texte\nLa gare est fermée.\n".encode("latin-1") + b"Bon.\n")
    bad, good = from_paths([tmp_path / "old.csv"])
    with pytest.raises(InputError, match="line 2: this row is not UTF-8"):
        bad.read()
    assert good.read()[0].text == "Bon."


def test_workers_add_the_same_as_one_process_and_in_the_same_order(
    tmp_path, many, models, monkeypatch
):
    monkeypatch.setattr(prepare, "CHARACTERS", 2000)
    (many / "30.docx").write_bytes(b"PK\x03\x04 no document")
    told, held = [], []
    for name, engine in (("one", None), ("two", open_engine(EngineName.LOCAL, 2))):
        made = make_library(tmp_path / name, models.encoder, "fr")
        told.append(list(add(made, from_paths([many]), models.encoder, engine=engine)))
        table = made.sentences.search().select(["place", "text", "vector"]).to_arrow()
        held.append(table.drop_columns(["vector"]).to_pydict() | {"vectors": table["vector"]})
    assert told[0] == told[1]
    assert [each.kind for each in told[1]].count(Kind.ADDED) == 60
    assert held[0] == held[1]


def test_a_document_comes_back_as_it_was_read(library, folder):
    (farm,) = pick(library, ["farm.txt"])
    assert transcript_of(library, farm) == replace(
        read_transcript(folder / "farm.txt"), name="farm.txt"
    )


def test_a_removed_document_is_neither_listed_nor_found_and_may_be_added_again(
    library, models, folder
):
    version = library.version
    remove(library, pick(library, ["space.txt"]))
    assert [each.name.endswith("farm.txt") for each in list_documents(library)] == [True]
    assert ask(library, models, SPACE_ENGLISH).original is None
    assert library.version > version
    add_all(library, models, folder)
    assert ask(library, models, SPACE_ENGLISH).original is not None
    assert examine(library).is_sound


# --------------------------------------------------------- interrupted and shared

WRITER = """
import sys
from pathlib import Path
from align.library import add as adding, prepare
from align.library.sources import from_paths
from align.library.store import make_library
from align.models.load import load_models
adding.BLOCK, prepare.CHARACTERS = 30, 2000
encoder = load_models().encoder
library = make_library(sys.argv[1], encoder, "fr")
print("ready", flush=True)
for each in adding.add(library, from_paths([Path(sys.argv[2])]), encoder):
    print(each.kind.value, each.name, flush=True)
"""


def writer(library, texts):
    run = [sys.executable, "-c", WRITER, str(library), str(texts)]
    return subprocess.Popen(run, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def many(tmp_path):
    texts = tmp_path / "many"
    texts.mkdir()
    for number in range(60):
        lines = [f"Le dossier {number} porte sur la commune {number * 7 + at}." for at in range(12)]
        (texts / f"{number:02}.txt").write_text(" ".join(lines), encoding="utf-8")
    return texts


@pytest.mark.parametrize("told", [1, 9, 25])
def test_a_writer_killed_at_any_moment_leaves_a_sound_library(tmp_path, many, models, told):
    process = writer(tmp_path / "archive", many)
    lines = [process.stdout.readline() for _ in range(told)]
    time.sleep(0.03 * told)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    library = open_library(tmp_path / "archive")
    names = {each.name for each in list_documents(library)}
    assert {line.split(" ")[1].strip() for line in lines if line.startswith("added")} <= names
    assert not examine(library).incomplete
    add_all(library, models, many)
    mend(library)
    state = examine(library)
    assert (state.documents, state.sentences, state.is_sound) == (60, 720, True)


def test_two_writers_at_once_keep_each_document_once(tmp_path, many):
    both = [writer(tmp_path / "archive", many) for _ in range(2)]
    outputs = [each.communicate(timeout=300)[0] for each in both]
    assert [each.returncode for each in both] == [0, 0]
    state = examine(open_library(tmp_path / "archive"))
    assert (state.documents, state.sentences, state.is_sound) == (60, 720, True)
    assert sum(output.count("added ") for output in outputs) == 60


def test_what_a_writer_left_behind_between_its_two_steps_is_seen_by_nobody(
    library, models, tmp_path, monkeypatch
):
    def stop(*_):
        raise KeyboardInterrupt

    version = tmp_path / "version.txt"
    version.write_text(SPACE.replace("Nous construirons", "Oui, nous construirons"), "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(documents, "_document_row", stop)
        with pytest.raises(KeyboardInterrupt):
            add_all(library, models, version)
    assert examine(library).orphans == 3
    assert ask(library, models, SPACE_ENGLISH).others == ()
    mend(library)
    assert examine(library).is_sound
    add_all(library, models, version)
    assert len(ask(library, models, SPACE_ENGLISH).others) == 1


def test_an_open_library_sees_what_another_process_adds(library, models, tmp_path):
    reader = open_library(library.folder)
    assert len(list_documents(reader)) == 2
    late = tmp_path / "late.txt"
    late.write_text("Le train arrive à midi. La gare est pleine.", "utf-8")
    add_all(library, models, late)
    assert len(list_documents(reader)) == 3


# ------------------------------------------------------------------------ index


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


# ---------------------------------------------------------------------- refusals


class OtherEncoder:
    name = "other"

    def encode(self, texts):
        return np.eye(512, dtype=np.float32)[[0] * len(texts)]


def test_another_encoder_is_refused_by_name(library):
    with pytest.raises(InputError, match="made by the encoder use-m3, but other is to search it"):
        require_encoder(library, OtherEncoder())


def test_a_library_of_a_newer_version_says_so(library):
    note = library.folder / store.NOTE
    kept = json.loads(note.read_text(encoding="utf-8"))
    note.write_text(json.dumps(kept | {"format": store.FORMAT + 1}), encoding="utf-8")
    with pytest.raises(InputError, match="made by a newer version of align"):
        open_library(library.folder)


def test_a_folder_that_is_no_library_is_not_made_one(folder, models):
    with pytest.raises(InputError, match="this folder is no library"):
        open_library(folder)
    with pytest.raises(InputError, match="this is no library, and not empty"):
        make_library(folder, models.encoder, "fr")


def test_a_damaged_note_is_named(library):
    (library.folder / store.NOTE).write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"library\.json cannot be read"):
        open_library(library.folder)


def test_a_folder_that_is_missing_or_empty_is_told(tmp_path):
    with pytest.raises(InputError, match="there is no such folder"):
        open_library(tmp_path / "nowhere")
    (empty,) = from_paths([tmp_path])
    with pytest.raises(InputError, match="no document lies in this folder"):
        empty.read()


def test_an_empty_folder_and_a_missing_dataset_do_not_stop_the_rest(tmp_path, library, models):
    late = tmp_path / "late.txt"
    late.write_text("Le train arrive à midi. La gare est pleine.", "utf-8")
    (tmp_path / "nothing").mkdir()
    bad = Incoming("set", next(from_dataset(str(tmp_path / "set"))).read)
    incoming = [*from_paths([tmp_path / "nothing"]), bad, *from_paths([late])]
    outcomes = sorted(add(library, incoming, models.encoder), key=lambda each: each.name)
    assert [each.kind for each in outcomes].count(Kind.REFUSED) == 2
    assert Kind.ADDED in [each.kind for each in outcomes]


def test_a_library_that_another_process_is_writing_to_is_told(library, monkeypatch):
    monkeypatch.setattr(store, "PATIENCE", 0.1)
    with (
        store.writing(library.folder),
        pytest.raises(InputError, match="another process has been writing"),
    ):
        remove(library, list_documents(library))


def test_a_full_disk_is_told(library, models, monkeypatch):
    def full(*_, **__):
        raise OSError("LanceError(IO): Generic LocalFileSystem error: No space left on device")

    monkeypatch.setattr(type(library.sentences), "add", full)
    late = [Incoming("late", lambda: (parse_transcript("Le train arrive.", "late"), About()))]
    with pytest.raises(InputError, match="the disk is full"):
        list(add(library, late, models.encoder))
