import random

from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: what an audience selects by, beside its criteria
MEANING = {
    "company_id", "domain", "exclude_audience_ids", "include_audience_ids", "kind", "per_company",
    "sample_kind", "sample_size",
}  # fmt: skip


class CrmAudience(models.Model):
    """A target group: customers by any combination of what the firm knows.

    Whom it selects: active partners of the domain whom the user may read, who meet the criteria,
    are members of one of the audiences that it is limited to (where there are any) and of none that
    it leaves out; then one person a firm, then the sample, where asked for.

    An audience selects with the rights of its owner: nobody but him (and who has none above him)
    changes what it selects. One without owner is for all, and selects as whoever refreshes it.
    """

    _name = "crm.audience"
    _description = "Audience"
    _inherit = ["mail.thread"]
    _order = "name, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    user_id = fields.Many2one(
        "res.users",
        "Owner",
        default=lambda self: self.env.user,
        index="btree_not_null",
        help="Whose rights it selects with. Empty: it is for everybody who works with campaigns, "
        "and is refreshed by hand, with the rights of who does so.",
    )
    kind = fields.Selection(
        [("living", "Living: follows the customers"), ("frozen", "Frozen: as it was once")],
        required=True,
        default="living",
    )
    domain = fields.Char("Customers", default="[]", required=True)
    criterion_ids = fields.One2many("crm.audience.criterion", "audience_id", "Criteria", copy=False)
    include_audience_ids = fields.Many2many(
        "crm.audience",
        "crm_audience_include_rel",
        "audience_id",
        "included_id",
        "Only from audiences",
        help="Only members of at least one of these audiences.",
    )
    exclude_audience_ids = fields.Many2many(
        "crm.audience",
        "crm_audience_exclude_rel",
        "audience_id",
        "excluded_id",
        "Without audiences",
        help="Nobody who is a member of any of these audiences.",
    )
    per_company = fields.Selection(
        [("all", "Everybody"), ("one", "One person")],
        "Of each firm",
        required=True,
        default="all",
        help="One person: somebody with an e-mail address first, then the firm itself, then who "
        "was recorded first.",
    )
    sample_kind = fields.Selection(
        [("none", "Everybody"), ("number", "A number"), ("percent", "Per cent")],
        "Sample",
        required=True,
        default="none",
        help="Drawn by lot, the same at each refresh. A number: those whose lot is lowest. "
        "Per cent: each person for himself with this chance.",
    )
    sample_size = fields.Float("Size of the sample", digits=(16, 2))
    sample_seed = fields.Integer(
        required=True, readonly=True, copy=False, default=lambda self: random.randrange(2**31)
    )
    member_ids = fields.One2many("crm.audience.member", "audience_id", "Members", readonly=True)
    member_count = fields.Integer("Number of members", readonly=True, copy=False)
    refreshed_at = fields.Datetime("As of", readonly=True, copy=False)
    refresh_user_id = fields.Many2one(
        "res.users", "Selected with the rights of", readonly=True, copy=False
    )
    refresh_error = fields.Text("Why it was not refreshed", readonly=True, copy=False)
    snapshot_of_id = fields.Many2one(
        "crm.audience", "Snapshot of", readonly=True, copy=False, index="btree_not_null"
    )

    _sample_size_valid = models.Constraint(
        "CHECK(sample_kind = 'none' OR (sample_size > 0 AND sample_size <= 1000000000"
        " AND (sample_kind != 'percent' OR sample_size <= 100)))",
        "A sample is of at least one person, or of more than 0 and at most 100 per cent.",
    )

    def _check_campaign_company(self, company):
        """Refuse audiences of another company than their campaign's."""
        for audience in self.filtered(lambda one: one.company_id != company):
            raise ValidationError(
                self.env._(
                    'The audience "%(audience)s" belongs to %(company)s: choose one of the'
                    " campaign's company.",
                    audience=audience.name,
                    company=audience.company_id.name,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Make audiences; a domain may be given as a list as well."""
        audiences = super().create([self._normal(vals) for vals in vals_list])
        audiences._check_owner()
        return audiences

    def write(self, vals):
        """Change audiences; see `create`.

        :raise AccessError: somebody else's audience would select something else
        """
        if MEANING & set(vals):
            self._check_definable(vals.get("user_id"))
        result = super().write(self._normal(vals))
        if "user_id" in vals:
            self._check_owner()
        return result

    @api.model
    def _normal(self, vals):
        if isinstance(vals.get("domain"), list | tuple):
            return {**vals, "domain": repr(list(vals["domain"]))}
        if "domain" in vals and not vals["domain"]:
            return {**vals, "domain": "[]"}
        return vals

    def copy(self, default=None):
        """Copy audiences with their criteria; the copy is the user's own."""
        copies = super().copy({"user_id": self.env.uid, **(default or {})})
        for audience, new in zip(self, copies, strict=True):
            new._copy_criteria(audience)
        return copies

    def copy_data(self, default=None):
        """Name copies so that they can be told apart."""
        rows = super().copy_data(default)
        if "name" in (default or {}):
            return rows
        return [
            {**row, "name": self.env._("%(audience)s (copy)", audience=audience.name)}
            for audience, row in zip(self, rows, strict=True)
        ]

    def _copy_criteria(self, audience):
        """Copy the tree of criteria, level by level."""
        criteria = audience.criterion_ids
        level, new = criteria.filtered(lambda one: not one.parent_id), {}
        while level:
            rows = level.copy_data()
            for row, old in zip(rows, level, strict=True):
                row.update(audience_id=self.id, parent_id=new.get(old.parent_id.id, False))
            new = dict(zip(level.ids, criteria.create(rows).ids, strict=True))
            level = level.child_ids

    @api.constrains("domain")
    def _check_domain(self):
        # constraints are checked without rights, this is about those of the user
        for audience in self.sudo(False):
            audience._try_domain()

    @api.constrains("include_audience_ids", "exclude_audience_ids")
    def _check_used(self):
        # constraints are checked without rights, this is about those of the user
        for audience in self.sudo(False):
            audience._used_here()._check_usable()
        self._check_circle()
