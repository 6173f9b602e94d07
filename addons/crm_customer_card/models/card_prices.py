from odoo import models

from ..card_show import Column, Figure, Show, Table

LISTED = 10


class ResPartner(models.Model):
    """What prices and discounts the customer has: his own, his groups', everybody's."""

    _inherit = "res.partner"

    def _card_prices(self):
        if not self._card_may_read("crm.discount.rule"):
            return None
        rules = self.env["crm.discount.rule"]
        own = self._card_rules(("partner_ids", "in", self._card_ids()))
        groups = self._card_rules(
            ("partner_ids", "not in", self._card_ids()),
            ("partner_category_ids", "parent_of", self.category_id.ids),
        )
        common = self._card_rules(("partner_ids", "=", False), ("partner_category_ids", "=", False))
        mine = rules.search(own, limit=LISTED) | rules.search(groups, limit=LISTED)
        pricelist = self.property_product_pricelist
        return {
            "pricelist": pricelist.name or False,
            "own_rule_count": rules.search_count(own),
            "group_rule_count": rules.search_count(groups),
            "common_rule_count": rules.search_count(common),
            "rules": [self._card_rule(rule) for rule in mine[:LISTED]],
            "action": [
                self._card_open(self.env._("His discounts"), rules._name, own, "own_rule_count"),
                self._card_open(
                    self.env._("Discounts of his groups"), rules._name, groups, "group_rule_count"
                ),
                self._card_open(
                    self.env._("Discounts for everybody"), rules._name, common, "common_rule_count"
                ),
                *(
                    [{**action, "opens": ["pricelist"]} for action in self._card_form(pricelist)]
                    if pricelist
                    else []
                ),
            ],
        }

    def _card_rules(self, *conditions):
        """Return a domain of the rules that hold on this day, in this company."""
        today = self._card_today().isoformat()
        pricelist = self.property_product_pricelist.ids
        return [
            *self._card_of_company(*conditions, shared=True),
            "|", ("date_start", "=", False), ("date_start", "<=", today),
            "|", ("date_end", "=", False), ("date_end", ">=", today),
            "|", ("pricelist_ids", "=", False), ("pricelist_ids", "in", pricelist),
        ]  # fmt: skip

    def _card_rule(self, rule):
        return {
            "code": rule.code,
            "name": rule.name,
            "says": rule.sentence or "",
            "until": rule.date_end.isoformat() if rule.date_end else False,
            "action": self._card_form(rule),
        }

    def _card_prices_words(self):
        return Show(
            self.env._("Prices"),
            (
                Figure("pricelist", self.env._("Pricelist")),
                Figure("own_rule_count", self.env._("His discounts and agreed prices"), "number"),
                Figure("group_rule_count", self.env._("Discounts of his groups"), "number"),
                Figure("common_rule_count", self.env._("Discounts for everybody"), "number"),
            ),
            (
                Table(
                    "rules",
                    (
                        Column("name", self.env._("Discount")),
                        Column("says", self.env._("What it says")),
                        Column("until", self.env._("Until"), "date"),
                    ),
                ),
            ),
        )
