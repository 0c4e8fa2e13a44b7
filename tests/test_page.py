"""The page in a real browser: the whole way of a visitor, and what must never happen."""

from __future__ import annotations

import re
import time

import pytest
from browsing import (
    SLOW,
    compare,
    compare_the_sample,
    give,
    numbers,
    rows_of,
    saved,
    show,
    told,
    troubles,
    visit,
)

from align.detect import detect
from align.report import WRITERS, read_report
from align.report.view import Filter, rows
from align.samples import PRESS_CONFERENCE
from align.segment import segment
from align.sessions import begin, open_store
from align.transcripts import parse_transcript
from align.types import Alignment, Comparison, Link, Origin, Original, Report
from align.ui.handlers import has_translator

pytestmark = pytest.mark.browser

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
WIDER = """[...document.querySelectorAll(".tabs, .tools, .edit-bar, .edit-group")]
  .filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.className)"""
"""Parts of the bench that need scrolling sideways."""
FAST = """async () => {
  let empty = 0;
  for (let frames = 0; frames < 40; frames += 1) {
    scrollBy({ top: 400, behavior: "instant" });
    await new Promise(requestAnimationFrame);
    empty += [...document.querySelectorAll(".chunk:empty")].some((each) => {
      const box = each.getBoundingClientRect();
      return box.bottom > 0 && box.top < innerHeight;
    });
  }
  return empty;
}"""
"""Scrolls as fast as a hand can, and counts the frames in which a row was not there yet."""
SMALL = {"width": 1180, "height": 500}
EVIL = (
    "MINISTER <img src=x onerror=window.ran=1>: (Via interpreter) Good <b>morning</b>.\n\n"
    "<script>window.ran=1</script>: ${window.ran=1} {{window.ran=1}} Thank you (inaudible).\n"
)


@pytest.fixture(scope="module")
def long_event(kept):
    """The address of a comparison of 1,200 rows, and how many it has."""
    places = [f"la vallée numéro {n}" for n in range(600)]
    french = "\n\n".join(
        f"LE MINISTRE : Nous irons voir {place} avant l’hiver. Le pont y sera reconstruit."
        for place in places
    )
    english = "\n\n".join(
        f"MINISTER: (Via interpreter) We will visit valley {n}. The bridge will be rebuilt."
        for n in range(600)
    )
    source, target = parse_transcript(french), parse_transcript(english)
    original = Original(source, detect(source))
    sides = (
        segment(source, original.detection, language="fr"),
        segment(target, detect(target), language="en"),
    )
    assert len(sides[0]) == len(sides[1])
    links = tuple(Link((n,), (n,), 0.9) for n in range(len(sides[0])))
    comparison = Comparison(target, detect(target), original, Alignment(*sides, links))
    report = Report(comparison, (), 1.0, belong_together=True, signature="by hand")
    return begin(open_store(kept), report).id, len(links)


# ----------------------------------------------------------------- the way of a visitor


def test_the_whole_way_of_a_visitor(browser, address, tmp_path):
    with visit(browser, address) as page:
        give(page, "target", PRESS_CONFERENCE.transcript)
        page.locator("#target-found .lanes").wait_for()
        assert "15\nturns" in page.locator("#target-found").inner_text()
        give(page, "source", PRESS_CONFERENCE.french)
        page.locator("#source-found .line").wait_for()
        compare(page)
        assert not page.locator("#start").is_visible()

        show(page, "save")
        report = read_report(saved(page, ".json", tmp_path))
        for writer in WRITERS:
            assert saved(page, writer.suffix, tmp_path).read_bytes() == writer.write(report)

        whole = list(rows(report))
        show(page, "compare")
        told(page, f"{len(whole)} rows")
        only = set()
        for name in ("interpreted", "findings"):
            only.add(Filter(name))
            kept = [row.number for row in whole if only <= row.passes]
            page.locator(f".filters-row [name={name}]").check()
            told(page, f"{len(kept)} of {len(whole)}")
        page.locator("article.row").first.wait_for()
        assert numbers(page) == kept

        page.get_by_label("Français").click()
        told(page, f"{len(kept)} sur {len(whole)}")
        assert page.get_attribute("html", "lang") == "fr"
        assert page.locator(".filters-row [name=findings]").is_checked()
        assert "Côte à côte" in page.locator("[data-tab=compare]").inner_text()


