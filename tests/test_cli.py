from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from running import align
from small_reports import small

from align import cli, cli_compare
from align.errors import InputError, MissingExtraError, ModelError
from align.report import read_report
from align.report.json import read_json
from align.samples import PRESS_CONFERENCE
from align.settings import Settings, options

TRANSCRIPT, FRENCH = str(PRESS_CONFERENCE.transcript), str(PRESS_CONFERENCE.french)
PAIR = ("compare", TRANSCRIPT, "--french", FRENCH)


@pytest.fixture
def compared(monkeypatch):
    """Makes every comparison give a report made by hand; returns what it was asked."""
    asked = []

    def give(report_or_error):
        def compare(transcript, french, settings):
            asked.append((transcript, french, settings))
            if isinstance(report_or_error, Exception):
                raise report_or_error
            return report_or_error

        monkeypatch.setattr(cli_compare, "_compared", compare)
        return asked

    return give


# --------------------------------------------------------------------- compare


def test_compare_prints_a_summary_and_how_to_get_more(compared):
    compared(small())
    result = align(*PAIR)
    assert result.exit_code == 0
    told = " ".join(result.stdout.split())
    assert "1 matched, 2 omitted, 3 added (2 of them outside interpreted passages" in told
    assert "discours.txt (your file)" in told
    assert "Belong together yes, 0.90 of 1" in told
    assert "who did what to whom are not checked" in told
    assert "major Accuracy/Mistranslation 1" in result.stdout
    assert "Add -o report.html" in result.stdout
    assert result.stderr == ""


def test_compare_writes_every_report_it_is_asked_for(compared, tmp_path):
    compared(small())
    paths = [tmp_path / name for name in ("a.html", "b.json", "c.tsv")]
    result = align(*PAIR, *(each for path in paths for each in ("-o", path)))
    assert result.exit_code == 0
    assert all(path.stat().st_size for path in paths)
    assert all(str(path) in result.stdout.replace("\n", "") for path in paths)
    assert read_report(paths[1]) == small()


def test_json_is_the_report_and_nothing_else(compared):
    compared(small())
    assert read_json(align(*PAIR, "--json").stdout_bytes) == small()


def test_texts_of_two_events_are_told_by_the_exit_code_and_still_reported(compared, tmp_path):
    compared(small(belong_together=False, belonging=0.1))
    result = align(*PAIR, "-o", tmp_path / "report.html")
    assert result.exit_code == 5
    assert "do not seem to belong together (0.10 of 1)" in result.stdout
    assert (tmp_path / "report.html").exists()


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError("talk.txt", "is empty"), 3),
        (ModelError("no such model"), 4),
        (MissingExtraError("torch", "encoders"), 4),
        (RuntimeError("boom"), 1),
    ],
)
def test_errors_are_one_line_with_their_exit_code(compared, error, code):
    compared(error)
    result = align(*PAIR)
    assert result.exit_code == code
    assert result.stdout == ""
    assert result.stderr.startswith("align: ")
    assert str(error) in result.stderr
    assert result.stderr.count("\n") == 1


def test_debug_shows_where_an_error_came_from(compared):
    compared(RuntimeError("boom"))
    assert "Traceback" not in align(*PAIR).stderr
    assert "--debug" in align(*PAIR).stderr
    assert "Traceback" in align(*PAIR, "--debug").stderr


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("report.pdf", "choose one of .html, .json, .tsv"),
        ("nowhere/report.html", "the folder does not exist"),
        ("folder.html", "is a folder"),
    ],
)
def test_an_output_that_cannot_be_written_is_told_before_the_work(
    compared, tmp_path, name, message
):
    asked = compared(small())
    (tmp_path / "folder.html").mkdir()
    result = align(*PAIR, "-o", tmp_path / name, env={"COLUMNS": "400"})
    assert result.exit_code == 2
    assert message in result.stderr
    assert not asked


