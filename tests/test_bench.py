"""The bench without a browser: what is asked of the server, and what it answers."""

from __future__ import annotations

import base64
import re
import sqlite3
import time
from contextlib import closing

import pytest

from align.models.load import load_models
from align.report import WRITERS, read_report
from align.report.view import Filter, rows
from align.review import review
from align.samples import PRESS_CONFERENCE
from align.settings import DEFAULTS
from align.types import LinkKind
from align.ui.answers import answer
from align.ui.desk import FILTERS, Desk
from align.ui.find import SECONDS, Query, SearchError, folded, search
from align.ui.handlers import Given, compare_given
from align.ui.messages import SHAPES, translated
from align.ui.shelf import Shelf, shelf_in
from align.ui.vocabulary import WORDS
from align.ui.words import Language
from align.words import link_words

EN, FR = Language.ENGLISH, Language.FRENCH


@pytest.fixture(scope="module")
def report():
    given = (
        Given(path=str(each)) for each in (PRESS_CONFERENCE.transcript, PRESS_CONFERENCE.french)
    )
    return compare_given(*given, DEFAULTS, EN)


@pytest.fixture
def shelf(tmp_path):
    return shelf_in(tmp_path / "sessions.db")


@pytest.fixture
def ask(shelf, report):
    address = shelf.keep(report)

    def asked(what, **more):
        return answer(shelf, {"do": what, "address": address, "language": "en", **more})

    asked.address = address
    return asked


def row_numbers(drawn):
    return [int(each) for each in re.findall(r'<article [^>]*data-row="(\d+)"', drawn)]


def element(drawn, number):
    return re.search(rf'<article [^>]*id="row-{number}".*?</article>', drawn, re.DOTALL)[0]


def place(desk, number):
    item = next(desk.items([number], None, 1, 1, Query("")))
    side = "target" if item.starts[0] is None else "source"
    return {"side": side, "offset": item.starts[side == "target"]}


def pairs(words):
    return [(each.source, each.target) for each in words]


def merge(desk, first):
    return {"kind": "merge", "first": place(desk, first), "last": place(desk, first + 1)}


# ------------------------------------------------------------------ who may see


@pytest.mark.parametrize("address", ["", "x", "A" * 32, None, 7])
def test_without_the_address_nothing_is_shown(shelf, report, address):
    shelf.keep(report)
    for what in ("open", "pick", "rows", "save", "look", "edit"):
        told = answer(shelf, {"do": what, "address": address, "language": "en"})
        assert set(told) == {"alert"}
        assert "not kept here" in told["alert"]


def test_addresses_are_long_and_never_the_same(shelf, report):
    addresses = {shelf.keep(report) for _ in range(5)}
    assert len(addresses) == 5
    assert min(map(len, addresses)) >= 32


def test_a_comparison_is_found_again_after_a_restart(tmp_path, report):
    address = shelf_in(tmp_path / "sessions.db").keep(report)
    again = shelf_in(tmp_path / "sessions.db").find(address)
    assert again is not None
    assert again.report == report


def test_only_so_many_comparisons_are_held_open_and_none_is_lost(tmp_path, report):
    store = shelf_in(tmp_path / "sessions.db")._store
    shelf = Shelf(store, most=2)
    addresses = [shelf.keep(report) for _ in range(4)]
    assert all(shelf.find(each) for each in addresses)
    assert len(shelf._desks) == 2


def test_comparisons_that_nobody_touched_for_long_are_gone_after_a_restart(tmp_path, report):
    path = tmp_path / "sessions.db"
    old, new = (shelf_in(path).keep(report) for _ in range(2))
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE session SET touched = '2020-01-01T00:00:00+00:00' WHERE number = 1")
    again = shelf_in(path)
    assert again.find(old) is None
    assert again.find(new) is not None


def test_rows_that_an_edit_makes_get_word_links_of_their_own(ask, shelf):
    desk = shelf.find(ask.address)
    linked = desk.report.comparison.words
    row = next(n for n in range(1, len(linked)) if min(map(len, linked[n - 1 : n + 1])) > 9)
    ask("edit", action=merge(desk, row), reviewer="Ann", version=0)
    session = shelf.find(ask.address).session
    made = session.report.comparison
    whole = link_words(made, load_models().word_aligner)
    pooled = review(session.machine, session.edits).comparison.words
    assert pairs(made.words[row - 1]) == pairs(whole[row - 1])
    assert made.words[row - 1] != pooled[row - 1]


# --------------------------------------------------------------------- showing


def test_opening_gives_every_part_in_the_language_of_the_page(ask):
    english, french = (ask("open", language=each, panel="overview") for each in ("en", "fr"))
    assert "Rows by kind" in english["panel"]
    assert "Lignes par nature" in french["panel"]
    assert 'lang="fr"' in french["frame"]
    assert "Save the report" not in french["panels"]["save"]


