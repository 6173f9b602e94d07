from unittest.mock import patch
from urllib.parse import urlsplit

from stdnum.eu import vat as stdnum_vat

from odoo.tests import TransactionCase, common, new_test_user

from .register_servers import NavServer, ViesServer

REAL = "api-test.onlineszamla.nav.gov.hu"
# 9·1+7·0+3·5+1·8+9·5+7·5+3·6 = 130, so the eighth digit of 1058556 is 0
NUMBER = "10585560"


class CheckCase(TransactionCase):
    """A company with credentials, and registers on the loopback.

    Requests to NAV's test system go to the server of the test; nothing of the program is changed
    for it.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.hungary = cls.env.ref("base.hu")
        cls.company.write({"country_id": cls.hungary.id, "vat": "12892312-2-42"})
        cls.nav, cls.vies = cls.serve(NavServer()), cls.serve(ViesServer())
        cls.set_credentials(cls.company)
        cls.seller = new_test_user(
            cls.env,
            "check_seller",
            groups="base.group_user,base.group_partner_manager",
            lang="en_US",
        )
        cls.env["res.lang"].search([("code", "=", "en_US")]).date_format = "%Y-%m-%d"
        wsdl = f"{cls.vies.url}/checkVatService.wsdl"
        cls.startClassPatcher(patch.object(stdnum_vat, "vies_wsdl", wsdl))

    @classmethod
    def serve(cls, server):
        cls.addClassCleanup(server.__exit__)
        return server.__enter__()

    @classmethod
    def set_credentials(cls, company, **values):
        company.write(
            {
                "l10n_hu_edi_server_mode": "test",
                "l10n_hu_edi_username": cls.nav.login,
                "l10n_hu_edi_password": cls.nav.password,
                "l10n_hu_edi_signature_key": cls.nav.key,
                "l10n_hu_edi_replacement_key": "ccdd3344ccdd3344",
                **values,
            }
        )

    def setUp(self):
        super().setUp()
        self.nav.broken, self.nav.delay, self.vies.fault = None, 0, None
        for store in (
            self.nav.taxpayers,
            self.nav.asked,
            self.nav.refused,
            self.vies.numbers,
            self.vies.asked,
        ):
            store.clear()

    @classmethod
    def _request_handler(cls, s, r, /, **kw):
        url = urlsplit(r.url)
        if url.hostname == REAL:
            r.url = cls.nav.url + url.path
            return common._super_send(s, r, **kw)
        return super()._request_handler(s, r, **kw)

    def make(self, vat=f"{NUMBER}-2-42", name="Kiss Kereskedelmi Kft.", **values):
        return self.env["res.partner"].create(
            {"name": name, "is_company": True, "vat": vat, "customer_rank": 1, **values}
        )

    def check(self, partner):
        """Check as a salesperson; return the message shown."""
        action = partner.with_user(self.seller).action_check_registers()
        self.env.flush_all()
        self.env.invalidate_all()
        return action["params"]["message"]

    def warning(self, partner):
        """Return the warning as the salesperson reads it, in English."""
        return partner.with_user(self.seller).with_context(lang="en_US").check_warning

    def latest(self, partner, register="nav"):
        return partner.check_ids.filtered(lambda check: check.register == register)
