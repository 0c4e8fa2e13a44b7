"""The page in a real browser: the whole way of a visitor, and what must never happen."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from align.report import WRITERS, read_report
from align.report.tsv import read_tsv
from align.report.view import Filter, rows
from align.samples import PRESS_CONFERENCE

pytestmark = pytest.mark.browser

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
EVIL = (
    "MINISTER <img src=x onerror=window.ran=1>: (Via interpreter) Good <b>morning</b>.\n\n"
    "<script>window.ran=1</script>: ${window.ran=1} {{window.ran=1}} Thank you (inaudible).\n"
)
SLOW = 30_000
"""Milliseconds until a step that computes has failed."""


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM:
        pytest.skip("Chromium is not installed: `make browser`, or name it in CHROMIUM")
    playwright = pytest.importorskip("playwright.sync_api")
    pytest.importorskip("gradio")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def address(browser):
    """Where the real program serves the real page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    run = [sys.executable, "-m", "align", "app", "--port", str(port)]
    with subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/", server)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()


def wait_for(url, server):
    for _ in range(120):
        assert server.poll() is None, server.stdout.read().decode()
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310
                return
        except OSError:
            time.sleep(0.25)
    pytest.fail("the page did not come up within 30 seconds")


@contextmanager
def visit(browser, url, **how):
    """A visitor's page. Nothing may be asked from elsewhere and no script may fail, ever."""
    context = browser.new_context(locale="en-US", reduced_motion="reduce", **how)
    page = context.new_page()
    asked, failed = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(url)
    page.locator("#compare").wait_for(timeout=SLOW)
    yield page
    hosts = {urlsplit(each).hostname for each in asked if not each.startswith(("data:", "blob:"))}
    context.close()
    assert hosts == {"127.0.0.1"}
    assert failed == []


def give(page, side, path):
    page.locator(f"#{side}-file input[type=file]").set_input_files(path)


def numbers(page):
    return [
        int(each.get_attribute("id").removeprefix("row-"))
        for each in page.locator("#rows-shown .row").all()
    ]


def tick(page, name, count):
    """Ticks a filter, then waits until as many rows are shown as should be."""
    page.locator(f"#only input[name={name}]").click()
    page.wait_for_function(
        "count => document.querySelectorAll('#rows-shown .row').length === count", arg=count
    )


def saved(page, suffix, folder):
    with page.expect_download() as coming:
        page.locator(f"#save-{suffix.lstrip('.')}").click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def test_the_whole_way_of_a_visitor(browser, address, tmp_path):
    with visit(browser, address) as page:
        give(page, "target", PRESS_CONFERENCE.transcript)
        page.locator("#target-found .lanes").wait_for(timeout=SLOW)
        assert "15\nturns" in page.locator("#target-found").inner_text()
        give(page, "source", PRESS_CONFERENCE.french)
        page.locator("#source-found .line").wait_for(timeout=SLOW)
        page.locator("#compare").click()
        page.locator("#rows-shown .row").first.wait_for(timeout=SLOW)
        shown = numbers(page)

        files = {each.suffix: saved(page, each.suffix, tmp_path) for each in WRITERS}
        assert {path.stem for path in files.values()} == {"press-conference.en"}
        report = read_report(files[".json"])
        for writer in WRITERS:
            assert files[writer.suffix].read_bytes() == writer.write(report)
        assert "Céladon" in files[".html"].read_text("utf-8")
        whole = list(rows(report))
        assert [row.number for row in whole] == shown
        assert [int(line["row"]) for line in read_tsv(files[".tsv"].read_bytes())] == shown

        only = set()
        for name in ("interpreted", "findings", "gaps"):
            only.add(Filter(name))
            kept = [row.number for row in whole if only <= row.passes]
            tick(page, name, len(kept))
            assert numbers(page) == kept
        assert f"{len(kept)} of {len(whole)}" in page.locator("#count").inner_text()

        page.get_by_label("Français").click()
        page.get_by_role("button", name="Comparer").wait_for()
        assert "sur" in page.locator("#count").inner_text()
        assert page.get_attribute("html", "lang") == "fr"
        assert numbers(page) == kept
        assert page.get_by_label("Avec lacune").is_checked()

        for name in ("gaps", "findings", "interpreted"):
            only.remove(Filter(name))
            tick(page, name, sum(only <= row.passes for row in whole))
        assert numbers(page) == shown


