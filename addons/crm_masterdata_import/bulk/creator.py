"""New partners, in sets."""

from collections import defaultdict
from functools import cached_property

from . import known, rows
from .set_writer import TAGS, SetWriter, tag_ids


class Creator(SetWriter):
    """Creates partners that stand at the top, as `_load_records_create` would."""

    creating = True

    @cached_property
    def defaults(self):
        """What Odoo gives each new partner, by field."""
        return self.partners._add_missing_default_values({})

    @cached_property
    def _missing(self):
        """The values of a partner without any."""
        return {name: self.defaults.get(name, False) for name in known.KEYS}

    @cached_property
    def _missing_columns(self):
        """The columns of a partner without any values."""
        return {
            name: self._inserted(name, value, self._missing)
            for name, value in self._missing.items()
            if name != TAGS
        }

    def completed(self, vals):
        """Return values with the defaults of those that are missing."""
        return self._missing | vals

    def fits(self, vals):
        """Return whether a partner with these values can be made in a set."""
        country_id = vals.get("country_id", self.defaults.get("country_id"))
        return bool(vals.get("name")) and self.is_whole(vals, country_id)

    def insert(self, vals_list, constants):
        """Create partners, return their ids.

        :param constants: is_company → values of the columns that all of them have alike
        """
        ids = rows.reserve_ids(self.env, rows.TABLE, len(vals_list))
        groups, links = self._grouped(ids, vals_list, constants)
        with rows.by_index(self.env):
            for is_company, found in groups.items():
                rows.insert(self.env, self.types, found, constants[is_company] | self._stamps())
            rows.link(self.env, rows.TAGS, links)
        rows.learn_size(self.env, rows.TABLE, len(ids))
        self.env.invalidate_all(flush=False)
        self.partners.browse(ids).modified(self.fields, create=True)
        self.check(ids, [*map(self.completed, vals_list)])
        # what no rule works out and nothing here changes is alike in all
        self.done[tuple(self.fields.keys() - self.left_to_odoo - set(self.ruled))] = ids
        self.settle()
        self.partners.browse(ids)._check_lists()
        return ids

    @cached_property
    def left_to_odoo(self):
        """The computed columns that nothing here works out."""
        return known.left_to_odoo(self.env, self.rules)

    def constants(self, row):
        """Return the columns of a whole row, made by the ORM, that all rows have alike."""
        own = {*self.ruled, *known.KEYS, *self.left_to_odoo, *self._stamps(), "id"}
        return {name: value for name, value in row.items() if name not in own}

    def _grouped(self, ids, vals_list, constants):
        """Return the rows of new partners by is_company, and their tags as pairs of ids."""
        groups, links = defaultdict(list), []
        read = known.inputs(self.rules)
        fixed = {
            is_company: dict.fromkeys(self.ruled)
            | {name: value for name, value in found.items() if name in read}
            for is_company, found in constants.items()
        }
        for partner_id, vals in zip(ids, vals_list, strict=True):
            is_company = bool(vals.get("is_company", self._missing["is_company"]))
            groups[is_company].append(self._row(partner_id, vals, fixed[is_company]))
            links += [(partner_id, tag) for tag in tag_ids(vals.get(TAGS, self._missing[TAGS]))]
        return groups, links

    def _row(self, partner_id, vals, fixed):
        """Return the columns of a new partner that are not alike in all.

        :param fixed: what rules read of those that are
        """
        row = {"id": partner_id, **self._missing_columns}
        for name, value in vals.items():
            if name != TAGS:
                row[name] = self._inserted(name, value, vals)
        whole = fixed | row
        self.apply_rules(whole, None)
        for column in self.ruled:
            row[column] = whole[column]
        return row

    def _inserted(self, name, value, vals):
        if value is False or value is None:
            return self._empty[name]
        if name == "website" and value:
            value = self.partners._clean_website(value)
        if type(value) is self.plain.get(name):
            return value
        found = self.fields[name].convert_to_column_insert(value, self.partners, vals)
        return getattr(found, "adapted", found)

    @cached_property
    def _empty(self):
        """What Odoo keeps where there is no value."""
        partners = self.partners
        return {
            name: self.fields[name].convert_to_column_insert(False, partners)
            for name in known.KEYS - {TAGS}
        }

    def _stamps(self):
        """What differs from one load to the next: who, and moments."""
        moments = {
            name: str(value)
            for name, value in self.defaults.items()
            if self.fields[name].type == "datetime"
        }
        return (
            moments
            | self.stamp
            | {
                "create_uid": self.stamp["write_uid"],
                "create_date": self.stamp["write_date"],
            }
        )
