from odoo import fields, models
from odoo.exceptions import ValidationError

from ..import_engine.number_faults import PERSON, registry_number_fault, tax_number_fault
from ..import_engine.registry_number import parse_registry_number
from ..import_engine.tax_number import compact, country_prefix, parse_tax_number
from ..number_messages import GROUP_NUMBER, REGISTRY, TAX_NUMBER, fault_message

NUMBERS = (TAX_NUMBER, GROUP_NUMBER, REGISTRY)
KNOWN = "known_numbers"


class ResPartner(models.Model):
    """Hungarian numbers are checked when somebody types them, and kept in one form."""

    _inherit = "res.partner"

    # on inverse as Odoo's own check of `vat`: before anything is computed from the number
    l10n_hu_group_vat = fields.Char(inverse="_inverse_hungarian_numbers")
    company_registry = fields.Char(inverse="_inverse_hungarian_numbers")

    def write(self, vals):
        unchecked = self.env.context.get("no_vat_validation")
        if not unchecked and not vals.keys().isdisjoint((*NUMBERS, "country_id")):
            # what was stored before stays editable, however wrong it is
            known = {partner[name] for partner in self for name in NUMBERS}
            return super(ResPartner, self.with_context(**{KNOWN: tuple(known)})).write(vals)
        return super().write(vals)

    def _check_vat(self, validation="error"):
        """Check Hungarian tax numbers, which Odoo takes with any digits; say what is wrong."""
        if validation == "error":
            self._check_numbers(TAX_NUMBER)
        # before Odoo sees it, which does not take dots and slashes
        self._keep_canonical(TAX_NUMBER)
        return super()._check_vat(validation=validation)

    def _inverse_hungarian_numbers(self):
        for name in (GROUP_NUMBER, REGISTRY):
            self._check_numbers(name)
            self._keep_canonical(name)

    def _check_numbers(self, name):
        """Refuse a wrong number.

        :raise ValidationError: what is wrong with it, and how it is mended
        """
        if self.env.context.get("no_vat_validation"):
            return
        known = self.env.context.get(KNOWN, ())
        for partner in self:
            number = partner[name]
            # contacts and addresses have their company's
            if number and number not in known and partner == partner.commercial_partner_id:
                fault = partner._number_fault(name, number)
                if fault:
                    raise ValidationError(fault_message(self.env, name, number, fault))

    def _number_fault(self, name, number):
        if name == REGISTRY:
            checked = self.is_company and self._is_of_hungary()
            return registry_number_fault(number) if checked else None
        # Odoo's sign for "has none"
        if number == "/" or not self._is_hungarian_tax_number(number):
            return None
        fault = tax_number_fault(number, group=name == GROUP_NUMBER)
        is_person = fault and fault.code == PERSON and not self.is_company
        return None if is_person else fault

    def _keep_canonical(self, name):
        for partner in self:
            number = partner[name]
            canonical = partner._canonical_number(name, number) if number else ""
            if canonical and canonical != number:
                partner[name] = canonical

    def _canonical_number(self, name, number):
        """Return the form in which a right number is kept, or nothing where it is not ours."""
        if name == REGISTRY:
            return parse_registry_number(number) if self._is_of_hungary() else ""
        if not self._is_hungarian_tax_number(number):
            return ""
        parsed = parse_tax_number(number, "HU")
        return parsed.value or parsed.group

    def _is_hungarian_tax_number(self, number):
        prefix = country_prefix(compact(number))
        return prefix == "HU" or (not prefix and self._is_of_hungary())

    def _is_of_hungary(self):
        """Whether the partner is of Hungary; without a country it is of the company's."""
        country = self.commercial_partner_id.country_id or self.env.company.country_id
        return country.code == "HU"
