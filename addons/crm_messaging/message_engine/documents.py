"""Reading a gateway's answer: a path to a value in what JSON (or a form) made of it."""

import re

#: name, or [number], one after the other
STEP = re.compile(r"\.?([^.\[\]]+)|\[(\d+)\]")


def value_at(document: object, path: str) -> str:
    """Return the text of what stands at a path like ``messages[0].status.name``.

    :return: empty where there is nothing, or nothing that is one value
    """
    if not path:
        return ""
    found = document
    for name, number in STEP.findall(path):
        if number and isinstance(found, list) and int(number) < len(found):
            found = found[int(number)]
        elif name and isinstance(found, dict) and name in found:
            found = found[name]
        else:
            return ""
    return _clean(str(found)) if isinstance(found, str | int | float) else ""


def _clean(text):
    """Leave out what no database takes: zero bytes, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()
