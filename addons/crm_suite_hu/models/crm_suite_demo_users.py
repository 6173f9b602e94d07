"""One demo user for each role."""

from typing import NamedTuple

from odoo import Command, api, models


class DemoUser(NamedTuple):
    """A person of the demo company; ``role`` is the login, the password and the role's name."""

    role: str
    lastname: str
    firstname: str
    function: str
    sells: bool = False


DEMO_USERS = (
    DemoUser("salesperson", "Szalai", "Eszter", "Salesperson", sells=True),
    DemoUser("sales_manager", "Kerekes", "Gábor", "Sales manager", sells=True),
    DemoUser("marketer", "Molnár", "Dóra", "Marketer"),
    DemoUser("customer_service", "Vincze", "Péter", "Customer service"),
    DemoUser("front_office", "Fodor", "Ágnes", "Front office"),
    DemoUser("accountant", "Könyves", "Márta", "Accountant"),
    DemoUser("management", "Igaz", "László", "Managing director"),
    DemoUser("administrator", "Rendes", "Tamás", "Administrator"),
)


class CrmSuiteDemo(models.AbstractModel):
    _inherit = "crm.suite.demo"

    @api.model
    def _load_users(self):
        """Create the demo users that are missing; those that exist stay as they are.

        :return: the users of all roles, in the order of `DEMO_USERS`
        :rtype: res.users
        """
        self.env["res.lang"]._activate_lang("hu_HU")
        user_ids = [self._get_demo_user_id(who) or self._create_user(who).id for who in DEMO_USERS]
        users = self.env["res.users"].browse(user_ids)
        self._join_sales_team(users)
        return users

    @api.model
    def _get_demo_user_id(self, person):
        xmlid = f"crm_suite_hu.demo_user_{person.role}"
        return self.env["ir.model.data"]._xmlid_to_res_id(xmlid)

    @api.model
    def _create_user(self, person):
        user = (
            self.env["res.users"]
            .with_context(no_reset_password=True)
            .create(self._prepare_user_values(person))
        )
        self.env["ir.model.data"]._update_xmlids(
            [{"xml_id": f"crm_suite_hu.demo_user_{person.role}", "record": user, "noupdate": True}]
        )
        return user

    @api.model
    def _prepare_user_values(self, person):
        company = self.env.ref("base.main_company")
        groups = ("base.group_user", f"crm_suite_hu.group_{person.role}")
        return {
            "lastname": person.lastname,
            "firstname": person.firstname,
            "login": person.role,
            "password": person.role,
            "email": f"{person.role}@korisepito.example",
            "function": person.function,
            "lang": "hu_HU",
            "tz": "Europe/Budapest",
            # No mail server in a demo: notifications stay in Odoo.
            "notification_type": "inbox",
            "company_id": company.id,
            "company_ids": [Command.set(company.ids)],
            "group_ids": [Command.set([self.env.ref(xmlid).id for xmlid in groups])],
        }

    @api.model
    def _join_sales_team(self, users):
        """Make those who sell members of the company's first sales team."""
        sellers = self.env["res.users"].browse(
            user.id for user, person in zip(users, DEMO_USERS, strict=True) if person.sells
        )
        team = self.env["crm.team"].search(
            [("company_id", "in", (False, self.env.ref("base.main_company").id))], limit=1
        )
        team.member_ids |= sellers
