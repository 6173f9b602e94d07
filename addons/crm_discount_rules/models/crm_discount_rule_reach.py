from odoo import models

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
GOODS = ("product_ids", "product_tmpl_ids", "categ_ids")
EXCLUDED = ("excluded_product_ids", "excluded_categ_ids")
GROUPED_BY = {
    "product.product": "categ_id",
    "product.template": "categ_id",
    "res.partner": "category_id",
}
CUSTOMERS = ("partner_ids", "partner_category_ids")


class CrmDiscountRule(models.Model):
    """Whom, what and when rules reach, compared with each other."""

    _inherit = "crm.discount.rule"

    def _reaches(self, other):
        """Whether it surely reaches every customer, product and day that the other reaches."""
        wide = not any(self[name] for name in CONDITIONS)
        same = all(self[name] == other[name]._origin for name in CONDITIONS)
        company = not self.company_id or self.company_id == other.company_id
        starts = not self.date_start or (other.date_start and self.date_start <= other.date_start)
        ends = not self.date_end or (other.date_end and self.date_end >= other.date_end)
        return bool((wide or same) and company and starts and ends)

    def _meets(self, other):
        """Whether some customer, product and day are reached by both."""
        pricelists = self.pricelist_ids._origin & other.pricelist_ids._origin
        return bool(
            self._share_days(other)
            and (not self.company_id or not other.company_id or self.company_id == other.company_id)
            and (not self.pricelist_ids or not other.pricelist_ids or pricelists)
            and self._share(other, CUSTOMERS)
            and self._share(other, GOODS, EXCLUDED)
        )

    def _share_days(self, other):
        starts = [rule.date_start for rule in (self, other) if rule.date_start]
        ends = [rule.date_end for rule in (self, other) if rule.date_end]
        return not starts or not ends or max(starts) <= min(ends)

    def _share(self, other, scope, excluded=()):
        """Whether something is in both scopes; an empty scope has everything."""
        mine, theirs = self._named(scope), other._named(scope)
        if not mine and not theirs:
            return True
        return _finds(mine, theirs, other._named(excluded)) or _finds(
            theirs, mine, self._named(excluded)
        )

    def _named(self, names):
        """Each record named, as a key, with the keys of all that it belongs to."""
        return {
            (record._name, record.id): _containers(record)
            for name in names
            for record in self[name]._origin
        }


def _finds(items, named, excluded):
    """Whether one of the items lies in a scope."""
    return any(
        (not named or not holders.isdisjoint(named)) and holders.isdisjoint(excluded)
        for holders in items.values()
    )


def _containers(record):
    found = {(record._name, record.id)}
    if record._name == "product.product":
        found.add(("product.template", record.product_tmpl_id.id))
    for group in record[GROUPED_BY[record._name]] if record._name in GROUPED_BY else record:
        found.update((group._name, int(part)) for part in group.parent_path.split("/") if part)
    return found
