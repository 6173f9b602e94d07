from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..adapters import Customer, Goods, order_facts, priced_rate, untaxed
from ..discount_engine import evaluate, six_decimals

LINE_KEYS = {"product_id", "quantity", "uom_id"}


class CrmDiscountRule(models.Model):
    """Prices without an order."""

    _inherit = "crm.discount.rule"

    @api.model
    def simulate(self, partner_id, lines, date=False, pricelist_id=False, explain=True):
        """Work out what a customer would pay, and why.

        `lines` are dicts with `product_id`, `quantity` and, if it is not the product's own,
        `uom_id`; `date` is today and `pricelist_id` the customer's unless given. The answer has
        `currency` (its code), `net_total` and for each line `product_id`, `quantity`,
        `unit_price`, `net_unit_price`, `net_amount`, `discount_amount`, `discount_percent`, the
        rules `applied` and, with `explain`, those `rejected` with the reason. Prices are without
        tax, per unit of the line, exact to six decimals. It stores nothing.
        """
        self.check_access("read")
        customer = self._simulated_customer(partner_id, date, pricelist_id)
        goods = self._simulated_goods(customer, self._checked_lines(lines))
        book = self._discount_book(customer.company.id)
        facts = order_facts(customer, goods, priced_rate(customer, book))
        outcome = evaluate(facts, book.rules, bool(explain))
        rows = zip(goods, outcome.lines, strict=True)
        return {
            "currency": customer.currency.name,
            "net_total": float(six_decimals(outcome.net_total)),
            "lines": [_line(each, decided) for each, decided in rows],
        }

    def _simulated_customer(self, partner_id, date, pricelist_id):
        company = self.env.company
        partner = self.env["res.partner"].browse(partner_id).exists()
        if not partner:
            raise UserError(self.env._("There is no customer with the number %s.", partner_id))
        partner.check_access("read")
        pricelist = self.env["product.pricelist"].browse(pricelist_id or ()).exists()
        if pricelist_id and not pricelist:
            raise UserError(self.env._("There is no pricelist with the number %s.", pricelist_id))
        pricelist = pricelist or partner.with_company(company).property_product_pricelist
        try:
            day = fields.Date.to_date(date) if date else company._local_day(False)
        except ValueError as error:
            raise UserError(self.env._("%s is not a date (YYYY-MM-DD).", date)) from error
        currency = pricelist.currency_id or company.currency_id
        return Customer(company, partner, pricelist, currency, day)

    def _checked_lines(self, lines):
        """The rows as (product, unit, quantity)."""
        for row in lines:
            if not isinstance(row, dict) or not {"product_id", "quantity"} <= set(row) <= LINE_KEYS:
                raise UserError(
                    self.env._(
                        "Each line needs a product_id and a quantity, and may have a uom_id: %s",
                        row,
                    )
                )
        products = self.env["product.product"].browse(row["product_id"] for row in lines)
        missing = products - products.exists()
        if missing:
            raise UserError(self.env._("There are no products with these numbers: %s", missing.ids))
        products.check_access("read")
        units = self.env["uom.uom"]
        found = []
        for row, product in zip(lines, products, strict=True):
            unit = units.browse(row.get("uom_id") or product.uom_id.id)
            found.append((product.with_prefetch(products.ids), unit, float(row["quantity"])))
        return found

    def _simulated_goods(self, customer, rows):
        prices = self._listed_prices(customer, rows)
        position = self.env["account.fiscal.position"].with_company(customer.company)
        position = position._get_fiscal_position(customer.partner)
        rounding = customer.currency.rounding
        found = []
        for key, (product, unit, quantity) in enumerate(rows):
            taxes = product.taxes_id._filter_taxes_by_company(customer.company)
            price = product._get_tax_included_unit_price_from_price(
                prices[product.id, unit.id, quantity],
                product_taxes=taxes,
                fiscal_position=position,
            )
            listed = untaxed(price, position.map_tax(taxes), product, rounding)
            counts = product.type != "combo"
            found.append(Goods(key, product, unit, quantity, listed, counts))
        return found

    def _listed_prices(self, customer, rows):
        """What the pricelist gives, asked once for each unit and quantity."""
        asked = defaultdict(self.env["product.product"].browse)
        for product, unit, quantity in rows:
            asked[unit, quantity] |= product
        found = {}
        for (unit, quantity), products in asked.items():
            prices = customer.pricelist._get_products_price(
                products.with_company(customer.company),
                quantity or 1.0,
                uom=unit,
                date=customer.date,
                currency=customer.currency,
            )
            for product in products:
                found[product.id, unit.id, quantity] = prices[product.id]
        return found


def _line(goods, decided):
    factor = goods.factor
    return {
        "product_id": goods.product.id,
        "quantity": goods.quantity,
        "unit_price": _six(decided.unit_price * factor),
        "net_unit_price": _six(decided.net_unit_price * factor),
        "net_amount": _six(decided.net_amount),
        "discount_amount": _six(decided.discount_amount),
        "discount_percent": _six(decided.discount_percent),
        "applied": [
            {"rule_id": each.id, "code": each.code, "amount": _six(each.amount)}
            for each in decided.applied
        ],
        "rejected": [
            {"rule_id": each.id, "code": each.code, "reason": each.text}
            for each in decided.rejected
        ],
    }


def _six(number):
    return float(six_decimals(number))
