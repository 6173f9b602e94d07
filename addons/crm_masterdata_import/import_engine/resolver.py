"""Whose row is it? One pass over the cleaned rows in file order finds each its partner."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from . import codes
from .identity import Identity
from .key_index import CODE, strong_keys, weak_keys
from .register import KnownPartner, Place, Register
from .standing import stand_known, stand_new


@dataclass(frozen=True, slots=True)
class Resolution:
    """What becomes of a row.

    ``reason``: it is rejected for this; ``partner_ids`` are then the visible stored partners
    that stood in its way. Otherwise ``place`` is its partner, ``first`` says whether it is the
    first row of that partner; ``site``: the partner is a delivery address, and ``company`` is
    where a new one hangs.
    """

    row_number: int
    reason: str = ""
    place: Place | None = None
    first: bool = False
    site: bool = False
    company: Place | None = None
    partner_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """A source's options: what a second code under one tax number does, and column policies."""

    same_tax_number: str = codes.REJECT
    policies: Mapping[str, str] = field(default_factory=dict)


class Resolver:
    """Finds the partner of one row after the other.

    Partners are looked up as they would stand if the rows read so far had been written.

    :param rules: the source's `Rules`
    :param excluded: numbers of rows that the database refused; they leave no trace
    """

    def __init__(self, rules=None, excluded=frozenset()):
        self._rules = rules or Rules()
        self._excluded = excluded
        self._register = Register()

    def add_partner(self, known: KnownPartner):
        """Make a stored partner known; all that any row could hit come before the first row."""
        self._register.add_known(known)

    def resolve(self, row_number, row: Identity, reason=""):
        """Return the `Resolution` of the next row.

        :param reason: why cleaning rejected the row, if it did
        """
        if not reason and row_number in self._excluded:
            reason = codes.CONSTRAINT
        if reason:
            return Resolution(row_number, reason)
        site, archived_site = self._find_site(row)
        if site is not None:
            return self._at_site(row_number, site)
        if archived_site:
            return Resolution(row_number, codes.ARCHIVED_MATCH)
        hits = self._find(row, active=True)
        if not hits:
            return self._at_nobody(row_number, row)
        reason = self._obstacle(row, hits)
        if not reason:
            return self._at_known(row_number, row, hits[0])
        if reason == codes.CODE_CONFLICT and self._makes_site(row, hits[0]):
            return self._new_site(row_number, row, hits[0])
        visible = [self._register.place(hit) for hit in hits if self._register.is_visible(hit)]
        ids = tuple(place.partner_id for place in visible if place.partner_id)
        return Resolution(row_number, reason, partner_ids=ids)

    def standing(self, place):
        """Return the `Identity` of a partner as it would stand after the rows read so far."""
        return self._register.standing(self._register.number(place))

    def _find_site(self, row):
        """The delivery address that has the row's code, and whether an archived one has it."""
        if not row.code:
            return None, False
        key = (CODE, row.code)
        found = self._register.holders(key, active=True, site=True)
        archived = not found and self._register.holders(key, active=False, site=True)
        return (found[0] if found else None), bool(archived)

    def _find(self, row, active):
        """The partners that the row hits: by strong keys, or else by its name."""
        hits = self._holders(strong_keys(row), active)
        if hits or row.vat_key or row.registry_key:
            return hits
        return self._holders(weak_keys(row), active)

    def _holders(self, keys, active):
        holders = self._register.holders
        return list(dict.fromkeys(hit for key in keys for hit in holders(key, active)))

    def _obstacle(self, row, hits):
        """Why the row cannot be laid on what it hits, or nothing."""
        if len(hits) > 1 or not self._register.is_visible(hits[0]):
            return codes.AMBIGUOUS_MATCH
        standing = self._register.standing(hits[0])
        if row.vat_key and standing.vat_key and row.vat_key != standing.vat_key:
            return codes.AMBIGUOUS_MATCH
        if row.code and standing.code and row.code != standing.code:
            return codes.CODE_CONFLICT
        return ""

    def _makes_site(self, row, hit):
        same = row.vat_key and row.vat_key == self._register.standing(hit).vat_key
        return bool(same) and self._rules.same_tax_number == codes.SITE

    def _at_nobody(self, row_number, row):
        if not (strong_keys(row) or row.email or row.phone):
            return Resolution(row_number, codes.NO_KEY)
        if self._find(row, active=False):
            return Resolution(row_number, codes.ARCHIVED_MATCH)
        number = self._register.add_new(row)
        return Resolution(row_number, place=self._register.place(number), first=True)

    def _at_known(self, row_number, row, number):
        register = self._register
        standing = register.standing(number)
        if register.is_new(number):
            register.change(number, standing, stand_new(standing, row))
        else:
            stored, delivered = register.before(number)
            now = stand_known(standing, row, stored, delivered, self._rules.policies)
            register.change(number, standing, now)
        return Resolution(row_number, place=register.place(number), first=register.meet(number))

    def _at_site(self, row_number, number):
        register = self._register
        if not register.is_visible(number):
            return Resolution(row_number, codes.AMBIGUOUS_MATCH)
        place, first = register.place(number), register.meet(number)
        return Resolution(row_number, place=place, first=first, site=True)

    def _new_site(self, row_number, row, company):
        register = self._register
        number = register.add_new(Identity(code=row.code), site=True)
        return Resolution(
            row_number,
            place=register.place(number),
            first=True,
            site=True,
            company=register.place(company),
        )
