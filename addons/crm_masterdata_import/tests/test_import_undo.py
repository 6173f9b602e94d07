import base64

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import ImportCase

ROW = ("V1", "Kiss Kft.", "12345676-2-42", "", "a@kiss.hu", "1011", "Budapest", "Fő utca 1.")


@tagged("post_install", "-at_install")
class TestImportUndo(ImportCase):
    """A load is taken back, as far as nobody has worked with its customers since."""

    def worked_on(self, partner):
        """As if somebody had saved the customer an hour later."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET write_date = write_date + interval '1 hour' WHERE id = %s",
            (partner.id,),
        )
        self.env.invalidate_all()

    def worked_on_later(self, run):
        """Let what Odoo notes on customers of a new document not count as somebody's change."""
        self.env.flush_all()
        run.change_ids.sudo().written_at = "2100-01-01 00:00:00"

    def test_what_searches_and_lists_note_is_no_document(self):
        run = self.run_of(self.load(ROW, ("V2", "Kiss Kft", "", "", "a@kiss.hu", "1011")))
        one, other = self.partner("V1"), self.partner("V2")
        self.env["crm.partner.double.search"].create({"is_full": True})
        with self.enter_registry_test_mode():
            self.env.ref("crm_masterdata_import.ir_cron_find_doubles").method_direct_trigger()
        self.env.invalidate_all()
        pairs = self.env["crm.partner.double"].search([("partner_id", "in", (one + other).ids)])
        self.assertTrue(pairs, "the two are alike")
        firms = self.env["crm.check.list"].create({"name": "Felszámolások"})
        file = base64.b64encode("Név;Adószám\nKiss Kft.;12345676".encode()).decode()
        self.assertEqual(firms.load_file("l.csv", file)["listed"], 1)
        run.action_undo()
        self.assertFalse((one + other).exists())
        self.assertFalse([text for text in run.change_ids.mapped("undo_refusal") if text])

    def test_created_customers_go(self):
        run = self.run_of(self.load(ROW))
        partner = self.partner("V1")
        run.action_undo()
        self.assertFalse(partner.exists())
        self.assertEqual(run.state, "undone")
        self.assertEqual(self.load(ROW)["created"], 1)

    def test_changed_customers_are_as_they_were(self):
        partner = self.env["res.partner"].create(
            {"name": "Kiss", "vat": "12345676-2-42", "city": "Vác", "comment": "<p>Régi</p>"}
        )
        run = self.run_of(self.load(ROW))
        self.assertEqual((partner.name, partner.city), ("Kiss Kft.", "Budapest"))
        run.action_undo()
        self.assertEqual((partner.name, partner.city), ("Kiss", "Vác"))
        self.assertEqual((partner.street, partner.email), (False, False))
        self.assertEqual(partner.comment, "<p>Régi</p>")
        self.assertFalse(self.partner("V1"))
        self.assertFalse(self.env["crm.import.memory"].search([("partner_id", "=", partner.id)]))

    def test_addresses_contacts_and_accounts_go_back_too(self):
        headers = ("Vevőkód", "Név", "Adószám", "Szállítási város", "Számlázási város")
        headers += ("Kapcsolattartó", "Bankszámlaszám", "Címkék")
        row = ("V1", "Kiss Kft.", "12345676-2-42", "Vác", "Pécs", "Kis Pál")
        row += ("10401048-50508271-56489011", "Kőműves")
        partner = self.env["res.partner"].create(
            {
                "name": "Kiss Kft.",
                "vat": "12345676-2-42",
                "child_ids": [Command.create({"type": "delivery", "city": "Győr"})],
            }
        )
        delivery = partner.child_ids
        run = self.run_of(self.load(row, headers=headers))
        self.assertEqual((delivery.city, len(partner.child_ids)), ("Vác", 3))
        self.assertTrue(partner.bank_ids and partner.category_id)
        run.action_undo()
        self.assertEqual((partner.child_ids, delivery.city), (delivery, "Győr"))
        self.assertFalse(partner.bank_ids)
        self.assertFalse(partner.category_id)

    def test_an_address_that_a_document_uses_stays(self):
        partner = self.env["res.partner"].create({"name": "Kiss", "vat": "12345676-2-42"})
        headers = ("Vevőkód", "Név", "Adószám", "Számlázási város")
        row = ("V1", "Kiss Kft.", "12345676-2-42", "Pécs")
        run = self.run_of(self.load(row, headers=headers))
        self.env["account.move"].create(
            {"move_type": "out_invoice", "partner_id": partner.child_ids.id}
        )
        self.worked_on_later(run)
        run.action_undo()
        self.assertEqual(run.change_ids.undo_refusal, "used by documents")
        self.assertEqual(partner.name, "Kiss Kft.")

    def test_who_was_changed_since_is_left_alone(self):
        run = self.run_of(self.load(ROW))
        self.worked_on(self.partner("V1"))
        run.action_undo()
        self.assertTrue(self.partner("V1"))
        self.assertEqual(run.change_ids.undo_refusal, "changed since")

    def test_who_is_used_by_a_document_is_left_alone(self):
        run = self.run_of(self.load(ROW))
        self.env["account.move"].create(
            {"move_type": "out_invoice", "partner_id": self.partner("V1").id}
        )
        self.worked_on_later(run)
        run.action_undo()
        self.assertEqual(run.change_ids.undo_refusal, "used by documents")
        self.assertTrue(self.partner("V1"))

    def test_what_the_source_delivered_before_is_remembered_again(self):
        self.load(ROW)
        run = self.run_of(self.load((*ROW[:6], "Vác")))
        run.action_undo()
        self.assertEqual(self.partner("V1").city, "Budapest")
        self.assertEqual(self.load(ROW)["unchanged"], 1)

    def test_a_trial_cannot_be_undone(self):
        run = self.run_of(self.load(ROW, dry_run=True))
        with self.assertRaises(UserError):
            run.action_undo()
