from __future__ import annotations

import asyncio
import os
import re
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from align.errors import AlignError, SettingsError
from align.report import WRITERS
from align.report.summary import summarise
from align.report.view import Filter
from align.samples import PRESS_CONFERENCE
from align.settings import DEFAULTS, options
from align.types import Delivery, GapKind
from align.ui.handlers import (
    Given,
    StoppedError,
    Stops,
    compare_given,
    file_stem,
    find_ways,
    look_at_source,
    look_at_target,
    settings_from,
    share_of,
    unless,
)
from align.ui.serve import (
    HEADERS,
    PREFIX,
    SafeHeaders,
    find_logins,
    launch,
    own_folder,
    read_logins,
    remove_left_behind,
)
from align.ui.shelf import shelf_in
from align.ui.vocabulary import WORDS
from align.ui.words import Language, count, number, percent, preferred, say, say_or

EN, FR = Language.ENGLISH, Language.FRENCH
ENGLISH = Given(path=str(PRESS_CONFERENCE.transcript))
FRENCH = Given(path=str(PRESS_CONFERENCE.french))
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"


@pytest.fixture(scope="module")
def stages():
    return []


@pytest.fixture(scope="module")
def report(stages):
    return compare_given(ENGLISH, FRENCH, DEFAULTS, EN, stages.append)


# ------------------------------------------------------------ what a text shows


def test_a_transcript_shows_turns_speakers_share_and_gaps_at_once(report):
    shown = look_at_target(ENGLISH, DEFAULTS, EN)
    figures = re.findall(r"<b>([^<]+)</b><span>(\w+)", shown)
    share = percent(summarise(report).interpreted_share, EN)
    assert figures == [(share, "of"), ("15", "turns"), ("4", "speakers"), ("9", "gaps")]
    assert "inaudible 8, start lost 1" in shown
    assert 'class="lane"' in shown


def test_the_same_in_french():
    shown = look_at_target(ENGLISH, DEFAULTS, FR)
    assert "tours de parole" in shown
    assert "inaudible 8, début perdu 1" in shown
    assert 'lang="fr"' in shown


def test_the_french_shows_one_line():
    assert "7 turns · 2 speakers · 516 words" in look_at_source(FRENCH, DEFAULTS, EN)


def test_a_transcript_without_marks_is_remarked_upon():
    plain = Given(pasted="MODERATOR: Good morning.\n\nMINISTER: The river knows no border.")
    assert "No mark of interpretation" in look_at_target(plain, DEFAULTS, EN)


@pytest.mark.parametrize("nothing", [Given(), Given(pasted=" \n "), Given("", "")])
def test_nothing_given_shows_nothing(nothing):
    assert look_at_target(nothing, DEFAULTS, EN) == ""
    assert look_at_source(nothing, DEFAULTS, EN) == ""


def test_a_picture_named_txt_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "picture.txt"
    path.write_bytes(PNG)
    shown = look_at_target(Given(path=str(path)), DEFAULTS, EN)
    assert 'role="alert"' in shown
    assert "picture.txt" in shown
    assert "Traceback" not in shown


def test_texts_the_other_way_round_are_told_at_once():
    assert "should be in English" in look_at_target(FRENCH, DEFAULTS, EN)
    assert "should be in French" in look_at_source(ENGLISH, DEFAULTS, EN)


def test_a_file_counts_more_than_what_is_pasted():
    both = Given(path=FRENCH.path, pasted="MODERATOR: Good morning.")
    assert "7 turns" in look_at_source(both, DEFAULTS, EN)


def test_markup_in_a_text_stays_text():
    evil = Given(pasted="<b onclick=x>MINISTER</b>: Hello.\n\n<script>alert(1)</script>: Yes.")
    for language in Language:
        shown = look_at_target(evil, DEFAULTS, language)
        assert "<script" not in shown
        assert "<b onclick" not in shown


def test_markup_in_a_file_name_stays_text(tmp_path):
    path = tmp_path / "<img src=x onerror=alert(1)>.txt"
    path.write_bytes(PNG)
    shown = look_at_target(Given(path=str(path)), DEFAULTS, EN)
    assert "<img" not in shown
    assert "&lt;img" in shown


# ------------------------------------------------------------------ comparing


@pytest.mark.parametrize(
    ("target", "source", "language", "message"),
    [
        (Given(), FRENCH, EN, "English transcript is missing"),
        (ENGLISH, Given(), EN, "French original is missing"),
        (Given(), FRENCH, FR, "transcription anglaise manque"),
        (ENGLISH, Given(pasted="  "), FR, "original français manque"),
    ],
)
def test_a_missing_text_is_asked_for(target, source, language, message):
    with pytest.raises(AlignError, match=message):
        compare_given(target, source, DEFAULTS, language)


