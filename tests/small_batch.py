"""A small invented batch, and an engine that works in the process of the test."""

from __future__ import annotations

import json
import os
import signal
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from align.batch.work import Task
from align.workers import Engine, EngineName

FRENCH = (
    "Monsieur le ministre, je vous remercie de votre accueil à Port-Clairvent.",
    "La nouvelle ligne de tramway ouvrira le 6 mai.",
    "Elle a coûté douze millions d'euros.",
    "Nous n'avons pas oublié les cheminots qui ont travaillé la nuit.",
    "Les pêcheurs attendent encore une réponse de la commission.",
    "Le musée restera ouvert pendant les travaux du port.",
    "Notre accord avec les îles voisines sera signé demain.",
)
ENGLISH = (
    "Minister, thank you for your welcome in Port-Clairvent.",
    "The new tram line will open on May 6th.",
    "It cost twelve million euros.",
    "We have not forgotten the railway workers who worked at night.",
    "The fishermen are still waiting for an answer from the commission.",
    "The museum will stay open during the works in the port.",
    "Our agreement with the neighbouring islands will be signed tomorrow.",
)


def write_documents(folder: Path, count: int) -> Path:
    """A manifest of so many documents, no two the same, every third with gold links."""
    rows = []
    for number in range(count):
        size = 3 + number % 5
        pick = [(number + step) % len(FRENCH) for step in range(size)]
        for suffix, lines in (("fr", FRENCH), ("en", ENGLISH)):
            text = "\n".join(lines[i] for i in pick) + "\n"
            (folder / f"talk-{number}.{suffix}.txt").write_text(text, encoding="utf-8")
        row = {"transcript": f"talk-{number}.en.txt", "french": f"talk-{number}.fr.txt"}
        if number % 3 == 0:
            links = "".join(f"[{i}]:[{i}]\n" for i in range(size))
            (folder / f"talk-{number}.ref").write_text(links, encoding="utf-8")
            row["gold"] = f"talk-{number}.ref"
        rows.append(row)
    manifest = folder / "talks.jsonl"
    manifest.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return manifest


def everything_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, byte for byte."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@dataclass(frozen=True, slots=True)
class _Here:
    deadly: str

    def give(self, task: Any, item: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if getattr(item, "name", None) == self.deadly:
            future.set_exception(BrokenProcessPool())
        else:
            future.set_result(task(item))
        return future

    def stop(self) -> None:
        """There is no process to end."""


def here(deadly: str = "") -> Engine:
    """Works in this process, one task after the other; one document is said to have killed it."""
    return Engine(EngineName.LOCAL, 1, lambda: _Here(deadly), (BrokenProcessPool,), lambda: None)


@dataclass(frozen=True, slots=True)
class Deadly:
    """The task of a batch, but its process is killed so many times on one document.

    What is begun is written down, one line each.
    """

    task: Task
    name: str
    times: int
    log: Path

    @property
    def settings(self) -> Any:
        """As the task has them, so that the results are the same."""
        return self.task.settings

    @property
    def suffixes(self) -> Any:
        return self.task.suffixes

    @property
    def library(self) -> Any:
        return self.task.library

    def __call__(self, job: Any) -> Any:
        with self.log.open("a") as log:
            log.write(f"{job.name}\n")
        begun = self.log.read_text().splitlines().count(job.name)
        if job.name == self.name and begun <= self.times:
            os.kill(os.getpid(), signal.SIGKILL)
        return self.task(job)
