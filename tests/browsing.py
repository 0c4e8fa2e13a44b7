"""What a visitor does in a real browser, for the tests of the page."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

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
SLOW = 180_000
"""Milliseconds until a step that computes has failed."""


def rows_of(report):
    return len(report.comparison.alignment.links)


@contextmanager
def visit(browser, url, *, wait=True, **how):
    """A visitor's page. Nothing may be asked from elsewhere and no script may fail, ever."""
    context = browser.new_context(**{"locale": "en-US", "reduced_motion": "reduce"} | how)
    page = context.new_page()
    asked, failed = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.set_default_timeout(SLOW)
    page.goto(url)
    if wait:
        page.locator("#bench .bench").wait_for(state="attached")
    yield page
    hosts = {urlsplit(each).hostname for each in asked if not each.startswith(("data:", "blob:"))}
    context.close()
    assert hosts == {"127.0.0.1"}
    assert failed == []


def give(page, side, path):
    page.locator(f"#{side}-file input[type=file]").set_input_files(path)


def compare(page):
    page.locator("#compare").click()
    page.locator(".bench-inner").wait_for()
    page.locator("#bench-count:not(:empty)").wait_for(state="attached")


def compare_the_sample(page):
    page.locator("#sample").click()
    page.locator("#source-found .line").wait_for()
    compare(page)


def show(page, tab):
    told(page, "row")
    page.locator(f"[data-tab={tab}]").click()


def told(page, text):
    """Waits until the count of rows says so."""
    page.wait_for_function(
        "text => document.querySelector('#bench-count')?.textContent.includes(text)", arg=text
    )


def numbers(page):
    """The rows that are drawn, in order."""
    return page.evaluate(
        "[...document.querySelectorAll('article.row')].map(row => +row.dataset.row)"
    )


def saved(page, suffix, folder):
    with page.expect_download() as coming:
        page.locator(f"[data-save='{suffix}']").click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def troubles(page):
    """What axe-core calls serious or critical, with where it is."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe.Axe().run(page).response["violations"]
    grave = [each for each in found if each["impact"] in ("serious", "critical")]
    return [(each["id"], node["html"][:160]) for each in grave for node in each["nodes"]]
