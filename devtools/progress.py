"""Shows people that something goes on, on standard error, once it takes longer than two seconds."""

import contextlib
import re
import sys
import threading
import time

QUIET_SECONDS = 2.0
LOG_HEAD = re.compile(r"^[\d :,-]+ [A-Z]+ \S+ ")


class Step:
    """A named piece of work; `note` says what it is doing now."""

    def __init__(self, title: str, stream=None):
        self.title = title
        self.detail = ""
        self.stream = stream or sys.stderr
        self.live = self.stream.isatty()
        self.started = time.monotonic()
        self.shown = False
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._tick, daemon=True)

    def note(self, detail: str) -> None:
        self.detail = LOG_HEAD.sub("", detail.strip())[:70]

    def _tick(self) -> None:
        wait = QUIET_SECONDS
        while not self._done.wait(wait):
            self._show()
            wait = 1.0 if self.live else 15.0

    def _show(self) -> None:
        seconds = int(time.monotonic() - self.started)
        text = f"  … {self.title}, {seconds} s" + (f": {self.detail}" if self.detail else "")
        self.stream.write(f"\r\x1b[K{text}" if self.live else f"{text}\n")
        self.stream.flush()
        self.shown = True

    def finish(self, mark: str) -> None:
        self._done.set()
        self._thread.join()
        if self.shown:
            seconds = time.monotonic() - self.started
            start = "\r\x1b[K" if self.live else ""
            self.stream.write(f"{start}  {mark} {self.title}, {seconds:.0f} s\n")
            self.stream.flush()


@contextlib.contextmanager
def step(title: str, stream=None):
    """Run a block as a step; a block shorter than two seconds shows nothing."""
    work = Step(title, stream)
    work._thread.start()
    try:
        yield work
    except BaseException:
        work.finish("✗")
        raise
    work.finish("✓")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
