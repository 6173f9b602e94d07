from odoo import api, fields, models
from odoo.tools import SQL

from ..foreign_numbers import foreign_checker
from ..import_engine import stored_identity
from ..import_engine.text import fold


class ResPartner(models.Model):
    """Customers are found again by keys made from their numbers, each once in the database."""

    _inherit = "res.partner"

    import_code_ids = fields.One2many("crm.import.code", "partner_id", string="Customer Codes")
    tax_number_key = fields.Char(
        compute="_compute_import_keys", store=True, index="btree_not_null", copy=False
    )
    registry_key = fields.Char(
        compute="_compute_import_keys", store=True, index="btree_not_null", copy=False
    )
    name_key = fields.Char(
        compute="_compute_name_key", store=True, index="btree_not_null", copy=False
    )
    is_known_double = fields.Boolean(
        string="Double",
        copy=False,
        help="Another customer has the same tax number or company registry number. Both were "
        "there before the numbers had to be unique; merge them.",
    )
    unique_tax_number_key = fields.Char(compute="_compute_unique_keys", store=True, copy=False)
    unique_registry_key = fields.Char(compute="_compute_unique_keys", store=True, copy=False)

    _unique_tax_number = models.UniqueIndex(
        "(unique_tax_number_key) WHERE unique_tax_number_key IS NOT NULL",
        "Another customer has this tax number already. Search for the number and use that one.",
    )
    _unique_registry_number = models.UniqueIndex(
        "(unique_registry_key) WHERE unique_registry_key IS NOT NULL",
        "Another customer has this company registry number already. Search for the number and "
        "use that one.",
    )

    @api.depends("vat", "company_registry", "country_id")
    def _compute_import_keys(self):
        checker = foreign_checker(self.env)
        default = self.env.company.country_id.code or "HU"
        for partner in self:
            identity = stored_identity(
                {
                    "vat": partner.vat or "",
                    "company_registry": partner.company_registry or "",
                    "country": partner.country_id.code or "",
                },
                default,
                checker,
            )
            partner.tax_number_key = identity.vat_key or False
            partner.registry_key = identity.registry_key or False

    @api.depends("name")
    def _compute_name_key(self):
        for partner in self:
            partner.name_key = fold(" ".join((partner.name or "").split())) or False

    @api.depends(
        "tax_number_key", "registry_key", "active", "parent_id", "user_ids", "is_known_double"
    )
    def _compute_unique_keys(self):
        # sudo: whoever edits a customer need not see users; archived ones count as well
        users = self.env["res.users"].sudo().with_context(active_test=False)
        of_users = set(users.search([("partner_id", "in", self.ids)]).partner_id.ids)
        for partner in self:
            counts = (
                partner.active
                and not partner.parent_id
                and not partner.is_known_double
                and partner.id not in of_users
            )
            partner.unique_tax_number_key = counts and partner.tax_number_key
            partner.unique_registry_key = counts and partner.registry_key

    @api.model
    def _refresh_unique_keys(self):
        """Find the doubles anew: one that stands alone by now must be unique again."""
        self.env.flush_all()
        # SQL: all customers are held against one another, whoever may see them
        self.env.cr.execute(
            SQL(
                """
                WITH looked_up AS (
                    SELECT id, tax_number_key, registry_key,
                        count(*) OVER (PARTITION BY tax_number_key) AS with_tax_number,
                        count(*) OVER (PARTITION BY registry_key) AS with_registry_number
                      FROM res_partner AS p
                     WHERE active AND parent_id IS NULL
                       AND (COALESCE(tax_number_key, registry_key) IS NOT NULL
                            OR is_known_double)
                       AND NOT EXISTS (SELECT FROM res_users WHERE partner_id = p.id)
                ), judged AS (
                    SELECT *, (tax_number_key IS NOT NULL AND with_tax_number > 1)
                        OR (registry_key IS NOT NULL AND with_registry_number > 1) AS is_double
                      FROM looked_up
                )
                UPDATE res_partner AS p
                   SET is_known_double = j.is_double,
                       unique_tax_number_key = CASE WHEN is_double THEN NULL
                           ELSE j.tax_number_key END,
                       unique_registry_key = CASE WHEN is_double THEN NULL
                           ELSE j.registry_key END
                  FROM judged AS j
                 WHERE p.id = j.id
                   AND (COALESCE(p.is_known_double, false) <> is_double
                        OR p.unique_tax_number_key IS DISTINCT FROM
                            CASE WHEN is_double THEN NULL ELSE j.tax_number_key END
                        OR p.unique_registry_key IS DISTINCT FROM
                            CASE WHEN is_double THEN NULL ELSE j.registry_key END)
                """
            )
        )
        names = ["is_known_double", "unique_tax_number_key", "unique_registry_key"]
        self.invalidate_model(names, flush=False)
