"""One change on the screen of the Hungarian set-up."""

from odoo import fields, models


class CrmSuiteSetupLine(models.TransientModel):
    """What ``crm.suite.setup.get_changes`` said of one change, and whether it is ticked."""

    _name = "crm.suite.setup.line"
    _description = "Change of the Hungarian Set-up"

    setup_id = fields.Many2one("crm.suite.setup", required=True, index=True, ondelete="cascade")
    key = fields.Char(required=True, readonly=True)
    selected = fields.Boolean("Make")
    title = fields.Text("Change", readonly=True)
    reason = fields.Text(readonly=True)
    current = fields.Text("Now", readonly=True)
    message = fields.Text("Note", readonly=True)
    applied = fields.Boolean("Made just now", readonly=True)
    state = fields.Selection(
        [
            ("open", "To make"),
            ("done", "Done"),
            ("blocked", "By hand"),
            ("failed", "Failed"),
        ],
        readonly=True,
    )
