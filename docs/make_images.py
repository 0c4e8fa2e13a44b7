"""The pictures of the README and of the page's document: ``make images``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).parent / "images"
PORT = 7873
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
PATIENCE = 240_000
"""Milliseconds until a step has failed."""
ROW = 5
"""The row that the pictures of rows begin with."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One visitor's window, and what is photographed in it: file → tab of the bench."""

    language: str
    scheme: str
    width: int
    height: int
    shots: tuple[tuple[str, str], ...]


PICTURES = (
    Picture(
        "en",
        "light",
        1180,
        900,
        (("start", ""), ("overview", "overview"), ("rows", "compare")),
    ),
    Picture("en", "dark", 1180, 900, (("overview-dark", "overview"), ("rows-dark", "compare"))),
    Picture("fr", "light", 1180, 900, (("rows-fr", "compare"),)),
    Picture("en", "light", 390, 844, (("rows-phone", "compare"),)),
)


def main() -> None:
    """Serves the page, compares the sample pair once, and photographs what a visitor sees."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        sys.exit("Chromium is not installed: `make browser`, or name it in CHROMIUM")
    IMAGES.mkdir(exist_ok=True)
    with serving() as start, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        kept = start
        for picture in PICTURES:
            kept = start + photograph(browser, kept, picture)
        browser.close()


@contextmanager
def serving() -> Iterator[str]:
    """The address of a page whose comparisons are forgotten afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        address = f"http://127.0.0.1:{PORT}/"
        kept = ["--sessions", str(Path(folder) / "sessions.db")]
        run = [sys.executable, "-m", "align", "app", "--port", str(PORT), *kept]
        with subprocess.Popen(run) as server:  # noqa: S603 - our own program
            try:
                wait_for(address)
                yield address
            finally:
                server.terminate()


def wait_for(address: str) -> None:
    """Waits until the page is there."""
    until = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.3)
    sys.exit("the page did not come up")


def photograph(browser: Browser, address: str, picture: Picture) -> str:
    """Takes every shot of ``picture``; gives ``#`` and the comparison that they show."""
    page = browser.new_page(
        viewport={"width": picture.width, "height": picture.height},
        locale=picture.language,
        color_scheme="dark" if picture.scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    for name, tab in picture.shots:
        if tab:
            open_tab(page, tab)
        else:
            page.locator("#sample").click()
            page.locator("#source-found .line").wait_for()
        page.wait_for_timeout(400)
        page.screenshot(path=IMAGES / f"{name}.png")
    found = urlsplit(page.url).fragment.partition(":")[0]
    page.close()
    return f"#{found}"


def open_tab(page: Page, tab: str) -> None:
    """Shows a tab of the bench, comparing first where nothing is compared yet."""
    if page.locator("#start").is_visible() and "#" not in page.url:
        page.locator("#compare").click()
    page.locator(f"[data-tab={tab}]").click()
    if tab == "compare":
        page.locator(f"#row-{ROW}").wait_for()
        page.locator(f"#row-{ROW}").focus()
        page.evaluate(f"document.querySelector('#row-{ROW}').scrollIntoView({{block: 'start'}})")
        page.mouse.wheel(0, -220)
    else:
        page.evaluate("scrollTo(0, 0)")


if __name__ == "__main__":
    main()
