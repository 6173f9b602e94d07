from odoo import api, models
from odoo.exceptions import UserError


class CrmDiscountRule(models.Model):
    """What a rule names cannot be deleted: a rule that names nobody holds for everybody."""

    _inherit = "crm.discount.rule"

    @api.model
    def _refuse_to_forget(self, name, records):
        """Refuse to delete records that stand in the list `name` of a rule."""
        # also rules that the user may not see would change their meaning
        rules = self.sudo().with_context(active_test=False)
        rule = rules.search([(name, "in", records.ids)], limit=1)
        if rule:
            # whoever deletes it sees it
            named = (rule[name] & records.sudo())[:1]
            raise UserError(
                self.env._(
                    "The discount rule %(rule)s (%(code)s) names %(record)s. Without it the rule "
                    "could hold for everybody or everything: take it out of the rule first, or "
                    "archive it instead.",
                    rule=rule.name,
                    code=rule.code,
                    record=named.display_name,
                )
            )


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_named_by_discount_rules(self):
        self.env["crm.discount.rule"]._refuse_to_forget("partner_ids", self)


class ResPartnerCategory(models.Model):
    _inherit = "res.partner.category"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_named_by_discount_rules(self):
        below = self.search([("id", "child_of", self.ids)])
        self.env["crm.discount.rule"]._refuse_to_forget("partner_category_ids", below)


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_named_by_discount_rules(self):
        self.env["crm.discount.rule"]._refuse_to_forget("pricelist_ids", self)


class ProductProduct(models.Model):
    _inherit = "product.product"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_named_by_discount_rules(self):
        self.env["crm.discount.rule"]._refuse_to_forget("product_ids", self)


class ProductTemplate(models.Model):
    _inherit = "product.template"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_named_by_discount_rules(self):
        self.env["crm.discount.rule"]._refuse_to_forget("product_tmpl_ids", self)


class ProductCategory(models.Model):
    _inherit = "product.category"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_named_by_discount_rules(self):
        below = self.search([("id", "child_of", self.ids)])
        self.env["crm.discount.rule"]._refuse_to_forget("categ_ids", below)
