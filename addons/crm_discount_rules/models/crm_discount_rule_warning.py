from odoo import api, fields, models

CONDITIONS = (
    "partner_ids",
    "partner_category_ids",
    "pricelist_ids",
    "product_ids",
    "product_tmpl_ids",
    "categ_ids",
    "excluded_product_ids",
    "excluded_categ_ids",
)


class CrmDiscountRule(models.Model):
    """Rules that can be used but are hardly meant: said on screen, not forbidden."""

    _inherit = "crm.discount.rule"

    warning = fields.Text(compute="_compute_warning")

    @api.depends_context("lang", "uid")
    @api.depends(
        "active",
        "tier_ids.min_value",
        "tier_ids.value",
        "measure",
        "benefit",
        "exclusive",
        "date_start",
        "date_end",
        "group_id.policy",
        *CONDITIONS,
    )
    def _compute_warning(self):
        rivals = self.search([("group_id", "in", self.group_id.ids), ("exclusive", "=", "no")])
        for rule in self:
            texts = (*rule._own_warnings(), *rule._rival_warnings(rivals))
            rule.warning = "\n".join(filter(None, texts))

    def _own_warnings(self):
        today = fields.Date.context_today(self)
        tiers = self.tier_ids.sorted("min_value").mapped("value")
        falling = tiers != sorted(tiers) and self.benefit not in ("fixed_price", "free_qty")
        return (
            not tiers and self.env._("It has no tiers, so it grants nothing."),
            self.date_end and self.date_end < today and self.env._("Its last day is over."),
            falling and self.env._("A higher tier grants less than a lower one."),
            self._sells_below_cost() and self.env._("It can sell below cost."),
        )

    def _sells_below_cost(self):
        """Whether its largest discount goes below the cost of a product that it names."""
        # the cost stays with those who may know it
        if not self.env.user.has_group("crm_discount_rules.group_discount_manager"):
            return False
        company = self.company_id or self.env.company
        products = self.product_ids | self.product_tmpl_ids.product_variant_ids
        products = products._origin.with_company(company) - self.excluded_product_ids._origin
        values = self.tier_ids.mapped("value")
        return bool(values) and any(
            self._lowest_price(product.lst_price, values) < product.standard_price
            for product in products
        )

    def _lowest_price(self, price, values):
        if self.benefit == "percent":
            return price * (1 - max(values) / 100)
        if self.benefit == "amount_unit":
            return price - max(values)
        return min(values) if self.benefit == "fixed_price" else price

    def _rival_warnings(self, rivals):
        """A rule of a group where the best counts, that another one always beats."""
        if self.policy != "best" or self.exclusive != "no" or not self.tier_ids:
            return ()
        winner = next((rival for rival in rivals - self._origin if rival._beats(self)), None)
        if not winner:
            return ()
        return (self.env._("It can never win: %s always grants as much or more.", winner.name),)

    def _beats(self, other):
        """Whether it reaches every customer, product and day of the other and never grants less."""
        if (self.group_id, self.measure, self.benefit) != (
            other.group_id,
            other.measure,
            other.benefit,
        ) or self.benefit not in ("percent", "amount_unit"):
            return False
        return self._reaches(other) and all(
            self._value_at(tier.min_value) >= tier.value for tier in other.tier_ids
        )

    def _reaches(self, other):
        wide = not any(self[name] for name in CONDITIONS)
        same = all(self[name] == other[name]._origin for name in CONDITIONS)
        company = not self.company_id or self.company_id == other.company_id
        starts = not self.date_start or (other.date_start and self.date_start <= other.date_start)
        ends = not self.date_end or (other.date_end and self.date_end >= other.date_end)
        return bool((wide or same) and company and starts and ends)

    def _value_at(self, measure):
        reached = self.tier_ids.filtered(lambda tier: tier.min_value <= measure)
        return reached.sorted("min_value")[-1:].value or 0.0
