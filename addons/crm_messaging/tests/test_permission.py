from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import MOBILE, MessagingCase


class PermissionCase(MessagingCase):
    def now(self, partner, channel):
        return self.env["crm.contact.permission"]._states_of(partner, "marketing").get(
            partner.id, {}
        ).get(channel)  # fmt: skip

    def history(self, partner):
        rows = self.env["crm.contact.permission"].search(
            [("partner_id", "=", partner.id)], order="id"
        )
        return [(row.state, row.is_current) for row in rows]


@tagged("post_install", "-at_install")
class TestPermission(PermissionCase):
    """What persons said, kept as it was said, and in force at once everywhere."""

    def test_what_was_said_before_is_kept(self):
        first = self.permit(self.anna, "email")
        self.permit(self.anna, "email", state="withdrawn")
        self.assertEqual(self.history(self.anna), [("given", False), ("withdrawn", True)])
        self.assertEqual(first.source, "Front desk")

    def test_a_change_keeps_what_it_changes(self):
        row = self.permit(self.anna, "letter").with_user(self.clerk)
        row.write({"state": "withdrawn", "source": "Telephone"})
        self.assertEqual(sorted(self.history(self.anna)), [("given", False), ("withdrawn", True)])
        self.assertEqual(row.user_id, self.clerk)
        with self.assertRaises(AccessError):
            row.write({"channel": "email"})
        with self.assertRaises(AccessError):
            row.unlink()
        for values in ({"is_current": False}, {"is_current": True}):
            with self.assertRaises(AccessError):
                row.write(values)
        before = row.search([("partner_id", "=", self.anna.id), ("is_current", "=", False)])
        with self.assertRaises(AccessError):
            before.write({"proof": "Invented"})

    def test_the_last_of_a_file_is_in_force(self):
        model = self.env["crm.contact.permission"].with_user(self.clerk)
        result = model.load(
            ["partner_id/.id", "channel", "purpose", "state", "date", "source", "proof"],
            [
                [
                    str(self.anna.id),
                    "email",
                    "marketing",
                    "given",
                    "2026-01-02 10:00:00",
                    "Fair",
                    "Card 12",
                ],
                [
                    str(self.anna.id),
                    "email",
                    "marketing",
                    "withdrawn",
                    "2026-03-04 10:00:00",
                    "Phone",
                    "",
                ],
            ],
        )
        self.assertFalse(result["messages"])
        self.assertEqual(self.now(self.anna, "email"), "withdrawn")
        self.assertEqual(len(self.history(self.anna)), 2)

    def test_withdrawal_bars_the_address_in_odoo(self):
        self.permit(self.anna, "email", state="withdrawn")
        self.permit(self.anna, "sms", state="withdrawn")
        self.assertTrue(self.env["mail.blacklist"].search([("email", "=", "anna@vevo.example")]))
        self.assertTrue(self.env["phone.blacklist"].search([("number", "=", MOBILE)]))
        self.permit(self.anna, "email")
        self.assertFalse(self.env["mail.blacklist"].search([("email", "=", "anna@vevo.example")]))
        self.permit(self.anna, "email", state="withdrawn")
        self.assertTrue(self.env["mail.blacklist"].search([("email", "=", "anna@vevo.example")]))

    def test_a_service_refused_bars_nothing_else(self):
        self.permit(self.anna, "email", purpose="service", state="withdrawn")
        self.assertFalse(self.env["mail.blacklist"].search([("email", "=", "anna@vevo.example")]))
        (result,) = self.send(self.anna, ["email", "sms"], "service")
        self.assertEqual(result["channel"], "sms")

    def test_odoos_black_list_is_a_withdrawal(self):
        self.permit(self.anna, "email")
        twin = self.customer("Twin", email="ANNA@vevo.example")
        self.env["mail.blacklist"]._add("anna@vevo.example")
        self.assertEqual(self.now(self.anna, "email"), "withdrawn")
        self.assertEqual(self.now(twin, "email"), "withdrawn", "the address is the same")
        (result,) = self.send(self.anna, ["email"], "marketing")
        self.assertEqual(result["state"], "skipped")
        self.env["mail.blacklist"]._remove("anna@vevo.example")
        self.assertEqual(self.now(self.anna, "email"), "pending", "no consent by that")
        (result,) = self.send(self.anna, ["email"], "marketing")
        self.assertEqual(result["reason"], "E-mail: no consent")
        self.env["phone.blacklist"].add(MOBILE)
        self.assertEqual(self.now(self.anna, "sms"), "withdrawn")

    def test_persons_who_become_one_keep_what_both_said(self):
        twin = self.customer("Twin", email="twin@vevo.example")
        self.permit(self.anna | twin, "email")
        self.permit(self.anna, "email", state="withdrawn")
        self.permit(twin, "letter")
        results = self.send(self.anna | twin, ["email"], idempotency_key="both")
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((self.anna | twin).ids, twin)
        self.env.invalidate_all()
        self.assertEqual(self.now(twin, "email"), "withdrawn", "the stricter one holds")
        self.assertEqual(self.now(twin, "letter"), "given")
        self.assertEqual(len(self.history(twin)), 4)
        logs = self.env["crm.contact.log"].browse([one["log_id"] for one in results])
        self.assertEqual(logs.partner_id, twin, "nothing of the journal is lost")
        (again,) = self.send(twin, ["email"], idempotency_key="both")
        self.assertEqual(again["log_id"], results[1]["log_id"])

    def test_a_barred_address_of_somebody_unknown(self):
        self.permit(self.texter, "sms")
        self.env["phone.blacklist"].with_context(crm_messaging_following_blacklist=True).add(
            self.texter.phone_sanitized
        )
        (result,) = self.send(self.texter, ["sms"], "marketing")
        self.assertEqual(result["reason"], "Text message: on the black list")