def test_the_overview_leads_to_rows_and_findings_are_reached_by_keyboard(browser, bench, report):
    with visit(browser, bench) as page:
        show(page, "overview")
        page.locator("[data-facet='kind:omitted']").click()
        page.locator("article.row.lost.current").wait_for()
        kinds = [
            each.get_attribute("class").split()[1] for each in page.locator("article.row").all()
        ]
        assert kinds == ["lost", "omitted"]
        page.locator("[data-unpick]").click()
        told(page, f"{rows_of(report)} rows")
        show(page, "overview")
        page.locator(".finding-list a").first.click()
        first = page.locator("article.row.current")
        first.wait_for()
        box = first.bounding_box()
        assert 0 <= box["y"] < page.viewport_size["height"]
        at = int(first.get_attribute("data-row"))
        page.keyboard.press("n")
        page.wait_for_function("at => location.hash.split(':')[1] > at", arg=at)
        page.keyboard.press("p")
        page.wait_for_function("at => location.hash.split(':')[1] == at", arg=at)
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "query"


def test_words_light_up_on_both_sides_by_pointer_and_by_keyboard(browser, bench):
    with visit(browser, bench) as page:
        show(page, "compare")
        word = page.locator(".cell.source [data-link]").first
        word.scroll_into_view_if_needed()
        word.hover()
        row = word.locator("xpath=ancestor::article")
        assert row.locator(".cell.target .on").count() >= 1
        row.focus()
        page.keyboard.press("ArrowRight")
        assert row.locator(".w.chosen").count() == 1
        assert page.locator("#bench-told").inner_text() != ""


def test_a_search_finds_in_both_languages_and_a_bad_pattern_is_told(browser, bench, report):
    with visit(browser, bench) as page:
        show(page, "compare")
        page.locator("#query").fill("OCTOBRE")
        told(page, f" of {rows_of(report)} rows")
        page.locator("article.row .hit").first.wait_for()
        page.locator("#is-pattern").check()
        page.locator("#query").fill("oct(obre")
        page.locator("#search-alert:not(:empty)").wait_for()
        assert "not a regular expression" in page.locator("#search-alert").inner_text()
        page.locator("#query").fill(r"\d+ octobre")
        page.wait_for_function("document.querySelector('#search-alert').textContent === ''")


def test_a_machine_draft_is_offered_where_there_is_a_translator_and_called_no_evidence(
    browser, address, tmp_path
):
    with visit(browser, address) as page:
        page.locator("#compare").wait_for()
        page.get_by_label("Library").check()
        page.locator("#way-hint", has_text="started without a library").wait_for()
        page.get_by_label("I have the text").check()
        if not has_translator():
            return
        page.locator("#target-text textarea").fill(
            "MINISTER: (Via interpreter) The bridge is open again. We thank the forty workers."
        )
        page.locator("#target-found .lanes").wait_for()
        page.get_by_label("Machine draft").check()
        page.locator("#source-file").wait_for(state="hidden")
        assert "never evidence" in page.locator("#way-hint").inner_text()
        compare(page)
        assert "not evidence" in page.locator(".banner.draft").inner_text()
        show(page, "compare")
        page.locator("article.row").first.wait_for()
        assert "not evidence" in page.locator(".columns").inner_text()
        assert "draft" in (page.locator(".cell.source").first.get_attribute("data-side") or "")
        shown = page.locator(".cell.source .sentence").all_inner_texts()
        show(page, "save")
        made = read_report(saved(page, ".json", tmp_path)).comparison
        assert made.original.origin is Origin.PRODUCED
        drafted = [each.span.of(made.original.transcript.text) for each in made.alignment.source]
        assert len(shown) == 2
        assert [each.lstrip("0123456789¶ ") for each in shown] == drafted


