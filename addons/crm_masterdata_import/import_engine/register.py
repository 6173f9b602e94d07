"""The partners that rows are looked up among: stored ones, and those of earlier rows."""

from array import array
from dataclasses import dataclass, field, replace

from .identity import Identity
from .key_index import STRONG, KeyIndex, strong_keys, weak_keys
from .packing import pack, unpack

ACTIVE, VISIBLE, IS_SITE, NEW, MET = 1, 2, 4, 8, 16


@dataclass(frozen=True, slots=True)
class KnownPartner:
    """A stored partner.

    ``stored`` are its values, with its code in this source; ``delivered`` what this source
    delivered at its last load (empty where nothing is remembered). ``site``: a delivery address
    with a code of this source. ``visible``: the loading user may see it.
    """

    partner_id: int
    stored: Identity
    delivered: Identity = field(default_factory=Identity)
    active: bool = True
    visible: bool = True
    site: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A stored partner (``partner_id``) or a new one of this load (``new_group``, from 1)."""

    partner_id: int | None = None
    new_group: int | None = None


class Register:
    """Partners by dense numbers: how they stand, what was stored, what keys find them."""

    def __init__(self):
        self._index = KeyIndex()
        self._flags = bytearray()
        # ids of stored partners, negative numbers of new ones
        self._ids = array("q")
        self._standing = []
        # what was stored and delivered; None where it is how the partner stands
        self._stored = []
        self._delivered = []
        self._new = 0

    def add_known(self, known):
        """Add a stored partner."""
        flags = ACTIVE * known.active | VISIBLE * known.visible | IS_SITE * known.site
        stored = Identity(code=known.stored.code) if known.site else known.stored
        number = self._add(known.partner_id, stored, flags)
        # no source is remembered for its codes
        if not known.site and replace(known.delivered, code=stored.code) != stored:
            self._delivered[number] = pack(known.delivered)

    def add_new(self, identity, site=False):
        """Add a partner of this load, met by its first row; return its number."""
        self._new += 1
        return self._add(-self._new, identity, ACTIVE | VISIBLE | NEW | MET | IS_SITE * site)

    def holders(self, key, active, site=False):
        """Return the numbers of partners that have a key now, two at most."""
        wanted = ACTIVE * active | IS_SITE * site
        found = []
        for number in self._index.candidates(key):
            matches = self._flags[number] & (ACTIVE | IS_SITE) == wanted
            if matches and number not in found and self._has(number, key):
                found.append(number)
                if len(found) > 1:
                    break
        return found

    def standing(self, number):
        """Return how a partner stands."""
        return unpack(self._standing[number])

    def before(self, number):
        """Return ``(stored, delivered)`` of a stored partner as it was before the load."""
        standing = self._standing[number]
        stored = unpack(self._stored[number] or standing)
        delivered = self._delivered[number]
        return stored, unpack(delivered) if delivered else stored

    def change(self, number, standing, now):
        """Let a partner stand differently from now on."""
        if now == standing:
            return
        if not self._flags[number] & NEW and self._stored[number] is None:
            self._stored[number] = self._standing[number]
        self._standing[number] = pack(now)
        for key in {*_keys(now)} - {*_keys(standing)}:
            self._index.add(key, number)

    def meet(self, number):
        """Return whether this is the first row of a partner."""
        first = not self._flags[number] & MET
        self._flags[number] |= MET
        return first

    def place(self, number):
        """Return the `Place` of a partner."""
        partner_id = self._ids[number]
        return Place(partner_id) if partner_id > 0 else Place(new_group=-partner_id)

    def number(self, place):
        """Return the number of the partner at a place; it takes a search."""
        return self._ids.index(place.partner_id or -place.new_group)

    def is_new(self, number):
        return bool(self._flags[number] & NEW)

    def is_visible(self, number):
        return bool(self._flags[number] & VISIBLE)

    def _add(self, partner_id, identity, flags):
        number = len(self._flags)
        self._flags.append(flags)
        self._ids.append(partner_id)
        self._standing.append(pack(identity))
        self._stored.append(None)
        self._delivered.append(None)
        for key in _keys(identity):
            self._index.add(key, number)
        return number

    def _has(self, number, key):
        standing = self.standing(number)
        return key in (strong_keys(standing) if key[0] in STRONG else weak_keys(standing))


def _keys(identity):
    return strong_keys(identity) + weak_keys(identity)
