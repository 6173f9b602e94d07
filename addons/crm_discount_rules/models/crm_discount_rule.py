from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

EXCLUSIVES = [
    ("no", "No"),
    ("better", "Where it gives the better price"),
    ("always", "Always"),
]
MEASURES = [
    ("line_qty", "Quantity of the line"),
    ("product_qty", "Quantity of the product in the order"),
    ("line_amount", "Amount of the line"),
    ("scope_qty", "Quantity of these products in the order"),
    ("scope_amount", "Amount of these products in the order"),
    ("order_amount", "Amount of the whole order"),
]
BENEFITS = [
    ("percent", "Percent"),
    ("amount_unit", "Amount off each unit"),
    ("fixed_price", "Fixed price"),
    ("amount_total", "Amount off the order"),
    ("free_qty", "Units free of charge"),
]


class CrmDiscountRule(models.Model):
    """What a firm grants to whom, on what and from how much on.

    Empty conditions hold for everybody and everything. Codes are unique among the rules that a
    company can use: its own and those of every company.
    """

    _name = "crm.discount.rule"
    _description = "Discount Rule"
    _inherit = ["crm.discount.coded", "mail.thread"]
    _order = "group_sequence, group_id, sequence, code"
    _rec_names_search = ["name", "code"]
    _check_company_auto = True

    _code_unique = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))",
        "There is already a discount rule with this code: choose another code.",
    )
    _dates_in_order = models.Constraint(
        "CHECK(date_start IS NULL OR date_end IS NULL OR date_start <= date_end)",
        "The last day of a rule comes before its first: correct one of the dates.",
    )
    _total_needs_order_measure = models.Constraint(
        "CHECK(benefit != 'amount_total' "
        "OR measure IN ('scope_qty', 'scope_amount', 'order_amount'))",
        "An amount off the order needs a measure of the order: "
        "the quantity or amount of these products, or the amount of the whole order.",
    )
    _free_needs_line_qty = models.Constraint(
        "CHECK(benefit != 'free_qty' OR measure = 'line_qty')",
        "Units free of charge can only be counted on the quantity of the line.",
    )

    code = fields.Char(required=True, tracking=True)
    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(
        string="In Use",
        default=True,
        tracking=True,
        help="A rule that is not in use is a draft: it can be tested on past orders.",
    )
    group_id = fields.Many2one(
        "crm.discount.group", required=True, index=True, ondelete="restrict", tracking=True
    )
    group_sequence = fields.Integer(
        related="group_id.sequence", string="Sequence of the Group", store=True
    )
    policy = fields.Selection(related="group_id.policy", string="Policy of the Group")
    sequence = fields.Integer(default=10, tracking=True)
    exclusive = fields.Selection(
        EXCLUSIVES,
        string="Stands Alone",
        required=True,
        default="no",
        tracking=True,
        help="A rule that stands alone replaces all other rules on a line: always, "
        "or only where the customer gets a better price by it.",
    )
    date_start = fields.Date(string="First Day", tracking=True)
    date_end = fields.Date(string="Last Day", tracking=True)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        tracking=True,
        default=lambda self: self.env.company,
        help="Empty: for every company.",
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    partner_ids = fields.Many2many(
        "res.partner",
        string="Customers",
        tracking=True,
        check_company=True,
        domain="['|', ('is_company', '=', True), ('parent_id', '=', False)]",
    )
    partner_category_ids = fields.Many2many(
        "res.partner.category", string="Customer Groups", tracking=True
    )
    pricelist_ids = fields.Many2many(
        "product.pricelist", string="Pricelists", tracking=True, check_company=True
    )
    product_ids = fields.Many2many(
        "product.product",
        "crm_discount_rule_product_rel",
        string="Products",
        tracking=True,
        check_company=True,
    )
    product_tmpl_ids = fields.Many2many(
        "product.template", string="Products with all Variants", tracking=True, check_company=True
    )
    categ_ids = fields.Many2many(
        "product.category",
        "crm_discount_rule_category_rel",
        string="Product Categories",
        tracking=True,
    )
    excluded_product_ids = fields.Many2many(
        "product.product",
        "crm_discount_rule_excluded_product_rel",
        string="Except Products",
        tracking=True,
        check_company=True,
    )
    excluded_categ_ids = fields.Many2many(
        "product.category",
        "crm_discount_rule_excluded_category_rel",
        string="Except Categories",
        tracking=True,
    )
    measure = fields.Selection(
        MEASURES, string="Depends on", required=True, default="line_qty", tracking=True
    )
    benefit = fields.Selection(
        BENEFITS, string="Grants", required=True, default="percent", tracking=True
    )
    tier_ids = fields.One2many("crm.discount.tier", "rule_id", string="Tiers", copy=True)

    @api.depends("company_id")
    def _compute_currency_id(self):
        for rule in self:
            rule.currency_id = (rule.company_id or self.env.company).currency_id

    @api.constrains("code", "company_id")
    def _check_code_among_shared(self):
        """A company's rule and one of every company must not share a code either."""
        self._serialize_codes()
        for rule in self:
            others = Domain("code", "=", rule.code) & Domain("id", "!=", rule.id)
            if rule.company_id:
                others &= Domain("company_id", "in", (False, rule.company_id.id))
            # rules of companies that the user may not see count as well
            twin = self.sudo().with_context(active_test=False).search(others, limit=1)
            if twin:
                raise ValidationError(
                    self.env._(
                        "There is already a discount rule with the code %(code)s: "
                        "choose another code.",
                        code=rule.code,
                    )
                )

    def _serialize_codes(self):
        """Let only one transaction at a time give codes; a second one is tried again by Odoo."""
        self.env.cr.execute("UPDATE ir_model SET model = model WHERE model = %s", [self._name])

    def action_test_on_orders(self):
        """Open the test bench: with a draft, or without a rule that is in use."""
        self.ensure_one()
        name = "default_left_out_rule_ids" if self.active else "default_tried_rule_ids"
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_discount_rules.action_crm_discount_bench"
        )
        return {**action, "context": {name: self.ids}}