def test_every_row_is_drawn_once_and_every_text_is_there(ask, report):
    picked = ask("pick")
    drawn = ask("rows", numbers=picked["shown"], of=len(picked["shown"]))["rows"]
    assert row_numbers(drawn) == [row.number for row in rows(report)]
    text = re.sub(r"<[^>]+>", "", drawn)
    assert "Port-Clairvent" in text


@pytest.mark.parametrize("facets", [(), ("interpreted",), ("gaps",), ("interpreted", "findings")])
def test_filters_keep_the_rows_that_pass_all_of_them(ask, report, facets):
    only = {Filter(each) for each in facets}
    expected = [row.number for row in rows(report) if only <= row.passes]
    assert ask("pick", facets=facets)["shown"] == expected


def test_what_the_overview_counts_leads_to_as_many_rows(ask):
    overview = ask("panel", panel="overview")["panel"]
    counted = re.findall(r'data-facet="((?:kind|gap):[^"]+)"><b>(\d+)</b>', overview)
    assert len(counted) >= 4
    for facet, count in counted:
        shown = len(ask("pick", facets=[facet])["shown"])
        assert shown == int(count) if facet.startswith("kind") else 0 < shown <= int(count)


def test_an_omitted_row_says_so_in_words_on_the_empty_side(ask, report):
    omitted = next(row.number for row in rows(report) if row.standing == "omitted")
    for language, said in (("en", "No English for this"), ("fr", "Pas d’anglais pour ceci")):
        assert said in ask("rows", numbers=[omitted], language=language)["rows"]


def test_french_that_the_record_lost_is_not_called_omitted(ask, report):
    hidden = [row for row in rows(report) if row.hidden]
    assert [row.source[0].text[:9] for row in hidden] == ["Mesdames,"]
    for language, said in (("en", "Lost in the record"), ("fr", "Perdu dans le compte rendu")):
        drawn = ask("rows", numbers=[hidden[0].number], language=language)["rows"]
        assert said in drawn
        assert "omitted" not in drawn


def test_every_gap_of_the_strip_leads_to_the_row_it_stands_in(ask, shelf):
    desk = shelf.find(ask.address)
    overview = ask("panel", panel="overview")["panel"]
    rows_of_gaps = [int(each) for each in re.findall(r'data-row="(\d+)"[^>]*><title>gap', overview)]
    assert len(rows_of_gaps) == len(desk.report.comparison.detection.gaps)
    with_gaps = set(ask("pick", facets=["gaps"])["shown"])
    assert len(with_gaps & set(rows_of_gaps)) > len(with_gaps) / 2


def test_an_edit_is_answered_with_the_rows_in_sight_as_they_would_be_drawn_anew(ask, shelf):
    done = ask("edit", action=merge(shelf.find(ask.address), 9), near=[9, 4, 6], part=8)
    shown = done["picked"]["shown"]
    assert set(done["drawn"]) == {"0", "1"}
    for part, html in done["drawn"].items():
        first = 8 * int(part)
        numbers, before = shown[first : first + 8], shown[first - 1] if first else 0
        told = ask("rows", numbers=numbers, before=before, first=first + 1, of=len(shown))
        assert html == told["rows"]


def test_steps_go_from_one_omission_to_the_next(ask, shelf):
    spots = shelf.find(ask.address).spots
    omitted = {spot.row.number for spot in spots if spot.row.standing == "omitted"}
    lost = {spot.row.number for spot in spots if spot.row.hidden}
    stops = set(ask("pick", step="omissions")["stops"])
    assert omitted < stops < set(ask("pick")["shown"])
    assert lost
    assert not lost & stops


def test_words_that_are_linked_share_a_number_within_their_row(ask, report):
    if not report.comparison.words:
        pytest.skip("no word links are made by default")
    drawn = ask("rows", numbers=ask("pick")["shown"])["rows"]
    row = element(drawn, next(n for n, each in enumerate(report.comparison.words, 1) if each))
    sides = row.split('class="cell target"')
    shared = set(re.findall(r'data-link="(\d+)"', sides[0]))
    assert shared
    assert shared == set(re.findall(r'data-link="(\d+)"', sides[1]))


def test_the_words_of_a_finding_are_underlined_and_name_it(ask, report):
    row = next(r for r in rows(report) if any(f.source and f.severity.weight for f in r.findings))
    drawn = element(ask("rows", numbers=[row.number])["rows"], row.number)
    assert re.search(r'class="marked [a-z]+" data-findings="0[^>]*><span class="w', drawn)
    assert 'data-n="0"' in drawn


# --------------------------------------------------------------------- searching