def test_pasted_texts_compare_as_files_do(report):
    pasted = [Given(pasted=each.read_text("utf-8")) for each in PRESS_CONFERENCE_FILES]
    again = compare_given(*pasted, DEFAULTS, EN)
    assert again.comparison.alignment == report.comparison.alignment


PRESS_CONFERENCE_FILES = (PRESS_CONFERENCE.transcript, PRESS_CONFERENCE.french)


def test_the_bar_goes_from_nothing_to_all_and_never_back(report, stages):
    share, shares = 0.0, []
    for each in stages:
        share = share_of(each, share)
        shares.append(share)
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    assert shares == sorted(shares)


def test_a_comparison_that_is_stopped_ends_before_its_next_stage():
    stops = Stops()
    stopped = stops.begin("ann")
    seen = []

    def stop_at_once(now):
        seen.append(now.stage)
        stops.stop("ann")

    with pytest.raises(StoppedError):
        compare_given(ENGLISH, FRENCH, DEFAULTS, EN, unless(stopped, stop_at_once))
    assert len(seen) == 1


def test_stopping_one_visitor_stops_no_other():
    stops = Stops()
    ann, bob = stops.begin("ann"), stops.begin("bob")
    stops.stop("ann")
    assert (ann.is_set(), bob.is_set()) == (True, False)


def test_beginning_anew_stops_what_still_runs_for_the_same_visitor():
    stops = Stops()
    first = stops.begin("ann")
    second = stops.begin("ann")
    stops.end("ann", first)
    stops.stop("ann")
    assert first.is_set()
    assert second.is_set()


# -------------------------------------------------------------------- options


def test_fields_become_settings_and_empty_fields_keep_their_default():
    made = settings_from({"max_merge": 3.0, "belonging": 0.25, "encoder": "  "})
    assert (made.max_merge, made.belonging, made.encoder) == (3, 0.25, DEFAULTS.encoder)


def test_an_option_out_of_range_is_named():
    with pytest.raises(SettingsError, match="max-merge"):
        settings_from({"max_merge": 99})


# --------------------------------------------------------------------- words


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_ask_for_the_same_facts(key):
    english, french = WORDS[key]
    assert french
    facts = [sorted(set(re.findall(r"{(\w+)}", each))) for each in (english or french, french)]
    assert facts[0] == facts[1]
    assert (english or french).count("|") == french.count("|")


@pytest.mark.parametrize(
    "key",
    [
        *(f"delivery.{each.value}" for each in Delivery),
        *(f"gap.{each.value}" for each in GapKind),
        *(f"filter.{each.value}" for each in Filter),
    ],
)
def test_everything_that_is_shown_has_words(key):
    assert all(say(key, language) for language in Language)


def test_every_stage_and_option_and_format_speaks_french(report, stages):
    keys = {f"stage.{each.stage}" for each in stages}
    keys |= {f"{kind}.{name}" for name in options() for kind in ("option", "label")}
    keys |= {f"writer.{writer.name}" for writer in WRITERS}
    assert {key for key in keys if not say_or(key, "", FR)} == set()


def test_page_begins_with_the_translator_that_was_named(tiny, tmp_path):
    from align.ui.page import build

    ways = find_ways(None, str(tiny))
    assert (ways.translator, ways.can_draft) == (str(tiny), True)
    page = build(shelf_in(tmp_path / "sessions.db"), ways)
    shown = [each for each in page.blocks.values() if each.elem_id == "option-translator"]
    assert [each.value for each in shown] == [str(tiny)]
    assert settings_from({}, str(tiny)).translator == str(tiny)


def test_translator_that_is_none_is_told_before_the_page_begins(tmp_path):
    with pytest.raises(AlignError, match="no model can be read here"):
        find_ways(None, str(tmp_path))


def test_an_unknown_word_is_named():
    with pytest.raises(AlignError, match="no words for 'nonsense'"):
        say("nonsense", EN)


def test_numbers_are_written_as_the_language_does():
    assert number(12_000, EN) == "12,000"
    assert number(12_000, FR) == "12\u202f000"
    assert count("gaps", 0, EN) == "0 gaps"
    assert count("gaps", 0, FR) == "0 lacune"
    assert percent(0.48, FR) == "48\u202f%"


@pytest.mark.parametrize(
    ("wish", "accepted", "expected"),
    [
        ("fr", "en-US,en", FR),
        ("", "fr-FR,fr;q=0.9,en;q=0.8", FR),
        ("", "de-DE,en;q=0.5,fr;q=0.3", EN),
        ("xx", "", EN),
        ("", "", EN),
    ],
)
def test_the_page_begins_in_the_language_that_is_asked_for(wish, accepted, expected):
    assert preferred(wish, accepted) is expected


