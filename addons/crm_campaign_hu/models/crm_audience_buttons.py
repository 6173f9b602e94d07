from odoo import fields, models


class CrmAudience(models.Model):
    """Buttons of the form."""

    _inherit = "crm.audience"

    snapshot_ids = fields.One2many("crm.audience", "snapshot_of_id", "Snapshots")
    snapshot_count = fields.Integer(compute="_compute_snapshot_count")

    def _compute_snapshot_count(self):
        rows = self._read_group(
            [("snapshot_of_id", "in", self.ids)], ["snapshot_of_id"], ["__count"]
        )
        counts = {audience.id: count for audience, count in rows}
        for audience in self:
            audience.snapshot_count = counts.get(audience.id, 0)

    def action_refresh(self):
        """Refresh, for the button; see `refresh`.

        :return: True
        """
        self.refresh()
        return True

    def action_export(self):
        """Ask what to export and why.

        :return: a window's action
        """
        name = self.env._("Export %(audience)s", audience=self.name)
        return self._open_wizard("crm.audience.export.wizard", name)

    def action_labels(self):
        """Print labels with the addresses of the members.

        :return: a report's action
        :raise AccessError: the user may not export
        """
        self.check_access("read")
        self._check_may_export()
        report = self.env.ref("crm_campaign_hu.action_report_audience_labels")
        # programs get no None over XML-RPC
        return {**report.report_action(self), "data": {}}

    def action_compare(self):
        """Compare with another audience; with the snapshot it has, or that it is of.

        :return: a window's action
        """
        self.check_access("read")
        other = self.snapshot_of_id or self.snapshot_ids[:1]
        name = self.env._("Compare %(audience)s", audience=self.name)
        return self._open_wizard("crm.audience.comparison", name, default_other_id=other.id)

    def action_explain(self):
        """Ask why a customer is in or out.

        :return: a window's action
        """
        return self._open_wizard("crm.audience.explanation", self.env._("Why?"))

    def action_snapshots(self):
        """Open the snapshots.

        :return: a window's action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Snapshots of %(audience)s", audience=self.name),
            "res_model": "crm.audience",
            "views": [(False, "list"), (False, "form")],
            "domain": [("snapshot_of_id", "=", self.id)],
        }

    def _open_wizard(self, model, name, **defaults):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_audience_id": self.id, **defaults},
        }
