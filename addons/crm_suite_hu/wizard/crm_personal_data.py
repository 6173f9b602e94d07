from odoo import models


class CrmPersonalData(models.TransientModel):
    """What was erased on request stands in Odoo's own log of such requests too."""

    _inherit = "crm.personal.data"

    def _account_for(self, persons, known_as):
        result = super()._account_for(persons, known_as)
        self.env["privacy.log"].create(
            [
                {
                    "anonymized_name": name or "-",
                    # Odoo's log wants an address of everybody
                    "anonymized_email": email if email.count("@") == 1 else "-@-",
                    "execution_details": self.env._("Erased on request"),
                    "additional_note": self.request,
                    "records_description": self.result,
                }
                for name, email in known_as
            ]
        )
        return result