def test_a_search_minds_neither_case_nor_accents_nor_the_shape_of_apostrophes():
    text = "L’ÉTÉ, la mémoire"
    assert folded(text) == "l'ete, la memoire"
    assert next(search([text], Query("l'été")))[0].of(text) == "L’ÉTÉ"


def test_a_search_looks_in_both_languages_and_marks_what_it_finds(ask):
    for word in ("octobre", "october"):
        found = ask("pick", query=word)
        assert found["shown"]
        drawn = ask("rows", numbers=found["shown"], query=word)["rows"]
        assert drawn.count("hit") >= len(found["shown"])


def test_a_pattern_finds_what_it_describes(ask):
    found = ask("pick", query=r"\b\d+ (millions?|octobre)\b", pattern=True)
    assert found["shown"]
    assert found["shown"] != ask("pick")["shown"]


@pytest.mark.parametrize("bad", ["(", "[a-", "*", "(?P<x>a)(?P=y)"])
def test_a_bad_pattern_is_answered_kindly(ask, bad):
    told = ask("pick", query=bad, pattern=True)
    assert "not a regular expression" in told["search"]
    assert "alert" not in told


def test_a_pattern_that_runs_away_is_stopped():
    began = time.monotonic()
    with pytest.raises(SearchError) as told:
        list(search(["a" * 60 + "!"] * 50, Query(r"(a|aa)+b(.*)*c", is_pattern=True)))
    assert told.value.kind == "slow"
    assert time.monotonic() - began < SECONDS + 20


def test_a_query_may_not_be_endless(ask):
    assert "at most 300" in ask("pick", query="a" * 400)["search"]


# ---------------------------------------------------------------------- editing


def test_an_edit_is_saved_and_another_tab_sees_it(ask, shelf):
    desk = shelf.find(ask.address)
    done = ask("edit", action=merge(desk, 5), version=0, reviewer="Ann")
    assert done["version"] == 1
    assert done["focus"] == 5
    assert len(ask("pick")["shown"]) == len(desk.spots) - 1
    assert ask("look", version=0)["version"] == 1
    assert ask("look", version=1) == {}


def test_undo_brings_the_rows_back_and_redo_merges_them_again(ask, shelf, report):
    before = shelf.find(ask.address)
    ask("edit", action=merge(before, 5), version=0, reviewer="Ann")
    ask("edit", action={"kind": "undo"}, version=1, reviewer="Ann")
    assert shelf.find(ask.address).report.comparison.alignment == report.comparison.alignment
    ask("edit", action={"kind": "redo"}, version=2, reviewer="Ann")
    assert len(shelf.find(ask.address).spots) == len(before.spots) - 1


def test_two_tabs_that_change_the_same_row_never_overwrite_each_other(ask, shelf):
    action = merge(shelf.find(ask.address), 5)
    ask("edit", action=action, version=0, reviewer="Ann")
    refused = ask("edit", action=action, version=0, reviewer="Bob")
    assert "Somebody else changed this" in refused["alert"]
    assert "Ann" in refused["alert"]
    assert refused["version"] == 1


def test_two_tabs_that_change_different_rows_both_get_their_way(ask, shelf):
    desk = shelf.find(ask.address)
    ask("edit", action=merge(desk, 5), version=0, reviewer="Ann")
    done = ask("edit", action=merge(desk, 30), version=0, reviewer="Bob")
    assert done["version"] == 2
    assert "alert" not in done


def test_a_decision_a_note_and_a_bookmark_are_shown_with_their_reviewer(ask, shelf):
    desk = shelf.find(ask.address)
    spot = next(each for each in desk.spots if each.row.findings)
    number, finding = spot.row.number, spot.row.findings[0].id
    steps = (
        {"kind": "decide", "finding": finding, "ruling": "dismissed", "note": "<i>heard it</i>"},
        {"kind": "annotate", "row": place(desk, number), "text": "Ask <b>him</b>."},
        {"kind": "set bookmark", "row": place(desk, number), "on": True},
    )
    for version, action in enumerate(steps):
        assert "alert" not in ask("edit", action=action, version=version, reviewer="Ann")
    drawn = element(ask("rows", numbers=[number])["rows"], number)
    assert 'dismissed · <span dir="auto">Ann</span>' in drawn
    assert "&lt;i&gt;heard it&lt;/i&gt;" in drawn
    assert "Ask &lt;b&gt;him&lt;/b&gt;." in drawn
    assert ask("pick", facets=["bookmarked"])["shown"] == [number]
    assert number not in ask("pick", facets=["undecided"])["shown"] or len(spot.row.findings) > 1
    assert ask("panel", panel="log")["panel"].count("<li") == 3
    overview = ask("panel", panel="overview")["panel"]
    assert "findings, 1 dismissed" in overview
    assert spot.row.findings[0].message not in re.sub(r"<[^>]+>", "", overview)
    page = base64.b64decode(ask("save", suffix=".html")["data"]).decode()
    assert "1 more dismissed by a reviewer, not counted" in page


