"""How a partner would stand if the rows read so far had been written.

Rows are laid over one another, the result is held against the partner. For the values that
identify a partner this can be said row by row, with no more than the last standing: a value that
is not written (no news, or the column's policy forbids it) leaves what is stored, and an empty
cell leaves what stands.
"""

from dataclasses import replace

from .codes import FILL_EMPTY, KEEP, OVERWRITE
from .identity import PHONE_TARGET, REGISTRY_TARGET, VAT_TARGET
from .tax_number import is_shorter_form

# attribute of `Identity` → the column whose policy governs it
PLAIN = {"name": "name", "email": "email", "phone": PHONE_TARGET}
KEYED = {"vat": VAT_TARGET, "registry": REGISTRY_TARGET}


def is_news(target, value, delivered):
    """Return whether a value differs from what the source delivered last.

    The shorter form of a tax number that was delivered in full is no news.
    """
    shorter = target == VAT_TARGET and is_shorter_form(value, delivered)
    return value != delivered and not shorter


def may_write(policy, stored):
    """Return whether a column's policy lets a value replace the stored one."""
    return policy != KEEP and not (policy == FILL_EMPTY and stored)


def stand_new(standing, row):
    """Return how a partner of this load stands after one more row: later values over earlier."""
    return _merged(standing, row, lambda _target, _name: row)


def stand_known(standing, row, stored, delivered, policies):
    """Return how a stored partner stands after one more row.

    :param stored: its `Identity` before the load
    :param delivered: what the source delivered at its last load, as `Identity`
    :param policies: target → policy, ``overwrite`` where none is named
    """
    if row == standing:
        return standing

    def source(target, name):
        news = is_news(target, getattr(row, name), getattr(delivered, name))
        allowed = may_write(policies.get(target, OVERWRITE), getattr(stored, name))
        return row if news and allowed else stored

    return _merged(standing, row, source)


def _merged(standing, row, source):
    changes = {"code": standing.code or row.code}
    for name, target in PLAIN.items():
        if getattr(row, name):
            changes[name] = getattr(source(target, name), name)
    for name, target in KEYED.items():
        value = getattr(row, name)
        if value and not is_shorter_form(value, getattr(standing, name)):
            chosen = source(target, name)
            changes[name], key = getattr(chosen, name), f"{name}_key"
            changes[key] = getattr(chosen, key)
    return replace(standing, **changes)