def test_a_text_is_never_overwritten_by_a_report(compared, tmp_path):
    asked = compared(small())
    text = tmp_path / "talk.html"
    text.write_text("<p>Hello.</p>")
    result = align("compare", text, "--french", FRENCH, "-o", text, env={"COLUMNS": "400"})
    assert result.exit_code == 2
    assert "would overwrite a text that is to be read" in result.stderr
    assert not asked


def test_only_one_text_can_come_from_standard_input(compared):
    compared(small())
    result = align("compare", "-", "--french", "-", env={"COLUMNS": "400"})
    assert result.exit_code == 2
    assert "only one of the two texts" in result.stderr


def test_every_setting_is_an_option_and_reaches_the_comparison(compared):
    asked = compared(small())
    shown = align("compare", "--help", env={"COLUMNS": "200"}).stdout
    assert all(f"--{name.replace('_', '-')}" in shown for name in options())
    align(*PAIR, "--max-merge", "3", "--belonging", "0.25")
    assert asked[0][2] == Settings(max_merge=3, belonging=0.25)


def test_a_setting_outside_its_range_is_a_usage_error(compared):
    compared(small())
    result = align(*PAIR, "--max-merge", "99")
    assert result.exit_code == 2
    assert "--max-merge" in result.stderr


def test_a_file_name_cannot_steer_the_terminal(compared):
    compared(InputError("talk\x1b[31m.txt", "is empty"))
    assert "\x1b" not in align(*PAIR).stderr


# ---------------------------------------------------------- the whole way, for real


def test_compare_goes_the_whole_way(tmp_path):
    path = tmp_path / "report.json"
    result = align(*PAIR, "-o", path)
    assert result.exit_code == 0, result.stderr
    comparison = read_report(path).comparison
    assert comparison.transcript.name.endswith("press-conference.en.txt")


def test_demo_says_where_its_report_is(tmp_path):
    result = align("demo", "-o", tmp_path / "made" / "here")
    assert result.exit_code == 0, result.stderr
    path = tmp_path / "made" / "here" / "press-conference.html"
    assert str(path) in result.stdout
    assert "MINISTER DELORME" in path.read_text(encoding="utf-8")


def test_detect_shows_passages_and_gaps_within_80_columns():
    result = align("detect", TRANSCRIPT, env={"COLUMNS": "80"})
    assert result.exit_code == 0, result.stderr
    assert all(len(line) <= 80 for line in result.stdout.splitlines())
    assert "MINISTER DELORME" in result.stdout
    assert "interpreted" in result.stdout
    assert "start lost" in result.stdout


def test_detect_reads_standard_input_and_prints_json():
    result = align("detect", "-", "--json", input=PRESS_CONFERENCE.transcript.read_bytes())
    assert result.exit_code == 0, result.stderr
    read = json.loads(result.stdout_bytes)
    assert read["schema"] == "align.detection/1"
    text = read["transcript"]["text"]
    gaps = [text[gap["span"]["start"] : gap["span"]["end"]] for gap in read["detection"]["gaps"]]
    assert sum("naudible" in gap for gap in gaps) == 8


def test_a_missing_transcript_is_named():
    result = align("detect", "nothing-here.txt")
    assert result.exit_code == 3
    assert result.stderr.startswith("align: nothing-here.txt: ")


# -------------------------------------------------------------------- the rest


def test_version_is_one_line():
    result = align("--version")
    assert result.exit_code == 0
    assert result.stdout.split()[0] == "align"


def test_help_tells_every_exit_code():
    shown = " ".join(align("--help", env={"COLUMNS": "200"}).stdout.split())
    assert all(f"{code.value} {cli.MEANINGS[code]}" in shown for code in cli.Code)


def test_an_unknown_command_is_a_usage_error():
    assert align("compar").exit_code == 2