def test_details_open_and_links_lead_to_rows(browser, address):
    with visit(browser, address) as page:
        page.locator("#sample").click()
        page.locator("#source-found .line").wait_for(timeout=SLOW)
        page.locator("#compare").click()
        page.locator("#rows-shown .row").first.wait_for(timeout=SLOW)
        why = page.locator("#rows-shown .why").first
        why.locator("summary").click()
        assert why.evaluate("each => each.open")
        findings = page.locator("#summary .finding-list details")
        if not findings.evaluate("each => each.open"):
            findings.locator("summary").click()
        link = findings.locator("a").first
        link.click()
        row = page.locator(link.get_attribute("href"))
        box = row.bounding_box()
        assert 0 <= box["y"] < page.viewport_size["height"]
        assert page.locator("#rows-shown [title]").count() > 0


def test_a_bad_file_is_told_and_the_other_text_stays(browser, address, tmp_path):
    picture = tmp_path / "picture.txt"
    picture.write_bytes(PNG)
    with visit(browser, address) as page:
        page.locator("#source-text textarea").fill(PRESS_CONFERENCE.french.read_text("utf-8"))
        page.locator("#source-found .line").wait_for(timeout=SLOW)
        give(page, "target", picture)
        alert = page.locator("#target-found [role=alert]")
        alert.wait_for(timeout=SLOW)
        assert "picture.txt" in alert.inner_text()
        page.locator("#compare").click()
        alert = page.locator("#notice [role=alert]")
        alert.wait_for(timeout=SLOW)
        assert "picture.txt" in alert.inner_text()
        assert "Traceback" not in page.content()
        assert not page.locator("#results").is_visible()
        assert "Céladon" in page.locator("#source-text textarea").input_value()


def test_a_keyboard_reaches_the_comparison_and_an_alert_in_french(browser, address):
    with visit(browser, f"{address}?lang=fr") as page:
        page.get_by_role("button", name="Comparer").wait_for()
        zone = page.get_by_role("button", name="Transcription anglaise. Déposez")
        zone.wait_for()
        reached = []
        while "compare" not in reached:
            assert len(reached) < 20
            page.keyboard.press("Tab")
            reached.append(
                page.evaluate("document.activeElement.id || document.activeElement.tagName")
            )
        assert reached.count("TEXTAREA") == 2
        page.keyboard.press("Enter")
        alert = page.locator("#notice [role=alert]")
        alert.wait_for(timeout=SLOW)
        assert "La transcription anglaise manque" in alert.inner_text()


def test_pasted_scripts_never_run(browser, address):
    with visit(browser, address) as page:
        page.locator("#target-text textarea").fill(EVIL)
        page.locator("#source-text textarea").fill("LE MINISTRE : Bonjour <script>ran=1</script>.")
        page.locator("#source-found .line").wait_for(timeout=SLOW)
        page.locator("#compare").click()
        page.locator("#rows-shown .row").first.wait_for(timeout=SLOW)
        page.wait_for_timeout(300)
        assert page.evaluate("window.ran") is None
        assert "${window.ran=1} {{window.ran=1}}" in page.locator("#rows-shown").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_needs_no_sideways_scrolling(browser, address, scheme):
    size = {"width": 360, "height": 740}
    with visit(browser, address, viewport=size, color_scheme=scheme) as page:
        page.locator("#sample").click()
        page.locator("#source-found .line").wait_for(timeout=SLOW)
        page.locator("#compare").click()
        page.locator("#rows-shown .row").first.wait_for(timeout=SLOW)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        paper = page.locator("#rows-shown .align-report").evaluate(
            "each => getComputedStyle(each).backgroundColor"
        )
        light = sum(map(int, re.findall(r"\d+", paper)[:3])) > 380
        assert light == (scheme == "light")
