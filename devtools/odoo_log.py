"""Finds in Odoo's log what a person must know: the addon's error, not the wall around it."""

import re

HEAD = re.compile(r"^\d{4}-\d\d-\d\d [\d:,]+ \d+ (?P<level>[A-Z]+) \S+ (?P<rest>.*)$")
BAD = ("ERROR", "CRITICAL")
MODULE = re.compile(r"addons/(\w+)/|odoo\.addons\.(\w+)")


def summarize(log: str) -> str:
    """The errors in a log, with the last line of each traceback; empty when there are none."""
    found = []
    for level, head, body in _entries(log):
        if level in BAD:
            found.append(_tell(head, body))
    unique = list(dict.fromkeys(found))
    return "\n".join(f"    {line}" for text in unique[:5] for line in text.splitlines())


def _entries(log: str):
    level, head, body = "", "", []
    for line in log.splitlines():
        match = HEAD.match(line)
        if match:
            yield level, head, body
            level, head, body = match["level"], match["rest"], []
        else:
            body.append(line)
    yield level, head, body


def _tell(head: str, body: list[str]) -> str:
    reasons = [
        line for line in body if line and not line.startswith((" ", "Traceback", "The above"))
    ]
    module = next((a or b for a, b in MODULE.findall("\n".join([head, *body]))), "")
    text = "\n".join([head, *reasons[-4:]])
    return f"[{module}] {text}" if module else text
