from odoo import fields, models


class CrmCheckListLoad(models.TransientModel):
    """Drop the file of a list; it replaces the one before."""

    _name = "crm.check.list.load"
    _description = "Load a List"

    list_id = fields.Many2one("crm.check.list", required=True)
    date = fields.Date(string="As of", default=fields.Date.context_today, required=True)
    file = fields.Binary(required=True, attachment=False)
    filename = fields.Char()

    def action_load(self):
        """Load the file; open the customers on the list."""
        self.ensure_one()
        self.list_id.date = self.date
        content = self.with_context(bin_size=False).file.decode()
        self.list_id.load_file(self.filename or "–", content)
        return self.list_id.action_open_hits()
