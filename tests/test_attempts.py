"""Logging in: who guesses is shut out, and nobody else is."""

import pytest
from serving import serving

from align.ui.attempts import CLOSED, MOST_KEPT, MOST_WRONG, Attempts, _asking, may_enter

LOGINS = {"ann": "one", "bob": "two"}


@pytest.fixture
def clock():
    return [0.0]


@pytest.fixture
def enter(clock):
    return Attempts(LOGINS, lambda: clock[0])


def test_a_closed_account_opens_again_after_a_while(enter, clock):
    assert enter("ann", "one")
    assert not any(enter("ann", "guess") for _ in range(MOST_WRONG["account"]))
    assert not enter("ann", "one")
    assert enter("bob", "two")
    clock[0] += CLOSED
    assert enter("ann", "one")


def test_the_right_password_forgets_the_wrong_ones_before_it(enter):
    for _ in range(3):
        assert not any(enter("ann", "guess") for _ in range(MOST_WRONG["account"] - 1))
        assert enter("ann", "one")


def test_an_address_that_tries_many_accounts_is_shut_out_and_no_other_address(enter):
    here = _asking.set("192.0.2.1")
    assert not any(enter(f"user {n}", "guess") for n in range(MOST_WRONG["address"]))
    assert not enter("bob", "two")
    _asking.reset(here)
    assert enter("bob", "two")


def test_what_is_remembered_of_attempts_has_a_limit(enter):
    for n in range(MOST_KEPT + 50):
        asking = _asking.set(f"address {n}")
        enter(f"user {n}", "guess")
        _asking.reset(asking)
    assert len(enter._wrong) <= MOST_KEPT


def test_a_password_is_compared_whole():
    assert may_enter(LOGINS, "ann", "one")
    assert not may_enter(LOGINS, "ann", "on")
    assert not may_enter(LOGINS, "eve", "one")


@pytest.mark.browser
def test_the_real_page_shuts_out_who_guesses(tmp_path):
    httpx = pytest.importorskip("httpx")
    pytest.importorskip("gradio")
    with (
        serving(tmp_path / "sessions.db", ALIGN_AUTH="ann:one\nbob:two") as url,
        httpx.Client(base_url=url) as visitor,
    ):

        def status(user, password):
            given = {"username": user, "password": password}
            return visitor.post("/login", data=given).status_code

        assert visitor.get("/config").status_code == 401
        assert status("ann", "one") == 200
        assert {status("ann", "guess") for _ in range(MOST_WRONG["account"])} == {400}
        assert status("ann", "one") == 400
        assert status("bob", "two") == 200
