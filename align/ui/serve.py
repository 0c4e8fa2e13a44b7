"""Starting the page: where it listens, what its answers allow a browser to do, what it leaves."""

from __future__ import annotations

import ipaddress
import os
import signal
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

from align.errors import AlignError, MissingExtraError

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]

HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",  # Gradio runs on these
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' blob: data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        )
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Sent with every answer: the page loads and sends nothing beyond its own server."""


class SafeHeaders:
    """Adds ``HEADERS`` to every answer of ``app``."""

    def __init__(self, app: Callable[[Any, Any, Send], Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Send) -> None:
        """Passes the call on, with the headers in its answer."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = [(name.lower().encode(), each.encode()) for name, each in HEADERS.items()]
                message["headers"] = [*message.get("headers", ()), *added]
            await send(message)

        await self.app(scope, receive, guarded if scope["type"] == "http" else send)


def launch(host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serves the page until it is stopped; uploads and reports are removed then.

    Raises:
        MissingExtraError: Gradio is not installed.
        AlignError: The address or the port cannot be used.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    try:
        from align.ui.page import build, launch_options
    except ModuleNotFoundError as error:
        if error.name != "gradio":
            raise
        raise MissingExtraError("gradio", "app") from error
    from starlette.middleware import Middleware

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with own_folder():
        page = build(private=is_private(host))
        try:
            page.launch(
                server_name=host,
                server_port=port,
                app_kwargs={"middleware": [Middleware(SafeHeaders)]},
                prevent_thread_lock=True,
                **launch_options(),
            )
        except OSError as error:
            raise AlignError(
                f"the page cannot listen on {host}, port {port}: it is in use or not permitted; "
                "give another port with --port, or another address with --host"
            ) from error
        sys.stdout.write(f"The page is at http://{host}:{port}/ (stop it with Ctrl+C)\n")
        sys.stdout.flush()
        page.block_thread()


@contextmanager
def own_folder() -> Iterator[None]:
    """Everything temporary goes into one folder, which is removed at the end."""
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="align-page-") as folder:
        os.environ["GRADIO_TEMP_DIR"] = tempfile.tempdir = folder
        try:
            yield
        finally:
            tempfile.tempdir = before
            del os.environ["GRADIO_TEMP_DIR"]


def is_private(host: str) -> bool:
    """Whether only the machine itself can reach ``host``.

    >>> is_private("127.0.0.1"), is_private("localhost"), is_private("0.0.0.0")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
