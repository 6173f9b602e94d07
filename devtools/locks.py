"""One at a time: locks between runs of ./dev, released by the kernel when a run is killed."""

import contextlib
import fcntl
from pathlib import Path

from .progress import step
from .workspace import Workspace


@contextlib.contextmanager
def lock(ws: Workspace, name: str):
    """Hold the lock called `name` of this working copy; wait for another run that holds it."""
    yield from _hold(ws.state / "locks" / name, name)


@contextlib.contextmanager
def cache_lock(ws: Workspace, name: str):
    """Like `lock`, for the downloads that working copies share."""
    yield from _hold(ws.cache / "locks" / name, name)


def _hold(path: Path, name: str):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with step(f"waiting for another run ({name})"):
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield
