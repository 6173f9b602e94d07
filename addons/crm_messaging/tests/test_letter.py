import base64
import csv
import io

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import MessagingCase


@tagged("post_install", "-at_install")
class TestLetter(MessagingCase):
    """Letters wait to be printed, go out with a list, and may come back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dani = cls.customer("Dani", street="Fő utca 1.", zip="1011", city="Budapest")
        cls.emma = cls.customer("=Emma", street="Kis köz 2.", zip="6720", city="Szeged")

    def letters(self, partners=None, **more):
        results = self.send(partners or self.dani | self.emma, ["letter"], **more)
        logs = [self.log(one).id for one in results]
        return self.env["crm.contact.log"].with_user(self.clerk).browse(logs)

    def test_from_the_queue_to_the_post_and_back(self):
        letters = self.letters()
        self.assertEqual(self.run_queue(), 0, "people post letters")
        self.assertEqual(letters.mapped("state"), ["queued", "queued"])
        action = letters.action_print_letters()
        self.assertEqual(action["report_name"], "crm_messaging.report_letter")
        self.assertTrue(letters.action_posted())
        self.assertEqual(letters.mapped("state"), ["sent", "sent"])
        with self.assertRaisesRegex(UserError, "None of these letters waits"):
            letters.action_print_letters()
        letters[1].action_returned()
        self.assertEqual((letters[1].state, letters[1].reason), ("failed", "Returned by the post"))
        self.assertEqual(letters[0].state, "sent")

    def test_the_posting_list(self):
        letters = self.letters()
        action = letters.action_posting_list()
        number = int(action["url"].split("/")[3].split("?")[0])
        content = base64.b64decode(self.env["ir.attachment"].browse(number).datas)
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
        self.assertEqual([row[:5] for row in rows[1:]], [
            ["1", "Dani", "1011", "Budapest", "Fő utca 1."],
            ["2", "'=Emma", "6720", "Szeged", "Kis köz 2."],
        ])  # fmt: skip

    def test_nobody_gets_what_he_has_refused_since(self):
        self.permit(self.dani | self.emma, "letter")
        letters = self.letters(purpose="marketing")
        self.permit(self.emma, "letter", state="withdrawn")
        letters.action_posted()
        self.assertEqual(letters.mapped("state"), ["sent", "skipped"])

    def test_no_address_no_letter(self):
        (result,) = self.send(self.anna, ["letter"])
        self.assertEqual(result["reason"], "Letter: no address")

    def test_what_is_printed(self):
        letters = self.letters(subject="Invitation", body="<p>Dear <b>customer</b></p>")
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "crm_messaging.report_letter", letters.ids
        )
        page = html.decode()
        self.assertEqual(page.count("o_letter_address"), 2)
        for text in (
            "Dani",
            "Fő utca 1.",
            "1011",
            "Budapest",
            "Invitation",
            "Dear <b>customer</b>",
        ):
            self.assertIn(text, page)
