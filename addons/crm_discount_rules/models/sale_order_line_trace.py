from fractions import Fraction

from odoo import models

from ..discount_engine import six_decimals


class SaleOrderLine(models.Model):
    """Keeps, as records, what each rule took off a line."""

    _inherit = "sale.order.line"

    def _wanted_trace(self):
        """What the trace must say: rule, code and exact amount; nothing on a typed line."""
        self.ensure_one()
        result = self._priced_result()
        return [] if not result or self._is_typed() else result.get("trace", [])

    def _store_discount_traces(self):
        """Let the trace of these lines say what was decided on them."""
        stored = self.filtered(lambda line: isinstance(line.id, int))
        if stored:
            # the trace is ours to keep: salespeople and customers only read it
            traces = self.env["crm.discount.trace"].sudo()
            traces.search([("sale_line_id", "in", stored.ids)]).unlink()
            stored._create_discount_traces()

    def _create_discount_traces(self):
        """Write down what was decided on lines without a trace."""
        wanted = [(line, trace) for line in self if (trace := line._wanted_trace())]
        if not wanted:
            return
        rules = {row[0] for _line, trace in wanted for row in trace}
        # names of rules are kept also for those who do not see the rules
        found = self.env["crm.discount.rule"].sudo().browse(rules).exists()
        names = {rule.id: rule.name for rule in found}
        # as above: only read by others
        self.env["crm.discount.trace"].sudo().create(
            [
                line._trace_values(place, row, names)
                for line, trace in wanted
                for place, row in enumerate(trace, 1)
            ]
        )
        self.invalidate_recordset(["discount_trace_ids"])

    def _trace_values(self, place, row, names):
        rule_id, code, amount = row
        return {
            "sale_line_id": self.id,
            "rule_id": rule_id if rule_id in names else False,
            "code": code,
            "name": names.get(rule_id, code),
            "amount": float(six_decimals(Fraction(amount))),
            "sequence": place,
            "company_id": self.company_id.id or self.order_id.company_id.id,
            "currency_id": self.order_id.currency_id.id,
        }
