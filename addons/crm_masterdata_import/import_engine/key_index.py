"""Where partners are found by their keys, in little memory."""

from .text import fold

CODE, TAX, REGISTRY = "code", "vat_key", "registry_key"
STRONG = (CODE, TAX, REGISTRY)
EMAIL, PHONE = "email", "phone"
WEAK = (EMAIL, PHONE)


def strong_keys(identity):
    """Return ``(kind, value)`` of every strong key: code, tax number, registry number."""
    return [(kind, value) for kind in STRONG if (value := getattr(identity, kind))]


def weak_keys(identity):
    """Return ``(kind, value)`` of the name with the e-mail, and with the telephone."""
    if not (identity.email or identity.phone):
        return []
    name = fold(identity.name)
    found = [(kind, getattr(identity, kind)) for kind in WEAK]
    return [(kind, f"{value}\x1f{name}") for kind, value in found if value]


# a whole number of two of Python's digits: a third would take 16 bytes more for every key
SHORT = (1 << 60) - 1


class KeyIndex:
    """Numbers of partners by key.

    It keeps hashes alone and forgets nothing: whoever asks checks that a partner still has the
    key, which settles both changed keys and equal hashes.
    """

    def __init__(self):
        self._numbers = {}

    def add(self, key, number):
        """Note that the partner of that number has a key."""
        short = hash(key) & SHORT
        found = self._numbers.setdefault(short, number)
        if type(found) is list:
            found.append(number)
        elif found != number:
            self._numbers[short] = [found, number]

    def candidates(self, key):
        """Return the numbers of partners that may have the key, some perhaps twice."""
        found = self._numbers.get(hash(key) & SHORT)
        if found is None:
            return ()
        return found if type(found) is list else (found,)
