from odoo import models

from ..card_show import Column, Figure, Show, Table

LISTED = 20
FORMS = ("name", "ref", "vat", "phone", "email", "website")


class ResPartner(models.Model):
    """Who the customer is and who is responsible."""

    _inherit = "res.partner"

    def _card_identity(self):
        below = self.child_ids.filtered(lambda child: child.commercial_partner_id == self)
        people = below.filtered(lambda child: child.type == "contact")
        sites = below - people
        return {
            **{name: self[name] or False for name in FORMS},
            "address": self._card_address(),
            "is_company": self.is_company,
            "industry": self.industry_id.name or False,
            "responsible": self.user_id.name or False,
            "language": self.lang or False,
            "payment_terms": self.property_payment_term_id.name or False,
            "customer_since": self._card_day(self.create_date),
            "categories": self.category_id.mapped("name"),
            "segments": self._card_segments(),
            "person_count": len(people),
            "site_count": len(sites),
            "persons": [self._card_person(person) for person in people[:LISTED]],
            "sites": [self._card_site(site) for site in sites[:LISTED]],
            "action": self._card_identity_actions(people, sites),
        }

    def _card_identity_actions(self, people, sites):
        persons, places = [("id", "in", people.ids)], [("id", "in", sites.ids)]
        return [
            *self._card_form(self),
            self._card_open(self.env._("Contact persons"), "res.partner", persons, "person_count"),
            self._card_open(self.env._("Sites"), "res.partner", places, "site_count"),
        ]

    def _card_address(self):
        street = ", ".join(filter(None, (self.street, self.street2)))
        city = " ".join(filter(None, (self.zip, self.city)))
        return ", ".join(filter(None, (city, street))) or False

    def _card_segments(self):
        return [
            {"axis": link.axis_id.name, "segment": link.segment_id.name}
            for link in self.segment_link_ids
            if link.segment_id.active
        ]

    def _card_person(self, person):
        return {
            "name": person.name or "",
            "function": person.function or False,
            "phone": person.phone or False,
            "email": person.email or False,
            "action": self._card_form(person),
        }

    def _card_site(self, site):
        kinds = dict(site._fields["type"]._description_selection(self.env))
        return {
            "name": site.name or kinds.get(site.type, ""),
            "kind": kinds.get(site.type, ""),
            "address": site._card_address(),
            "action": self._card_form(site),
        }

    def _card_identity_words(self):
        return Show(
            self.env._("Customer"),
            (
                Figure("responsible", self.env._("Responsible")),
                Figure("address", self.env._("Address")),
                Figure("phone", self.env._("Phone")),
                Figure("email", self.env._("E-mail")),
                Figure("vat", self.env._("Tax number")),
                Figure("industry", self.env._("Industry")),
                Figure("payment_terms", self.env._("Payment terms")),
                Figure("customer_since", self.env._("In the books since"), "date"),
                Figure("categories", self.env._("Groups"), "names"),
                Figure("person_count", self.env._("Contact persons"), "number"),
                Figure("site_count", self.env._("Sites"), "number"),
            ),
            (
                Table("segments", (Column("axis"), Column("segment"))),
                Table("persons", (Column("name"), Column("function"), Column("phone"))),
                Table("sites", (Column("name"), Column("address"))),
            ),
        )
