"""Starting the page: where it listens, what its answers allow a browser to do, what it leaves."""

from __future__ import annotations

import ipaddress
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from align.errors import AlignError, InputError, MissingExtraError
from align.ui.attempts import CLOSED, MOST_WRONG, Attempts, KnownAddress, Logins

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
AUTH = "ALIGN_AUTH"
TOLD_AT_THE_DOOR = (
    f"After {MOST_WRONG['account']} wrong passwords an account is closed for "
    f"{CLOSED / 60:.0f} minutes. · Après {MOST_WRONG['account']} mots de passe erronés, un compte "
    f"est fermé pendant {CLOSED / 60:.0f} minutes."
)
PREFIX = "align-page-"
"""How the temporary folder of a page begins; the number of its process follows."""
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


def launch(
    host: str = "127.0.0.1",
    port: int = 7860,
    *,
    sessions: Path | None = None,
    library: Path | None = None,
    translator: str | None = None,
    logins: Logins | None = None,
) -> None:
    """Serves the page until it is stopped; uploads are removed then, comparisons stay.

    Args:
        host: The address to listen on.
        port: The port to listen on.
        sessions: The file that keeps the comparisons; by default one of the user's own.
        library: The library in which originals are looked for; None for none.
        translator: The translator of drafts, as in ``Settings``; None for the one that is built in.
        logins: Who may see the page, with their passwords; everybody where there are none.

    Raises:
        MissingExtraError: Gradio is not installed.
        AlignError: The address, the port, the file, the library or the translator cannot be used.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    try:
        from align.ui.guard import SmallRequests, forbid_downloads
        from align.ui.handlers import find_ways
        from align.ui.page import build, launch_options
        from align.ui.shelf import shelf_in
    except ModuleNotFoundError as error:
        if error.name != "gradio":
            raise
        raise MissingExtraError("gradio", "app") from error
    from starlette.middleware import Middleware

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    forbid_downloads()
    with own_folder():
        shelf = shelf_in(sessions or own_sessions())
        page = build(shelf, find_ways(library, translator), private=is_private(host))
        try:
            page.launch(
                server_name=host,
                server_port=port,
                app_kwargs={
                    "middleware": [
                        Middleware(SafeHeaders),
                        Middleware(SmallRequests),
                        Middleware(KnownAddress),
                    ]
                },
                prevent_thread_lock=True,
                auth=Attempts(logins) if logins else None,
                auth_message=TOLD_AT_THE_DOOR,
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


def own_sessions() -> Path:
    """The file in which this user's comparisons are kept."""
    from platformdirs import user_data_path

    return user_data_path("interpreted-align") / "sessions.db"


def read_logins(text: str, name: str) -> Logins:
    """Names and passwords from lines such as ``user:password``; empty lines count for nothing.

    Raises:
        InputError: A line is something else; the message does not repeat it.

    >>> read_logins("ann:secret", "ALIGN_AUTH")
    {'ann': 'secret'}
    """
    logins = {}
    for number, line in enumerate(text.splitlines(), start=1):
        user, colon, password = line.strip().partition(":")
        if line.strip() and not (user and colon and password):
            raise InputError(name, "expected user:password", line=number)
        if line.strip():
            logins[user] = password
    if not logins:
        raise InputError(name, "holds no user:password")
    return logins


def find_logins(path: Path | None) -> Logins | None:
    """The logins in a file, else those in the variable ``ALIGN_AUTH``; None without both."""
    if path is None:
        told = os.environ.get(AUTH)
        return read_logins(told, AUTH) if told else None
    try:
        return read_logins(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        told = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise InputError(path, f"cannot be read: {told}") from error


def remove_left_behind(temporary: Path) -> None:
    """Removes the folders of pages that were killed, and so could not do it themselves."""
    for folder in temporary.glob(f"{PREFIX}*"):
        maker = folder.name.removeprefix(PREFIX).partition("-")[0]
        if maker.isdigit() and not _runs(int(maker)):
            shutil.rmtree(folder, ignore_errors=True)


def _runs(process: int) -> bool:
    """Whether there is such a process; where that cannot be asked without harm, there is."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def own_folder() -> Iterator[None]:
    """Everything temporary goes into one folder, which is removed at the end."""
    before = tempfile.tempdir
    remove_left_behind(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-") as folder:
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
