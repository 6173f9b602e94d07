from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import date_utils

from .forecast_loader import ForecastLoader

SOURCES = [("sales", "Sales"), ("production", "Production"), ("purchase", "Purchase")]


class CrmSalesForecast(models.Model):
    """The quantity of a product expected in a month or an ISO week.

    One row per company, source, product, period, customer, salesperson, team and warehouse; the
    database sees to it. `date_from` is always the first day of its period.
    """

    _name = "crm.sales.forecast"
    _description = "Forecast Quantity"
    _order = "date_from, product_id, id"
    _rec_names_search = ["product_id", "partner_id"]
    _check_company_auto = True

    _one_per_key = models.UniqueIndex(
        "(company_id, source, product_id, period_type, date_from, COALESCE(partner_id, 0),"
        " COALESCE(user_id, 0), COALESCE(team_id, 0), COALESCE(warehouse_id, 0))",
        "There is already a forecast for this product, period, source and customer. "
        "Change its quantity instead of adding a second one.",
    )
    _quantity_positive = models.Constraint(
        "CHECK(quantity >= 0)", "A forecast quantity cannot be negative."
    )

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    source = fields.Selection(
        SOURCES,
        required=True,
        default="sales",
        help="Sales: what we expect to sell. Production and purchase: what will become available.",
    )
    product_id = fields.Many2one(
        "product.product",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('type', '=', 'consu')]",
    )
    product_tmpl_id = fields.Many2one(
        related="product_id.product_tmpl_id",
        string="Product Template",
        store=True,
        index=True,
    )
    categ_id = fields.Many2one(related="product_id.categ_id", string="Product Category", store=True)
    period_type = fields.Selection(
        [("month", "Month"), ("week", "Week")],
        string="Period",
        required=True,
        default="month",
    )
    date_from = fields.Date(
        "First Day",
        required=True,
        index=True,
        default=lambda self: date_utils.start_of(fields.Date.context_today(self), "month"),
        help="Any day of the month or week; the first one is kept.",
    )
    date_to = fields.Date("Last Day", compute="_compute_date_to", store=True)
    period_name = fields.Char(compute="_compute_period_name")
    quantity = fields.Float(required=True, digits="Product Unit", aggregator=None)
    uom_id = fields.Many2one(
        "uom.uom",
        "Unit",
        required=True,
        compute="_compute_uom_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
    )
    product_qty = fields.Float(
        "Quantity in Product Unit",
        compute="_compute_product_qty",
        store=True,
        digits="Product Unit",
    )
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Product Unit")
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users", "Salesperson", check_company=True, domain="[('share', '=', False)]"
    )
    team_id = fields.Many2one("crm.team", "Sales Team", check_company=True)
    warehouse_id = fields.Many2one("stock.warehouse", check_company=True, ondelete="restrict")
    note = fields.Char()
    file_name = fields.Char("Loaded From", readonly=True, copy=False)

    @api.depends("product_id", "period_name")
    def _compute_display_name(self):
        for forecast in self:
            product = forecast.product_id.display_name or ""
            forecast.display_name = f"{product} {forecast.period_name}".strip()

    @api.depends("date_from", "period_type")
    def _compute_period_name(self):
        """Write a month as 2026-01 and a week as 2026-W05."""
        for forecast in self:
            pattern = "%G-W%V" if forecast.period_type == "week" else "%Y-%m"
            forecast.period_name = (
                forecast.date_from.strftime(pattern) if forecast.date_from else ""
            )

    @api.depends("date_from", "period_type")
    def _compute_date_to(self):
        for forecast in self:
            forecast.date_to = forecast.date_from and date_utils.end_of(
                forecast.date_from, forecast.period_type or "month"
            )

    @api.depends("product_id")
    def _compute_uom_id(self):
        for forecast in self:
            product_uom = forecast.product_id.uom_id
            if not forecast.uom_id or not forecast.uom_id._has_common_reference(product_uom):
                forecast.uom_id = product_uom

    @api.depends("quantity", "uom_id", "product_id.uom_id")
    def _compute_product_qty(self):
        for forecast in self:
            product_uom = forecast.product_id.uom_id
            forecast.product_qty = (
                forecast.uom_id._compute_quantity(forecast.quantity, product_uom, round=False)
                if forecast.uom_id and product_uom
                else forecast.quantity
            )

    @api.onchange("date_from", "period_type")
    def _onchange_period(self):
        for forecast in self.filtered("date_from"):
            forecast.date_from = forecast._get_period_start()

    @api.constrains("uom_id", "product_id")
    def _check_uom_id(self):
        for forecast in self:
            product_uom = forecast.product_id.uom_id
            if not forecast.uom_id._has_common_reference(product_uom):
                raise ValidationError(
                    self.env._(
                        "%(unit)s cannot be converted to %(product_unit)s, "
                        "the unit of %(product)s.",
                        unit=forecast.uom_id.name,
                        product_unit=product_uom.name,
                        product=forecast.product_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        forecasts = super().create(vals_list)
        forecasts._sync_period_start()
        return forecasts

    def write(self, vals):
        result = super().write(vals)
        if {"date_from", "period_type"} & vals.keys():
            self._sync_period_start()
        return result

    @api.model
    def load_file(self, name, content_base64, options=None):
        """Load a forecast file; rows with errors are left out, the good ones are kept.

        Loading the same file again changes nothing; another file replaces the quantities of the
        keys it names and leaves all others. Repeated keys within one file are errors.

        :param str name: the file's name, kept with the rows
        :param str content_base64: a .csv, .txt or .xlsx file; columns by name, in Hungarian or
            English: product (code or barcode), month (or week) and quantity; further unit,
            source, customer, salesperson, team, warehouse, note
        :param dict options: `source` for rows without one ("sales", "production", "purchase";
            default "sales"), `dry_run` (only check)
        :return: dict with the counts `rows`, `created`, `updated`, `unchanged`, `rejected`;
            `ignored_columns`; `errors`, a list of dicts with `row` (0: the whole file), `column`,
            `code`, `value`, `message`; `rejects`, a dict with `name` and `content` (base64), both
            empty when no row was refused
        """
        self.check_access("create")
        self.check_access("write")
        loader = ForecastLoader(self.env, name, options or {})
        return loader.load(content_base64)

    def _get_period_start(self):
        self.ensure_one()
        return date_utils.start_of(self.date_from, self.period_type or "month")

    def _sync_period_start(self):
        for forecast in self:
            start = forecast._get_period_start()
            if forecast.date_from != start:
                forecast.date_from = start
