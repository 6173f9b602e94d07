from markupsafe import Markup

from odoo import models
from odoo.tools import format_date, formataddr

from ..adapters import link_token, one_line

STOP_WORD = "STOP"


class ResPartner(models.Model):
    """What each message to a person must say, and his link to have no more of them."""

    _inherit = "res.partner"

    def _email_to(self, address):
        """Return how a message names its recipient; a name cannot bring in other headers."""
        name = one_line(self.name or "")
        return formataddr((name, address)) if name else address

    def _stop_token(self, channel):
        self.ensure_one()
        return link_token(self.env, "stop", self.id, channel)

    def _stop_link(self, channel):
        token = self._stop_token(channel)
        return f"{self.get_base_url()}/crm_messaging/stop/{self.id}/{channel}/{token}"

    def _with_legal_basis(self, channel, values, given):
        """Return an advertisement with who sends it, on what ground, and how to have no more.

        2008. évi XLVIII. tv. 6. § (7): each advertisement names where it can be refused.

        :param given: the permission in force, None in a preview for whom there is none
        """
        self.ensure_one()
        partner = self.with_context(lang=self.lang or self.env.lang)
        if channel in ("sms", "chat"):
            return values | {"text": partner._with_stop_word(values.get("text") or "")}
        body = Markup(values.get("body") or "")
        return values | {"body": body + partner._legal_footer(channel, given)}

    def _with_stop_word(self, text):
        ending = self.env._("%(company)s, no more: %(word)s", company=self._advertiser().name,
                            word=STOP_WORD)  # fmt: skip
        return text if text.endswith(ending) else f"{text.rstrip()} {ending}"

    def _advertiser(self):
        return self.company_id or self.env.company

    def _legal_footer(self, channel, given):
        company = self._advertiser()
        named = [company.name, company.partner_id._display_address(True), company.company_registry]
        who = ", ".join(" ".join(part.split()) for part in named if part)
        link = self._stop_link(channel)
        return Markup('<p style="font-size: smaller">%s<br/>%s <a href="%s">%s</a>%s</p>') % (
            who,
            self._legal_ground(given) if given else "",
            link,
            self.env._("I want no more of these"),
            # paper shows no address behind a link
            f": {link}" if channel == "letter" else "",
        )

    def _legal_ground(self, given):
        return self.env._(
            "You get this because you agreed to it on %(date)s (%(where)s).",
            date=format_date(self.env, given.date),
            where=given.source or "–",
        )
