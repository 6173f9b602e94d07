"""Runs other programs: output to a log, trouble told in the words of DevError."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from .errors import DevError, explain
from .progress import Step


def run(
    command: Sequence[object],
    *,
    log: Path | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    stdin: str | None = None,
    work: Step | None = None,
    failure: str = "",
    mend: str = "",
) -> str:
    """Run a program and return what it printed.

    Raises DevError with the last lines of the output when it fails; `work` is told each line.
    """
    words = [str(word) for word in command]
    try:
        process = subprocess.Popen(
            words,
            stdin=subprocess.PIPE if stdin is not None else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=dict(env) if env is not None else None,
            cwd=cwd,
            text=True,
            errors="replace",
        )
    except FileNotFoundError as error:
        raise DevError(f"The program {words[0]} is missing", mend) from error
    output = _read(process, stdin, work)
    if log:
        log.write_text(output)
    if process.returncode:
        raise explain(output) or _failed(words, output, process.returncode, log, failure, mend)
    return output


def _read(process: subprocess.Popen, stdin: str | None, work: Step | None) -> str:
    try:
        if stdin is not None:
            process.stdin.write(stdin)
            process.stdin.close()
        lines = []
        for line in process.stdout:
            lines.append(line)
            if work:
                work.note(line)
        process.wait()
        return "".join(lines)
    except BaseException:
        process.kill()
        process.wait()
        raise


def _failed(words, output, code, log, failure, mend) -> DevError:
    tail = "\n".join(f"    {line}" for line in output.strip().splitlines()[-12:])
    title = failure or f"{os.path.basename(words[0])} failed with exit code {code}"
    return DevError(f"{title}\n{tail}" + (f"\n    (whole log: {log})" if log else ""), mend)
