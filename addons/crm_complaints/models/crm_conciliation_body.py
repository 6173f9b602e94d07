from odoo import fields, models


class CrmConciliationBody(models.Model):
    """One of the conciliation bodies that a consumer can turn to, by where the consumer lives."""

    _name = "crm.conciliation.body"
    _description = "Conciliation Body"
    _order = "sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    county_codes = fields.Char(
        required=True, help="Codes of the counties it is competent for, as in BA, SO, TO."
    )
    zip_prefixes = fields.Char(
        help="Beginnings of the postal codes it is competent for, where no county is known."
    )
    address = fields.Char(string="Postal address")
    phone = fields.Char()
    email = fields.Char()
    website = fields.Char()

    def _competent_for(self, partner):
        """Return the body among these that is competent for a consumer's residence."""
        country = partner.country_id
        if country and country.code != "HU":
            return self.browse()
        code, zip_code = partner.state_id.code, (partner.zip or "").strip()
        for body in self:
            if code and code in _words(body.county_codes):
                return body
        for body in self:
            prefixes = tuple(_words(body.zip_prefixes))
            if not code and prefixes and zip_code.startswith(prefixes):
                return body
        return self.browse()


def _words(text):
    return [word.strip() for word in (text or "").split(",") if word.strip()]
