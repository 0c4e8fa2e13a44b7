"""The commands of the library: what they print, and the exit code they end with."""

from __future__ import annotations

import json

import pytest
from running import align

from align.codes import Code

HARBOUR = (
    "Discours sur le port\n3 mai 2019\n\nLe nouveau quai sera prêt avant l'hiver. Les pêcheurs "
    "paieront moins cher leur carburant. Deux remorqueurs arriveront de Brest."
)
HARBOUR_ENGLISH = (
    "The new quay will be ready before winter. The fishermen will pay less for their fuel. Two "
    "tugboats will arrive from Brest."
)
STRANGE_ENGLISH = (
    "My aunt painted her kitchen yellow last year. The cat refused to come in for a week. "
    "Nobody has ever asked her why she did it."
)


def run(*arguments):
    return align("library", *arguments)


@pytest.fixture
def shelf(tmp_path):
    text = tmp_path / "harbour.txt"
    text.write_text(HARBOUR, encoding="utf-8")
    folder = tmp_path / "archive"
    result = run("add", text, "-l", folder, "--speaker", "Mme Le Goff")
    assert (result.exit_code, result.stdout) == (Code.DONE, "Documents: added 1\n")
    return folder


def test_what_was_added_is_listed_with_its_date_and_speaker(shelf):
    (row,) = json.loads(run("list", "-l", shelf, "--json").stdout)
    assert (row["date"], row["speakers"]) == ("2019-05-03", ["Mme Le Goff"])
    assert json.loads(run("list", "-l", shelf, "--since", "2020-01-01", "--json").stdout) == []
    assert "archive@" in run("list", "-l", shelf).stdout


def test_a_document_is_shown_and_removed_by_its_id(shelf):
    (row,) = json.loads(run("list", "-l", shelf, "--json").stdout)
    assert "Deux remorqueurs arriveront de Brest." in run("show", row["id"], "-l", shelf).stdout
    assert run("remove", row["id"], "-l", shelf).exit_code == Code.DONE
    assert json.loads(run("list", "-l", shelf, "--json").stdout) == []


def test_a_search_names_the_original_or_ends_with_a_code_of_its_own(shelf, tmp_path):
    talk, other = tmp_path / "talk.txt", tmp_path / "other.txt"
    talk.write_text(HARBOUR_ENGLISH, encoding="utf-8")
    other.write_text(STRANGE_ENGLISH, encoding="utf-8")
    found = run("search", talk, "-l", shelf, "--json")
    assert found.exit_code == Code.DONE
    assert json.loads(found.stdout)["candidates"][0]["relation"] == "best"
    absent = run("search", other, "-l", shelf)
    assert absent.exit_code == Code.ABSENT
    assert "The original is not in this library (archive@" in absent.stdout
    filtered = run("search", talk, "-l", shelf, "--speaker", "Nobody")
    assert "not among the documents of that time or speaker" in filtered.stdout


def test_words_are_looked_for_in_french(shelf):
    result = run("search", "--words", "remorqueur", "-l", shelf)
    assert (result.exit_code, "Brest" in result.stdout) == (Code.DONE, True)
    assert run("search", "--words", "girafe", "-l", shelf).exit_code == Code.ABSENT


def test_a_bad_file_is_told_beside_the_good_ones(shelf, tmp_path):
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK\x03\x04 no document")
    result = run("add", bad, tmp_path / "harbour.txt", "-l", shelf)
    assert result.exit_code == Code.INPUT
    assert "bad.docx" in result.stderr
    assert "was there 1" in result.stdout


def test_a_check_says_that_nothing_is_missing(shelf):
    result = run("check", "--mend", "-l", shelf)
    assert result.exit_code == Code.DONE
    assert "Nothing is missing and nothing is left over." in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("add",), "name files or folders to add"),
        (("add", "x.txt", "--date", "May"), "expected 2021-06-25"),
        (("search",), "give a transcript, or --words"),
    ],
)
def test_what_is_lacking_on_the_command_line_is_named(tmp_path, arguments, message):
    result = run(*arguments, "-l", tmp_path / "archive")
    assert result.exit_code == Code.USAGE
    assert message in " ".join(result.stderr.split())
