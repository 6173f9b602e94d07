from odoo import fields, models
from odoo.tools import format_date, formatLang


class ResPartner(models.Model):
    """The values of a card as the user writes them."""

    _inherit = "res.partner"

    def _card_text(self, kind, value):
        """Return a value of a kind (see `card_show`) as a text; nothing for what does not apply."""
        if value is False or value == "":
            return ""
        return getattr(self, f"_card_text_{kind}")(value)

    def _card_text_text(self, value):
        return str(value)

    def _card_text_names(self, value):
        return ", ".join(value)

    def _card_text_money(self, value):
        return formatLang(self.env, value, currency_obj=self.env.company.currency_id)

    def _card_text_number(self, value):
        return formatLang(self.env, value, digits=0)

    def _card_text_decimal(self, value):
        return formatLang(self.env, value, digits=1)

    def _card_text_quantity(self, value):
        return formatLang(self.env, value, digits=0 if value == int(value) else 2)

    def _card_text_percent(self, value):
        return self.env._("%s%%", formatLang(self.env, value, digits=1))

    def _card_text_change(self, value):
        sign = "+" if value > 0 else ""
        return self.env._("%s%%", sign + formatLang(self.env, value, digits=0))

    def _card_text_days(self, value):
        return self.env._("%s days", formatLang(self.env, value, digits=0))

    def _card_text_delay(self, value):
        return self.env._("%s days", formatLang(self.env, value, digits=1))

    def _card_text_date(self, value):
        return format_date(self.env, value)

    def _card_text_month(self, value):
        day = fields.Date.to_date(f"{value}-01")
        return format_date(self.env, day, date_format="MMM yy")
