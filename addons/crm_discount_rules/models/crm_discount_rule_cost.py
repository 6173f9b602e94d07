from odoo import models
from odoo.tools import SQL

MANAGER = "crm_discount_rules.group_discount_manager"


class CrmDiscountRule(models.Model):
    """Rules that can sell below cost."""

    _inherit = "crm.discount.rule"

    def _below_cost(self):
        """Return the rules whose largest discount goes below the cost of a product they reach."""
        # the cost stays with those who may know it
        if not self.env.user.has_group(MANAGER):
            return self.browse()
        found = self.browse()
        for company, rules in self.grouped(
            lambda rule: rule.company_id or self.env.company
        ).items():
            rules = rules.filtered("tier_ids")
            naming = rules.filtered(lambda rule: rule.product_ids or rule.product_tmpl_ids)
            found |= naming.filtered(lambda rule, company=company: rule._named_below(company))
            wide = (rules - naming).filtered(lambda rule: not rule.excluded_product_ids)
            extremes = self._cost_extremes(company) if wide else {}
            found |= wide.filtered(lambda rule, extremes=extremes: rule._scope_below(extremes))
        return found

    def _named_below(self, company):
        products = self.product_ids | self.product_tmpl_ids.product_variant_ids
        products = products._origin.with_company(company) - self.excluded_product_ids._origin
        return any(
            product.standard_price > 0
            and self._goes_below(
                product.standard_price / product.lst_price if product.lst_price else 0,
                product.lst_price - product.standard_price,
                product.standard_price,
            )
            for product in products
        )

    def _scope_below(self, extremes):
        named, excluded = self.categ_ids._origin, self.excluded_categ_ids._origin
        categories = self.env["product.category"].browse(extremes)
        for category in categories:
            path = {int(part) for part in category.parent_path.split("/") if part}
            reached = (not named or path & set(named.ids)) and not path & set(excluded.ids)
            if reached and self._goes_below(*extremes[category.id]):
                return True
        return False

    def _goes_below(self, ratio, gap, cost):
        """`ratio` is cost by price, `gap` price less cost, `cost` the cost of a unit."""
        values = self.tier_ids.mapped("value")
        if self.benefit == "percent":
            return 1 - max(values) / 100 < ratio
        if self.benefit == "amount_unit":
            return gap < max(values)
        return self.benefit == "fixed_price" and min(values) < cost

    def _cost_extremes(self, company):
        """Return by category the largest cost by price, the smallest gap and the largest cost."""
        self.env["product.template"].flush_model(["list_price", "categ_id", "sale_ok"])
        self.env["product.product"].flush_model(["standard_price"])
        self.env.cr.execute(
            SQL(
                """
                SELECT template.categ_id, MAX(goods.cost / template.list_price),
                       MIN(template.list_price - goods.cost), MAX(goods.cost)
                  FROM (SELECT product_tmpl_id,
                               (standard_price ->> %s)::numeric AS cost
                          FROM product_product WHERE active) goods
                  JOIN product_template template ON template.id = goods.product_tmpl_id
                 WHERE goods.cost > 0 AND template.list_price > 0
                   AND template.sale_ok AND template.active
                   AND COALESCE(template.company_id, %s) = %s
                 GROUP BY template.categ_id
                """,
                str(company.id),
                company.id,
                company.id,
            )
        )
        return {
            category: tuple(float(each) for each in rest)
            for category, *rest in self.env.cr.fetchall()
        }
