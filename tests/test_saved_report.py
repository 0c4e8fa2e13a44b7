"""A report that was saved and is given to the page in the place of a transcript."""

from __future__ import annotations

import json

import pytest
from reviewing import machine

from align.report.json import write_json
from align.review import place_of, review
from align.samples import PRESS_CONFERENCE
from align.settings import DEFAULTS
from align.types import Annotate, new_edit
from align.ui.handlers import Given, look_at_source, look_at_target, saved_report
from align.ui.words import Language

EN, FR = Language.ENGLISH, Language.FRENCH
ENGLISH = Given(path=str(PRESS_CONFERENCE.transcript))


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A report that a reviewer wrote one note into, as the page saves it."""
    note = new_edit(Annotate(place_of(machine(), 1), "Ask the booth."), "Anna")
    path = tmp_path_factory.mktemp("saved") / "report.json"
    path.write_bytes(write_json(review(machine(), [note])))
    return path


def test_a_saved_report_is_told_and_opened_without_its_texts(saved):
    given = Given(path=str(saved))
    rows = len(machine().comparison.alignment.links)
    assert f"A saved report: {rows} rows, 1 edit." in look_at_target(given, DEFAULTS, EN)
    assert f"{rows} lignes, 1 modification." in look_at_target(given, DEFAULTS, FR)
    opened = saved_report(given)
    assert opened.comparison == machine().comparison
    assert [each.text for each in opened.review.remarks] == ["Ask the booth."]


def test_a_saved_report_is_known_whatever_it_is_called_and_however_it_is_given(saved, tmp_path):
    text = saved.read_text("utf-8")
    (tmp_path / "left.txt").write_text("\ufeff" + text, "utf-8")
    for given in (Given(path=str(tmp_path / "left.txt")), Given(pasted=text)):
        assert saved_report(given) == saved_report(Given(path=str(saved)))
    assert saved_report(ENGLISH) is None


def test_a_report_of_another_version_is_told_which(saved):
    later = Given(pasted=saved.read_text("utf-8").replace("align.report/2", "align.report/9", 1))
    assert "found &#39;align.report/9&#39;" in look_at_target(later, DEFAULTS, EN)
    assert "texte collé" in look_at_target(later, DEFAULTS, FR)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda it: it["findings"][0].update(link=9999), "a finding stands beside no row"),
        (lambda it: it["comparison"]["words"].pop(), "of words"),
        (lambda it: it["comparison"]["meanings"].pop(), "of meanings"),
        (lambda it: it["comparison"]["detection"].update(passages=[]), "outside of its text"),
        (lambda it: it["comparison"]["transcript"].update(text="Short."), "past the end"),
        (lambda it: it.update(belonging=5.0), "a share of 5.0"),
    ],
)
def test_a_report_that_contradicts_itself_is_refused_when_it_is_given(saved, spoil, told):
    torn = json.loads(saved.read_bytes())
    spoil(torn)
    shown = look_at_target(Given(pasted=json.dumps(torn)), DEFAULTS, EN)
    assert "contradicts itself" in shown
    assert told in shown


def test_a_saved_report_is_no_french_original(saved):
    shown = look_at_source(Given(path=str(saved)), DEFAULTS, EN)
    assert "this is a saved report, not a text" in shown
    assert "ceci est un rapport enregistré" in look_at_source(Given(path=str(saved)), DEFAULTS, FR)


def test_a_saved_report_that_is_not_whole_says_so(saved, tmp_path):
    torn = json.loads(saved.read_bytes())
    del torn["comparison"]["alignment"]
    (tmp_path / "torn.json").write_text(json.dumps(torn), "utf-8")
    shown = look_at_target(Given(path=str(tmp_path / "torn.json")), DEFAULTS, EN)
    assert "is not a whole report: at comparison.alignment" in shown
