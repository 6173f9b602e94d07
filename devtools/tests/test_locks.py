"""Two runs at once wait for each other; a killed run leaves nothing locked."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from devtools.locks import lock

ROOT = Path(__file__).resolve().parents[2]
HOLDER = """
import sys, time
from pathlib import Path
from devtools.locks import lock
from devtools.workspace import Workspace
ws = Workspace(Path(sys.argv[1]), Path(sys.argv[1]))
with lock(ws, "thing"):
    with open(sys.argv[2], "a") as out:
        out.write("in\\n"); out.flush()
        time.sleep(float(sys.argv[3]))
        out.write("out\\n")
"""


def _holder(ws, diary, seconds):
    words = [sys.executable, "-c", HOLDER, str(ws.root), str(diary), str(seconds)]
    return subprocess.Popen(words, cwd=ROOT)


def _wait_for(diary, text):
    deadline = time.monotonic() + 20
    while text not in (diary.read_text() if diary.exists() else ""):
        assert time.monotonic() < deadline, "the holder never began"
        time.sleep(0.02)


def test_two_runs_never_overlap(ws, tmp_path):
    diary = tmp_path / "diary"
    runs = [_holder(ws, diary, 0.3) for _ in range(3)]
    assert [run.wait(30) for run in runs] == [0, 0, 0]
    assert diary.read_text().split() == ["in", "out"] * 3


def test_a_killed_run_frees_its_lock(ws, tmp_path):
    diary = tmp_path / "diary"
    holder = _holder(ws, diary, 60)
    _wait_for(diary, "in")
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    started = time.monotonic()
    with lock(ws, "thing"):
        assert time.monotonic() - started < 5
