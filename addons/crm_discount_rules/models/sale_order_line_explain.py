from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import formatLang


class SaleOrderLine(models.Model):
    """Says why a price came out."""

    _inherit = "sale.order.line"

    discount_explanation = fields.Html(
        string="Why This Price",
        compute="_compute_discount_explanation",
        sanitize=False,
        groups="crm_discount_rules.group_discount_user",
    )

    @api.depends_context("lang", "uid")
    @api.depends("discount", "price_unit", "product_uom_qty")
    def _compute_discount_explanation(self):
        for order, lines in self.grouped("order_id").items():
            decided = order._explained(lines._origin) if order else {}
            for line in lines:
                line.discount_explanation = line._explanation(decided.get(line._origin.id))

    def action_explain_discount(self):
        """Open the panel that explains the line's price."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Why This Price"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [
                (self.env.ref("crm_discount_rules.view_sale_order_line_explanation").id, "form")
            ],
            "target": "new",
        }

    def _explanation(self, decided):
        if not self._takes_rules():
            return Markup("<p>%s</p>") % self.env._("Discount rules do not act on this line.")
        if not decided:
            return False
        parts = [_table(self._steps(decided))]
        if decided.limit:
            parts.append(Markup("<p>%s</p>") % self._limit_text(decided.limit))
        parts.append(_list(self.env._("Next step"), self._next_steps(decided)))
        if self.env.user.has_group("crm_discount_rules.group_discount_manager"):
            parts.append(Markup("<p>%s</p>") % self._margin_text())
            parts.append(_list(self.env._("Rules that did not count"), self._rejections(decided)))
        return Markup("").join(parts)

    def _steps(self, decided):
        """The rows from the list price to what the line says."""
        listed = float(decided.unit_price * decided.quantity)
        off = self._money(self.price_subtotal - listed)
        rows = [(self.env._("List price"), self._money(listed))]
        if self._is_typed():
            rows.append((self.env._("Typed by a person"), off))
        else:
            for trace in self.discount_trace_ids:
                label = f"{trace.name} ({trace.code})"
                rows.append((label, self._money(-trace.amount)))
        rows.append((self.env._("Net"), self._money(self.price_subtotal)))
        return rows

    def _money(self, amount):
        return formatLang(self.env, amount, currency_obj=self.currency_id)

    def _limit_text(self, limit):
        if limit == "min_margin":
            return self.env._("The lowest margin of the company kept the price from going lower.")
        return self.env._("The largest discount of the company kept the price from going lower.")

    def _next_steps(self, decided):
        rules = self._rules_of(decided.thresholds)
        return [
            rules[each.id]._next_step_text(each, self.currency_id)
            for each in decided.thresholds
            if each.next and each.id in rules
        ]

    def _rejections(self, decided):
        rules = self._rules_of(decided.rejected)
        return [
            f"{rule.name} ({each.code}): {rule._reason_text(each.reason, each.by)}"
            for each in decided.rejected
            if (rule := rules.get(each.id))
        ]

    def _rules_of(self, rows):
        rules = self.env["crm.discount.rule"].browse({row.id for row in rows}).exists()
        return {rule.id: rule for rule in rules}

    def _margin_text(self):
        company = self.company_id or self.env.company
        cost = self._convert_to_sol_currency(self._discount_cost(), company.currency_id)
        margin = self.price_subtotal - cost
        percent = margin / self.price_subtotal * 100 if self.price_subtotal else 0.0
        return self.env._(
            "Margin: %(margin)s (%(percent)s%%)",
            margin=self._money(margin),
            percent=formatLang(self.env, percent, digits=1),
        )


def _table(rows):
    body = Markup("").join(
        Markup('<tr><td>%s</td><td class="text-end">%s</td></tr>') % row for row in rows
    )
    return Markup('<table class="table table-sm">%s</table>') % body


def _list(title, texts):
    if not texts:
        return Markup("")
    items = Markup("").join(Markup("<li>%s</li>") % text for text in texts)
    return Markup("<h5>%s</h5><ul>%s</ul>") % (title, items)
