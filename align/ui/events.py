"""What happens when; what is done then is in ``handlers.py`` and ``answers.py``."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.blocks import Block

from align.errors import AlignError
from align.library.store import Library
from align.pipeline import Progress
from align.samples import PRESS_CONFERENCE
from align.settings import Settings
from align.ui.draw import draw_alert, draw_notice, draw_way
from align.ui.handlers import (
    Draft,
    Given,
    StoppedError,
    Stops,
    Ways,
    compare_given,
    look_at_source,
    look_at_target,
    saved_report,
    settings_from,
    share_of,
    unless,
)
from align.ui.layout import Page, Side, Values
from align.ui.shelf import Shelf
from align.ui.troubles import SaidError, in_words
from align.ui.words import Language, percent, preferred, say, say_or

Updates = dict[Block, Any]
Look = Callable[[Given, Settings, Language], str]

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
AT_ONCE: dict[str, Any] = QUIET | {"queue": False}
LATEST: dict[str, Any] = QUIET | {"trigger_mode": "always_last"}

SCROLL = """() => {
  const alert = document.querySelector("#notice [role=alert]");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  alert?.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "center" });
}"""


UNNAMED = {
    language.value: {
        "fieldset#language": say("language", language),
        "fieldset#way": say("way", language),
    }
    | {
        f"#{side}-file {part}": f"{say(f'file.{side}', language)}. {say(what, language)}"
        for side in ("target", "source")
        for part, what in (
            (".upload-container", "drop"),
            (".icon-button-wrapper button", "file.remove"),
            (".download-link", "file.get"),
        )
    }
    for language in Language
}
"""What Gradio gives no name, or the same one twice: selector → name, in every language."""

SPEAK = """(language) => {
  document.documentElement.lang = language;
  const names = NAMES[language];
  const speak = () => {
    for (const [selector, name] of Object.entries(names)) {
      document.querySelector(selector)?.setAttribute("aria-label", name);
    }
  };
  for (const later of [0, 300, 1000]) setTimeout(speak, later);
  globalThis.alignBench?.speak(language);
}""".replace("NAMES", json.dumps(UNNAMED))
"""Tells the browser the language, and a screen reader what each unnamed control is for."""


def connect(page: Page, shelf: Shelf, stops: Stops, ways: Ways) -> None:
    """Makes the components of ``page`` answer; must be called inside ``gr.Blocks``."""
    _reading(page)
    _choosing(page, ways)
    _comparing(page, shelf, stops, ways)
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
        return draw_alert(in_words(error, language), language)


def _choosing(page: Page, ways: Ways) -> None:
    """What is asked for depends on where the French comes from."""

    def choose(way: str, file: str | None, language: str) -> Updates:
        is_given = way == "given"
        hint = "" if is_given else _told_of(way, ways, Language(language))
        return {
            page.source.file: gr.update(visible=is_given),
            page.source.limits: gr.update(visible=is_given),
            page.source.text: gr.update(visible=is_given and not file),
            page.source.found: gr.update(visible=is_given),
            page.hint: gr.update(value=hint, visible=not is_given),
            page.notice: "",
        }

    side = page.source
    gr.on(
        [page.way.change, page.language.change],
        choose,
        [page.way, side.file, page.language],
        [side.file, side.limits, side.text, side.found, page.hint, page.notice],
        **LATEST,
    )


def _told_of(way: str, ways: Ways, language: Language) -> str:
    return draw_way(way, ways.documents, language, is_there=ways.has(way))


def _source(page: Page, values: Values, ways: Ways) -> Given | Library | Draft:
    way = values[page.way]
    if not ways.has(way):
        raise SaidError(say(f"way.{way}.missing", _language(page, values)))
    if way == "draft":
        return Draft()
    if way == "library" and ways.library is not None:
        return ways.library
    return page.source.given(values)


def _comparing(page: Page, shelf: Shelf, stops: Stops, ways: Ways) -> None:
    """Compare, with a way to stop; the result is opened on the bench."""

    def compare(
        values: Values,
        request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> Updates:
        language = _language(page, values)
        visitor = str(request.session_hash)
        stopped = stops.begin(visitor)
        show = partial(_show, progress, language, [0.0])
        try:
            target = page.target.given(values)
            made = saved_report(target) or compare_given(
                target,
                _source(page, values, ways),
                _settings(page, values),
                language,
                unless(stopped, show, stops.seconds),
            )
            return {page.notice: "", page.bench: shelf.keep(made)}
        except StoppedError:
            return {page.notice: draw_notice(say("stopped", language), language)}
        except AlignError as error:
            return {page.notice: draw_alert(in_words(error, language), language)}
        finally:
            stops.end(visitor, stopped)

    buttons = [page.compare, page.sample, page.clear, page.stop]
    running = page.compare.click(partial(_waiting, page, is_waiting=True), None, buttons, **AT_ONCE)
    compared = running.then(
        compare,
        {page.way, *page.texts, *page.asked},
        [page.notice, page.bench],
        show_progress_on=page.notice,
        concurrency_limit=1,
        concurrency_id="compare",
        api_visibility="private",
    )
    compared.then(partial(_waiting, page, is_waiting=False), None, buttons, **AT_ONCE).then(
        None, None, None, js=SCROLL
    )

    def stop(language: str, request: gr.Request) -> Updates:
        stops.stop(str(request.session_hash))
        told = draw_notice(say("stopped", Language(language)), Language(language))
        return {page.notice: told} | _waiting(page, is_waiting=False)

    page.stop.click(stop, page.language, [page.notice, *buttons], cancels=[compared], **AT_ONCE)


def _waiting(page: Page, *, is_waiting: bool) -> Updates:
    waits = gr.update(interactive=not is_waiting)
    return {
        page.compare: waits,
        page.sample: waits,
        page.clear: waits,
        page.stop: gr.update(visible=is_waiting),
    }


def _show(progress: gr.Progress, language: Language, share: list[float], now: Progress) -> None:
    """Shows a stage on the page's bar, which never goes back; ``share`` is how far it was.

    Gradio writes a percentage of its own behind the words, in English; it goes on a second line,
    which the page does not show.
    """
    share[0] = share_of(now, share[0])
    stage = say_or(f"stage.{now.stage}", now.stage, language)
    progress(share[0], desc=f"{stage} · {percent(share[0], language)}\n")


def _speaking(page: Page) -> None:
    """Another language: every word anew, nothing that was given or found is lost."""

    def speak(values: Values) -> Updates:
        language = _language(page, values)
        said: Updates = {
            each: gr.update(**spoken(language)) for each, spoken in page.worded.items()
        }
        said[page.target.found] = _look(page, values, page.target, look_at_target)
        said[page.source.found] = _look(page, values, page.source, look_at_source)
        said[page.notice] = ""
        return said

    page.language.change(
        speak,
        {*page.texts, *page.asked},
        [*page.worded, page.target.found, page.source.found, page.notice],
        **LATEST,
    )
    for changed in (page.language.change, page.target.file.change, page.source.file.change):
        changed(None, page.language, None, js=SPEAK)


def _beginning(page: Page) -> None:
    """The sample, and a fresh start."""
    files = [page.target.file, page.source.file]
    page.sample.click(
        lambda: [str(PRESS_CONFERENCE.transcript), str(PRESS_CONFERENCE.french)],
        None,
        files,
        **QUIET,
    )

    def clear(*given: Any) -> list[Any]:
        for each in given:
            remove_upload(each)
        return [None, None, "", "", ""]

    page.clear.click(
        clear, files, [*files, page.target.text, page.source.text, page.notice], **QUIET
    )


def remove_upload(path: str | None) -> None:
    """Removes an uploaded file; the samples of the package stay."""
    if path and Path(path).parent != PRESS_CONFERENCE.transcript.parent:
        Path(path).unlink(missing_ok=True)


def greet(request: gr.Request) -> str:
    """The language to begin with: ``?lang=fr`` in the address, else what the browser asks for."""
    wish = request.query_params.get("lang", "")
    return preferred(wish, request.headers.get("accept-language", "")).value


def _language(page: Page, values: Values) -> Language:
    return Language(values[page.language])


def _settings(page: Page, values: Values) -> Settings:
    given = {name: values[field] for name, field in page.fields.items()}
    return settings_from(given, page.translator)
