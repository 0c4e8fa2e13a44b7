"""What comes into a library: each document once, with what is known of it."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import pytest
from small_library import FARM, SPACE, SPACE_ENGLISH, STRANGE_ENGLISH, add_all, ask

from align.errors import InputError
from align.library import prepare
from align.library.add import Kind, add
from align.library.documents import list_documents, pick, remove, transcript_of
from align.library.index import examine
from align.library.records import About
from align.library.sources import from_dataset, from_paths
from align.library.store import make_library
from align.transcripts import read_transcript
from align.workers import EngineName, open_engine


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
