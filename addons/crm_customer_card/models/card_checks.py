from odoo import models

from ..card_show import Column, Figure, Show, Table


class ResPartner(models.Model):
    """What registers and lists say of the customer."""

    _inherit = "res.partner"

    def _card_checks(self):
        if not self._card_may_read("crm.partner.check"):
            return None
        checks = self.env["crm.partner.check"]
        domain = self._card_of_company(
            ("partner_id", "in", self._card_ids()), ("is_latest", "=", True)
        )
        found = checks.search(domain)
        warns = found.filtered(lambda check: check.warns and check._is_of_today())
        return {
            "check_count": len(found),
            "warning_count": len(warns),
            "last_date": self._card_day(found[:1].date),
            "checks": [self._card_check(check) for check in found],
            "action": [
                self._card_open(
                    self.env._("Register checks"), checks._name, domain, "check_count", "last_date"
                ),
                self._card_open(
                    self.env._("Warnings"),
                    checks._name,
                    [("id", "in", warns.ids)],
                    "warning_count",
                ),
            ],
        }

    def _card_check(self, check):
        return {
            "register": check.source,
            "date": self._card_day(check.date),
            "message": check.message or "",
            "differences": check.differences or False,
            "warns": check.warns,
            "action": self._card_form(check),
        }

    def _card_checks_words(self):
        return Show(
            self.env._("Register checks"),
            (
                Figure("last_date", self.env._("Last checked"), "date"),
                Figure("warning_count", self.env._("Warnings"), "number", "danger"),
            ),
            (
                Table(
                    "checks",
                    (
                        Column("date", self.env._("Date"), "date"),
                        Column("register", self.env._("Register")),
                        Column("message", self.env._("What it says")),
                    ),
                ),
            ),
        )
