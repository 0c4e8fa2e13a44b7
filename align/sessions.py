"""Review sessions in one SQLite file: saved with every edit, resumed after a restart or a crash.

A session is a report as the machine made it and the log of edits. Whoever holds a session's id can
read and change it; ids cannot be guessed, and the file holds only their digests. An edit names the
version it was made on, so that two tabs never overwrite each other unseen.
"""

from __future__ import annotations

import secrets
import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from align.errors import AlignError, EditError, StaleEditError
from align.report.json import read_json, write_json
from align.review.apply import enter, review, unreviewed
from align.review.log import dump_edit, load_edit
from align.review.reread import Reader
from align.review.touch import clashing
from align.session_file import Store, connected, give_back_space, open_store, writing
from align.types import Edit, Report

__all__ = [
    "KEPT_FOR", "LARGEST_REPORT", "LONGEST_LOG", "MOST_SESSIONS", "Listed", "Session", "Store",
    "append", "begin", "expire", "list_sessions", "open_store", "refresh", "remove", "resume",
]  # fmt: skip

LARGEST_REPORT = 64 * 2**20
"""Largest report kept, in bytes of JSON."""
LONGEST_LOG = 20_000
"""Most entries of one log."""
MOST_SESSIONS = 5_000
"""Most sessions of one file."""
KEPT_FOR = timedelta(days=30)
"""How long a session that nobody touches is kept unless another time is asked for."""


