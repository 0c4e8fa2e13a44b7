"""What happens when. What is done then is in ``handlers.py``."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import gradio as gr
from gradio.blocks import Block

from align.errors import AlignError
from align.pipeline import Progress
from align.report.html import render_legend, render_notes, render_summary
from align.samples import PRESS_CONFERENCE
from align.settings import Settings
from align.ui.draw import draw_alert
from align.ui.handlers import (
    Given,
    Work,
    compare_given,
    discard,
    keep,
    look_at_source,
    look_at_target,
    settings_from,
    share_of,
    show_rows,
    tell,
)
from align.ui.layout import Page, Side, Values
from align.ui.words import Language, preferred, say, say_or

Updates = dict[Block, Any]
Look = Callable[[Given, Settings, Language], str]

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
LATEST: dict[str, Any] = QUIET | {"trigger_mode": "always_last"}

SCROLL = """() => {
  const results = document.getElementById("results");
  const alert = document.querySelector("#notice [role=alert]");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  (alert || results)?.scrollIntoView({ behavior: calm ? "auto" : "smooth" });
}"""


DROP_NAMES = {
    language.value: {
        f"{side}-file": f"{say(side, language)}. {say('drop', language)}"
        for side in ("target", "source")
    }
    for language in Language
}

SPEAK = """(language) => {
  document.documentElement.lang = language;
  const names = NAMES[language];
  const speak = () => {
    for (const [id, name] of Object.entries(names)) {
      document.querySelector(`#${id} .upload-container`)?.setAttribute("aria-label", name);
    }
  };
  speak();
  setTimeout(speak, 300);
}""".replace("NAMES", json.dumps(DROP_NAMES))
"""Tells the browser the language, and a screen reader what each drop zone is for."""


def connect(page: Page) -> None:
    """Makes the components of ``page`` answer; must be called inside ``gr.Blocks``."""
    _reading(page)
    _comparing(page)
    _filtering(page)
    _speaking(page)
    _beginning(page)


def _reading(page: Page) -> None:
    """What is in a text is shown as soon as there is a text."""
    looks: tuple[tuple[Side, Look], ...] = (
        (page.target, look_at_target),
        (page.source, look_at_source),
    )
    for side, look in looks:

        def read(values: Values, side: Side = side, look: Look = look) -> Updates:
            return {
                side.found: _look(page, values, side, look),
                side.text: gr.update(visible=not values[side.file]),
                page.notice: "",
            }

        gr.on(
            [side.file.change, side.text.change],
            read,
            {side.file, side.text, *page.asked},
            [side.found, side.text, page.notice],
            **LATEST,
        )


def _look(page: Page, values: Values, side: Side, look: Look) -> str:
    language = _language(page, values)
    try:
        return look(side.given(values), _settings(page, values), language)
    except AlignError as error:
        return draw_alert(str(error), language)


def _comparing(page: Page) -> None:
    def compare(values: Values, progress: gr.Progress = gr.Progress()) -> Updates:  # noqa: B008
        language = _language(page, values)
        try:
            report = compare_given(
                page.target.given(values),
                page.source.given(values),
                _settings(page, values),
                language,
                _shown_on(progress, language),
            )
            work = keep(report)
        except AlignError as error:
            return {
                page.notice: draw_alert(str(error), language),
                page.results.box: gr.update(visible=False),
            }
        discard(values[page.work])
        return {page.work: work, page.notice: tell(report, language)} | _shown(page, work, language)

    results = page.results
    page.compare.click(
        compare,
        {page.work, *page.texts, *page.asked},
        [
            *(page.notice, page.work, page.target.found, results.box, results.summary),
            *(
                results.legend,
                results.only,
                results.count,
                results.rows,
                results.notes,
                *results.downloads,
            ),
        ],
        show_progress_on=page.notice,
        concurrency_limit=1,
        api_visibility="private",
    ).then(None, None, None, js=SCROLL)


def _shown_on(progress: gr.Progress, language: Language) -> Callable[[Progress], None]:
    """Shows each stage on the page's bar, which never goes back."""
    share = 0.0

    def show(now: Progress) -> None:
        nonlocal share
        share = share_of(now, share)
        progress(share, desc=say_or(f"stage.{now.stage}", now.stage, language))

    return show


def _shown(page: Page, work: Work, language: Language) -> Updates:
    results = page.results
    rows, count = show_rows(work.report, (), language)
    return {
        page.target.found: "",  # the report says it again, and more
        results.box: gr.update(visible=True),
        results.summary: render_summary(work.report),
        results.legend: render_legend(work.report),
        results.only: gr.update(value=[]),
        results.count: count,
        results.rows: rows,
        results.notes: render_notes(work.report),
    } | dict(zip(results.downloads, map(str, work.files), strict=True))


def _filtering(page: Page) -> None:
    """The rows are picked anew from the report that is there; nothing is compared."""
    results = page.results

    def pick(values: Values) -> Updates:
        work: Work | None = values[page.work]
        language = _language(page, values)
        if work is None:
            return {page.notice: draw_alert(say("expired", language), language)}
        rows, count = show_rows(work.report, values[results.only], language)
        return {results.rows: rows, results.count: count}

    results.only.input(
        pick,
        {results.only, page.language, page.work},
        [results.rows, results.count, page.notice],
        **LATEST,
    )


def _speaking(page: Page) -> None:
    """Another language: every word anew, nothing that was given or found is lost."""

    def speak(values: Values) -> Updates:
        language = _language(page, values)
        work: Work | None = values[page.work]
        said: Updates = {
            each: gr.update(**spoken(language)) for each, spoken in page.worded.items()
        }
        if not work:
            said[page.target.found] = _look(page, values, page.target, look_at_target)
        said[page.source.found] = _look(page, values, page.source, look_at_source)
        said[page.notice] = tell(work.report, language) if work else ""
        if work:
            chosen = values[page.results.only]
            said[page.results.count] = show_rows(work.report, chosen, language)[1]
        return said

    page.language.change(
        speak,
        {page.work, page.results.only, *page.texts, *page.asked},
        [
            *page.worded,
            *(page.target.found, page.source.found, page.notice, page.results.count),
        ],
        **LATEST,
    )
    for changed in (page.language.change, page.target.file.change, page.source.file.change):
        changed(None, page.language, None, js=SPEAK)


def _beginning(page: Page) -> None:
    """The first visit, the sample, and a fresh start."""
    files = [page.target.file, page.source.file]
    page.sample.click(
        lambda: [str(PRESS_CONFERENCE.transcript), str(PRESS_CONFERENCE.french)],
        None,
        files,
        **QUIET,
    )

    def clear(work: Work | None) -> list[Any]:
        discard(work)
        return [None, None, "", "", "", None, gr.update(visible=False)]

    page.clear.click(
        clear,
        page.work,
        [
            *files,
            *(page.target.text, page.source.text, page.notice, page.work, page.results.box),
        ],
        **QUIET,
    )


def greet(request: gr.Request) -> str:
    """The language to begin with: ``?lang=fr`` in the address, else what the browser asks for."""
    wish = request.query_params.get("lang", "")
    return preferred(wish, request.headers.get("accept-language", "")).value


def _language(page: Page, values: Values) -> Language:
    return Language(values[page.language])


def _settings(page: Page, values: Values) -> Settings:
    return settings_from({name: values[field] for name, field in page.fields.items()})