def test_an_omission_marked_by_hand_becomes_a_finding_on_the_french_side(ask, shelf, report):
    desk = shelf.find(ask.address)
    row = next(
        each for each in desk.spots if each.row.kind is LinkKind.MATCHED and not each.row.findings
    )
    start = place(desk, row.row.number)["offset"]
    action = {"kind": "flag", "what": "omission", "source": {"start": start, "end": start + 6}}
    done = ask("edit", action=action, version=0, reviewer="Ann")
    assert "alert" not in done
    made = shelf.find(ask.address).report.findings
    assert [f.category for f in made if f.check == "reviewer"] == ["Accuracy/Omission"]


@pytest.mark.parametrize(
    "action", [{}, {"kind": "destroy"}, {"kind": "undo"}, {"kind": "merge"}, []]
)
def test_an_edit_that_is_none_changes_nothing_and_is_told(ask, action):
    told = ask("edit", action=action, version=0, reviewer="Ann")
    assert "cannot be made" in told["alert"]
    assert told["version"] == 0


# ----------------------------------------------------------------------- saving


def test_every_format_is_saved_as_the_comparison_stands(ask, shelf):
    ask("edit", action=merge(shelf.find(ask.address), 5), version=0, reviewer="Ann")
    for writer in WRITERS:
        told = ask("save", suffix=writer.suffix)
        assert "alert" not in told, writer.name
        assert base64.b64decode(told["data"]) == writer.write(shelf.find(ask.address).report)
        assert told["name"] == f"press-conference.en{writer.suffix}"


def test_a_saved_json_is_read_back_whole(ask, shelf, tmp_path):
    path = tmp_path / "report.json"
    path.write_bytes(base64.b64decode(ask("save", suffix=".json")["data"]))
    assert read_report(path) == shelf.find(ask.address).report


# ----------------------------------------------------------------------- safety


def test_markup_in_the_texts_stays_text(shelf):
    evil = Given(pasted="MINISTER <img src=x>: (Via interpreter) <script>x</script> Good morning.")
    french = Given(pasted="LE MINISTRE : Bonjour à tous <script>x</script> et merci.")
    address = shelf.keep(compare_given(evil, french, DEFAULTS, EN))
    asked = {"address": address, "language": "en"}
    opened = answer(shelf, {"do": "open", **asked})
    numbers = answer(shelf, {"do": "pick", **asked})["shown"]
    drawn = answer(shelf, {"do": "rows", "numbers": numbers, **asked})
    assert not re.search(r"<script|<img", str(opened) + str(drawn))


def test_every_filter_has_words():
    assert all(f"filter.{each}" in WORDS for each in FILTERS)


def test_a_thousand_rows_are_picked_and_drawn_in_parts(report):
    desk = Desk(type("Kept", (), {"report": report, "version": 0, "edits": ()})())
    numbers = [spot.row.number for spot in desk.spots]
    parts = [
        list(desk.items(numbers[at : at + 7], at or None, at + 1, len(numbers), Query("")))
        for at in range(0, len(numbers), 7)
    ]
    whole = list(desk.items(numbers, None, 1, len(numbers), Query("")))
    assert [item.row.number for part in parts for item in part] == [i.row.number for i in whole]
    assert [i.opens_turn for part in parts for i in part] == [i.opens_turn for i in whole]


# ---------------------------------------------------------------------- messages


def test_every_finding_and_reason_of_the_sample_speaks_french(report):
    view = Desk(type("Kept", (), {"report": report, "version": 0, "edits": ()})()).view
    reasons = {stretch.reason for block in view.blocks for stretch in block.stretches}
    messages = {finding.message for finding in report.findings}
    english = {text for each in messages for text, lang in translated(each) if lang}
    assert english == set()
    unknown = {each for each in reasons if next(translated(each))[1]}
    assert unknown == set()


@pytest.mark.parametrize(("english", "french"), SHAPES)
def test_every_shape_takes_over_as_many_words_in_both_languages(english, french):
    assert english.count("{}") == french.count("{}")
    filled = english.format(*("“a; the English says b.”" for _ in range(english.count("{}"))))
    assert not any(lang for _, lang in translated(filled))


def test_what_is_quoted_is_taken_over_unchanged():
    message = "The French says “Oui; non.”; nothing in the English answers it."
    assert list(translated(message)) == [
        ("Le français dit «\u00a0Oui; non.\u00a0»\u202f; rien dans l’anglais n’y répond.", "")
    ]
