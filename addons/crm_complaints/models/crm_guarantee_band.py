from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from ..adapters import zone_of
from ..deadline_engine import local_day


class CrmGuaranteeBand(models.Model):
    """How long the compulsory guarantee of durable goods lasts, by price and day of purchase.

    The rule is 151/2003. (IX. 22.) Korm. r.; it changes, so each band says from when it holds.
    """

    _name = "crm.guarantee.band"
    _description = "Band of the Compulsory Guarantee"
    _order = "valid_from desc, price_from"
    _rec_name = "valid_from"

    valid_from = fields.Date(string="Bought from", required=True)
    price_from = fields.Float(
        string="Price from", required=True, help="Gross price of one piece in forints."
    )
    price_to = fields.Float(string="Price up to", help="0: without end.")
    months = fields.Integer(required=True)

    _positive = models.Constraint(
        "CHECK(months > 0 AND price_from >= 0 AND (price_to = 0 OR price_to >= price_from))",
        "A guarantee lasts a month at least, and prices run upwards.",
    )

    def _months(self, bought, price):
        """Return for how many months these bands guarantee goods; 0 if the law asks for none.

        :param bought: day of the purchase
        :param price: gross price of one piece in forints
        """
        in_force = self.filtered(lambda band: band.valid_from <= bought)
        last = max(in_force.mapped("valid_from"), default=None)
        for band in in_force.filtered(lambda band: band.valid_from == last):
            if price >= band.price_from and (not band.price_to or price <= band.price_to):
                return band.months
        return 0


class ProductTemplate(models.Model):
    _inherit = "product.template"

    has_compulsory_guarantee = fields.Boolean(
        string="Compulsory guarantee",
        help="Durable goods of the government decree: consumers have a guarantee by its price.",
    )


class CrmComplaintLine(models.Model):
    _inherit = "crm.complaint.line"

    guaranteed_until = fields.Date(
        compute="_compute_guaranteed_until",
        compute_sudo=True,
        help="End of the compulsory guarantee, by price and day of delivery.",
    )

    @api.depends(
        "product_id.has_compulsory_guarantee", "move_id.date", "unit_value", "currency_id",
        "ticket_id.is_consumer", "company_id",
    )  # fmt: skip
    def _compute_guaranteed_until(self):
        forint = self.env.ref("base.HUF")
        bands = self.env["crm.guarantee.band"].search(
            [("valid_from", "<=", fields.Date.context_today(self))]
        )
        for line in self:
            line.guaranteed_until = False
            guaranteed = line.product_id.has_compulsory_guarantee and line.ticket_id.is_consumer
            if not (guaranteed and line.move_id):
                continue
            bought = local_day(line.move_id.date, zone_of(line.company_id))
            price = line.currency_id._convert(line.unit_value, forint, line.company_id, bought)
            months = bands._months(bought, price)
            line.guaranteed_until = months and bought + relativedelta(months=months)
