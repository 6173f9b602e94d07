from odoo import api, fields, models
from odoo.tools import format_date, formatLang

MONEY = ("line_amount", "scope_amount", "order_amount")


class CrmDiscountRule(models.Model):
    """Rules and what is wrong with them, in words."""

    _inherit = "crm.discount.rule"

    sentence = fields.Char(string="What It Says", compute="_compute_sentence")
    tiers_text = fields.Char(
        string="Tiers in Short", compute="_compute_tiers_text", store=True, tracking=True
    )

    @api.depends("tier_ids.min_value", "tier_ids.value")
    def _compute_tiers_text(self):
        for rule in self:
            tiers = rule.tier_ids.sorted("min_value")
            rule.tiers_text = "; ".join(f"{tier.min_value:g} → {tier.value:g}" for tier in tiers)

    @api.depends_context("lang")
    @api.depends(
        "tier_ids.min_value",
        "tier_ids.value",
        "measure",
        "benefit",
        "exclusive",
        "date_start",
        "date_end",
        "group_id",
        "partner_ids",
        "partner_category_ids",
        "product_ids",
        "product_tmpl_ids",
        "categ_ids",
        "excluded_product_ids",
        "excluded_categ_ids",
    )
    def _compute_sentence(self):
        # a rule for an archived product is none for all
        for rule in self.with_context(active_test=False):
            parts = [rule._what_text(), rule._goods_text(), rule._customers_text()]
            parts += [rule._period_text(), rule._standing_text()]
            rule.sentence = ", ".join(filter(None, parts))

    def _what_text(self):
        tiers = self.tier_ids.sorted("min_value")
        return ", ".join(self._tier_text(tier) for tier in tiers) or self.env._("no tiers yet")

    def _tier_text(self, tier):
        value = self._number(tier.value, money=self.benefit not in ("percent", "free_qty"))
        texts = {
            "percent": self.env._("%s%% off", value),
            "amount_unit": self.env._("%s off each unit", value),
            "fixed_price": self.env._("a price of %s", value),
            "amount_total": self.env._("%s off the order", value),
            "free_qty": self.env._("%s free of charge", value),
        }
        text = texts.get(self.benefit, value)
        if not tier.min_value:
            return text
        least = self._number(tier.min_value, money=self.measure in MONEY)
        return self.env._("%(what)s from %(least)s", what=text, least=least)

    def _number(self, number, money=False):
        if money:
            return formatLang(self.env, number, currency_obj=self.currency_id)
        text = f"{number:.6f}".rstrip("0").rstrip(".")
        separator = self.env["res.lang"]._lang_get(self.env.user.lang or "en_US").decimal_point
        return text.replace(".", separator)

    def _goods_text(self):
        named = (self.product_ids, self.product_tmpl_ids, self.categ_ids)
        text = self._names(*named)
        found = [self.env._("on %s", text)] if text else []
        text = self._names(self.excluded_product_ids, self.excluded_categ_ids)
        found += [self.env._("except %s", text)] if text else []
        return ", ".join(found)

    def _customers_text(self):
        text = self._names(self.partner_ids, self.partner_category_ids)
        return self.env._("for %s", text) if text else ""

    def _names(self, *records):
        return ", ".join(name for each in records for name in each.mapped("display_name"))

    def _period_text(self):
        if not self.date_start and not self.date_end:
            return ""
        first = format_date(self.env, self.date_start) if self.date_start else ""
        last = format_date(self.env, self.date_end) if self.date_end else ""
        return f"{first} – {last}".strip()

    def _standing_text(self):
        if self.exclusive == "always":
            return self.env._("instead of all other rules")
        if self.exclusive == "better":
            return self.env._("instead of all other rules where the price is better")
        policy = dict(self._fields["policy"]._description_selection(self.env)).get(self.policy)
        if not self.group_id:
            return ""
        return self.env._("group %(group)s: %(policy)s", group=self.group_id.name, policy=policy)

    def _fault_text(self, fault):
        """Word a fault that the engine found in a rule."""
        self.ensure_one()
        words = {
            "tier_twice": self.env._("Two tiers of a rule start at the same value."),
            "total_needs_order_measure": self.env._(
                "An amount off the order needs a measure of the order."
            ),
            "free_needs_line_qty": self.env._(
                "Units free of charge can only be counted on the quantity of the line."
            ),
            "free_needs_positive": self.env._(
                "Units free of charge need a quantity and a number of free units above zero."
            ),
            "dates_reversed": self.env._("The last day of a rule comes before its first."),
        }
        return f"{self.name}: {words.get(fault.code, fault.code)}"

    def _next_step_text(self, threshold, currency):
        """Say what is missing to the next tier: "+3: 5 % instead of 3 %"."""
        money = self.measure in MONEY
        missing = float(threshold.next.min_value - threshold.measured)
        more = formatLang(self.env, missing, currency_obj=currency) if money else None
        values = {
            "rule": self.name,
            "missing": more or self._number(round(missing, 6)),
            "next": self._worth(threshold.next, currency),
        }
        if not threshold.reached:
            return self.env._("%(rule)s: +%(missing)s gives %(next)s", **values)
        values["now"] = self._worth(threshold.reached, currency)
        return self.env._("%(rule)s: +%(missing)s gives %(next)s instead of %(now)s", **values)

    def _worth(self, level, currency):
        value = float(level.value)
        if self.benefit == "percent":
            return f"{self._number(value)} %"
        if self.benefit == "free_qty":
            return self.env._("%s free of charge", self._number(value))
        return formatLang(self.env, value, currency_obj=currency)

    def _reason_text(self, reason, by=""):
        """Word the reason for which a rule did not count; `by` is the code of another rule."""
        texts = {
            "inactive": self.env._("it is not active"),
            "out_of_period": self.env._("it is not valid on that day"),
            "customer_not_eligible": self.env._("it is for other customers"),
            "pricelist_not_eligible": self.env._("it is for other pricelists"),
            "product_not_in_scope": self.env._("it is for other products"),
            "below_threshold": self.env._("its first tier is not reached"),
            "no_effect": self.env._("it would take off nothing"),
            "replaced_by_exclusive": self.env._("%s stands alone", by),
            "limited": self.env._("the company's limits left it nothing"),
            "beaten_by": self.env._("%s was better", by),
        }
        return texts.get(reason, reason)
