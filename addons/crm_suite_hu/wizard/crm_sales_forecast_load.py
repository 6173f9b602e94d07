import base64

from odoo import fields, models
from odoo.exceptions import UserError

from ..models.crm_sales_forecast import SOURCES

SHOWN_ERRORS = 200


class CrmSalesForecastLoad(models.TransientModel):
    """The screen of `crm.sales.forecast.load_file`."""

    _name = "crm.sales.forecast.load"
    _description = "Load Forecast"

    state = fields.Selection([("choose", "Choose"), ("done", "Done")], default="choose")
    file = fields.Binary(attachment=False)
    file_name = fields.Char()
    source = fields.Selection(
        SOURCES,
        required=True,
        default="sales",
        help="For rows of the file without a source of their own.",
    )
    row_count = fields.Integer("Rows", readonly=True)
    created_count = fields.Integer("New", readonly=True)
    updated_count = fields.Integer("Changed", readonly=True)
    unchanged_count = fields.Integer("Unchanged", readonly=True)
    rejected_count = fields.Integer("Refused", readonly=True)
    ignored_columns = fields.Char(readonly=True)
    error_ids = fields.One2many("crm.sales.forecast.load.error", "load_id", readonly=True)
    hidden_error_count = fields.Integer(readonly=True)
    rejects = fields.Binary("Refused Rows", attachment=False, readonly=True)
    rejects_name = fields.Char()
    example = fields.Binary("Example File", compute="_compute_example")
    example_name = fields.Char(compute="_compute_example")

    def _compute_example(self):
        header = (
            self.env._("Product"),
            self.env._("Month"),
            self.env._("Quantity"),
            self.env._("Unit"),
            self.env._("Source"),
            self.env._("Customer"),
            self.env._("Note"),
        )
        product = self.env["product.product"].search([("default_code", "!=", False)], limit=1)
        month = f"{fields.Date.context_today(self):%Y-%m}"
        row = (
            product.default_code or "A-1",
            month,
            "1234,5",
            product.uom_id.name or "",
            "",
            "",
            "",
        )
        text = "\r\n".join(";".join(cells) for cells in (header, row)) + "\r\n"
        for wizard in self:
            wizard.example = base64.b64encode(text.encode("utf-8-sig"))
            wizard.example_name = self.env._("forecast-example.csv")

    def action_example(self):
        """Download a file with the columns and one row to start from."""
        self.ensure_one()
        url = f"/web/content/{self._name}/{self.id}/example"
        return {
            "type": "ir.actions.act_url",
            "url": f"{url}?download=true&filename={self.example_name}",
            "target": "download",
        }

    def action_load(self):
        """Load the file and show what became of its rows."""
        self.ensure_one()
        if not self.file:
            raise UserError(self.env._("Choose a file first."))
        result = self.env["crm.sales.forecast"].load_file(
            self.file_name or "", self.file.decode(), {"source": self.source}
        )
        self.write(self._prepare_result_values(result))
        return self._get_action()

    def action_again(self):
        """Back to choosing a file."""
        self.ensure_one()
        return self.create({"source": self.source})._get_action()

    def _prepare_result_values(self, result):
        errors = result["errors"]
        fields_shown = ("row", "column", "value", "message")
        return {
            "state": "done",
            "row_count": result["rows"],
            "created_count": result["created"],
            "updated_count": result["updated"],
            "unchanged_count": result["unchanged"],
            "rejected_count": result["rejected"],
            "ignored_columns": ", ".join(result["ignored_columns"]),
            "error_ids": [
                fields.Command.create({name: error[name] for name in fields_shown})
                for error in errors[:SHOWN_ERRORS]
            ],
            "hidden_error_count": max(0, len(errors) - SHOWN_ERRORS),
            "rejects": result["rejects"]["content"] or False,
            "rejects_name": result["rejects"]["name"],
        }

    def _get_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Load Forecast"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }


class CrmSalesForecastLoadError(models.TransientModel):
    _name = "crm.sales.forecast.load.error"
    _description = "Refused Forecast Row"
    _order = "row, id"

    load_id = fields.Many2one("crm.sales.forecast.load", required=True, ondelete="cascade")
    row = fields.Integer(readonly=True)
    column = fields.Char(readonly=True)
    value = fields.Char("Cell", readonly=True)
    message = fields.Char("What to Do", readonly=True)
