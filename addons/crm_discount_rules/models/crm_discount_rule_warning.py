from odoo import api, fields, models

from .crm_discount_rule_reach import CONDITIONS

# what takes something off wherever its tier is reached
SURE = ("percent", "amount_unit")


class CrmDiscountRule(models.Model):
    """Rules that can be used but are hardly meant: said on screen, not forbidden."""

    _inherit = "crm.discount.rule"

    warning = fields.Text(compute="_compute_warning")
    overlap = fields.Text(compute="_compute_overlap")

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
        rivals = self.search(
            ["|", ("group_id", "in", self.group_id.ids), ("exclusive", "=", "always")]
        )
        below_cost = self._below_cost()
        for rule in self:
            texts = (
                *rule._own_warnings(),
                rule in below_cost and self.env._("It can sell below cost."),
                rule._rival_warning(rivals - rule._origin),
            )
            rule.warning = "\n".join(filter(None, texts))

    @api.depends_context("lang")
    @api.depends("active", "date_start", "date_end", "group_id.policy", *CONDITIONS)
    def _compute_overlap(self):
        for rule in self:
            rivals = rule.group_id._origin.rule_ids - rule._origin
            met = rivals.filtered(lambda rival, rule=rule: rival._meets(rule))
            rule.overlap = rule._overlap_text(met) if met else False

    def _overlap_text(self, met):
        names = met[:5].mapped("name")
        if len(met) > len(names):
            names.append(self.env._("%s more", len(met) - len(names)))
        policy = dict(self._fields["policy"]._description_selection(self.env))[self.policy]
        return self.env._(
            "In its group it reaches the same customers, products and days as: %(rules)s. "
            "Of these counts: %(policy)s.",
            rules=", ".join(names),
            policy=policy,
        )

    def _own_warnings(self):
        today = fields.Date.context_today(self)
        tiers = self.tier_ids.sorted("min_value").mapped("value")
        falling = tiers != sorted(tiers) and self.benefit not in ("fixed_price", "free_qty")
        return (
            not tiers and self.env._("It has no tiers, so it grants nothing."),
            self.date_end and self.date_end < today and self.env._("Its last day is over."),
            falling and self.env._("A higher tier grants less than a lower one."),
        )

    def _rival_warning(self, rivals):
        """A rule that never counts, whatever is ordered, since another one stands before it."""
        if not self.tier_ids:
            return ""
        alone = next((rival for rival in rivals if rival._always_replaces(self)), None)
        if alone:
            return self.env._("It can never win: %s always stands alone.", alone.name)
        if self.exclusive != "no":
            return ""
        mates = rivals.filtered(lambda rival: rival.group_id == self.group_id._origin)
        mates = mates.filtered(lambda rival: rival.exclusive == "no")
        if self.policy == "best" and (winner := next(filter(self._is_beaten_by, mates), None)):
            return self.env._("It can never win: %s always grants as much or more.", winner.name)
        if self.policy == "first" and (winner := next(filter(self._comes_after, mates), None)):
            return self.env._("It can never win: %s always comes first.", winner.name)
        return ""

    def _always_replaces(self, other):
        return (
            self.exclusive == "always"
            and other.exclusive != "always"
            and self._acts_wherever(other)
        )

    def _comes_after(self, rival):
        return (rival.sequence, rival.code) < (self.sequence, self.code) and rival._acts_wherever(
            self
        )

    def _is_beaten_by(self, rival):
        return rival.benefit == self.benefit and rival._grants_wherever(
            self, lambda own, others: own >= others
        )

    def _acts_wherever(self, other):
        return self._grants_wherever(other, lambda own, _others: own > 0)

    def _grants_wherever(self, other, is_enough):
        """Whether it reaches all that the other reaches, with enough at each of its tiers."""
        return (
            self.measure == other.measure
            and self.benefit in SURE
            and self._reaches(other)
            and all(
                is_enough(self._value_at(tier.min_value), tier.value) for tier in other.tier_ids
            )
        )

    def _value_at(self, measure):
        reached = self.tier_ids.filtered(lambda tier: tier.min_value <= measure)
        return reached.sorted("min_value")[-1:].value or 0.0
