"""What a visitor may ask of the server: nothing too large, and nothing fetched from elsewhere."""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any, NoReturn

from align.errors import AlignError
from align.ui.handlers import file_limit

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

MOST_UPLOADED = 4 * 2**30
"""So many bytes of uploads lie on the disk at the same time at most."""


class SmallRequests:
    """Passes requests on to ``app`` unless they are larger than two texts can be.

    An upload is refused, too, while the folder of uploads is full.
    """

    def __init__(self, app: Callable[[Any, Receive, Send], Awaitable[None]]) -> None:
        self.app, self.most = app, 2 * file_limit()

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Answers 413 or 507 itself; a body that turns out too large is cut off."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif _length(scope) > self.most:
            await _refuse(send, 413)
        elif scope["path"].endswith("/upload") and uploaded() > MOST_UPLOADED:
            await _refuse(send, 507)
        else:
            await self.app(scope, self._counted(receive), send)

    def _counted(self, receive: Receive) -> Receive:
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            return message if seen <= self.most else {"type": "http.disconnect"}

        return counted


def uploaded() -> int:
    """How many bytes of uploads lie in the temporary folder."""
    folder = Path(tempfile.gettempdir())
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def forbid_downloads() -> None:
    """Nothing is fetched, though Gradio would fetch what a visitor names in the place of a file."""
    from gradio import processing_utils

    async def refuse(url: str) -> NoReturn:
        raise AlignError("this page fetches nothing: {url}", url=url[:200])

    processing_utils.async_ssrf_protected_get = refuse


def _length(scope: Any) -> int:
    """The length a request says that it has; 0 where it says none."""
    told = dict(scope["headers"]).get(b"content-length", b"0")
    return int(told) if told.isdigit() else 0


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": b""})
