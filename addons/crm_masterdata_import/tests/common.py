import base64

from odoo.tests import TransactionCase, new_test_user

HEADERS = ("Vevőkód", "Név", "Adószám", "Telefon", "E-mail", "Irsz", "Város", "Cím")


class ImportCase(TransactionCase):
    """A source, a user who loads, and files written on the spot."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.hu")
        cls.loader = new_test_user(
            cls.env, "loader", groups="crm_masterdata_import.group_import_user"
        )
        cls.erp = cls.make_source("erp")

    @classmethod
    def make_source(cls, code, **values):
        return cls.env["crm.import.source"].create({"name": code.upper(), "code": code, **values})

    @classmethod
    def csv(cls, *rows, headers=HEADERS):
        """Return a file in base64; rows are tuples of cells, the missing ones empty."""
        lines = [";".join(headers)]
        lines += [";".join([*row, *[""] * (len(headers) - len(row))]) for row in rows]
        return cls.base64("\n".join(lines).encode())

    @staticmethod
    def base64(content):
        """Return bytes as `load_file` takes them."""
        return base64.b64encode(content).decode()

    def load(self, *rows, source=None, dry_run=False, headers=HEADERS):
        """Load rows as the user who loads; return the result."""
        source = (source or self.erp).with_user(self.loader)
        return source.load_file("test.csv", self.csv(*rows, headers=headers), dry_run=dry_run)

    def run_of(self, result):
        return self.env["crm.import.run"].browse(result["run_id"])

    def partner(self, code, source=None):
        """Return the partner with a code of the source."""
        found = self.env["crm.import.code"].search(
            [("code", "=", code), ("source_id", "=", (source or self.erp).id)]
        )
        return found.partner_id