# ---------------------------------------------------------------------- reviewing


def test_edits_are_undone_survive_leaving_and_clash_visibly_in_two_tabs(browser, bench, report):
    with visit(browser, bench) as page:
        show(page, "compare")
        page.locator("#reviewer").fill("Ann")
        row = page.locator("#row-5")
        row.focus()
        page.keyboard.press("m")
        told(page, f"{rows_of(report) - 1} rows")
        assert page.locator("#bench-saved").inner_text() == "Saved"
        page.keyboard.press("Control+z")
        told(page, f"{rows_of(report)} rows")
        page.locator("[data-edit=redo]").click()
        told(page, f"{rows_of(report) - 1} rows")

        other = page.context.new_page()
        other.goto(page.url)
        other.locator("#row-5").wait_for()
        told(other, f"{rows_of(report) - 1} rows")
        page.locator("#row-5").focus()
        page.keyboard.press("s")
        told(page, f"{rows_of(report)} rows")
        other.locator("#row-5").focus()
        other.keyboard.press("m")
        alert = other.locator("#bench-alert [role=alert]")
        alert.wait_for()
        assert "Somebody else changed this" in alert.inner_text()
        told(other, f"{rows_of(report)} rows")

        page.locator("[data-do=leave]").click()
        page.locator("#recent a").first.click()
        page.locator(".bench-inner").wait_for()
        show(page, "log")
        page.locator("#panel-log li", has_text="rows merged").wait_for()


def test_a_finding_is_dismissed_with_a_note_and_a_row_is_bookmarked(browser, bench, report):
    with visit(browser, bench) as page:
        show(page, "overview")
        page.locator(".finding-list a").first.click()
        row = page.locator("article.row.current")
        row.locator("[data-rule=dismissed]").first.click()
        page.locator("#form-text").fill("It is in the recording.")
        page.locator("[data-do=form-yes]").click()
        row.locator(".ruling", has_text="It is in the recording.").wait_for()
        row.focus()
        page.keyboard.press("b")
        page.locator("article.row.bookmarked").wait_for()
        page.locator(".filters-row [name=bookmarked]").check()
        told(page, f"1 of {rows_of(report)}")


def test_letters_work_on_the_buttons_of_a_row_and_mean_the_finding_in_focus(browser, bench, report):
    with visit(browser, bench) as page:
        show(page, "compare")
        page.locator("article.row").first.focus()
        page.keyboard.press("n")
        row = page.locator("article.row.current")
        row.locator("[data-rule=accepted]").first.focus()
        page.keyboard.press("a")
        row.locator(".findings li.accepted").wait_for()
        number = row.get_attribute("data-row")
        row.locator(".findings button").first.focus()
        page.keyboard.press("n")
        page.locator(f"article.row.current:not(#row-{number})").wait_for()


def test_a_refused_edit_is_told_where_the_reviewer_looks(browser, bench, report):
    with visit(browser, f"{bench}:{rows_of(report)}", viewport=SMALL) as page:
        last = page.locator(f"#row-{rows_of(report)}.current")
        last.wait_for()
        page.keyboard.press("s")
        alert = page.locator("#bench-alert [role=alert]", has_text="cannot be made")
        alert.wait_for()
        box = alert.bounding_box()
        assert 0 <= box["y"] < box["y"] + box["height"] <= SMALL["height"]
        assert "Reviewer" not in alert.inner_text()
        page.keyboard.press("Escape")
        alert.wait_for(state="detached")
        assert page.evaluate("document.activeElement.id") == last.get_attribute("id")


