"""Fifty visitors at once, as browsers ask: each is served in turn and sees nobody else's texts."""

from __future__ import annotations

import json
import re
import secrets
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from serving import serving

pytest.importorskip("gradio")
httpx = pytest.importorskip("httpx")

pytestmark = pytest.mark.browser

VISITORS = 50
SECONDS = 240
TOWNS = [f"Bourg{chr(97 + n // 10)}{chr(97 + n % 10)}ville" for n in range(VISITORS)]


class Visitor:
    """What a browser does for one visitor, without drawing."""

    def __init__(self, address, number):
        self.client = httpx.Client(base_url=address, timeout=SECONDS)
        self.config = self.client.get("/config").json()
        self.hash = secrets.token_hex(6)
        self.town = TOWNS[number]

    def component(self, name):
        return next(
            each for each in self.config["components"] if each["props"].get("elem_id") == name
        )

    def compare(self):
        """The address of the comparison, as the bench is told."""
        bench = self.component("bench")["id"]
        event = next(
            each
            for each in self.config["dependencies"]
            if bench in each["outputs"] and each["backend_fn"]
        )
        given = {
            self.component("target-text")["id"]: (
                f"MAYOR: (Via interpreter) Welcome to {self.town}. The bridge is open again. "
                "We thank the forty workers who built it."
            ),
            self.component("source-text")["id"]: (
                f"LE MAIRE : Bienvenue à {self.town}. Le pont est de nouveau ouvert. "
                "Nous remercions les quarante ouvriers qui l’ont bâti."
            ),
        }
        values = {each["id"]: each["props"].get("value") for each in self.config["components"]}
        asked = {
            "data": [given.get(each, values.get(each)) for each in event["inputs"]],
            "fn_index": event["id"],
            "session_hash": self.hash,
        }
        self.client.post("/gradio_api/queue/join", json=asked).raise_for_status()
        outputs = self._answer()
        return outputs[event["outputs"].index(bench)]

    def _answer(self):
        told = {"session_hash": self.hash}
        with self.client.stream("GET", "/gradio_api/queue/data", params=told) as stream:
            for line in stream.iter_lines():
                message = json.loads(line.removeprefix("data:")) if line else {}
                if message.get("msg") == "process_completed":
                    assert message["success"], message
                    return message["output"]["data"]
        pytest.fail("the queue ended without an answer")

    def ask(self, what, address, **more):
        asked = {"do": what, "address": address, "language": "en", **more}
        body = {
            "session_hash": self.hash,
            "component_id": self.component("bench")["id"],
            "fn_name": "ask",
            "data": asked,
        }
        answer = self.client.post("/gradio_api/component_server", json=body)
        answer.raise_for_status()
        return answer.json()

    def seen(self, address):
        """Everything that is shown of a comparison."""
        shown = self.ask("pick", address)["shown"]
        return str(self.ask("open", address)) + self.ask("rows", address, numbers=shown)["rows"]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("kept") / "sessions.db") as url:
        yield url


def test_fifty_visitors_at_once_are_served_and_see_their_own_texts_only(address):
    began = time.monotonic()

    def visit(number):
        visitor = Visitor(address, number)
        kept = visitor.compare()
        return kept, visitor.seen(kept)

    with ThreadPoolExecutor(VISITORS) as pool:
        results = list(pool.map(visit, range(VISITORS)))
    assert time.monotonic() - began < SECONDS
    assert len({kept for kept, _ in results}) == VISITORS
    for number, (_, shown) in enumerate(results):
        assert set(re.findall(r"Bourg\w\wville", shown)) == {TOWNS[number]}


def test_what_is_not_known_by_its_address_cannot_be_had(address):
    visitor = Visitor(address, 0)
    kept = visitor.compare()
    stranger = Visitor(address, 1)
    for guess in (kept[:-1], kept + "A", kept.swapcase(), ""):
        assert set(stranger.ask("open", guess)) == {"alert"}


def test_without_the_password_nothing_is_served(tmp_path):
    with serving(tmp_path / "sessions.db", ALIGN_AUTH="ann:secret") as url:
        client = httpx.Client(base_url=url, timeout=60)
        body = {"session_hash": "x", "component_id": 1, "fn_name": "ask", "data": {}}
        assert client.post("/gradio_api/component_server", json=body).status_code == 401
        assert client.get("/config").status_code == 401
        wrong = client.post("/login", data={"username": "ann", "password": "guess"})
        assert wrong.status_code == 400
        client.post("/login", data={"username": "ann", "password": "secret"}).raise_for_status()
        assert client.get("/config").status_code == 200
