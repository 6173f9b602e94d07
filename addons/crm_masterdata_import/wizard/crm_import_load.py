from odoo import fields, models

# larger files are loaded in the background
AT_ONCE = 3 * 2**20


class CrmImportLoad(models.TransientModel):
    """Drop a file, see what it would do, load it."""

    _name = "crm.import.load"
    _description = "Load Customers"

    source_id = fields.Many2one(
        "crm.import.source",
        required=True,
        default=lambda self: self.env["crm.import.source"].search([], limit=1),
    )
    file = fields.Binary(required=True, attachment=False)
    filename = fields.Char()

    def action_try(self):
        """Say what the load would do; open the trial."""
        return self._load(dry_run=True)

    def action_load(self):
        """Load the file; open the load."""
        return self._load(dry_run=False)

    def _load(self, dry_run):
        self.ensure_one()
        content = self.with_context(bin_size=False).file.decode()
        if len(content) > AT_ONCE:
            run_id = self.source_id.load_file_async(self.filename, content, dry_run)
        else:
            run_id = self.source_id.load_file(self.filename, content, dry_run)["run_id"]
        return self.env["crm.import.run"].browse(run_id)._open()
