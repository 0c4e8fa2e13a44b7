"""The scores of the library: what counts as found, and what as told to be absent."""

import lzma

import numpy as np
import pytest

from align.library.store import make_library
from align.models.load import load_models
from eval import retrieval
from eval.adding import adding_lines
from eval.answers import Asked, Evidence, learn_weights, read_answers, write_answers
from eval.distractors import encode_kept, read_french
from eval.gold import DataMissingError
from eval.neighbours import answer, share
from eval.retrieval import Question, distract, document_lines, half_of
from eval.sentences import retrieve

PAIRS = [("The bridge is closed.", "Le pont est fermé."), ("She likes tea.", "Elle aime le thé.")]
STRANGE = ["Le chat dort.", "Il neige sur la montagne.", "Le chat dort.", "La banque est fermée."]


@pytest.fixture
def training(tmp_path, monkeypatch):
    folder = tmp_path / "training"
    folder.mkdir()
    with lzma.open(folder / "part-1.en-fr.tsv.xz", "wt", encoding="utf-8") as file:
        file.writelines(f"x\t{each}\n" for each in STRANGE)
    monkeypatch.setenv("ALIGN_DATA", str(tmp_path))
    return tmp_path


def test_distractors_are_all_different(training):
    assert read_french(3) == ["Le chat dort.", "Il neige sur la montagne.", "La banque est fermée."]
    with pytest.raises(DataMissingError, match="there are 3"):
        read_french(4)


def test_kept_vectors_are_read_back(tmp_path):
    encoder = load_models().encoder
    first = encode_kept(STRANGE, encoder, tmp_path)
    assert len(list(tmp_path.glob("*.npy"))) == 1
    assert np.array_equal(first, encode_kept(STRANGE, encoder, tmp_path))
    assert np.allclose(first, encoder.encode(STRANGE), atol=1e-3)


def test_sentences_are_found_among_distractors(training):
    reached = retrieve("two", PAIRS, load_models().encoder, 3, training / "vectors")
    assert (reached.pairs, reached.distractors) == (2, 3)
    assert (reached.first, reached.error) == (1.0, 0.0)


def test_a_wrong_best_sentence_is_an_error():
    turned = [(PAIRS[0][0], PAIRS[1][1]), (PAIRS[1][0], PAIRS[0][1])]
    reached = retrieve("two", turned, load_models().encoder, 0, None)
    assert (reached.first, reached.error) == (0.0, 1.0)


def test_the_halves_share_no_question_and_hold_all():
    asked = [Question("k", str(number), ("x",), {}) for number in range(50)]
    tuned, held = half_of(asked, "tuned"), half_of(asked, "held")
    assert sorted(int(each.name) for each in (*tuned, *held)) == list(range(50))
    assert tuned
    assert held
    assert half_of(asked, "tuned") == tuned


def test_a_library_on_disk_is_asked_and_its_memory_told(tmp_path, training):
    encoder = load_models().encoder
    library = make_library(tmp_path / "library", encoder, "fr")
    assert distract(library, STRANGE[1:], encoder.encode(STRANGE[1:])) == 1
    answered = answer(library.folder, ["It is snowing on the mountain.", "The bank is closed."])
    assert [int(row[0]) for row in answered.found[0].places] == [0, 2]
    assert share(answered, answered) == 1
    assert answered.memory > 50


def test_the_pace_of_adding_is_told_by_stage_and_as_a_whole(tmp_path, training):
    told = list(adding_lines(1, [1], tmp_path, "signed"))
    assert [line.split()[0] for line in told[1:6]] == ["read", "detect", "split", "embed", "write"]
    assert told[-1].startswith("workers 1: 1 sentences")
    assert all(line.endswith("signed") for line in told[1:])


SURE, NEAR, FAR = Evidence(0.6, 2.0, True), Evidence(0.4, 1.5, False), Evidence(0.05, 0.1, False)
ANSWERS = [
    Asked("k", "a", "speeches", (SURE, FAR), (FAR,), 1.0),
    Asked("k", "b", "speeches", (NEAR, Evidence(0.3, 0.2, True)), (NEAR,), 1.0),
    Asked("k", "c", "speeches", (Evidence(0.1, 0.2, True), FAR), (), 1.0),
    Asked("k", "d", "speeches", (FAR,), (FAR,), 1.0),
]


def test_found_and_refused_are_counted_apart():
    line = list(document_lines(ANSWERS, "signed"))[-1].split()
    assert line[3:7] == ["0.500", "0.625", "0.250", "0.750"]


def test_answers_are_kept_and_counted_again(tmp_path, capsys):
    kept = tmp_path / "kept.json"
    write_answers(kept, ANSWERS, "signed")
    assert read_answers(kept) == (ANSWERS, "signed")
    assert retrieval.main(["--again", str(kept), "--half", "all"]) == 0
    told = capsys.readouterr().out
    assert list(document_lines(ANSWERS, "signed|half:all"))[-1] in told


def test_learned_weights_tell_right_from_wrong():
    constant, of_belonging, of_votes = learn_weights([ANSWERS[0]] * 20)
    assert constant < 0 < min(of_belonging, of_votes)


def test_missing_data_end_the_command_with_a_message(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("ALIGN_DATA", str(tmp_path / "nowhere"))
    assert retrieval.main([]) == 2
    assert "nowhere: no such folder. Set ALIGN_DATA" in capsys.readouterr().err
