"""Ways through the page that need real files, a real library, or a server that dies."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from browsing import CHROMIUM, FLAGS, compare, rows_of, show, told, visit
from serving import free_port, serving, started

from align.samples import PRESS_CONFERENCE
from align.sessions import begin, open_store
from eval.events import read_bank
from eval.gold import DataMissingError

pytestmark = pytest.mark.browser

TEXTS = 12
"""French speeches in the library of these tests."""


@pytest.fixture(scope="module")
def speeches():
    """Real French speeches with their interpretation."""
    try:
        bank = read_bank()
    except DataMissingError as error:
        pytest.skip(str(error))
    return [bank.speeches[each] for each in bank.own]


@pytest.fixture(scope="module")
def library(speeches, tmp_path_factory):
    """The folder of a library of some of them."""
    pytest.importorskip("lancedb")
    folder = tmp_path_factory.mktemp("french")
    for each in speeches[:TEXTS]:
        (folder / f"{each.name}.txt").write_text(" ".join(each.source), encoding="utf-8")
    shelf = tmp_path_factory.mktemp("library") / "archive"
    add = [sys.executable, "-m", "align", "library", "add", str(folder), "-l", str(shelf)]
    subprocess.run(add, check=True, capture_output=True)
    return shelf


def interpreted(speech):
    return f"MINISTER: (Via interpreter) {' '.join(speech.target)}"


def drop(page, path, selector):
    """Drags a file of this machine over an element, and lets it fall there."""
    box = page.locator(selector).bounding_box()
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    data = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
    browser = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        browser.send("Input.dispatchDragEvent", {"type": kind, "data": data, **at})


def test_files_that_are_dropped_arrive_are_read_and_compared(browser, address):
    with visit(browser, address) as page:
        page.locator("#compare").wait_for()
        drop(page, PRESS_CONFERENCE.transcript, "#target-file")
        page.locator("#target-found .lanes").wait_for()
        assert PRESS_CONFERENCE.transcript.stem in page.locator("#target-file").inner_text()
        drop(page, PRESS_CONFERENCE.french, "#source-file")
        page.locator("#source-found .line").wait_for()
        compare(page)


def test_a_file_dropped_on_another_puts_itself_in_its_place(browser, address, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("MAYOR: (Via interpreter) Welcome. The bridge is open again.", "utf-8")
    with visit(browser, address) as page:
        page.locator("#compare").wait_for()
        drop(page, PRESS_CONFERENCE.transcript, "#target-file")
        page.locator("#target-found", has_text="15").wait_for()
        drop(page, other, "#target-file")
        page.locator("#target-file", has_text="other").wait_for()
        page.locator("#target-found", has_text="MAYOR").wait_for()


def test_a_file_dropped_beside_the_boxes_does_not_leave_the_page(browser, address):
    with visit(browser, address) as page:
        page.locator("#compare").wait_for()
        page.locator("#target-text textarea").fill("MAYOR: (Via interpreter) Welcome.")
        drop(page, PRESS_CONFERENCE.transcript, "#actions")
        page.wait_for_timeout(500)
        assert page.url.startswith("http")
        assert page.locator("#target-text textarea").input_value().startswith("MAYOR")


def test_the_library_gives_the_original_and_says_what_it_does_not_hold(
    browser, library, speeches, tmp_path
):
    asked, absent = speeches[TEXTS // 2], speeches[TEXTS + 3]
    with (
        serving(tmp_path / "sessions.db", "--library", str(library)) as url,
        visit(browser, url) as page,
    ):
        page.get_by_label("Library").check()
        page.locator("#way-hint", has_text=f"{TEXTS} texts").wait_for()
        page.locator("#target-text textarea").fill(interpreted(absent))
        page.locator("#target-found .lanes").wait_for()
        page.locator("#compare").click()
        alert = page.locator("#notice [role=alert]")
        alert.wait_for()
        assert "not in this library" in alert.inner_text()
        assert "score 0." in alert.inner_text()

        page.locator("#target-text textarea").fill(interpreted(asked))
        page.locator("#notice [role=alert]").wait_for(state="detached")
        compare(page)
        show(page, "overview")
        answer = page.locator("#panel-overview .about div", has_text="Found in the library")
        assert f"{asked.name}.txt" in answer.inner_text()
        assert "score 0.9" in answer.inner_text() or "score 1.0" in answer.inner_text()
        assert "next best" in answer.inner_text()
        show(page, "compare")
        assert page.locator("article.row.matched .cell.source").first.inner_text()


def test_work_survives_the_sudden_death_of_the_server(browser, report, tmp_path):
    kept, port = tmp_path / "sessions.db", free_port()
    name = begin(open_store(kept), report).id
    with visit(browser, "about:blank", wait=False) as page:
        with started(kept, port) as (url, server):
            page.goto(f"{url}#{name}:5")
            page.locator("#row-5").wait_for()
            page.locator("#row-5").focus()
            page.keyboard.press("m")
            told(page, f"{rows_of(report) - 1} rows")
            page.keyboard.press("b")
            page.locator("article.row.bookmarked").wait_for()
            page.locator("article.row.current").focus()
            page.keyboard.press("s")
            server.kill()
            server.wait()
        page.keyboard.press("b")
        alert = page.locator("#bench-alert [role=alert]", has_text="does not answer")
        alert.wait_for()
        with started(kept, port) as (url, _):
            page.evaluate("dispatchEvent(new Event('focus'))")
            alert.wait_for(state="detached")
            page.goto("about:blank")
            page.goto(f"{url}#{name}:5")
            page.locator("article.row.bookmarked").wait_for()
            show(page, "log")
            page.locator("#panel-log li", has_text="rows merged").wait_for()
            show(page, "compare")
            for _ in page.locator("#panel-log .log li:not(.undone)").all():
                page.locator("[data-edit=undo]:enabled").click()
                page.locator("#bench-saved", has_text="Saved").wait_for()
            page.locator("[data-edit=undo]:disabled").wait_for()
            told(page, f"{rows_of(report)} rows")
            assert page.locator("article.row.bookmarked").count() == 0


def test_work_survives_the_sudden_death_of_the_browser(browser, bench, report, tmp_path):
    how = {"executable_path": CHROMIUM, "args": FLAGS, "user_data_dir": tmp_path / "profile"}
    first = browser.browser_type.launch_persistent_context(**how)
    page = first.pages[0]
    page.goto(bench)
    show(page, "compare")
    page.locator("#reviewer").fill("Ann")
    page.locator("#row-5").focus()
    page.keyboard.press("m")
    told(page, f"{rows_of(report) - 1} rows")
    for process in processes_with(str(how["user_data_dir"])):
        os.kill(process, signal.SIGKILL)
    with suppress(Exception):
        first.close()
    for lock in how["user_data_dir"].glob("Singleton*"):
        lock.unlink()

    again = browser.browser_type.launch_persistent_context(**how)
    page = again.pages[0]
    page.goto(bench)
    told(page, f"{rows_of(report) - 1} rows")
    show(page, "compare")
    page.locator("#reviewer").fill("Ann")
    page.locator("#row-5").focus()
    page.keyboard.press("Control+z")
    told(page, f"{rows_of(report)} rows")
    again.close()


def processes_with(word):
    """The numbers of the processes that were begun with this word in their command."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if word in (folder / "cmdline").read_bytes().decode(errors="replace"):
                yield int(folder.name)


