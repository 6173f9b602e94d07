import random
from collections import Counter
from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..demo_engine.facts import Customer, Product, Vendor
from ..demo_engine.plan import make_plan

NEAR_COUNTIES = ("BU", "PE")
SEED = 1848


class CrmSuiteDemo(models.AbstractModel):
    """Half a year of trade: the plan is made by ``demo_engine``, the documents by Odoo."""

    _inherit = "crm.suite.demo"

    @api.model
    def _load_history(self):
        """Buy, sell, deliver, invoice and collect half a year of invented trade, once."""
        if not self._once("history"):
            return {}
        demo = self._hungarian()
        plan = demo._make_plan()
        counts = Counter()
        counts.update(demo._apply_opening_stock(plan))
        counts.update(demo._load_purchases(plan))
        counts.update(demo._load_sales(plan))
        return counts

    @api.model
    def _make_plan(self):
        """Turn the CSV files into the plan of the trade that ends yesterday."""
        parents = {row["id"]: row["parent"] for row in self._rows("product_category")}
        products = [
            Product(
                key=row["id"],
                category="tools" if parents[row["category"]] == "tools" else row["category"],
                quantities=tuple(float(text) for text in row["quantities"].split("|")),
                low=float(row["stock_min"]),
                high=float(row["stock_max"]),
                popularity=int(row["popularity"]),
                vendor=row["vendor"],
            )
            for row in self._rows("product")
            if int(row["popularity"])
        ]
        customers = [
            Customer(
                key=row["id"],
                kind=row["kind"],
                size=int(row["size"]),
                focus=tuple(filter(None, row["focus"].split("|"))),
                morale=row["morale"],
                term=int(row["term"]),
                near=row["state"] in NEAR_COUNTIES,
                quiet=int(row["quiet"] or 0),
            )
            for row in self._rows("customer")
        ]
        vendors = [
            Vendor(row["id"], int(row["lead"]), int(row["term"])) for row in self._rows("vendor")
        ]
        today = fields.Date.context_today(self)
        return make_plan(products, customers, vendors, today, random.Random(SEED))

    @api.model
    def _moment(self, day, number=0):
        """Return a moment within the working hours of a day, in UTC.

        :param number: spreads documents over the day
        """
        minutes = (number * 37) % 480
        return datetime.combine(day, time(6, 30)) + timedelta(minutes=minutes)

    @api.model
    def _apply_opening_stock(self, plan):
        """Count the stock in on the evening before the first day."""
        products = self._known("product")
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )
        quants = (
            self.env["stock.quant"]
            .with_context(inventory_mode=True)
            .create(
                [
                    {
                        "product_id": products[key],
                        "location_id": warehouse.lot_stock_id.id,
                        "inventory_quantity": quantity,
                    }
                    for key, quantity in plan.opening.items()
                ]
            )
        )
        evening = self._moment(plan.first_day - timedelta(days=1), 12)
        quants.action_apply_inventory(date=evening)
        moves = self.env["stock.move"].search([("product_id", "in", quants.product_id.ids)])
        moves.move_line_ids.date = evening
        return {"stock.quant": len(quants)}

    @api.model
    def _validate_pickings(self, moment_by_picking):
        """Validate transfers, what is missing becoming a back-order, and write when they took
        place; Odoo notes the moment of the button.

        :param moment_by_picking: dict of the transfer's id → datetime
        """
        pickings = self.env["stock.picking"].browse(moment_by_picking)
        pickings.with_context(skip_backorder=True, skip_sms=True).button_validate()
        for picking in pickings:
            picking.date_done = moment_by_picking[picking.id]
            picking.move_line_ids.date = picking.date_done

    @api.model
    def _backdate(self, moment_by_record):
        """Write when each record was created, for lists and charts by creation date.

        :param moment_by_record: dict of record → datetime, records of one model
        """
        if not moment_by_record:
            return
        records = self.env[next(iter(moment_by_record))._name].browse(
            [record.id for record in moment_by_record]
        )
        records.flush_recordset()
        # SQL: the ORM fills create_date itself and lets nobody write it
        self.env.cr.execute(
            SQL(
                "UPDATE %s AS t SET create_date = v.moment FROM (VALUES %s) AS v(id, moment) "
                "WHERE t.id = v.id",
                SQL.identifier(records._table),
                SQL(", ").join(
                    SQL("(%s, %s::timestamp)", record.id, moment)
                    for record, moment in moment_by_record.items()
                ),
            )
        )
        records.invalidate_recordset(["create_date"])
