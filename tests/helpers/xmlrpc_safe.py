"""Does a value reach an XML-RPC client as it is?"""

import datetime

MAX_INT = 2**31 - 1
_PLAIN = (bool, float, str, bytes, datetime.date, datetime.datetime)


def problems(value, where="value"):
    """Return what XML-RPC could not carry, as a list of texts; empty when all is well.

    None, integers beyond 32 bits, keys that are no text, and foreign types do not pass.
    """
    if value is None:
        return [f"{where} is None"]
    if isinstance(value, int) and not isinstance(value, bool):
        return [] if -MAX_INT - 1 <= value <= MAX_INT else [f"{where} = {value} exceeds 32 bits"]
    if isinstance(value, _PLAIN):
        return []
    if isinstance(value, dict):
        return _of_mapping(value, where)
    if isinstance(value, (list, tuple)):
        return [
            problem
            for index, item in enumerate(value)
            for problem in problems(item, f"{where}[{index}]")
        ]
    return [f"{where} is a {type(value).__name__}"]


def _of_mapping(value, where):
    found = []
    for key, item in value.items():
        if not isinstance(key, str):
            found.append(f"{where} has the key {key!r}, not a text")
        found += problems(item, f"{where}[{key!r}]")
    return found


def assert_xmlrpc_safe(value):
    """Fail, naming each place, unless the value survives XML-RPC."""
    found = problems(value)
    assert not found, "not fit for XML-RPC: " + "; ".join(found)
