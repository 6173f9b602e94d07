from odoo.tests import new_test_user

from .common import ImportCase


class DoubleCase(ImportCase):
    """Customers that may be one, somebody who judges them, and searches that end at once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.judge = new_test_user(
            cls.env, "judge", groups="crm_masterdata_import.group_double_manager"
        )
        cls.hungary = cls.env.ref("base.hu")

    @classmethod
    def make(cls, name, **values):
        values = {"country_id": cls.hungary.id, "is_company": True, **values}
        return cls.env["res.partner"].create({"name": name, **values})

    @classmethod
    def known_doubles(cls, vat="12345676-2-42"):
        """Return two customers with one tax number, as they stood before the addon came."""
        first, second = cls.make("Ikrek Kft.", vat=vat), cls.make("IKREK KFT")
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE res_partner SET vat = %s, tax_number_key = %s WHERE id = %s",
            (vat, first.tax_number_key, second.id),
        )
        cls.env.invalidate_all()
        cls.env["res.partner"]._refresh_unique_keys()
        return first, second

    def search_doubles(self, full=False):
        """Search to the end; return the search."""
        search = self.env["crm.partner.double.search"].create({"is_full": full})
        for _processed in search._steps():
            pass
        return search

    def pair(self, one, other):
        """Return the pair of two customers, as the one who judges sees it; empty if none."""
        low, high = sorted((one.id, other.id))
        pairs = self.env["crm.partner.double"].with_user(self.judge)
        return pairs.search([("partner_id", "=", low), ("other_id", "=", high)])

    def pair_of(self, one, other):
        """Search, and return the pair."""
        self.search_doubles()
        return self.pair(one, other)
