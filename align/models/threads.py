"""One thread for linear algebra, so that sums come out alike however many cores there are."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def on_one_thread(function: Callable[P, R]) -> Callable[P, R]:
    """The function, with one thread for its matrix products.

    Several threads add up in another order, and where two candidates are equally good the last
    digit decides: the same texts would give other rows on another machine.
    """

    @wraps(function)
    def alone(*args: P.args, **options: P.kwargs) -> R:
        from threadpoolctl import threadpool_limits

        with threadpool_limits(limits=1, user_api="blas"):
            return function(*args, **options)

    return alone