def test_a_report_that_was_saved_is_opened_and_its_review_gone_on_with(
    browser, bench, address, report, tmp_path
):
    with visit(browser, bench) as page:
        show(page, "compare")
        page.locator("#row-5").focus()
        page.keyboard.press("m")
        told(page, f"{rows_of(report) - 1} rows")
        page.locator("[data-tab=save]").click()
        with page.expect_download() as download:
            page.locator("[data-save='.json']").click()
        saved = tmp_path / "left.json"
        download.value.save_as(saved)
    with visit(browser, address) as page:
        page.locator("#compare").wait_for()
        drop(page, saved, "#target-file")
        page.locator("#target-found", has_text="A saved report").wait_for()
        assert f"{rows_of(report) - 1} rows, 1 edit" in page.locator("#target-found").inner_text()
        compare(page)
        told(page, f"{rows_of(report) - 1} rows")
        page.locator("[data-tab=log]").click()
        page.locator("#log, .log", has_text="merge").first.wait_for()


def test_two_reviewers_without_a_name_undo_their_own_edits_only(browser, bench, report):
    with visit(browser, bench) as first, visit(browser, bench) as second:
        for page in (first, second):
            show(page, "compare")
        first.locator("#row-5").focus()
        first.keyboard.press("m")
        told(first, f"{rows_of(report) - 1} rows")
        second.reload()
        show(second, "compare")
        told(second, f"{rows_of(report) - 1} rows")
        assert second.locator("[data-edit=undo]").is_disabled()
        second.locator("#row-9").focus()
        second.keyboard.press("b")
        second.locator("#row-9.bookmarked").wait_for()

        first.locator("#reviewer").fill("Ann")
        first.locator("#row-5").focus()
        first.keyboard.press("Control+z")
        told(first, f"{rows_of(report)} rows")
        first.locator("[data-edit=undo]:disabled").wait_for()
        show(first, "log")
        first.locator("#panel-log .log b").nth(1).wait_for()
        names = first.locator("#panel-log .log b").all_inner_texts()
        assert len(set(names)) == 2
        assert all(name.startswith("Reviewer ") for name in names)


