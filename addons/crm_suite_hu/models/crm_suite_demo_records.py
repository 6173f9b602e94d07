import csv

from odoo import api, models
from odoo.tools import file_open

MODULE = "crm_suite_hu"
PREFIX = "demo_"


class CrmSuiteDemo(models.AbstractModel):
    """What the steps share: rows of the CSV files, external ids, languages."""

    _inherit = "crm.suite.demo"

    @api.model
    def _rows(self, name):
        """Return the rows of ``demo_firm/<name>.csv`` as a list of dicts of strings."""
        with file_open(f"{MODULE}/demo_firm/{name}.csv") as source:
            return list(csv.DictReader(source))

    @api.model
    def _known(self, kind):
        """Map the keys of the demo records of a kind to their database ids.

        :param kind: for example ``product``: the records ``crm_suite_hu.demo_product_<key>``
        """
        start = f"{PREFIX}{kind}_"
        rows = self.env["ir.model.data"].search_fetch(
            [("module", "=", MODULE), ("name", "=like", start.replace("_", r"\_") + "%")],
            ["name", "res_id"],
        )
        return {row.name.removeprefix(start): row.res_id for row in rows}

    @api.model
    def _create_missing(self, model, kind, values):
        """Create the records of a kind whose external id is not there yet.

        :param values: dict of key → values for ``create``
        :return: dict of key → new record
        """
        known = self._known(kind)
        missing = {key: vals for key, vals in values.items() if key not in known}
        records = self.env[model].create(list(missing.values()))
        created = dict(zip(missing, records, strict=True))
        self._note_records(kind, created)
        return created

    @api.model
    def _note_records(self, kind, records):
        """Give each record of a dict of key → record its external id."""
        self.env["ir.model.data"].create(
            [
                {
                    "module": MODULE,
                    "name": f"{PREFIX}{kind}_{key}",
                    "model": record._name,
                    "res_id": record.id,
                    "noupdate": True,
                }
                for key, record in records.items()
            ]
        )

    @api.model
    def _once(self, name):
        """Tell whether something has yet to be made, and note that it now is.

        :return: True on the first call with this name in the database's life
        """
        parameter = f"{MODULE}.demo_{name}"
        parameters = self.env["ir.config_parameter"]
        if parameters.get_param(parameter):
            return False
        return parameters.set_param(parameter, "1") is not None

    @api.model
    def _translate(self, records, texts, field="name"):
        """Write the Hungarian text of a field.

        :param records: dict of key → record
        :param texts: dict of key → Hungarian text
        """
        if not self.env["res.lang"]._get_data(code="hu_HU"):
            return
        for key, record in records.items():
            record.with_context(lang="hu_HU")[field] = texts[key]

    @api.model
    def _user(self, role):
        """Return the demo user of a role, or the administrator where roles are not there."""
        return self.env.ref(f"{MODULE}.demo_user_{role}", False) or self.env.ref("base.user_admin")

    @api.model
    def _state_ids(self):
        """Map the codes of the Hungarian counties to their ids; empty where there are none."""
        states = self.env["res.country.state"].search([("country_id.code", "=", "HU")])
        return {state.code: state.id for state in states}

    @api.model
    def _hungarian(self):
        """Return this model with Hungarian as its language, where that is installed."""
        has_hungarian = self.env["res.lang"]._get_data(code="hu_HU")
        return self.with_context(lang="hu_HU") if has_hungarian else self