def test_one_menu_is_open_at_a_time_and_goes_when_it_is_left(browser, bench):
    with visit(browser, f"{bench}:5") as page:
        page.locator("#row-5.current").wait_for()
        for name in ("Move", "Delivery"):
            page.locator(".menu summary", has_text=name).click()
            page.locator(".menu[open]", has_text=name).wait_for()
            assert page.locator(".menu[open]").count() == 1
        page.keyboard.press("Escape")
        page.locator(".menu[open]").wait_for(state="detached")
        page.locator(".menu summary", has_text="Move").click()
        page.locator("#row-5 .row-number").click()
        page.locator(".menu[open]").wait_for(state="detached")


def spoken(*texts):
    """Their words, without what stands between these."""
    return re.findall(r"\w+", " ".join(texts))


def test_the_words_of_an_omission_are_selected_by_keyboard(browser, bench, report):
    with visit(browser, bench) as page:
        show(page, "compare")
        row = page.locator("article.matched:not(.has-findings)").first
        row = page.locator(f"#row-{row.get_attribute('data-row')}")
        words = row.locator(".cell.source .w[data-at]").all_inner_texts()
        row.focus()
        for key in ("ArrowRight", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"):
            page.keyboard.press(key)
        chosen = page.evaluate("getSelection().toString()")
        assert spoken(chosen) == spoken(*words[1:4])
        assert f"Selected: {chosen}" in page.locator("#bench-told").inner_text()
        page.keyboard.press("Shift+ArrowLeft")
        for _ in words:  # a selection ends where its side does
            page.keyboard.press("Shift+ArrowRight")
        assert spoken(page.evaluate("getSelection().toString()")) == spoken(*words[1:])
        for _ in words[3:]:
            page.keyboard.press("Shift+ArrowLeft")
        page.keyboard.press("o")
        page.locator("#form-text").fill("Left out.")
        page.locator("[data-do=form-yes]").click()
        row.locator(".findings", has_text="Left out.").wait_for()
        marked = row.locator(".cell.source .marked").all_inner_texts()
        assert spoken(*marked) == spoken(*words[1:3])


def test_a_day_of_edits_by_keyboard_and_menu(browser, bench, report):
    """Next omission, omission on the French side, move, sentence split, delivery, undo of all."""
    with visit(browser, bench) as page:
        show(page, "compare")
        page.select_option("#step", "omissions")
        page.locator("#step-at", has_text=re.compile(r"\d")).wait_for()
        page.locator("#row-1").focus()
        page.keyboard.press("n")
        here = "article.row.current"
        page.locator(f"{here}.omitted, {here}:has-text('Omission')").wait_for()

        several = ".cell.target .sentence:nth-of-type(2)"
        row = page.locator(f"article.matched:not(.has-findings):not(:has({several}))").first
        number = row.get_attribute("data-row")
        row = page.locator(f"#row-{number}")
        row.focus()
        page.keyboard.press("o")
        page.locator("#form-text").fill("An aside is gone.")
        page.locator("[data-do=form-yes]").click()
        row.locator(".findings", has_text="An aside is gone.").wait_for()
        assert row.locator(".cell.source .marked").count() >= 1

        row.locator(".cell.target .w").nth(2).click()
        page.locator(".menu summary", has_text="Sentences").click()
        page.locator("[data-edit=split-sentence]").click()
        page.wait_for_function(
            "n => document.querySelectorAll(`#row-${n} .cell.target .sentence`).length > 1",
            arg=number,
        )
        page.locator(".menu summary", has_text="Move").click()
        page.locator("[data-edit=move-target-next]").click()
        page.wait_for_function(
            "n => document.querySelectorAll(`#row-${n} .cell.target .sentence`).length === 1",
            arg=number,
        )
        page.locator(".menu summary", has_text="Delivery").click()
        page.locator("[data-edit=delivery][data-value=uncertain]").click()
        page.locator(f"#row-{number}.in-uncertain").wait_for()
        for _ in range(4):
            undone = page.locator("#bench-told")
            page.keyboard.press("Control+z")
            page.wait_for_function(
                "told => told.textContent.includes('undone')", arg=undone.element_handle()
            )
            page.evaluate("document.querySelector('#bench-told').textContent = ''")
        page.locator("[data-edit=undo]:disabled").wait_for()
        told(page, f"{rows_of(report)} rows")


# ------------------------------------------------------------------ what goes wrong


def test_a_bad_file_is_told_and_the_other_text_stays(browser, address, tmp_path):
    picture = tmp_path / "picture.txt"
    picture.write_bytes(PNG)
    with visit(browser, address) as page:
        page.locator("#source-text textarea").fill(PRESS_CONFERENCE.french.read_text("utf-8"))
        page.locator("#source-found .line").wait_for()
        give(page, "target", picture)
        alert = page.locator("#target-found [role=alert]")
        alert.wait_for()
        assert "picture.txt" in alert.inner_text()
        page.locator("#compare").click()
        alert = page.locator("#notice [role=alert]")
        alert.wait_for()
        assert "picture.txt" in alert.inner_text()
        assert "Traceback" not in page.content()
        assert "Céladon" in page.locator("#source-text textarea").input_value()


def test_a_comparison_is_stopped_and_the_next_visitor_is_served(browser, address):
    english = PRESS_CONFERENCE.transcript.read_text("utf-8") * 24
    french = PRESS_CONFERENCE.french.read_text("utf-8") * 24
    with visit(browser, address) as page:
        page.locator("#target-text textarea").fill(english)
        page.locator("#target-found .lanes").wait_for()
        page.locator("#source-text textarea").fill(french)
        page.locator("#source-found .line").wait_for()
        page.locator("#compare").click()
        page.locator("#notice .progress-level-inner", has_text="Reading").wait_for()
        page.locator("#stop").dblclick()
        page.locator("#notice", has_text="Stopped").wait_for()
        page.wait_for_timeout(1500)  # the second click may come later, and stops what runs then
        assert page.locator("#compare").is_enabled()
        assert page.locator("#target-text textarea").input_value() == english
        page.locator("#clear").click()
        began = time.monotonic()
        compare_the_sample(page)
        assert time.monotonic() - began < SLOW / 1000


def test_an_address_that_leads_nowhere_is_told(browser, address):
    with visit(browser, f"{address}#{'x' * 32}") as page:
        page.locator("#start").wait_for()
        page.locator("#bench [role=alert]").wait_for()
        assert "not kept here" in page.locator("#bench").inner_text()


def test_pasted_scripts_never_run(browser, address):
    with visit(browser, address) as page:
        page.locator("#target-text textarea").fill(EVIL)
        page.locator("#source-text textarea").fill("LE MINISTRE : Bonjour <script>ran=1</script>.")
        page.locator("#source-found .line").wait_for()
        compare(page)
        show(page, "compare")
        page.locator("article.row").first.wait_for()
        page.wait_for_timeout(300)
        assert page.evaluate("window.ran") is None
        assert "${window.ran=1} {{window.ran=1}}" in page.locator(".rows").inner_text()


# ---------------------------------------------------------------------- for everyone


def test_the_language_in_the_address_of_a_comparison_stays(browser, address, bench):
    name = bench.partition("#")[2]
    with visit(browser, f"{address}?lang=fr#{name}:5") as page:
        page.locator("#row-5.current").wait_for()
        page.locator("[data-tab=compare]", has_text="Côte à côte").wait_for()
        assert page.url == f"{address}?lang=fr#{name}:5"
        for width in (1100, 1024, 768):
            page.set_viewport_size({"width": width, "height": 768})
            page.wait_for_timeout(100)
            assert (width, page.evaluate(WIDER)) == (width, [])


def test_the_keyboard_reaches_every_edit_and_the_way_back_leads_to_the_start(browser, address):
    with visit(browser, address) as page:
        compare_the_sample(page)
        show(page, "compare")
        row = page.locator("#row-5")
        row.focus()
        page.keyboard.press("e")
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        page.locator(".menu[open]", has_text="Move").wait_for()
        for _ in range(2):
            page.keyboard.press("Escape")
        page.wait_for_function("document.activeElement.id === 'row-5'")
        page.locator("[name=bookmarked]").check()
        page.locator(".nothing").wait_for()
        page.locator("[name=bookmarked]").uncheck()
        page.go_back()
        page.locator("#compare").wait_for()
        page.go_forward()
        page.locator(".bench-inner").wait_for()


def test_a_keyboard_reaches_the_comparison_and_an_alert_in_french(browser, address):
    with visit(browser, f"{address}?lang=fr") as page:
        page.get_by_role("button", name="Comparer").wait_for()
        page.get_by_role("button", name="Transcription anglaise. Déposez").wait_for()
        reached = []
        while "compare" not in reached:
            assert len(reached) < 24
            page.keyboard.press("Tab")
            reached.append(
                page.evaluate("document.activeElement.id || document.activeElement.tagName")
            )
        assert reached.count("TEXTAREA") == 2
        page.keyboard.press("Enter")
        alert = page.locator("#notice [role=alert]")
        alert.wait_for()
        assert "La transcription anglaise manque" in alert.inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser, address, bench, scheme):
    with visit(browser, address, color_scheme=scheme) as page:
        page.locator("#compare").wait_for()
        assert troubles(page) == []
        page.goto(bench)
        for tab in ("overview", "compare", "log", "save"):
            show(page, tab)
            if tab == "compare":
                page.locator("article.row").first.wait_for()
            assert (tab, troubles(page)) == (tab, [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_needs_no_sideways_scrolling(browser, address, bench, scheme):
    size = {"width": 360, "height": 740}
    with visit(browser, address, viewport=size, color_scheme=scheme) as page:
        page.locator("#compare").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.goto(bench)
        for tab in ("overview", "compare", "log", "save"):
            show(page, tab)
            assert (tab, page.evaluate("document.documentElement.scrollWidth") <= 360) == (
                tab,
                True,
            )
            wider = page.evaluate(WIDER)
            assert (tab, wider) == (tab, [])
            if tab == "compare":
                page.locator("[data-do=more]").click()
                assert page.locator("[data-edit=note]").is_visible()
                assert page.evaluate(WIDER) == []
        paper = page.locator(".bench-inner").evaluate(
            "each => getComputedStyle(each).backgroundColor"
        )
        light = sum(map(int, re.findall(r"\d+", paper)[:3])) > 380
        assert light == (scheme == "light")


def test_twice_the_size_of_letters_still_fits(browser, bench):
    size = {"width": 640, "height": 450}
    with visit(browser, bench, viewport=size, device_scale_factor=2) as page:
        show(page, "compare")
        page.locator("article.row").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_a_thousand_rows_are_drawn_only_where_they_are_seen(browser, address, long_event):
    name, count = long_event
    with visit(browser, f"{address}#{name}:1") as page:
        page.locator("#row-1").wait_for()
        told(page, f"{count:,} rows")
        assert len(numbers(page)) < 250
        page.goto(f"{address}#{name}:{count - 3}")
        page.locator(f"#row-{count - 3}.current").wait_for()
        assert len(numbers(page)) < 250
        page.goto(f"{address}#{name}:{count // 3}")
        page.locator(f"#row-{count // 3}.current").wait_for()
        page.wait_for_timeout(500)
        assert page.evaluate(FAST) <= 3
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight / 2)")
        page.wait_for_function(
            "([low, high]) => [...document.querySelectorAll('article.row')]"
            ".some(row => +row.dataset.row > low && +row.dataset.row < high)",
            arg=[count // 3, 2 * count // 3],
        )
        assert len(numbers(page)) < 250
