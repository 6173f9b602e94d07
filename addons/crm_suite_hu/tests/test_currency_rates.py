from html import escape
from unittest.mock import patch
from urllib.request import urlopen

from freezegun import freeze_time

from odoo import fields
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from .http_sink import HttpSink

PROVIDER_LOGGER = "odoo.addons.currency_rate_update.models.res_currency_rate_provider"
ECB_MODULE = "odoo.addons.currency_rate_update.models.res_currency_rate_provider_ECB"
ECB_PATH = "/stats/eurofxref/eurofxref-hist-90d.xml"
ECB_ANSWER = b"""<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
    xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <Cube>
    <Cube time="2026-03-09">
      <Cube currency="USD" rate="1.10"/><Cube currency="HUF" rate="400"/>
    </Cube>
    <Cube time="2026-03-02">
      <Cube currency="USD" rate="1.25"/><Cube currency="HUF" rate="390.5"/>
    </Cube>
  </Cube>
</gesmes:Envelope>"""
MNB_RATES = """<MNBExchangeRates>
  <Day date="2026-03-03">
    <Rate unit="1" curr="EUR">391,28</Rate><Rate unit="100" curr="JPY">250</Rate>
  </Day>
  <Day date="2026-03-02">
    <Rate unit="1" curr="EUR">390,50</Rate><Rate unit="100" curr="JPY">240</Rate>
  </Day>
</MNBExchangeRates>"""
MNB_ANSWER = f"""<?xml version="1.0" encoding="utf-8"?>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
<GetExchangeRatesResponse xmlns="http://www.mnb.hu/webservices/">
<GetExchangeRatesResult>{escape(MNB_RATES)}</GetExchangeRatesResult>
</GetExchangeRatesResponse></s:Body></s:Envelope>""".encode()


