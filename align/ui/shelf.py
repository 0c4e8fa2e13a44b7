"""Comparisons at hand: kept in the file of review sessions, opened for showing when asked for."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from pathlib import Path
from threading import Lock

from align.errors import AlignError
from align.models.load import load_models
from align.review import Reader, reader_by
from align.sessions import Store, append, begin, expire, open_store, refresh, resume
from align.types import Edit, Report
from align.ui.desk import Desk

MOST = 24
"""So many comparisons are held open; others are read from the file when they are asked for."""


class Shelf:
    """Comparisons by address; the address cannot be guessed, and whoever has it may edit."""

    def __init__(self, store: Store, most: int = MOST, reader: Reader | None = None) -> None:
        self._store = store
        self._reader = reader
        self._most = most
        self._desks: OrderedDict[str, Desk] = OrderedDict()
        self._lock = Lock()

    def keep(self, report: Report) -> str:
        """The address under which ``report`` is kept from now on; what is too old goes.

        Raises:
            AlignError: It cannot be reviewed; says why.
        """
        expire(self._store)
        session = begin(self._store, report, self._reader)
        self._put(Desk(session))
        return session.id

    def find(self, address: str) -> Desk | None:
        """What is kept under ``address``, as it stands now; None where nothing is."""
        if not address:
            return None
        with self._lock:
            desk = self._desks.get(address)
        try:
            session = (
                resume(self._store, address, self._reader)
                if desk is None
                else refresh(self._store, desk.session, self._reader)
            )
        except AlignError:
            return None
        if desk is None or session is not desk.session:
            desk = Desk(session)
        self._put(desk)
        return desk

    def enter(self, desk: Desk, edit: Edit, version: int) -> Desk:
        """``desk`` after ``edit``, which was made on what stood at ``version``; saved by then.

        Raises:
            StaleEditError: Others changed the same rows meanwhile.
            EditError: The edit is impossible.
        """
        session = desk.session
        seen = replace(session, edits=session.edits[: max(0, version)])
        made = Desk(append(self._store, seen, edit, rebase=True, reader=self._reader))
        self._put(made)
        return made

    def _put(self, desk: Desk) -> None:
        with self._lock:
            self._desks[desk.session.id] = desk
            self._desks.move_to_end(desk.session.id)
            while len(self._desks) > self._most:
                self._desks.popitem(last=False)


def shelf_in(path: Path) -> Shelf:
    """The comparisons that are kept in the file ``path``, which is made if it is not there.

    Those that nobody touched for long are removed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    store = open_store(path)
    expire(store)
    return Shelf(store, reader=reader_by(load_models()))
