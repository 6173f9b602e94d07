from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.fields import Command


class CrmEscalationSimulation(models.TransientModel):
    """What the policies would have done in a time that is past."""

    _name = "crm.escalation.simulation"
    _description = "Simulate Escalations"

    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: fields.Date.context_today(self) - relativedelta(months=1),
    )
    date_to = fields.Date(string="To", required=True, default=fields.Date.context_today)
    line_ids = fields.One2many("crm.escalation.simulation.line", "simulation_id", readonly=True)
    simulated = fields.Boolean(readonly=True)

    def action_simulate(self):
        """Show what would have been done; tickets stay as they are."""
        self.ensure_one()
        found = self.env["crm.escalation.policy"].simulate(self.date_from, self.date_to)
        rows = [{**row, "date": fields.Datetime.to_datetime(row["date"])} for row in found]
        self.write({"simulated": True, "line_ids": [Command.clear(), *map(Command.create, rows)]})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }


class CrmEscalationSimulationLine(models.TransientModel):
    """A step that would have been taken."""

    _name = "crm.escalation.simulation.line"
    _description = "Simulated Step"
    _order = "date, id"

    simulation_id = fields.Many2one("crm.escalation.simulation", required=True, ondelete="cascade")
    policy_id = fields.Many2one("crm.escalation.policy")
    level = fields.Integer()
    ticket_id = fields.Many2one("helpdesk.ticket")
    date = fields.Datetime()
