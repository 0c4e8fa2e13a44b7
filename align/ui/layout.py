"""What stands where on the page. Nothing happens here: see ``events.py``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.components import Component

from align.settings import DEFAULTS, Option, options
from align.transcripts import READERS
from align.ui.draw import draw_head, draw_line, draw_recent, draw_step
from align.ui.handlers import WAYS, Given, Ways, file_limit
from align.ui.words import Language, number, say, say_or

HERE = Path(__file__).parent

KEPT = 24 * 60 * 60
"""How long an uploaded file is kept at most, in seconds."""

FOR_ITS_OWNER = frozenset({"encoder", "max_characters", "translator"})
"""Options that name folders or downloads, or ask for much memory: not for visitors from afar."""

SUFFIXES = tuple(suffix for reader in READERS for suffix in reader.suffixes)

Values = Mapping[Component, Any]
Spoken = Callable[[Language], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Side:
    """The components of one of the two texts."""

    file: gr.File
    limits: gr.HTML
    text: gr.Textbox
    found: gr.HTML

    def given(self, values: Values) -> Given:
        """What the visitor gave."""
        return Given(values[self.file], values[self.text])


@dataclass(frozen=True, slots=True)
class Page:
    """Every component that something happens to; ``worded`` are those that speak a language."""

    language: gr.Radio
    target: Side
    source: Side
    way: gr.Radio
    hint: gr.HTML
    fields: Mapping[str, Component]
    translator: str
    compare: gr.Button
    stop: gr.Button
    sample: gr.Button
    clear: gr.Button
    notice: gr.HTML
    bench: gr.HTML
    worded: Mapping[Component, Spoken]

    @property
    def sides(self) -> tuple[Side, Side]:
        """The transcript and the French original."""
        return self.target, self.source

    @property
    def asked(self) -> set[Component]:
        """Language and options: what every answer depends on."""
        return {self.language, *self.fields.values()}

    @property
    def texts(self) -> set[Component]:
        """The places in which texts are given."""
        return {each for side in self.sides for each in (side.file, side.text)}


@dataclass(frozen=True, slots=True)
class Drawer:
    """Makes components and remembers how each speaks every language."""

    worded: dict[Component, Spoken] = field(default_factory=dict)

    def made(self, make: Callable[..., Any], spoken: Spoken, **rest: Any) -> Any:
        """A component with its words in the language that the page begins with."""
        component = make(**spoken(Language.ENGLISH), **rest)
        self.worded[component] = spoken
        return component

    def html(self, draw: Callable[[Language], str], **rest: Any) -> gr.HTML:
        """A piece of HTML that speaks every language."""
        return self.made(_html, lambda language: {"value": draw(language)}, **rest)  # type: ignore[no-any-return]

    def button(self, key: str, **rest: Any) -> gr.Button:
        """A button named by ``key``."""
        return self.made(gr.Button, lambda language: {"value": say(key, language)}, **rest)  # type: ignore[no-any-return]


def lay_out(ask: Callable[[dict[str, Any]], dict[str, Any]], ways: Ways, *, private: bool) -> Page:
    """The whole page, top to bottom; must be called inside ``gr.Blocks``.

    ``ask`` answers what the bench asks the server.
    """
    drawer = Drawer()
    with gr.Row(elem_id="head"):
        drawer.html(draw_head)
        language = _language(drawer)
    with gr.Column(elem_id="start"):
        with gr.Row(elem_id="texts"):
            target, source = _side("target", drawer), _side("source", drawer)
            way, hint = _way(drawer), _html(elem_id="way-hint", visible=False)
        fields = _fields(drawer, ways.translator, private=private)
        with gr.Row(elem_id="actions"):
            compare = drawer.button("compare", variant="primary", elem_id="compare", scale=0)
            sample = drawer.button("sample", elem_id="sample", scale=0)
            clear = drawer.button("clear", elem_id="clear", scale=0)
            # Last, so that nothing takes its place under the pointer when it goes.
            stop = drawer.button("stop", elem_id="stop", scale=0, visible=False)
        notice = _html(elem_id="notice")
        drawer.html(draw_recent, elem_id="recent")
    bench = gr.HTML(
        "",
        html_template='<div class="bench"></div>',
        js_on_load=(HERE / "bench.js").read_text(encoding="utf-8"),
        server_functions=[ask],
        apply_default_css=False,
        padding=False,
        elem_id="bench",
    )
    return Page(
        language,
        target,
        source,
        way,
        hint,
        fields,
        ways.translator,
        compare,
        stop,
        sample,
        clear,
        notice,
        bench,
        drawer.worded,
    )


def _language(drawer: Drawer) -> gr.Radio:
    return drawer.made(  # type: ignore[no-any-return]
        gr.Radio,
        lambda language: {"label": say("language", language)},
        choices=[("English", "en"), ("Français", "fr")],
        value=Language.ENGLISH.value,
        interactive=True,
        elem_id="language",
        scale=0,
    )


def _side(name: str, drawer: Drawer) -> Side:
    with gr.Column(elem_id=name, elem_classes="side", min_width=280):
        drawer.html(lambda language: draw_step(name, language), elem_id=f"{name}-step")
        file = drawer.made(
            gr.File,
            lambda language: {"label": say(f"file.{name}", language)},
            file_types=list(SUFFIXES),
            elem_id=f"{name}-file",
            elem_classes="drop",
            height=92,
        )
        limits = drawer.html(draw_limits, elem_id=f"{name}-limits")
        text = drawer.made(
            gr.Textbox,
            lambda language: {"label": say(f"paste.{name}", language)},
            lines=4,
            max_lines=4,
            elem_id=f"{name}-text",
        )
        return Side(file, limits, text, _html(elem_id=f"{name}-found"))


def _way(drawer: Drawer) -> gr.Radio:
    """Where the French comes from."""

    def spoken(language: Language) -> dict[str, Any]:
        return {
            "label": say("way", language),
            "choices": [(say(f"way.{name}", language), name) for name in WAYS],
        }

    return drawer.made(gr.Radio, spoken, value="given", elem_id="way")  # type: ignore[no-any-return]


def draw_limits(language: Language) -> str:
    """Which files can be read, and how large they may be."""
    formats = " ".join(dict.fromkeys((*(each.suffixes[0] for each in READERS), ".vtt")))
    return draw_line(
        say(
            "limits",
            language,
            formats=formats,
            size=file_limit() // 1_000_000,
            characters=number(DEFAULTS.max_characters, language),
        ),
        language,
    )


def _fields(drawer: Drawer, translator: str, *, private: bool) -> dict[str, Component]:
    defaults = replace(DEFAULTS, translator=translator)
    shown = {
        name: about for name, about in options().items() if private or name not in FOR_ITS_OWNER
    }
    with (
        drawer.made(
            gr.Accordion,
            lambda language: {"label": say("options", language)},
            open=False,
            elem_id="options",
        ),
        gr.Row(),
    ):
        return {
            name: _field(name, about, getattr(defaults, name), drawer)
            for name, about in shown.items()
        }


def _field(name: str, about: Option, default: Any, drawer: Drawer) -> Component:

    def spoken(language: Language) -> dict[str, Any]:
        return {
            "label": say_or(f"label.{name}", name.replace("_", " "), language),
            "info": say_or(f"option.{name}", about.help, language),
        }

    if about.low is None or about.high is None:
        make: Callable[..., Any] = gr.Checkbox if isinstance(default, bool) else gr.Textbox
        limits: dict[str, Any] = {}
    else:
        make = gr.Slider if about.high - about.low <= 1_000 else gr.Number
        limits = {
            "minimum": about.low,
            "maximum": about.high,
            "step": 1 if isinstance(default, int) else 0.01,
        }
    field: Component = drawer.made(
        make, spoken, value=default, min_width=220, elem_id=f"option-{name}", **limits
    )
    return field


def _html(value: str = "", **rest: Any) -> gr.HTML:
    return gr.HTML(value, js_on_load=None, apply_default_css=False, padding=False, **rest)
