"""How the page looks: the palette and the typefaces of the report, told to Gradio."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from align.report.html import stylesheet
from align.ui.words import Language, say

HERE = Path(__file__).parent

FONTS = (
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "Roboto",
    "Helvetica Neue",
    "Arial",
    "sans-serif",
)
MONOSPACE = ("ui-monospace", "SFMono-Regular", "Menlo", "Liberation Mono", "monospace")

PAPER, RAISED = ("#fbfaf7", "#16181a"), ("#ffffff", "#1d2023")
INK, QUIET = ("#1d1c1a", "#e9e6df"), ("#645e55", "#a8a297")
RULE, EDGE = ("#e3ded4", "#33373b"), ("#8d867a", "#777f86")
TEAL, DEEP, WASH = ("#0b6068", "#6cc7cd"), ("#08484e", "#8fd8dd"), ("#ecf5f4", "#17282a")
ON_TEAL = ("#ffffff", "#10201f")
CLEAR, NONE = ("transparent", "transparent"), ("none", "none")

COLOURS = {
    "body_background_fill": PAPER,
    "body_text_color": INK,
    "body_text_color_subdued": QUIET,
    "background_fill_primary": PAPER,
    "background_fill_secondary": PAPER,
    "border_color_primary": RULE,
    "border_color_accent": TEAL,
    "color_accent_soft": WASH,
    "block_background_fill": CLEAR,
    "block_border_color": RULE,
    "block_label_background_fill": CLEAR,
    "block_label_text_color": QUIET,
    "block_title_text_color": INK,
    "block_info_text_color": QUIET,
    "block_shadow": NONE,
    "input_background_fill": RAISED,
    "input_background_fill_focus": RAISED,
    "input_border_color": EDGE,
    "input_border_color_focus": TEAL,
    "input_placeholder_color": QUIET,
    "input_shadow_focus": NONE,
    "loader_color": TEAL,
    "slider_color": TEAL,
    "checkbox_background_color": RAISED,
    "checkbox_background_color_selected": TEAL,
    "checkbox_border_color": EDGE,
    "checkbox_border_color_selected": TEAL,
    "checkbox_border_color_focus": TEAL,
    "checkbox_label_background_fill": CLEAR,
    "checkbox_label_background_fill_hover": CLEAR,
    "checkbox_label_background_fill_selected": CLEAR,
    "checkbox_label_text_color": INK,
    "checkbox_label_text_color_selected": INK,
    "checkbox_label_border_color": CLEAR,
    "checkbox_label_border_color_hover": CLEAR,
    "checkbox_label_border_color_selected": CLEAR,
    "checkbox_label_shadow": NONE,
    "button_primary_background_fill": TEAL,
    "button_primary_background_fill_hover": DEEP,
    "button_primary_border_color": TEAL,
    "button_primary_border_color_hover": DEEP,
    "button_primary_text_color": ON_TEAL,
    "button_primary_text_color_hover": ON_TEAL,
    "button_secondary_background_fill": RAISED,
    "button_secondary_background_fill_hover": WASH,
    "button_secondary_border_color": EDGE,
    "button_secondary_border_color_hover": TEAL,
    "button_secondary_text_color": INK,
    "button_secondary_text_color_hover": TEAL,
    "link_text_color": TEAL,
    "link_text_color_hover": DEEP,
    "stat_background_fill": TEAL,
    "table_even_background_fill": CLEAR,
    "table_odd_background_fill": CLEAR,
}
"""Name in Gradio's theme → colour in light, colour in dark; the colours are the report's."""

SHAPES = {
    "color_accent": "#0b6068",
    "block_border_width": "0px",
    "block_padding": "0px",
    "block_radius": "4px",
    "block_title_text_weight": "600",
    "block_title_text_size": "14px",
    "block_info_text_size": "13px",
    "button_border_width": "1px",
    "button_large_radius": "4px",
    "button_large_text_size": "16px",
    "button_large_text_weight": "600",
    "button_medium_radius": "4px",
    "button_medium_text_weight": "400",
    "button_transition": "none",
    "checkbox_label_padding": "4px 0",
    "input_radius": "4px",
    "layout_gap": "16px",
}


def look() -> dict[str, Any]:
    """Everything that Gradio has to be told so that the page looks like the report."""
    return {
        "theme": theme(),
        "head": f"<style>{style()}</style>",
        "favicon_path": HERE / "icon.svg",
    }


def style() -> str:
    """The report's style and the page's own.

    Not handed over as Gradio's ``css``: its rewriting splits ``:is(…)`` at the commas and loses
    shorthands that hold variables. Nesting makes the report's rules stronger than Gradio's reset.
    """
    page = (HERE / "page.css").read_text(encoding="utf-8")
    report = stylesheet() + (HERE / "bench.css").read_text(encoding="utf-8")
    return f".gradio-container.gradio-container {{\n{report}\n}}\n{page}{drop_words()}"


def drop_words() -> str:
    """What stands in an empty drop zone: Gradio's own words follow the browser, not the page."""
    zone = '.gradio-container .drop [data-testid="upload-text"]::after'
    return "".join(
        f':root:lang({each.value}) {zone} {{ content: "{say("drop", each)}"; }}\n'
        for each in Language
    )


def theme() -> gr.Theme:
    """The report's colours as a theme; no typeface is fetched from anywhere."""
    light = {name: colours[0] for name, colours in COLOURS.items()}
    dark = {f"{name}_dark": colours[1] for name, colours in COLOURS.items()}
    return gr.themes.Base(font=FONTS, font_mono=MONOSPACE).set(**light, **dark, **SHAPES)
