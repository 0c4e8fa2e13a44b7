"""Logging in, with an end to guessing: too many wrong passwords, and nobody enters for a while."""

from __future__ import annotations

import hmac
import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from threading import Lock
from time import monotonic
from typing import Any

Logins = Mapping[str, str]
"""User → password."""

MOST_WRONG = {"account": 5, "address": 20}
"""So many wrong passwords for one account, and from one address, until it is closed."""
CLOSED = 5 * 60.0
"""For how long, in seconds, counted from the first of these attempts."""
MOST_KEPT = 10_000
"""So many accounts and addresses are remembered at most."""

_asking: ContextVar[str] = ContextVar("address", default="")


class KnownAddress:
    """Lets ``Attempts`` know from which address a visitor asks ``app``."""

    def __init__(self, app: Callable[[Any, Any, Any], Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Notes the address, and passes the call on."""
        client = scope.get("client")
        _asking.set(client[0] if client else "")
        await self.app(scope, receive, send)


class Attempts:
    """Says who may enter. Safe to use from several threads.

    While an account or an address is closed, the right password does not open it either.
    """

    def __init__(self, logins: Logins, clock: Callable[[], float] = monotonic) -> None:
        self._logins, self._clock = logins, clock
        self._wrong: dict[tuple[str, str], deque[float]] = {}
        self._lock = Lock()

    def __call__(self, user: str, password: str) -> bool:
        """Whether this visitor may enter now."""
        keys = (("account", user[:200]), ("address", _asking.get()))
        with self._lock:
            if any(self._is_closed(each) for each in keys):
                return False
            if may_enter(self._logins, user, password):
                self._wrong.pop(keys[0], None)
                return True
            for each in keys:
                self._note(each)
            return False

    def _is_closed(self, key: tuple[str, str]) -> bool:
        wrong = self._wrong.get(key, deque())
        while wrong and wrong[0] <= self._clock() - CLOSED:
            wrong.popleft()
        return len(wrong) >= MOST_WRONG[key[0]]

    def _note(self, key: tuple[str, str]) -> None:
        wrong = self._wrong.pop(key, deque())
        wrong.append(self._clock())
        self._wrong[key] = wrong
        if len(self._wrong) > MOST_KEPT:
            del self._wrong[next(iter(self._wrong))]


def may_enter(logins: Logins, user: str, password: str) -> bool:
    """Whether this is the password of this user; takes as long when it is not.

    >>> may_enter({"ann": "secret"}, "ann", "guess")
    False
    """
    known = logins.get(user, secrets.token_hex())
    return hmac.compare_digest(known.encode(), password.encode())
