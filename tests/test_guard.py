"""What a visitor may ask of the server: sizes, uploads, downloads, time."""

from __future__ import annotations

import asyncio
from threading import Event

import pytest

pytest.importorskip("gradio", reason="needs the extra 'app'")

from align.errors import AlignError
from align.progress import Progress
from align.ui import guard
from align.ui.guard import SmallRequests, forbid_downloads
from align.ui.handlers import unless


def asked(body=b"", path="/gradio_api/queue/join", length=None, chunks=1):
    """Status of the answer, and the messages that the page saw of the request."""
    seen, sent = [], []

    async def page(scope, receive, send):
        seen.extend([await receive() for _ in range(chunks)])
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def receive():
        return {"type": "http.request", "body": body}

    async def send(message):
        sent.append(message)

    headers = [] if length is None else [(b"content-length", str(length).encode())]
    scope = {"type": "http", "path": path, "headers": headers}
    asyncio.run(SmallRequests(page)(scope, receive, send))
    return sent[0]["status"], seen


def test_request_as_large_as_two_texts_is_passed_on():
    most = SmallRequests(None).most
    status, seen = asked(b"x", length=most)
    assert (status, seen) == (200, [{"type": "http.request", "body": b"x"}])


def test_request_that_says_it_is_larger_is_refused_unread():
    assert asked(b"x", length=SmallRequests(None).most + 1) == (413, [])


def test_body_that_turns_out_larger_is_cut_off():
    part = SmallRequests(None).most // 2 + 1
    _, seen = asked(b"x" * part, chunks=2)
    assert [each["type"] for each in seen] == ["http.request", "http.disconnect"]


def test_uploads_are_refused_while_their_folder_is_full(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(guard, "MOST_UPLOADED", 3)
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "a.txt").write_bytes(b"123")
    assert asked(b"x", path="/gradio_api/upload")[0] == 200
    (tmp_path / "b.txt").write_bytes(b"4")
    assert asked(b"x", path="/gradio_api/upload") == (507, [])
    assert asked(b"x")[0] == 200


def test_nothing_is_fetched_that_a_visitor_names_by_an_address(tmp_path, monkeypatch):
    from gradio import processing_utils

    kept = processing_utils.async_ssrf_protected_get
    monkeypatch.setattr(processing_utils, "async_ssrf_protected_get", kept)
    forbid_downloads()
    fetch = processing_utils.async_ssrf_protected_download("http://example.com/a", str(tmp_path))
    with pytest.raises(AlignError, match=r"fetches nothing: http://example\.com/a"):
        asyncio.run(fetch)


def test_comparison_is_stopped_when_its_time_is_over():
    told = []
    tell = unless(Event(), told.append, seconds=60)
    tell(Progress("Linking", 1, 2))
    assert told == [Progress("Linking", 1, 2)]
    with pytest.raises(AlignError, match="more than 0 minutes"):
        unless(Event(), told.append, seconds=0)(Progress("Linking", 2, 2))