@tagged("post_install", "-at_install")
class TestLinks(PermissionCase, HttpCase):
    """The links in messages: asked first, done by a button, good for their person only."""

    def test_stop(self):
        self.permit(self.anna, "email")
        path = self.anna._stop_link("email").replace(self.anna.get_base_url(), "")
        page = self.url_open(path)
        self.assertEqual(page.status_code, 200)
        self.assertEqual(self.now(self.anna, "email"), "given", "looking at the page does nothing")
        self.assertEqual(self.url_open(path, data={"go": "1"}).status_code, 200)
        self.assertEqual(self.now(self.anna, "email"), "withdrawn")

    def test_a_link_is_good_for_its_person_and_channel(self):
        path = self.anna._stop_link("email").replace(self.anna.get_base_url(), "")
        for wrong in (
            path.replace(f"/{self.anna.id}/", f"/{self.mailer.id}/"),
            path.replace("/email/", "/sms/"),
            path[:-1] + ("0" if path[-1] != "0" else "1"),
            "/crm_messaging/stop/999999999/email/abc",
        ):
            with self.subTest(wrong):
                self.assertEqual(self.url_open(wrong, data={"go": "1"}).status_code, 404)

    def test_double_opt_in(self):
        row = self.permit(self.anna, "email", state="pending").with_user(self.clerk)
        row.action_ask()
        log = self.env["crm.contact.log"].search([("partner_id", "=", self.anna.id)], limit=1)
        path = f"/crm_messaging/confirm/{row.id}/{row._confirm_token()}"
        self.assertIn(path, log.body)
        self.url_open(path)
        self.assertEqual(self.now(self.anna, "email"), "pending")
        self.url_open(path, data={"go": "1"})
        self.assertEqual(self.now(self.anna, "email"), "given")
        self.assertIn("127.0.0.1", row.proof)
        self.permit(self.anna, "email", state="withdrawn")
        self.url_open(path, data={"go": "1"})
        self.assertEqual(
            self.now(self.anna, "email"), "withdrawn", "an old link gives nothing back"
        )

    def test_opened(self):
        (result,) = self.send(self.anna, ["email"])
        log = self.log(result)
        log.state = "sent"
        path = f"/crm_messaging/open/{log.id}/{log._open_token()}.gif"
        self.assertEqual(
            self.url_open(path.replace(".gif", "0.gif")).headers["Content-Type"], "image/gif"
        )
        self.assertEqual(log.state, "sent")
        self.url_open(path)
        self.env.invalidate_all()
        self.assertEqual(log.state, "opened")
