"""Identities in little memory: a million of them stand beside one another."""

from dataclasses import fields

from .identity import Identity

# folded away as white space by `clean_text`, so in no value
SEPARATOR = "\x1f"
NAMES = tuple(field.name for field in fields(Identity))


def pack(identity):
    """Return an identity as bytes; all that are empty share theirs."""
    if identity == NOTHING:
        return NOTHING_PACKED
    return _joined(identity)


def _joined(identity):
    return SEPARATOR.join([getattr(identity, name) for name in NAMES]).encode()


def unpack(packed):
    """Return the identity that was packed."""
    return Identity(*packed.decode().split(SEPARATOR))


NOTHING = Identity()
NOTHING_PACKED = _joined(NOTHING)
