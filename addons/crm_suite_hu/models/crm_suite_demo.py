from odoo import api, models


class CrmSuiteDemo(models.AbstractModel):
    _name = "crm.suite.demo"
    _description = "Demo data of a trading firm"

    @api.model
    def load(self):
        """Load the demo data; what is there already stays.

        :return: True
        """
        self._load_users()
        return True
