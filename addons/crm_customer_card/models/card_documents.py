from odoo import models

from ..card_show import Column, Show, Table

#: kind of document → model, and what makes it up
OFFERS = {
    "offers_open": [("state", "in", ("draft", "sent"))],
    "orders": [("state", "=", "sale")],
    "offers_lost": [("state", "=", "cancel")],
    "to_invoice": [("state", "=", "sale"), ("invoice_status", "=", "to invoice")],
}
LEADS = {
    "opportunities_open": [("won_status", "=", "pending")],
    "opportunities_won": [("won_status", "=", "won")],
    "opportunities_lost": [("won_status", "=", "lost"), ("active", "in", (True, False))],
}
DELIVERIES = {
    "deliveries_open": [("state", "in", ("waiting", "confirmed", "assigned"))],
    "deliveries_done": [("state", "=", "done")],
}
INVOICES = {
    "invoices": [("state", "=", "posted"), ("move_type", "=", "out_invoice")],
    "credit_notes": [("state", "=", "posted"), ("move_type", "=", "out_refund")],
}


class ResPartner(models.Model):
    """How many documents of each kind the customer has, and what they come to."""

    _inherit = "res.partner"

    def _card_documents(self):
        kinds = [
            *self._card_counted("crm.lead", LEADS, "expected_revenue:sum", shared=True),
            *self._card_counted("sale.order", OFFERS, "amount_untaxed:sum_at_rate"),
            *self._card_counted("stock.picking", DELIVERIES),
            *self._card_counted("account.move", INVOICES, "amount_untaxed_signed:sum"),
        ]
        if not kinds:
            return None
        counts = {row["kind"]: row["count"] for row in kinds}
        won, lost = counts.get("orders", 0), counts.get("offers_lost", 0)
        return {
            **self._card_currency(),
            **{f"{row['kind']}_count": row["count"] for row in kinds},
            "won_percent": round(won * 100 / (won + lost)) if won + lost else False,
            "kinds": kinds,
            "action": [
                {**action, "opens": [f"{row['kind']}_count"]}
                for row in kinds
                for action in row["action"]
            ],
        }

    def _card_counted(self, model, kinds, amount=None, shared=False):
        """Return a row for each kind: how many there are, their amount, the action to open them."""
        if not self._card_may_read(model):
            return []
        labels = self._card_document_labels()
        return [
            self._card_count(
                model, kind, self._card_of_customer(*conditions, shared=shared),
                amount, labels[kind],
            )
            for kind, conditions in kinds.items()
        ]  # fmt: skip

    def _card_count(self, model, kind, domain, amount, label):
        aggregates = ["__count", amount] if amount else ["__count"]
        [(count, *amounts)] = self.env[model]._read_group(domain, [], aggregates)
        return {
            "kind": kind,
            "label": label,
            "count": count,
            "amount": self._card_money(amounts[0]) if amounts else False,
            "action": [self._card_open(label, model, domain, "count", "amount")],
        }

    def _card_document_labels(self):
        return {
            "opportunities_open": self.env._("Open opportunities"),
            "opportunities_won": self.env._("Won opportunities"),
            "opportunities_lost": self.env._("Lost opportunities"),
            "offers_open": self.env._("Open offers"),
            "orders": self.env._("Orders (won offers)"),
            "offers_lost": self.env._("Lost offers"),
            "to_invoice": self.env._("Orders to invoice"),
            "deliveries_open": self.env._("Deliveries on their way"),
            "deliveries_done": self.env._("Deliveries done"),
            "invoices": self.env._("Invoices"),
            "credit_notes": self.env._("Credit notes"),
        }

    def _card_documents_words(self):
        return Show(
            self.env._("Documents"),
            tables=(
                Table(
                    "kinds",
                    (
                        Column("label", self.env._("Documents")),
                        Column("count", self.env._("Number"), "number"),
                        Column("amount", self.env._("Amount"), "money"),
                    ),
                    counted="count",
                ),
            ),
        )
