"""Visitors of the public forms: what they send, and what they see."""

import re
from contextlib import contextmanager
from datetime import datetime

from freezegun import freeze_time
from lxml import html

from odoo import Command
from odoo.tests import HttpCase

from .common import ComplaintCase

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
#: 20:30:05 in Budapest, the last day of February
RECEIVED = datetime(2026, 2, 28, 19, 30, 5)


class WebCase(ComplaintCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env["helpdesk.ticket.team"].create(
            {"name": "Web", "company_id": cls.company.id}
        )
        cls.company.complaint_web_team_id = cls.team
        cls.company.email = "shop@firm.example"
        # the visitor meets the company of the public user
        public = cls.env.ref("base.public_user")
        public.write({"company_ids": [Command.link(cls.company.id)], "company_id": cls.company.id})
        if "website" in cls.env:
            cls.env["website"].search([], limit=1).company_id = cls.company
        cls.env["res.lang"]._activate_lang("hu_HU")
        cls.env["ir.default"].set("res.partner", "lang", "en_US")

    def setUp(self):
        super().setUp()
        self.before = self.tickets.search([])

    @property
    def made(self):
        """The tickets that came in since the test began."""
        self.env.invalidate_all()
        return self.tickets.search([]) - self.before

    def limit(self, **limits):
        for name, value in limits.items():
            self.env["ir.config_parameter"].set_param(f"crm_complaints.{name}", value)

    def speak(self, language):
        self.opener.cookies["frontend_lang"] = language

    def page(self, path):
        answer = self.url_open(path)
        self.assertEqual(answer.status_code, 200)
        return html.fromstring(answer.content)

    def fields_of(self, page, action):
        """Return what a browser would send back of a form."""
        # a website puts the language in front of addresses
        (form,) = [one for one in page.forms if action in (one.action or "")]
        return {name: value for name, value in form.form_values() if name != "attachment"}

    def send(self, path, values, files=None, redirects=True):
        return self.url_open(path, data=values, files=files, allow_redirects=redirects)

    def error_of(self, answer):
        page = html.fromstring(answer.content)
        found = page.find_class("alert-danger") + page.find_class("invalid-feedback")
        return " ".join(" ".join(one.text_content().split()) for one in found)

    def typed_in(self, answer, name):
        (found,) = html.fromstring(answer.content).xpath(f"//*[@name='{name}']")
        return found.get("value") if found.tag == "input" else found.text.strip()

    def mail_of(self, ticket):
        self.env.flush_all()
        return self.env["mail.mail"].search(
            [("model", "=", "helpdesk.ticket"), ("res_id", "=", ticket.id)]
        )

    @contextmanager
    def at(self, moment=RECEIVED):
        with freeze_time(moment):
            yield


def words(markup):
    """Return a text without marks, with single spaces."""
    return re.sub(r"\s+", " ", html.fromstring(str(markup)).text_content()).strip()
