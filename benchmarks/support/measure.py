"""Measures two ways of doing the same, in turns, so that a busy machine slows both alike."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """Seconds of our way and of Odoo's own; `limit`: ours/own may be at most that, if given."""

    what: str
    ours: float
    own: float
    limit: float | None = None


def compare(
    what: str,
    ours: Callable[[], object],
    own: Callable[[], object],
    *,
    rounds: int = 5,
    limit: float | None = None,
    before: Callable[[], object] = lambda: None,
) -> Ratio:
    """Call both in turns, after one call each to warm up; the medians make the ratio.

    `before` is called before every measured call, to empty caches.
    """
    pair = (ours, own)
    times: dict[int, list[float]] = {0: [], 1: []}
    for number in range(rounds + 1):
        # who begins alternates: neither profits from what the other left behind
        for which in (0, 1) if number % 2 else (1, 0):
            before()
            seconds = _time(pair[which])
            if number:
                times[which].append(seconds)
    return Ratio(what, statistics.median(times[0]), statistics.median(times[1]), limit)


def _time(call: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    try:
        started = time.perf_counter()
        call()
        return time.perf_counter() - started
    finally:
        gc.enable()
