"""Many tasks over several processes, of this machine or of a cluster, by one path.

An engine hires workers; each worker holds one task at a time, so that the death of a process is the
death of one task, which is then given to another worker.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, Protocol, TypeVar

from align.errors import AlignError, InputError, MissingExtraError, SettingsError

Item = TypeVar("Item")
Result = TypeVar("Result")

#: How often a task is begun before it is given up because its process died each time.
TRIES = 3
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class EngineName(StrEnum):
    """What runs the workers."""

    LOCAL = "local"
    RAY = "ray"


@dataclass(frozen=True, slots=True)
class Lost:
    """Stands for the result of a task whose process died each time it was begun."""

    tries: int


class Worker(Protocol):
    """A process that does one task after the other and keeps what it has loaded."""

    def give(self, task: Callable[[Any], Any], item: Any) -> Future[Any]:
        """What the task will make of the item."""
        ...

    def stop(self) -> None:
        """Ends the process, whatever it is doing."""
        ...


@dataclass(frozen=True, slots=True)
class Engine:
    """Where workers come from.

    Attributes:
        workers: How many there may be at a time.
        hire: Begins one.
        deaths: The exceptions by which the end of a process is known.
        close: Gives back what the engine holds.
    """

    name: EngineName
    workers: int
    hire: Callable[[], Worker]
    deaths: tuple[type[BaseException], ...]
    close: Callable[[], None]


def spread(
    task: Callable[[Item], Result], items: Iterable[Item], engine: Engine
) -> Generator[tuple[Item, Result | Lost], None, None]:
    """Each item with its result, as they get done; items are taken one for each free worker.

    Raises:
        AlignError: The task raised it, or no worker can be started.
    """
    waiting = iter(items)
    again: deque[tuple[Item, int]] = deque()
    free: list[Worker] = []
    busy: dict[Future[Any], tuple[Worker, tuple[Item, int] | None]] = {}
    stillborn = 0

    def give(worker: Worker, given: tuple[Item, int] | None) -> None:
        try:
            future = worker.give(_Told(task), given[0]) if given else worker.give(_greet, None)
        except engine.deaths as death:  # it died while it was idle
            future = Future()
            future.set_exception(death)
        busy[future] = worker, given

    def next_task() -> tuple[Item, int] | None:
        return again.popleft() if again else next(((item, 1) for item in waiting), None)

    try:
        for _ in range(engine.workers):
            give(engine.hire(), None)
        upcoming = next_task()
        while upcoming or any(given for _, given in busy.values()):
            while free and upcoming:
                give(free.pop(), upcoming)
                upcoming = next_task()
            for future in wait(busy, return_when=FIRST_COMPLETED).done:
                worker, given = busy.pop(future)
                try:
                    result = future.result()
                except engine.deaths as death:
                    worker.stop()
                    stillborn += given is None
                    if stillborn > TRIES * engine.workers:
                        raise AlignError(_no_worker(death)) from death
                    give(engine.hire(), None)
                    if given and given[1] < TRIES:
                        again.append((given[0], given[1] + 1))
                    elif given:
                        yield given[0], Lost(given[1])
                    continue
                free.append(worker)
                if isinstance(result, AlignError):
                    raise result
                if given:
                    yield given[0], result
            upcoming = upcoming or next_task()
    finally:
        for worker in (*free, *(each for each, _ in busy.values())):
            worker.stop()


def in_order(
    task: Callable[[Item], Result], items: Iterable[Item], engine: Engine
) -> Generator[tuple[Item, Result | Lost], None, None]:
    """As ``spread``, in the order of the items."""
    ready: dict[int, tuple[Item, Result | Lost]] = {}
    after = 0
    with closing(spread(_Second(task), enumerate(items), engine)) as results:
        for (number, item), result in results:
            ready[number] = item, result
            while after in ready:
                yield ready.pop(after)
                after += 1


@dataclass(frozen=True, slots=True)
class _Second:
    """A task for items that come with a number; unlike a closure it can go to another process."""

    task: Callable[[Any], Any]

    def __call__(self, numbered: tuple[int, Any]) -> Any:
        return self.task(numbered[1])


@dataclass(frozen=True, slots=True)
class _Told:
    """A task whose own errors are results: so they cross every engine whole."""

    task: Callable[[Any], Any]

    def __call__(self, item: Any) -> Any:
        try:
            return self.task(item)
        except AlignError as error:
            return error


def _greet(_: None) -> None:
    """The first task of every worker: it is free when it has answered."""


def _no_worker(death: BaseException) -> str:
    return (
        f"no worker could be started: each ended at once ({death or type(death).__name__}). "
        "Give fewer workers, or look at the memory that is left"
    )


# ----------------------------------------------------------------- this machine


def open_engine(name: EngineName, workers: int | None = None, address: str | None = None) -> Engine:
    """The engine of that name; as many workers as processors unless told otherwise.

    Raises:
        SettingsError: The cluster has fewer processors than workers are wanted.
        InputError: There is no cluster at the address.
    """
    if workers is not None and workers < 1:
        raise SettingsError("workers", f"expected 1 or more, got {workers}")
    if name is EngineName.RAY:
        return _ray_engine(workers, address)
    if address is not None:
        raise SettingsError("address", "only the engine ray has an address; add --engine ray")
    count = workers or len(os.sched_getaffinity(0))
    return Engine(name, count, _LocalWorker, (BrokenProcessPool,), lambda: None)


class _LocalWorker:
    """A process of this machine."""

    def __init__(self) -> None:
        self._pool = ProcessPoolExecutor(1, get_context("spawn"), initializer=_settle_in)

    def give(self, task: Callable[[Any], Any], item: Any) -> Future[Any]:
        return self._pool.submit(task, item)

    def stop(self) -> None:
        for process in list((self._pool._processes or {}).values()):
            process.kill()
        self._pool.shutdown(wait=True, cancel_futures=True)


def _settle_in() -> None:
    """One thread for arithmetic, so that sums do not depend on the machine; no life of its own."""
    os.environ.update(dict.fromkeys(THREADS, "1"))
    parent = parent_process()
    if parent is not None:
        Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: Any) -> None:
    parent.join()
    os._exit(1)


# -------------------------------------------------------------------- a cluster


def _ray_engine(workers: int | None, address: str | None) -> Engine:
    try:
        import ray
        from ray.exceptions import RayActorError, RayError
    except ModuleNotFoundError as error:
        raise MissingExtraError("ray", "cluster") from error
    count = workers if address else workers or len(os.sched_getaffinity(0))
    try:
        ray.init(
            address=address,
            num_cpus=None if address else count,
            include_dashboard=None if address else False,
            log_to_driver=False,
            configure_logging=False,
        )
    except (RayError, ConnectionError, ValueError) as error:
        raise InputError(address or "ray", f"no cluster can be reached: {error}") from error
    processors = int(ray.cluster_resources().get("CPU", 0))  # type: ignore[no-untyped-call,unused-ignore]
    count = count or processors
    if not 1 <= count <= processors:
        ray.shutdown()
        raise SettingsError("workers", f"the cluster has {processors} processors, got {count}")
    actor = ray.remote(num_cpus=1, max_restarts=0)(_Actor)

    def hire() -> Worker:
        return _RayWorker(ray, actor.remote())

    return Engine(EngineName.RAY, count, hire, (RayActorError,), ray.shutdown)


class _Actor:
    """What a Ray process does."""

    def __init__(self) -> None:
        os.environ.update(dict.fromkeys(THREADS, "1"))

    def do(self, task: Callable[[Any], Any], item: Any) -> Any:
        return task(item)


class _RayWorker:
    """A process of a Ray cluster."""

    def __init__(self, ray: Any, actor: Any) -> None:
        self._ray, self._actor = ray, actor

    def give(self, task: Callable[[Any], Any], item: Any) -> Future[Any]:
        future: Future[Any] = self._actor.do.remote(task, item).future()
        return future

    def stop(self) -> None:
        self._ray.kill(self._actor)
