"""Changed partners, in sets, with the contacts below them that follow."""

import json
from collections import defaultdict
from functools import cached_property

from odoo.tools import SQL

from . import known, rows
from .rules import PARENT
from .set_writer import TAGS, SetWriter, tag_ids

MISSING = object()
OPEN_CART = ("website_id", "t.state = 'draft' AND t.website_id IS NOT NULL")
# whose partners go the ORM's way: (model, field of the partner, field that says it, what else)
OF_OTHERS = (
    ("res.users", "partner_id", "partner_id", "TRUE"),
    ("res.company", "partner_id", "partner_id", "TRUE"),
    ("snailmail.letter", "partner_id", "state", "t.state NOT IN ('sent', 'canceled')"),
    ("sale.order", "partner_id", *OPEN_CART),
    ("sale.order", "partner_shipping_id", *OPEN_CART),
)


class Updater(SetWriter):
    """Changes partners that stand at the top, each its own way, as `write` would."""

    def __init__(self, env, ids):
        super().__init__(env)
        self.before = {row["id"]: row for row in self._read(rows.of_ids(ids))}
        self.children = defaultdict(list)
        for row in self._read(_below(ids)):
            self.children[row["parent_id"]].append(row)
        self.tags = rows.links(env, rows.TAGS, ids)
        self.of_others = self._of_others()

    def fits(self, partner_id, vals):
        """Return whether a partner can be changed in a set."""
        row = self.before.get(partner_id)
        if not row or row["parent_id"] or partner_id in self.of_others or not vals:
            return False
        country_id = vals.get("country_id", row["country_id"])
        if not self.is_whole(vals, country_id) or vals.get("name", True) is False:
            return False
        moved = "vat" not in vals and "country_id" in vals and row["vat"]
        if moved and not self.is_clean_vat(row["vat"], country_id):
            return False
        renamed = vals.get("name", row["name"]) != row["name"]
        if renamed and partner_id in self._with_named_account:
            return False
        return all(self._may_follow(child) for child in self.children[partner_id])

    def about(self, partner_id, _vals):
        """Return what makes a difference in how a partner is changed, besides the values."""
        found = {("is_company", self.before[partner_id]["is_company"], "before")}
        below = self.children[partner_id]
        return found | {("contact", child["type"], child["active"]) for child in below}

    def update(self, changes):
        """Write values on partners.

        :param changes: dict of partner's id → values
        """
        written, changed, after = defaultdict(list), [], []
        links, unlinks = [], []
        for partner_id, vals in changes.items():
            new, names = self._changed(self.before[partner_id], vals)
            changed.append(names)
            after.append(new)
            for name in vals:
                written[name].append(partner_id)
            if TAGS in vals:
                had, has = set(self.tags.get(partner_id, ())), set(tag_ids(vals[TAGS]))
                links += [(partner_id, tag) for tag in has - had]
                unlinks += [(partner_id, tag) for tag in had - has]
                names |= {TAGS} if had != has else set()
            for child in self.children[partner_id]:
                after.append(self._following(child, new, names, vals, written))
        self._note_before(written)
        with rows.by_index(self.env):
            self._write_rows(after)
            rows.unlink(self.env, rows.TAGS, unlinks)
            rows.link(self.env, rows.TAGS, links)
        self._settle_all(written, changes.values())

    # One row

    def _changed(self, before, vals):
        """Return a row with values written on it, and the names that differ."""
        row = dict(before)
        for name, value in vals.items():
            if name != TAGS:
                row[name] = self._new_value(before, name, value, vals)
        self.apply_rules(row, None, set(vals))
        return row | self.stamp, {
            name for name in vals if name != TAGS and row[name] != before[name]
        }

    def _new_value(self, before, name, value, vals):
        if name == "website" and value:
            value = self.partners._clean_website(value)
        value = self.column_value(name, value, vals)
        return self._merged(before, name, value) if name in self.by_company else value

    def _merged(self, before, name, value):
        """Return a column that each company has its own value of, with the value of this one.

        What equals the default is not kept.
        """
        stored, defaults = before[name] or {}, self._defaults(name)
        company = str(self.env.company.id)
        if stored.get(company, defaults.get(company)) == value:
            return before[name]
        merged = stored | {company: value}
        kept = {k: v for k, v in merged.items() if k in defaults and v != defaults[k]}
        return kept or None

    def _following(self, child, above, names, vals, written):
        """Return the row of a contact after its company was changed.

        :param names: what has changed on the company, of the values that were written
        :param written: contacts are added to it
        """
        row, own = dict(child), {PARENT}
        if names and child["active"]:
            row |= self.stamp
            synced = names & self._commercial
            if child["type"] == "contact" and names & self._address:
                synced |= names & self._address
            for name in synced:
                row[name] = above[name]
                if name in self.by_company:
                    company = str(self.env.company.id)
                    value = (above[name] or {}).get(company, self._defaults(name).get(company))
                    row[name] = self._merged(child, name, value)
                written[name].append(child["id"])
            own |= synced
        self.apply_rules(row, above, own)
        return row | self.stamp if row != child else row

    def _may_follow(self, child):
        """Return whether what follows from its company can be worked out for a contact."""
        held = child["id"] in self.of_others or child["id"] in self._with_children
        return not child["is_company"] and not held

    # All rows

    def _write_rows(self, after):
        stamped = [row for row in after if "write_date" in row]
        names = set()
        for row in stamped:
            before = self._all_before[row["id"]]
            names.update(
                name for name in row.keys() - names if row[name] != before.get(name, MISSING)
            )
        if stamped:
            columns = ["id", *sorted(names)]
            chosen = [{name: row[name] for name in columns} for row in stamped]
            rows.update(self.env, self.types, chosen)

    def _note_before(self, written):
        """Note what depends on the values as they are, before links between records change."""
        for name, ids in written.items():
            if self.env.registry.is_modifying_relations(self.fields[name]):
                self.partners.browse(ids).modified([name], before=True)

    def _settle_all(self, written, vals_list):
        self.env.invalidate_all(flush=False)
        for name, ids in written.items():
            self.partners.browse(ids).modified([name])
        self.check({partner for ids in written.values() for partner in ids}, vals_list)
        self.settle()
        numbered = {
            partner
            for name in self.partners._get_keys_of_lists() & written.keys()
            for partner in written[name]
        }
        self.partners.browse(numbered)._check_lists()

    # Looked up once

    @cached_property
    def _all_before(self):
        below = {row["id"]: row for found in self.children.values() for row in found}
        return self.before | below

    @cached_property
    def _commercial(self):
        return set(self.partners._commercial_fields())

    @cached_property
    def _address(self):
        return set(self.partners._address_fields())

    @cached_property
    def _with_children(self):
        """Contacts that have contacts of their own."""
        ids = [row["id"] for found in self.children.values() for row in found]
        return {row["parent_id"] for row in rows.read(self.env, ["parent_id"], _below(ids))}

    @cached_property
    def _with_named_account(self):
        """Partners with a bank account in their name, which follows the name."""
        self.env.cr.execute(
            SQL(
                "SELECT p.id FROM res_partner AS p"
                " JOIN res_partner_bank AS b ON b.partner_id = p.id AND b.acc_holder_name = p.name"
                " WHERE p.id = ANY(%s)",
                list(self.before),
            )
        )
        return {row[0] for row in self.env.cr.fetchall()}

    def _defaults(self, name):
        """Map companies (as text) to the default of a column that each has its own value of."""
        found = self.env["ir.default"]._get_field_column_fallbacks("res.partner", name)
        return json.loads(found)

    def _read(self, condition):
        columns = (known.KEYS - {TAGS}) | known.inputs(self.rules) | {"parent_id", "active", "type"}
        names = ["id", *sorted((columns & self.types.keys()) - {"id"})]
        return rows.read(self.env, names, condition)

    def _of_others(self):
        """Return the partners, of these and below, that other records hold in a special way."""
        ids = list(self._all_before)
        found = set()
        for model, column, needed, condition in OF_OTHERS:
            if model in self.env and needed in self.env[model]._fields:
                self.env.cr.execute(
                    SQL(
                        "SELECT t.%s FROM %s AS t WHERE t.%s = ANY(%s) AND %s",
                        SQL.identifier(column),
                        SQL.identifier(self.env[model]._table),
                        SQL.identifier(column),
                        ids,
                        SQL(condition),
                    )
                )
                found |= {row[0] for row in self.env.cr.fetchall()}
        return found


def _below(ids):
    return SQL("parent_id = ANY(%s)", list(ids))
