from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..audience_engine import OPERATORS, Fault, Node, Period, as_text, checked_leaf

METRICS = [
    ("order_count", "Number of orders"),
    ("order_amount", "Ordered, untaxed"),
    ("order_margin", "Margin of orders"),
    ("order_average", "Average order"),
    ("days_since_order", "Days since the last order"),
    ("days_since_first_order", "Days since the first order"),
    ("bought_product", "Bought product"),
    ("bought_category", "Bought from category"),
    ("overdue_amount", "Overdue"),
    ("balance", "Open balance"),
    ("payment_delay_days", "Average delay of payment (days)"),
    ("opportunity_count", "Number of opportunities"),
    ("contacted_days", "Days since we last contacted them"),
    ("received_campaign", "Received campaign"),
    ("responded", "Responded"),
    ("member_of_audience", "Is in audience"),
    ("distance_km", "Distance (km)"),
    ("registered_event", "Registered for event"),
    ("answered_survey", "Answered survey"),
    ("rfm_segment", "Buying habits (segment)"),
]
JOINS = [("all", "all of these"), ("any", "any of these"), ("none", "none of these")]
CHOICES = ("metric", "join", "operator")
#: figures that come with another addon
COMES_WITH = {"ticket_count": "crm_complaints"}
#: the parts of a criterion that change what it selects
MEANING = {
    "audience_id", "parent_id", "join", "metric", "operator", "value", "value2", "period_days",
    "date_from", "date_to", "product_ids", "categ_ids", "place_id",
}  # fmt: skip


class CrmAudienceCriterion(models.Model):
    """One condition of an audience: a figure compared, or a join of other conditions."""

    _name = "crm.audience.criterion"
    _description = "Criterion of an Audience"
    _order = "sequence, id"
    _parent_name = "parent_id"

    audience_id = fields.Many2one("crm.audience", required=True, ondelete="cascade", index=True)
    parent_id = fields.Many2one(
        "crm.audience.criterion", "Within", ondelete="cascade", index="btree_not_null"
    )
    child_ids = fields.One2many("crm.audience.criterion", "parent_id", "Conditions")
    sequence = fields.Integer(default=10)
    join = fields.Selection(JOINS, help="Of a group of conditions: how many of them must hold.")
    metric = fields.Selection(METRICS, "Figure")
    operator = fields.Selection([(name, name) for name in OPERATORS["number"]])
    value = fields.Char(help="A number, or ids or names set apart by commas.")
    value2 = fields.Char("And", help="The upper end of “between”.")
    period_days = fields.Integer("In the last (days)", help="0: see the dates; without: always.")
    date_from = fields.Date("From")
    date_to = fields.Date("Until")
    product_ids = fields.Many2many("product.product", string="Products")
    categ_ids = fields.Many2many("product.category", string="Product categories")
    place_id = fields.Many2one(
        "res.partner", "From the place of", help="Empty: from the company's own address."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Add criteria; values may be numbers, truths and lists as well.

        :raise UserError: an unknown figure, join or operator, or values that make no sense
        """
        vals_list = [self._normal(vals) for vals in vals_list]
        for vals in vals_list:
            if vals.get("parent_id") and not vals.get("audience_id"):
                vals["audience_id"] = self.browse(vals["parent_id"]).audience_id.id
        criteria = super().create(vals_list)
        criteria.audience_id._check_definable()
        return criteria

    def write(self, vals):
        """Change criteria; see `create`."""
        changed = self.audience_id if MEANING & set(vals) else self.audience_id.browse()
        result = super().write(self._normal(vals))
        if changed:
            (changed | self.audience_id)._check_definable()
        return result

    def unlink(self):
        """Take criteria away, with all that stands within them."""
        audiences = self.audience_id
        result = super().unlink()
        audiences.exists()._check_definable()
        return result

    @api.model
    def _normal(self, vals):
        """Return values as they are kept; refuse choices that there are not, naming the others."""
        vals = dict(vals)
        for name in CHOICES:
            if vals.get(name):
                self._check_choice(name, vals[name])
        try:
            for name in ("value", "value2"):
                if name in vals:
                    vals[name] = as_text(vals[name])
        except Fault as fault:
            raise UserError(self.audience_id._fault_text(fault)) from None
        return vals

    @api.model
    def _check_choice(self, name, value):
        known = [key for key, _label in self._fields[name]._description_selection(self.env)]
        if name == "metric" and value not in known and value in COMES_WITH:
            raise UserError(
                self.env._(
                    "The figure “%(figure)s” comes with the addon %(addon)s, which is not "
                    "installed. Ask your administrator to install it.",
                    figure=value,
                    addon=COMES_WITH[value],
                )
            )
        if value not in known:
            raise UserError(
                self.env._(
                    "There is no %(field)s “%(value)s” for criteria. Use one of: %(known)s",
                    field=name,
                    value=str(value)[:60],
                    known=", ".join(known),
                )
            )

    @api.constrains(*MEANING)
    def _check_meaning(self):
        for criterion in self:
            if bool(criterion.join) == bool(criterion.metric):
                raise ValidationError(
                    self.env._(
                        "A criterion is either a figure that is compared (metric, operator, value) "
                        "or a group of others (join: all, any or none)."
                    )
                )
            parent = criterion.parent_id
            if parent and (not parent.join or parent.audience_id != criterion.audience_id):
                raise ValidationError(
                    self.env._("A criterion can only stand within a group of its own audience.")
                )
            if criterion.metric:
                criterion._leaf()
        if self._has_cycle():
            raise ValidationError(self.env._("A group of criteria cannot stand within itself."))
        self.audience_id._check_circle()

    def _leaf(self):
        """Return the criterion, checked, as the engine reads it.

        :raise UserError: it makes no sense, and why
        """
        self.ensure_one()
        spec = self.env["crm.audience.metric"]._metric(self.metric)
        try:
            return checked_leaf(
                self.id,
                self.metric,
                spec,
                self.operator,
                self.value,
                self.value2,
                period=Period(self.period_days, self.date_from or None, self.date_to or None),
                products=tuple(self.product_ids.ids),
                categories=tuple(self.categ_ids.ids),
            )
        except Fault as fault:
            label = dict(self._fields["metric"]._description_selection(self.env))[self.metric]
            raise ValidationError(
                self.env._(
                    "Criterion “%(criterion)s”: %(fault)s",
                    criterion=label,
                    fault=self.audience_id._fault_text(fault),
                )
            ) from None

    def _tree(self):
        """Return those on top, of one audience, as conditions of the engine."""
        below = self.grouped("parent_id")

        def read(criterion):
            if criterion.join:
                parts = map(read, below.get(criterion, ()))
                return Node(criterion.id, criterion.join, tuple(parts))
            return criterion._leaf()

        return [read(criterion) for criterion in below.get(self.browse(), ())]
