"""Scores and speed of translators, with a tiny model on invented sentences."""

import pytest
from tiny_translator import PAIRS

from eval.translation import main, read_sets, scores

pytest.importorskip("sacrebleu", reason="needs the extra 'eval'")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    sides = zip(*PAIRS, strict=True)
    for language, side in zip(("en", "fr"), sides, strict=True):
        (tmp_path / f"known.{language}").write_text("\n".join(side) + "\n", encoding="utf-8")
    return tmp_path


def test_what_is_known_by_heart_scores_full_marks_by_both_engines_and_in_a_draft(
    folder, tiny, capsys
):
    options = ["--data", folder, "--translator", tiny, "--generate"]
    assert main([str(each) for each in options]) == 0
    _, *lines = capsys.readouterr().out.splitlines()
    table = [line for line in lines if line.startswith("known")]
    assert [line.split()[2] for line in table] == ["ctranslate2", "draft", "transformers"]
    assert all(" 100.00 100.00 " in line for line in table)
    assert any(line.startswith("BLEU|nrefs:1|case:mixed") for line in lines)
    assert any(line.startswith("chrF2|nrefs:1") for line in lines)
    assert "times as fast as transformers" in lines[-1]


def test_a_folder_without_test_sets_says_what_was_expected(tmp_path, capsys):
    assert main(["--data", str(tmp_path)]) == 2
    assert "expected NAME.en and NAME.fr" in capsys.readouterr().err


def test_only_pairs_of_files_are_test_sets(folder):
    (folder / "lonely.en").write_text("x")
    assert [each.name for each in read_sets(folder)] == ["known"]


def test_scores_come_with_their_signatures():
    (bleu, _), (chrf, signature) = scores(["la paix"], ["la guerre"])
    assert bleu < 100 > chrf
    assert signature.startswith("chrF2|")
