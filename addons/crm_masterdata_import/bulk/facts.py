"""What the rules of derived columns must know besides the row, read once."""

from ..foreign_numbers import foreign_checker


class Facts:
    """Countries, words and settings that Odoo's computes of partners look up."""

    def __init__(self, env, *, creating):
        """
        :param creating: the rows become new partners (else they are changed)
        """
        partners = env(context={})["res.partner"]
        self.creating = creating
        self.partners = env["res.partner"]
        self.countries = dict(
            env["res.country"].search_fetch([], ["code"]).mapped(lambda c: (c.id, c.code))
        )
        self.company_country = env.company.country_id
        self.default_country = env.company.country_id.code or "HU"
        self.checker = foreign_checker(env)
        self.types = dict(partners._fields["type"]._description_selection(partners.env))
        self.shown_types = partners._complete_name_displayed_types
        names_order = getattr(partners, "_get_names_order", None)
        self.names_order = names_order() if names_order else ""

    def country_of(self, row):
        """Return the ISO code of a row's country, or nothing."""
        return self.countries.get(row["country_id"], "")
