"""The page in one place: what stands where, then what happens when."""

from __future__ import annotations

from typing import Any

import gradio as gr

from align.samples import FOLDER
from align.ui.answers import answer
from align.ui.events import SPEAK, connect, greet
from align.ui.handlers import Stops, Ways, file_limit
from align.ui.layout import KEPT, lay_out
from align.ui.look import look
from align.ui.shelf import Shelf

GIVEN_ONLY = Ways()
LONGEST = 15 * 60
"""How long a comparison of a visitor from afar may run, in seconds."""


def build(shelf: Shelf, ways: Ways = GIVEN_ONLY, *, private: bool = True) -> gr.Blocks:
    """The page, ready to be launched; ``private`` when only its owner can reach it."""
    stops = Stops(None if private else LONGEST)

    def ask(asked: dict[str, Any]) -> dict[str, Any]:
        return answer(shelf, asked)

    def leave(request: gr.Request) -> None:
        """What still runs for a visitor who left is stopped."""
        stops.stop(str(request.session_hash))

    blocks = gr.Blocks(title="Align", analytics_enabled=False, delete_cache=(600, KEPT))
    with blocks:
        page = lay_out(ask, ways, private=private)
        connect(page, shelf, stops, ways)
        blocks.load(
            greet, None, page.language, show_progress="hidden", api_visibility="private"
        ).then(None, page.language, None, js=SPEAK)
        blocks.unload(leave)
        blocks.queue(default_concurrency_limit=4, max_size=64)
    return blocks


def launch_options() -> dict[str, Any]:
    """What Gradio is told at launch: looks, limits, and nothing that leaves this server."""
    return look() | {
        "allowed_paths": [str(FOLDER)],
        "max_file_size": file_limit(),
        "state_session_capacity": 500,
        "footer_links": [],
        "run_history": False,
        "enable_monitoring": False,
        "ssr_mode": False,
        "share": False,
        "quiet": True,
    }