def test_a_file_name_is_safe_and_keeps_its_letters():
    assert file_stem("Conférence (été).docx") == "Conférence-été"
    assert file_stem("../../etc/passwd") == "passwd"
    assert file_stem("...") == "report"


# ------------------------------------------------------------------- the page


def test_the_page_is_imported_without_gradio():
    run = "import sys, align.ui; sys.exit('gradio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", run], check=False).returncode == 0


def test_every_answer_forbids_what_is_not_from_here():
    sent = []

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x", b"y")]})

    async def send(message):
        sent.append(message)

    asyncio.run(SafeHeaders(app)({"type": "http"}, None, send))
    names = [name.decode() for name, _ in sent[0]["headers"]]
    assert names == ["x", *(name.lower() for name in HEADERS)]
    assert "default-src 'self'" in HEADERS["Content-Security-Policy"]


def test_what_a_killed_page_left_behind_is_removed_and_nothing_of_others(tmp_path):
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    left = tmp_path / f"{PREFIX}{int(gone.stdout)}-abc"
    running, other = tmp_path / f"{PREFIX}{os.getpid()}-abc", tmp_path / f"{PREFIX}abc"
    for folder in (left, running, other):
        folder.mkdir()
        (folder / "upload.txt").write_text("secret")
    remove_left_behind(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([running, other])


def test_what_lies_in_the_temporary_folder_goes_with_the_page():
    with own_folder():
        folder = Path(tempfile.mkdtemp())
    assert not folder.exists()


def test_logins_come_from_a_file_or_from_the_environment(tmp_path, monkeypatch):
    path = tmp_path / "logins"
    path.write_text("ann:one\n\nbob:two:three\n", encoding="utf-8")
    assert find_logins(path) == {"ann": "one", "bob": "two:three"}
    monkeypatch.setenv("ALIGN_AUTH", "eve:four")
    assert find_logins(None) == {"eve": "four"}
    monkeypatch.delenv("ALIGN_AUTH")
    assert find_logins(None) is None


def test_a_bad_login_is_refused_without_repeating_the_secret(tmp_path):
    with pytest.raises(AlignError, match="line 1: expected user:password") as told:
        read_logins("topsecret", "logins")
    assert "topsecret" not in str(told.value)
    with pytest.raises(AlignError, match="cannot be read"):
        find_logins(tmp_path / "nothing")
    (tmp_path / "logins").write_bytes("ann:été".encode("cp1252"))
    with pytest.raises(AlignError, match="it is not UTF-8"):
        find_logins(tmp_path / "logins")


def test_a_port_in_use_is_told_in_a_sentence(tmp_path):
    pytest.importorskip("gradio")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(AlignError, match=f"port {port}: it is in use"):
            launch(port=port, sessions=tmp_path / "sessions.db")


def labels(blocks):
    return [each["props"].get("label") for each in blocks.get_config_file()["components"]]


def test_the_page_has_a_field_for_every_option(tmp_path):
    pytest.importorskip("gradio")
    from align.ui.page import build

    shown = labels(build(shelf_in(tmp_path / "sessions.db")))
    assert {say(f"label.{name}", EN) for name in options()} <= set(shown)


def test_visitors_from_afar_cannot_name_folders_or_ask_for_all_the_memory(tmp_path):
    pytest.importorskip("gradio")
    from align.ui.page import build

    shown = labels(build(shelf_in(tmp_path / "sessions.db"), private=False))
    assert say("label.max_merge", EN) in shown
    assert say("label.encoder", EN) not in shown
    assert say("label.max_characters", EN) not in shown


def test_no_typeface_and_no_style_comes_from_elsewhere():
    pytest.importorskip("gradio")
    from align.ui.look import style, theme

    made = theme()
    assert made._stylesheets == []
    assert not re.search(r"@import|url\(['\"]?(https?:)?//", style() + made._get_theme_css())


def test_nothing_can_be_called_from_outside_the_page(tmp_path):
    pytest.importorskip("gradio")
    from align.ui.page import build

    events = build(shelf_in(tmp_path / "sessions.db")).get_config_file()["dependencies"]
    assert {each["api_visibility"] for each in events if each["backend_fn"]} == {"private"}


def test_every_category_of_a_check_is_said_in_french():
    """A part that has no words of its own would stay English on the French page."""
    checks = Path(__file__).parents[1] / "align" / "checks"
    named = {
        part
        for file in checks.glob("*.py")
        for path in re.findall(r'"(Accuracy/[\w/]+)"', file.read_text("utf-8"))
        for part in path.split("/")
    }
    assert {"Entity", "Mood", "Hedge"} < named
    assert named | {"Gap"} == {
        key.removeprefix("category.") for key in WORDS if key.startswith("category.")
    }