@tagged("post_install", "-at_install")
class TestCurrencyRates(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.huf = cls.env.ref("base.HUF")
        cls.eur = cls.env.ref("base.EUR")
        cls.usd = cls.env.ref("base.USD")
        cls.jpy = cls.env.ref("base.JPY")
        (cls.huf + cls.eur + cls.usd + cls.jpy).active = True
        cls.company = cls.env["res.company"].create(
            {"name": "Árfolyam Próba Kft.", "currency_id": cls.huf.id}
        )
        cls.env.user.company_ids += cls.company
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": cls.company.ids})

    def get_provider(self, service, currencies):
        return self.env["res.currency.rate.provider"].create(
            {
                "service": service,
                "company_id": self.company.id,
                "currency_ids": [(6, 0, currencies.ids)],
            }
        )

    def update(self, provider, date_from="2026-03-01", date_to="2026-03-10"):
        wizard = self.env["res.currency.rate.update.wizard"].create(
            {"provider_ids": provider.ids, "date_from": date_from, "date_to": date_to}
        )
        return wizard.action_update()["params"]

    def update_from_ecb(self, provider, answer=(200, ECB_ANSWER)):
        def open_sink(url, timeout):
            return urlopen(url.replace("https://www.ecb.europa.eu", sink.url), timeout=timeout)

        with HttpSink({ECB_PATH: answer}) as sink, patch(f"{ECB_MODULE}.urlopen", open_sink):
            return self.update(provider)

    def use_mnb(self, url):
        self.env["ir.config_parameter"].set_param("crm_suite_hu.mnb_url", url)

    def get_amounts(self, currency, day):
        """Forints for one unit, and units for 10,000 forints, on a day."""
        company, date = self.company, fields.Date.to_date(day)
        forints = currency._convert(1, self.huf, company, date, round=False)
        return round(forints, 6), self.huf._convert(10000, currency, company, date)

    @freeze_time("2026-03-10 12:00:00")
    def test_ecb_rates_against_the_euro_become_rates_against_the_forint(self):
        provider = self.get_provider("ECB", self.eur + self.usd)
        params = self.update_from_ecb(provider)
        self.assertEqual(params["type"], "success")
        self.assertIn("1 EUR = 400", params["message"])
        # 10000 / 390.5 = 25.608…; a dollar is 390.5 / 1.25 = 312.4 forints
        self.assertEqual(self.get_amounts(self.eur, "2026-03-05"), (390.5, 25.61))
        self.assertEqual(self.get_amounts(self.usd, "2026-03-05"), (312.4, 32.01))
        self.assertEqual(self.get_amounts(self.eur, "2026-03-09"), (400.0, 25.0))

    @freeze_time("2026-03-10 12:00:00")
    def test_an_order_in_euro_keeps_the_rate_of_its_date(self):
        self.update_from_ecb(self.get_provider("ECB", self.eur))
        pricelist = self.env["product.pricelist"].create(
            {"name": "EUR", "currency_id": self.eur.id, "company_id": self.company.id}
        )
        product = self.env["product.product"].create({"name": "Gerenda", "list_price": 39050})
        customer = self.env["res.partner"].create({"name": "Kunde GmbH"})
        for day, price in (("2026-03-05", 100.0), ("2026-03-09", 97.625)):
            order = self.env["sale.order"].create(
                {
                    "partner_id": customer.id,
                    "pricelist_id": pricelist.id,
                    "date_order": f"{day} 10:00:00",
                    "order_line": [(0, 0, {"product_id": product.id, "tax_ids": [(5,)]})],
                }
            )
            # 39050 / 390.5 = 100; 39050 / 400 = 97.625
            self.assertEqual(order.order_line.price_unit, price)
            rate = {"2026-03-05": 390.5, "2026-03-09": 400.0}[day]
            self.assertAlmostEqual(1 / order.currency_rate, rate, 4)

    @freeze_time("2026-03-10 12:00:00")
    def test_mnb_rates_with_units_and_decimal_comma(self):
        provider = self.get_provider("MNB", self.eur + self.jpy)
        with HttpSink({"/arfolyamok.asmx": (200, MNB_ANSWER)}) as sink:
            self.use_mnb(f"{sink.url}/arfolyamok.asmx")
            params = self.update(provider)
        self.assertEqual(params["type"], "success")
        self.assertEqual(self.get_amounts(self.eur, "2026-03-02"), (390.5, 25.61))
        # 100 yen are 250 forints; 10000 / 391.28 = 25.557…
        self.assertEqual(self.get_amounts(self.jpy, "2026-03-04"), (2.5, 4000.0))
        self.assertEqual(self.get_amounts(self.eur, "2026-03-04"), (391.28, 25.56))
        [(_path, headers, body)] = sink.requests
        self.assertIn("GetExchangeRates", headers["SOAPAction"])
        for part in (b"<startDate>2026-03-01<", b"<endDate>2026-03-10<", b">EUR,JPY<"):
            self.assertIn(part, body)

    @freeze_time("2026-03-10 12:00:00")
    def test_mnb_rates_for_a_company_in_euro_cross_over_the_forint(self):
        provider = self.get_provider("MNB", self.huf + self.jpy)
        with HttpSink({"/": (200, MNB_ANSWER)}) as sink:
            self.use_mnb(sink.url)
            day = provider._obtain_rates("EUR", ["HUF", "JPY"], "2026-03-02", "2026-03-02")
        rates = day["2026-03-02"]
        self.assertAlmostEqual(rates["HUF"]["direct"], 390.5)
        # a yen is 2.40 forints: 390.5 / 2.4
        self.assertAlmostEqual(rates["JPY"]["direct"], 162.708333, 5)

    @mute_logger(PROVIDER_LOGGER)
    def test_a_bank_that_does_not_answer_is_told_and_nothing_breaks(self):
        with HttpSink({}) as sink:
            pass  # closed again: its port answers no more
        self.use_mnb(sink.url)
        provider = self.get_provider("MNB", self.eur)
        params = self.update(provider)
        self.assertEqual((params["type"], params["sticky"]), ("danger", True))
        self.assertIn("did not answer", params["message"])
        self.assertEqual(provider.last_error, params["message"])
        self.assertIn("did not answer", provider.message_ids[0].body)
        self.assertFalse(self.env["res.currency.rate"].search([("provider_id", "=", provider.id)]))

    @mute_logger(PROVIDER_LOGGER)
    def test_an_answer_that_is_no_answer_is_told(self):
        provider = self.get_provider("MNB", self.eur)
        for body in (b"<html>Maintenance</html>", b"no XML"):
            with HttpSink({"/": (200, body)}) as sink:
                self.use_mnb(sink.url)
                self.assertIn("could not be read", self.update(provider)["message"])
        with HttpSink({"/": (500, b"")}) as sink:
            self.use_mnb(sink.url)
            self.assertIn("did not answer", self.update(provider)["message"])

    @freeze_time("2026-03-10 12:00:00")
    @mute_logger(PROVIDER_LOGGER)
    def test_the_next_success_clears_the_error(self):
        provider = self.get_provider("ECB", self.eur)
        params = self.update_from_ecb(provider, (503, b""))
        self.assertIn("did not answer", params["message"])
        self.update_from_ecb(provider)
        self.assertFalse(provider.last_error)