@dataclass(frozen=True, slots=True)
class Session:
    """A review as it stands.

    Attributes:
        id: The secret that opens it; "" for one that was read by its number.
        number: Its place in the file, for whoever keeps the file.
        machine: The report before any edit.
        edits: The whole log.
        report: What the log makes of ``machine``.
    """

    id: str
    number: int
    machine: Report
    edits: tuple[Edit, ...]
    report: Report

    @property
    def version(self) -> int:
        """How many entries the log has."""
        return len(self.edits)


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list of sessions; holds nothing that opens one."""

    number: int
    title: str
    created: datetime
    touched: datetime
    edits: int
    reviewers: tuple[str, ...]


def begin(store: Store, report: Report, reader: Reader | None = None) -> Session:
    """A new session over ``report``; one that was reviewed is gone on with where its log ends.

    Raises:
        AlignError: The report is too large, the store is full, or the report was reviewed and holds
            no log, or one that does not fit it.
    """
    machine, edits = unreviewed(report), _log_of(report)
    try:
        report = review(machine, edits, reader)
    except EditError as error:
        raise AlignError(
            "the review that this report holds does not fit it: {cause}", cause=error
        ) from error
    data = write_json(machine)
    if len(data) > LARGEST_REPORT:
        raise AlignError(
            "a review can hold a report of {most} MiB and this one has {size} MiB; compare "
            "a part of the event",
            most=LARGEST_REPORT >> 20,
            size=len(data) >> 20,
        )
    made, now = secrets.token_urlsafe(24), _now()
    transcript = machine.comparison.transcript
    with writing(store) as db:
        (count,) = db.execute("SELECT count(*) FROM session").fetchone()
        if count >= MOST_SESSIONS:
            raise AlignError(
                "{store} holds {count:,} sessions already and can hold no more; remove old "
                "ones with: align sessions FILE --expire DAYS",
                store=store.path,
                count=count,
            )
        row = db.execute(
            "INSERT INTO session (digest, title, report, created, touched) VALUES (?, ?, ?, ?, ?)",
            (_digest(made), transcript.title or transcript.name, zlib.compress(data), now, now),
        )
        number = int(row.lastrowid or 0)
        for version, edit in enumerate(edits, start=1):
            _write(db, number, version, edit)
    return Session(made, number, machine, edits, report)


def resume(store: Store, session: str | int, reader: Reader | None = None) -> Session:
    """The session with this id, as it was left; a number is for whoever keeps the file.

    ``reader`` reads the rows that edits made, as in ``align.review.review``.

    Raises:
        AlignError: There is none; it may have expired.
    """
    column, key = ("digest", _digest(session)) if isinstance(session, str) else ("number", session)
    with connected(store) as db:
        found = db.execute(
            f"SELECT number, report FROM session WHERE {column} = ?",  # noqa: S608 - one of two words
            (key,),
        ).fetchone()
        if found is None:
            raise AlignError(
                "there is no such review session; it may have expired, or the address is not whole"
            )
        number, packed = found
        edits = _edits_after(db, store, number, 0)
    machine = read_json(zlib.decompress(packed), f"session {number} of {store.path}")
    report = review(machine, edits, reader)
    return Session(session if isinstance(session, str) else "", number, machine, edits, report)


def refresh(store: Store, session: Session, reader: Reader | None = None) -> Session:
    """``session`` with what was entered meanwhile elsewhere; itself if nothing was."""
    with connected(store) as db:
        since = _edits_after(db, store, session.number, session.version)
    if not since:
        return session
    edits = (*session.edits, *since)
    made = review(session.machine, edits, reader)
    return replace(session, edits=edits, report=made)


def append(
    store: Store,
    session: Session,
    edit: Edit,
    *,
    rebase: bool = False,
    reader: Reader | None = None,
) -> Session:
    """``session`` after ``edit``, saved before this returns.

    Args:
        store: Where the session is kept.
        session: As the reviewer sees it; its version is the one that ``edit`` was made on.
        edit: The new entry.
        rebase: Whether an edit made on an older version is entered all the same where nothing
            that was entered meanwhile touches the rows and findings it touches.
        reader: Reads the rows that edits made.

    Raises:
        EditError: The edit is impossible; says why.
        StaleEditError: Others have entered something meanwhile; says what.
    """
    if session.version >= LONGEST_LOG:
        raise AlignError(
            "this review has {most:,} entries and can have no more; export it as it is",
            most=LONGEST_LOG,
        )
    now = session
    while True:
        made = enter(session.machine, now.edits, edit, reader)
        since = _insert(store, now, edit)
        if not since:
            return replace(now, edits=(*now.edits, edit), report=made)
        now = replace(now, edits=(*now.edits, *since))
        meanwhile = now.edits[session.version :]
        if not rebase:
            raise _stale(meanwhile, meanwhile)
        in_the_way = clashing(session.machine, session.edits, meanwhile, edit)
        if in_the_way:
            raise _stale(in_the_way, meanwhile)


def list_sessions(store: Store) -> tuple[Listed, ...]:
    """Every session of the store, the one touched last first."""
    with connected(store) as db:
        found = db.execute(
            "SELECT number, title, created, touched FROM session ORDER BY touched DESC, number DESC"
        ).fetchall()
        logs = {row[0]: _edits_after(db, store, row[0], 0) for row in found}
    return tuple(
        Listed(
            number,
            title,
            datetime.fromisoformat(created),
            datetime.fromisoformat(touched),
            len(logs[number]),
            tuple(dict.fromkeys(edit.reviewer for edit in logs[number])),
        )
        for number, title, created, touched in found
    )


def remove(store: Store, session: Session) -> None:
    """Takes ``session`` out of the store for good."""
    with writing(store) as db:
        db.execute("DELETE FROM session WHERE number = ?", (session.number,))
    give_back_space(store)


def expire(store: Store, older_than: timedelta = KEPT_FOR) -> int:
    """How many sessions were removed because nobody touched them for so long."""
    last = (datetime.now(UTC) - older_than).isoformat()
    with writing(store) as db:
        gone = db.execute("DELETE FROM session WHERE touched < ?", (last,)).rowcount
    if gone:
        give_back_space(store)
    return int(gone)


# ---------------------------------------------------------------------- entries


def _insert(store: Store, session: Session, edit: Edit) -> tuple[Edit, ...]:
    """Saves ``edit`` as the next entry; saves nothing and gives what came between, if anything."""
    with writing(store) as db:
        since = _edits_after(db, store, session.number, session.version)
        if since:
            return since
        touched = db.execute(
            "UPDATE session SET touched = ? WHERE number = ?", (_now(), session.number)
        )
        if not touched.rowcount:
            raise AlignError("this review session has expired; export what you see, or begin anew")
        _write(db, session.number, session.version + 1, edit)
    return ()


def _write(db: sqlite3.Connection, number: int, version: int, edit: Edit) -> None:
    db.execute(
        "INSERT INTO edit (session, version, entry) VALUES (?, ?, ?)",
        (number, version, dump_edit(edit).decode()),
    )


def _log_of(report: Report) -> tuple[Edit, ...]:
    """How ``report`` was reviewed."""
    if report.review is None:
        return ()
    if not report.review.log:
        raise AlignError(
            "this report was reviewed, and an earlier version saved it without the edits; export "
            "it anew from where it was reviewed, or open the report as the machine made it"
        )
    if len(report.review.log) > LONGEST_LOG:
        raise AlignError(
            "a review can have {most:,} entries, and that of this report has {count:,}",
            most=LONGEST_LOG,
            count=len(report.review.log),
        )
    return report.review.log


def _edits_after(
    db: sqlite3.Connection, store: Store, number: int, version: int
) -> tuple[Edit, ...]:
    rows = db.execute(
        "SELECT entry, version FROM edit WHERE session = ? AND version > ? ORDER BY version",
        (number, version),
    )
    name = f"session {number} of {store.path}"
    return tuple(load_edit(entry, f"{name}, entry {at}") for entry, at in rows)


def _stale(named: Sequence[Edit], since: Sequence[Edit]) -> StaleEditError:
    """Names the last few edits that are in the way."""
    told = tuple(
        AlignError("{action} by {reviewer}", action=each.action.kind, reviewer=each.reviewer)
        for each in named[-3:]
    )
    if len(named) > len(told):
        told = (*told, AlignError("{more:,} more", more=len(named) - len(told)))
    return StaleEditError(
        "this was changed meanwhile ({told}); nothing of it is lost, and your edit is not "
        "entered: look at the new state and make it again",
        tuple(since),
        told=told,
    )


def _digest(made: str) -> bytes:
    return sha256(made.encode(errors="surrogatepass")).digest()


def _now() -> str:
    return datetime.now(UTC).isoformat()
