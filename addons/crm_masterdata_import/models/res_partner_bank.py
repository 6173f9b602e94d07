from odoo import fields, models
from odoo.exceptions import ValidationError

from ..import_engine.bank_account import IBAN, compact, parse_bank_account
from ..import_engine.number_faults import bank_account_fault
from ..number_messages import ACCOUNT, fault_message
from .res_partner_numbers import KNOWN


class ResPartnerBank(models.Model):
    """Hungarian account numbers are checked when somebody types them, and kept in blocks."""

    _inherit = "res.partner.bank"

    acc_number = fields.Char(inverse="_inverse_hungarian_account")

    def write(self, vals):
        if "acc_number" in vals:
            # what was stored before stays editable, however wrong it is
            known = tuple(self.mapped("acc_number"))
            return super(ResPartnerBank, self.with_context(**{KNOWN: known})).write(vals)
        return super().write(vals)

    def _inverse_hungarian_account(self):
        checked = not self.env.context.get("no_vat_validation")
        known = self.env.context.get(KNOWN, ())
        for account in self:
            number = account.acc_number
            if number and number not in known and account._is_hungarian_account():
                fault = bank_account_fault(number) if checked else None
                if fault:
                    raise ValidationError(fault_message(self.env, ACCOUNT, number, fault))
                account._keep_blocks()

    def _is_hungarian_account(self):
        """Whether an account is one of Hungary: by its IBAN, or else by its holder's country."""
        number = compact(self.acc_number)
        if IBAN.fullmatch(number) or number.startswith("HU"):
            return number.startswith("HU")
        country = self.partner_id.commercial_partner_id.country_id or self.env.company.country_id
        return country.code == "HU"

    def _keep_blocks(self):
        """Write a number of two or three blocks with dashes; of IBANs Odoo keeps the form."""
        canonical = parse_bank_account(self.acc_number)
        if "-" in canonical and canonical != self.acc_number:
            self.acc_number = canonical