def test_a_search_from_far_down_shows_its_first_hit_and_keeps_the_focus(browser, bench, report):
    size = {"width": 1180, "height": 500}
    with visit(browser, f"{bench}:{rows_of(report)}", viewport=size) as page:
        page.locator(f"#row-{rows_of(report)}.current").wait_for()
        page.locator("#query").fill("the")
        told(page, f" of {rows_of(report)} rows")
        page.wait_for_function(
            """() => {
              const first = document.querySelector("article.row[aria-posinset='1']:has(.hit)");
              const box = first?.getBoundingClientRect();
              return box && box.top >= 0 && box.bottom <= innerHeight;
            }"""
        )
        assert page.evaluate("document.activeElement.id") == "query"


CONTROLS = {
    "button",
    "link",
    "radio",
    "checkbox",
    "textbox",
    "searchbox",
    "combobox",
    "tab",
    "group",
}


def heard(page):
    """What a screen reader is given: role and name of everything, in order."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return [
        (each["role"]["value"], each.get("name", {}).get("value", "").strip())
        for each in tree
        if not each["ignored"]
    ]


def test_a_screen_reader_is_told_what_everything_is(browser, address, bench):
    with visit(browser, address) as page:
        page.locator("#sample").click()
        page.locator("#source-found .line").wait_for()
        page.get_by_role("button", name="File with the French original. Remove it").wait_for()
        controls = [each for each in heard(page) if each[0] in CONTROLS]
        assert [each for each in controls if not each[1]] == []
        buttons = [name for role, name in controls if role == "button"]
        assert len(set(buttons)) == len(buttons)
        page.goto(f"{bench}:6")
        page.reload()
        page.locator("#row-6.current").wait_for()
        found = heard(page)
        assert [each for each in found if each[0] in CONTROLS - {"group"} and not each[1]] == []
        names = [name for role, name in found if role == "article"]
        assert "Row 12, French without English, 1 finding" in names
        assert any(re.match(r"Row \d+, matched, interpreted, \d finding", name) for name in names)
        assert ("button", "Merge with next") in found

        page.locator("#row-6").focus()
        page.keyboard.press("b")
        page.locator("#bench-told", has_text="bookmark").wait_for(state="attached")
        page.locator("#row-6[aria-label$=bookmarked]").wait_for()
        assert page.evaluate("document.activeElement.id") == "row-6"
        page.keyboard.press("d")
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.id") == "row-6"
        page.locator("[data-do=next]").click()
        page.wait_for_function("document.activeElement.matches('article.row.current')")
        page.locator("[data-do=leave]").click()
        page.wait_for_function("document.activeElement.matches('#head h1')")
