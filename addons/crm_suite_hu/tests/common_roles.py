"""Test case with one user for each role."""

from odoo.tests import TransactionCase

from .firm_of_roles import Firm


class RoleCase(Firm, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={"lang": "en_US", "tracking_disable": True})
        cls.make_users()

    @classmethod
    def env_of(cls, role):
        """Return the environment of the role's user, in English."""
        return cls.env(user=cls.users[role].id)
