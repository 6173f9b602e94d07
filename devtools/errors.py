"""Errors that tell a person what is wrong and how to mend it."""

import errno


class DevError(Exception):
    """Something a person can mend: `message` says what is wrong, `mend` what to do."""

    def __init__(self, message: str, mend: str = ""):
        super().__init__(message)
        self.message = message
        self.mend = mend

    def __str__(self) -> str:
        return f"{self.message}\n  Mend: {self.mend}" if self.mend else self.message


def disk_full(where: object) -> DevError:
    return DevError(
        f"The disk is full: {where}",
        "make room (./dev clean removes what ./dev made here) and run the command again",
    )


def no_network(detail: str) -> DevError:
    return DevError(
        f"A download failed: {detail}",
        "check the network, the proxy settings and the machine's package mirror, then run again;"
        " what was fetched already is kept",
    )


NETWORK_SIGNS = (
    "Temporary failure resolving",
    "Could not resolve",
    "Name or service not known",
    "Temporary failure in name resolution",
    "Could not connect",
    "Connection refused",
    "Connection timed out",
    "Network is unreachable",
    "Failed to establish a new connection",
    "ProxyError",
    "ReadTimeoutError",
)


def explain(output: str) -> DevError | None:
    """Recognise, in what a program printed, the troubles that any step can meet."""
    for line in output.splitlines():
        if "No space left on device" in line or "ENOSPC" in line:
            return disk_full(line.strip())
    for line in output.splitlines():
        if any(sign in line for sign in NETWORK_SIGNS):
            return no_network(line.strip())
    return None


def explain_os_error(error: OSError) -> DevError | None:
    if error.errno == errno.ENOSPC:
        return disk_full(error.filename or error.strerror)
    return None
