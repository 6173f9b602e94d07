from odoo import api, models


class CrmAudience(models.Model):
    """What is wrong with a criterion, in the user's language."""

    _inherit = "crm.audience"

    @api.model
    def _fault_text(self, fault):
        """Return the sentence for a `Fault` of the engine."""
        return self._fault_sentences()[fault.code] % fault.details

    @api.model
    def _fault_sentences(self):
        translate = self.env._
        return {
            "operator": translate("It cannot be compared by “%(operator)s”. Use one of: %(known)s"),
            "no_period": translate(
                "It has no period: remove the days and the dates from the criterion."
            ),
            "no_products": translate(
                "It is not counted by products: remove products and categories from the criterion."
            ),
            "products_twice": translate(
                "Say what was bought once: in the products and categories, or in the value "
                "(“%(value)s”)."
            ),
            "value_missing": translate("Say what it is compared with: the value is empty."),
            "value": translate("“%(value)s” is no value: give a number, a text or a list of them."),
            "number": translate(
                "“%(value)s” is no number. Write digits with a decimal point, as 200000 or 12.5."
            ),
            "one_number": translate("It is compared with one number, not with “%(value)s”."),
            "between_reversed": translate(
                "Nothing lies between %(low)s and %(high)s: give the lower value first."
            ),
            "id": translate("“%(value)s” is no number of a record."),
            "period_and_dates": translate(
                "It has both a period (%(days)s days) and dates: remove one of them."
            ),
            "period_days": translate("A period has 0 (always) to %(most)s days, not %(days)s."),
            "dates_reversed": translate("The period ends (%(last)s) before it begins (%(first)s)."),
        }
