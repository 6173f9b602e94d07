"""What creating and changing partners in sets have in common."""

import re
from collections import defaultdict
from functools import cached_property

from . import known, rows
from .facts import Facts
from .rules import LEFT

HU_VAT = re.compile(r"\d{8}-[1-5]-\d{2}|HU\d{8}")
TAGS = "category_id"
TYPES = {"char": str, "many2one": int, "integer": int, "boolean": bool}


class SetWriter:
    """Writes partners in sets; made anew for each set, since what it looks up may change."""

    creating = False

    def __init__(self, env):
        self.env = env
        self.partners = env["res.partner"]
        self.fields = self.partners._fields
        self.rules = known.rules_in_force(env)
        self.facts = Facts(env, creating=self.creating)
        self.types = rows.column_types(env)
        self.by_company = {name for name in known.KEYS if self.fields[name].company_dependent}
        # columns of a rule → ids of the partners for which it did its work, or left it to Odoo
        self.done, self.left = defaultdict(list), defaultdict(list)

    @cached_property
    def stamp(self):
        """Who writes when, as the ORM notes it on each row."""
        return {"write_uid": self.env.uid, "write_date": self.env.cr.now().isoformat()}

    def is_whole(self, vals, country_id):
        """Return whether values are such that Odoo takes them as they are, or can be made so."""
        if not vals.keys() <= known.KEYS:
            return False
        if "name" in vals and not self._is_clean_name(vals["name"]):
            return False
        if vals.get("vat") and not self.is_clean_vat(vals["vat"], country_id):
            return False
        tags = vals.get(TAGS)
        return not tags or (len(tags) == 1 and tags[0][0] == 6)

    def is_clean_vat(self, vat, country_id):
        """Return whether Odoo would keep a tax number as it stands."""
        country = self.facts.countries.get(country_id)
        if not country or (country == "HU" and HU_VAT.fullmatch(vat)):
            return True
        country = self.env["res.country"].browse(country_id)
        return self.partners._run_vat_checks(country, vat, validation=False)[0] == vat

    def apply_rules(self, row, above, written=None):
        """Work out the columns of a row that follow from those written (names, added to).

        :param written: none: all are written
        """
        for rule in self.rules:
            if written is not None:
                if rule.inputs.isdisjoint(written):
                    continue
                written.update(rule.columns)
            values = rule.work_out(self.facts, row, above)
            if values is LEFT:
                self.left[rule.columns].append(row["id"])
                continue
            self.done[rule.columns].append(row["id"])
            for column, value in zip(rule.columns, values, strict=True):
                row[column] = value

    def check(self, partner_ids, vals_list):
        """Run the constraints of Odoo and of addons that rows could break.

        :param vals_list: all values that were written
        :raise UserError: the first of them that is broken
        """
        names = {name for vals in vals_list for name in vals}
        records = self.partners.browse(partner_ids)
        for method in known.constraints(self.env, names):
            method(records)
        checked = [name for name in names if getattr(self.fields[name], "check_company", False)]
        if not all(self._is_of_company(name, vals_list) for name in checked):
            records._check_company(checked)

    def _is_of_company(self, name, vals_list):
        """Return whether it is plain that all values of a field may be used in this company."""
        field = self.fields[name]
        values = {vals[name] for vals in vals_list if vals.get(name)}
        found = self.env[field.comodel_name].browse(values)
        domain = found._check_company_domain(self.env.company)
        return field.company_dependent and (not domain or found.filtered_domain(domain) == found)

    def settle(self):
        """End the computes that rules have done, let Odoo do those left to it.

        What follows from what was written was marked by `modified` before.
        """
        for columns, ids in self.done.items():
            for field in self._computed(columns):
                self.env.remove_to_compute(field, self.partners.browse(ids))
        for columns, ids in self.left.items():
            for field in self._computed(columns):
                self.env.add_to_compute(field, self.partners.browse(ids))
        self.env.flush_all()
        self.env.invalidate_all(flush=False)

    def _computed(self, columns):
        fields = (self.fields[name] for name in columns)
        return [field for field in fields if field.compute and field.store]

    def column_value(self, name, value, vals):
        """Return a value as the column keeps it, in a way that JSON can carry."""
        if type(value) is self.plain.get(name):
            return value
        return self.fields[name].convert_to_column(value, self.partners, vals)

    @cached_property
    def plain(self):
        """Columns that keep values of a type as they are: name → type."""
        return {
            name: TYPES[self.fields[name].type]
            for name in known.KEYS - self.by_company
            if self.fields[name].type in TYPES and not getattr(self.fields[name], "size", None)
        }

    @cached_property
    def ruled(self):
        """The columns that rules work out."""
        return [column for rule in self.rules for column in rule.columns]

    def _is_clean_name(self, name):
        return isinstance(name, str) and bool(name) and name == " ".join(name.split())


def tag_ids(commands):
    """Return the ids in the value of a partner's tags."""
    return commands[0][2] if commands else []
