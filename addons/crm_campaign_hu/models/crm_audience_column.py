from odoo import api, fields, models
from odoo.exceptions import UserError

#: what no cell can show
NOT_IN_CELLS = ("binary", "properties", "properties_definition", "json", "html")


class CrmAudienceColumn(models.Model):
    """A column for exports of members: a field of the customer, or of what he points to."""

    _name = "crm.audience.column"
    _description = "Column of Exports of Audiences"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    path = fields.Char(
        "Field", required=True, help="Technical name; through others with a point: country_id.name"
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _path_unique = models.UniqueIndex("(path)", "There is a column with this field already.")

    @api.constrains("path")
    def _check_path(self):
        self._chains(self.mapped("path"))

    @api.model
    def _chains(self, paths):
        """Return paths of fields as lists of fields, checked: they exist and may be read.

        :raise UserError: they do not, naming them
        :raise AccessError: the user may not read one of the fields
        """
        chains = {path: self._chain(path) for path in dict.fromkeys(paths)}
        unknown = [str(path)[:80] for path, chain in chains.items() if not chain]
        if unknown or not chains:
            raise UserError(
                self.env._(
                    "These fields of customers cannot be exported: %(fields)s. Name fields such as "
                    "name, email, country_id, or parent_id.name through a field that points to "
                    "one record.",
                    fields=", ".join(unknown) or "–",
                )
            )
        return [chains[path] for path in paths]

    @api.model
    def _chain(self, path):
        """Return the fields of one path, nothing if there is no such path."""
        model, chain = self.env["res.partner"], []
        names = path.replace("/", ".").split(".") if isinstance(path, str) else [""]
        for place, name in enumerate(names, start=1):
            field = model._fields.get(name)
            last = place == len(names)
            if not field or field.type in NOT_IN_CELLS or not (last or field.type == "many2one"):
                return []
            model._check_field_access(field, "read")
            chain.append(field)
            if not last:
                model = model.env[field.comodel_name]
                model.check_access("read")
        return chain