def test_the_page_without_its_library_names_the_extra(monkeypatch):
    for name in [each for each in sys.modules if each.split(".")[:2] == ["align", "ui"]]:
        monkeypatch.delitem(sys.modules, name)

    class NoGradio:
        def find_spec(self, name, path=None, target=None):
            if name.startswith(("gradio", "align.ui")):
                raise ModuleNotFoundError("No module named 'gradio'", name="gradio")

    monkeypatch.setattr(sys, "meta_path", [NoGradio(), *sys.meta_path])
    result = align("app")
    assert result.exit_code == 4
    assert "interpreted-align[app]" in result.stderr


@pytest.mark.parametrize(
    "heavy", ["torch", "transformers", "gradio", "numpy", "pydantic", "jinja2"]
)
def test_the_command_line_starts_without_heavy_libraries(heavy):
    run = f"import sys, align.cli; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", run], check=False).returncode == 0


def test_python_m_align_is_align():
    run = [sys.executable, "-m", "align", "--version"]
    shown = subprocess.run(run, capture_output=True, text=True, check=True)
    assert shown.stdout.startswith("align ")


# ------------------------------------------------------------------- machine drafts

DRAFT_OF = """\
MINISTER VASSEUR: (Via interpreter) We signed the treaty. The people (inaudible) peace.

SECRETARY HALE: Peace is our work. And I thank the minister for it, as we all do today.
"""


@pytest.fixture
def talk(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "talk.txt"
    path.write_text(DRAFT_OF, encoding="utf-8")
    return path


def test_a_draft_is_printed_with_what_it_is(talk, tiny):
    result = align("draft", talk, "--translator", tiny)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("[Machine draft, not evidence: draft of ")
    assert "MINISTER VASSEUR\u00a0: Nous avons signé le traité.\n" in result.stdout
    assert "Le peuple (inaudible) la paix.\n" in result.stdout
    assert "HALE" not in result.stdout


@pytest.mark.parametrize("name", ["draft.txt", "draft.html", "draft.json", "draft.tsv"])
def test_every_file_of_a_draft_says_what_it_is(talk, tiny, tmp_path, name):
    path = tmp_path / name
    result = align("draft", talk, "--translator", tiny, "-o", path, "--draft-all")
    assert result.exit_code == 0, result.stderr
    text = path.read_text(encoding="utf-8-sig")
    assert "machine draft, not evidence" in text.lower()
    assert "La paix est notre travail." in re.sub(r"<span[^>]*>|</span>", "", text)
    assert "machine draft, not evidence" in " ".join(result.stdout.split())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_draft_that_cannot_be_written_is_told(talk, tiny, tmp_path):
    (tmp_path / "draft.txt").symlink_to("/dev/full")
    result = align("draft", talk, "--translator", tiny, "-o", tmp_path / "draft.txt")
    assert result.exit_code == 3
    assert "draft.txt: cannot be written: No space left on device" in result.stderr


def test_a_comparison_with_a_draft_reads_back(talk, tiny, tmp_path):
    result = align("compare", talk, "--draft", "--translator", tiny, "-o", tmp_path / "r.json")
    assert result.exit_code == 0, result.stderr
    report = read_report(tmp_path / "r.json")
    assert report.comparison.original.origin == "produced"
    assert len(report.comparison.original.renders) == 2
    assert report.signature.startswith("machine draft, not evidence|translator:")


def test_a_draft_given_as_the_french_text_is_refused(talk, tiny, tmp_path):
    align("draft", talk, "--translator", tiny, "-o", tmp_path / "draft.txt")
    result = align("compare", talk, "--french", tmp_path / "draft.txt")
    assert result.exit_code == 3
    assert "draft.txt: this French text is a machine draft" in result.stderr


def test_a_translator_that_is_not_there_is_a_missing_model(talk, tmp_path):
    result = align("draft", talk, "--translator", tmp_path / "nothing")
    assert result.exit_code == 4
    assert "Give the path of a folder that holds one" in result.stderr


def test_a_comparison_needs_french_or_a_draft():
    result = align("compare", TRANSCRIPT, env={"COLUMNS": "400"})
    assert result.exit_code == 2
    assert "--french" in result.stderr
    assert align(*PAIR, "--draft").exit_code == 2
