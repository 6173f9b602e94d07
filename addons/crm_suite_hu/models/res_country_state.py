"""Counties in the order of their names."""

from odoo import models


class ResCountryState(models.Model):
    """Sorts by name: people look for a county by its name, not by its ISO code."""

    _inherit = "res.country.state"
    _order = "name, code, id"
