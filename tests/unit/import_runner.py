"""A whole load in memory: the engine's public functions, and a dict instead of a database."""

from dataclasses import dataclass, field
from pathlib import Path

from import_engine import (
    Cleaner,
    Counts,
    KnownPartner,
    Resolver,
    Rules,
    Stored,
    lay,
    read,
    stored_identity,
    suggest,
)
from import_engine.codes import REJECTED

DATA = Path(__file__).parents[2] / "addons" / "crm_masterdata_import" / "tests" / "data"


@dataclass
class Partner:
    """A row of the pretended table; codes and what was delivered by source."""

    values: dict
    codes: dict = field(default_factory=dict)
    delivered: dict = field(default_factory=dict)
    company: int | None = None
    active: bool = True
    visible: bool = True


@dataclass
class Result:
    """What a load says: `Counts`, reasons and outcomes by row number."""

    counts: Counts
    reasons: dict
    outcomes: dict
    # place → how the resolver says that its partner stands
    standing: dict


class Database:
    """Partners by id, and loads into them."""

    def __init__(self, country="HU"):
        self.partners = {}
        self.country = country
        # ids of the last load's partners by place
        self.written = {}

    def add(self, codes=None, delivered=None, **values):
        """Store a partner as if somebody had typed it; return its id."""
        partner_id = max(self.partners, default=0) + 1
        values = {target.replace("__", "."): value for target, value in values.items()}
        self.partners[partner_id] = Partner(values, codes or {}, delivered or {})
        return partner_id

    def load_file(self, path, source, **options):
        """Load a file, its columns mapped by themselves."""
        with Path(path).open("rb") as file:
            table = read(file)
            return self.load(suggest(table.headers), table.rows, source, **options)

    def load(self, columns, rows, source, *, dry_run=False, excluded=(), **rules):
        """Load ``(row number, cells)``; with ``dry_run`` nothing is written."""
        cleaner = Cleaner(columns, self.country)
        cleaned = [cleaner.clean(number, cells) for number, cells in rows]
        resolver = self._resolver(source, Rules(**rules), excluded)
        found = [resolver.resolve(row.row_number, row.identity, row.reason) for row in cleaned]
        laid = self._lay(found, cleaned, source, rules.get("policies"))
        if not dry_run:
            self._write(found, laid, source)
        return _result(found, cleaned, laid, resolver)

    def _resolver(self, source, rules, excluded):
        resolver = Resolver(rules, frozenset(excluded))
        for partner_id, partner in self.partners.items():
            values = self._of_source(partner, source)
            if partner.company and "code" not in values:
                continue
            resolver.add_partner(
                KnownPartner(
                    partner_id,
                    stored_identity(values, self.country),
                    stored_identity(partner.delivered.get(source, {}), self.country),
                    partner.active,
                    partner.visible,
                    site=bool(partner.company),
                )
            )
        return resolver

    def _of_source(self, partner, source):
        code = partner.codes.get(source)
        return partner.values | ({"code": code} if code else {})

    def _lay(self, found, cleaned, source, policies):
        groups = {}
        for resolution, row in zip(found, cleaned, strict=True):
            if not resolution.reason:
                groups.setdefault(resolution.place, []).append((resolution, row))
        return {
            place: lay(
                [row.values for _resolution, row in rows],
                self._stored(place, source),
                policies,
                self.country,
                site=rows[0][0].site,
            )
            for place, rows in groups.items()
        }

    def _stored(self, place, source):
        if place.partner_id is None:
            return None
        partner = self.partners[place.partner_id]
        return Stored(self._of_source(partner, source), partner.delivered.get(source, {}))

    def _write(self, found, laid, source):
        ids = self.written = {}
        for resolution in found:
            place = resolution.place
            if place and place not in ids:
                ids[place] = place.partner_id or self.add()
                partner = self.partners[ids[place]]
                _write_partner(partner, laid[place], source)
                if resolution.company:
                    partner.company = ids.get(resolution.company, resolution.company.partner_id)


def _write_partner(partner, laid, source):
    for target, change in laid.changes.items():
        if target == "code":
            partner.codes[source] = change.after
        else:
            partner.values[target] = change.after
    if laid.additions:
        lines = [partner.values.get("note", ""), *laid.additions]
        partner.values["note"] = "\n".join(filter(None, lines))
    partner.delivered[source] = laid.delivered


def _result(found, cleaned, laid, resolver):
    counts, outcomes = Counts(), {}
    for resolution, row in zip(found, cleaned, strict=True):
        outcome = REJECTED
        if not resolution.reason:
            outcome = laid[resolution.place].outcome_of(resolution.first)
        counts.add(outcome, resolution.reason, row.warnings)
        outcomes[row.row_number] = outcome
    reasons = {found_row.row_number: found_row.reason for found_row in found if found_row.reason}
    places = {row.place for row in found if row.place and not row.site}
    return Result(counts, reasons, outcomes, {place: resolver.standing(place) for place in places})
