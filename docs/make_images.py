"""The pictures of the README: ``make images``."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from align import compare, load_models, original_from, read_transcript, write_report
from align.samples import PRESS_CONFERENCE

IMAGES = Path(__file__).parent / "images"
WIDTH, HEIGHT = 1180, 900
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


def main() -> None:
    """Compares the sample pair, and photographs the head and the rows of its report."""
    chromium = shutil.which("chromium")
    if not chromium:
        sys.exit("Chromium is not installed; 'make browser' installs Debian's.")
    report = compare(
        read_transcript(PRESS_CONFERENCE.transcript),
        original_from(read_transcript(PRESS_CONFERENCE.french)),
        load_models(),
    )
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "report.html"
        write_report(report, file)
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(file.as_uri())
        page.screenshot(path=IMAGES / "overview.png")
        page.locator("#row-4").first.scroll_into_view_if_needed()
        page.evaluate("document.querySelector('#row-4').scrollIntoView({block: 'start'})")
        page.mouse.wheel(0, -150)
        page.wait_for_timeout(300)
        page.screenshot(path=IMAGES / "report.png")
        browser.close()


if __name__ == "__main__":
    main()
