"""The real program serving the real page, for tests that ask it as browsers do."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def serving(sessions: Path, *options: str, **environment: str) -> Iterator[str]:
    """The address of a page that keeps its comparisons in ``sessions``."""
    with started(sessions, free_port(), *options, **environment) as (url, _):
        yield url


@contextmanager
def started(
    sessions: Path, port: int, *options: str, **environment: str
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of such a page at ``port``, and its process."""
    run = [sys.executable, "-m", "align", "app", "--port", str(port), "--sessions", str(sessions)]
    with subprocess.Popen(
        [*run, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=os.environ | environment,
    ) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/", server)
            yield f"http://127.0.0.1:{port}/", server
        finally:
            server.terminate()


def free_port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    """Waits until the page is there; fails where the program ends before that."""
    for _ in range(360):
        if server.poll() is not None:
            pytest.fail(server.stdout.read().decode() if server.stdout else "the page ended")
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310
                return
        except OSError:
            time.sleep(0.25)
    pytest.fail("the page did not come up within 90 seconds")
