from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import MOBILE, MessagingCase


@tagged("post_install", "-at_install")
class TestSend(MessagingCase):
    """Whom a message goes to, on which channel, and why not to the others."""

    def test_first_channel_with_an_address(self):
        people = self.anna | self.mailer | self.texter | self.mute
        results = self.send(people, ["sms", "email"])
        self.assertEqual([one["partner_id"] for one in results], people.ids)
        self.assertEqual(
            [(one["channel"], one["state"]) for one in results],
            [("sms", "queued"), ("email", "queued"), ("sms", "queued"), ("sms", "skipped")],
        )
        self.assertEqual(results[3]["reason"], "Text message: no address; E-mail: no address")
        self.assertEqual(self.log(results[3]).subject, "Hello")
        self.assertEqual(
            [self.log(one).address for one in results],
            [MOBILE, "bela@vevo.example", "+36201112233", False],
        )

    def test_advertising_needs_consent_also_from_administrators(self):
        self.permit(self.anna, "email")
        admin = self.env.ref("base.user_admin")
        people = self.anna | self.mailer
        for user in (self.clerk, admin):
            results = self.send(people, ["email"], "marketing", user=user)
            self.assertEqual([one["state"] for one in results], ["queued", "skipped"])
            self.assertEqual(results[1]["reason"], "E-mail: no consent")
        self.permit(self.anna, "email", state="withdrawn")
        (result,) = self.send(self.anna, ["email"], "marketing", user=admin)
        self.assertEqual(result["reason"], "E-mail: the customer refuses it")
        (result,) = self.send(self.anna, ["email"], "contract")
        self.assertEqual(result["state"], "queued", "a contract's messages still come")

    def test_an_advertisement_says_who_why_and_how_to_stop(self):
        self.permit(self.anna, "email")
        (result,) = self.send(self.anna, ["email"], "marketing")
        body = self.log(result).body
        self.assertIn("Kapu Kft.", body)
        self.assertIn("Front desk", body)
        self.assertIn(self.anna._stop_link("email"), body)
        self.permit(self.anna, "sms")
        (result,) = self.send(self.anna, ["sms"], "marketing", body="Sale")
        self.assertEqual(self.log(result).text, "Sale Kapu Kft., no more: STOP")

    def test_the_same_key_sends_once(self):
        first = self.send(self.anna, ["email"], idempotency_key="order-1")
        again = self.send(self.anna | self.mailer, ["email"], idempotency_key="order-1")
        self.assertEqual(again[0], first[0])
        self.assertEqual(again[1]["state"], "queued")
        self.assertNotEqual(again[1]["log_id"], first[0]["log_id"])
        other = self.send(self.anna, ["email"], idempotency_key="order-2")
        self.assertNotEqual(other[0]["log_id"], first[0]["log_id"])

    def test_each_person_once(self):
        results = self.send(self.anna + self.anna, ["email"])
        self.assertEqual(len(results), 1)

    def test_what_cannot_be_meant_is_refused(self):
        for values in (
            {"purpose": "advert"},
            {"channels": ["pigeon"]},
            {"channels": []},
            {"subject": "", "body": " "},
            {"subject": "", "body": "<p><br></p>"},
            {"scheduled_at": "tomorrow"},
            {"res_model": "no.model", "res_id": 1},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                self.send(self.anna, values.pop("channels", ["email"]), **values)

    def test_what_one_may_not_see_is_refused(self):
        stranger = new_test_user(self.env, "messaging_stranger", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.send(self.anna, ["email"], user=stranger)
        lead = self.env["crm.lead"].create({"name": "Secret"})
        with self.assertRaises(AccessError):
            self.send(self.anna, ["email"], res_model="crm.lead", res_id=lead.id)

    def test_text_of_people_is_never_a_template_or_a_header(self):
        self.anna.name = "{{ object.email }}\nBcc: all@vevo.example"
        results = self.send(
            self.anna,
            ["email"],
            subject="Hi\nBcc: x@y.z",
            body="{{ object.name }} {number} <b>1</b>",
        )
        log = self.log(results[0])
        self.assertEqual(log.subject, "Hi Bcc: x@y.z")
        self.assertIn("{{ object.name }} {number}", log.body)
        message = log.sudo()._as_email()
        self.assertFalse(message["Bcc"])
        self.assertNotIn("\n", str(message["To"]))

    @freeze_time("2026-11-21 20:30:00")  # Saturday, 21:30 in Budapest
    def test_no_advertising_text_at_night_nor_on_sundays(self):
        self.permit(self.anna, "sms")
        (result,) = self.send(self.anna, ["sms"], "marketing")
        self.assertEqual(str(self.log(result).scheduled_at), "2026-11-23 07:00:00")
        (result,) = self.send(self.anna, ["sms"], "service")
        self.assertFalse(self.log(result).scheduled_at)
        self.company.advertise_sunday = True
        (result,) = self.send(self.anna, ["sms"], "marketing")
        self.assertEqual(str(self.log(result).scheduled_at), "2026-11-22 07:00:00")
        (result,) = self.send(self.anna, ["sms"], "marketing", scheduled_at="2026-11-24 12:00:00")
        self.assertEqual(str(self.log(result).scheduled_at), "2026-11-24 12:00:00")

    @freeze_time("2026-12-24 20:30:00")  # Thursday evening, before two days of Christmas
    def test_no_advertising_text_on_public_holidays(self):
        self.permit(self.anna, "sms")
        (result,) = self.send(self.anna, ["sms"], "marketing")
        # the 25th and 26th are holidays, the 27th is a Sunday
        self.assertEqual(str(self.log(result).scheduled_at), "2026-12-28 07:00:00")
        (result,) = self.send(self.anna, ["sms"], "contract")
        self.assertFalse(self.log(result).scheduled_at)
        self.company.advertise_holiday = True
        (result,) = self.send(self.anna, ["sms"], "marketing")
        self.assertEqual(str(self.log(result).scheduled_at), "2026-12-25 07:00:00")
        self.company.advertise_holiday = False
        self.company.country_id = self.env.ref("base.ae")
        (result,) = self.send(self.anna, ["sms"], "marketing")
        self.assertEqual(str(self.log(result).scheduled_at), "2026-12-25 07:00:00")

    def test_a_template_speaks_the_channel_and_the_language(self):
        self.env["res.lang"]._activate_lang("hu_HU")
        self.mailer.lang = "hu_HU"
        hungarian = self.env.ref("base.lang_hu")
        template = self.env["crm.message.template"].create(
            {
                "name": "Ready",
                "variant_ids": [
                    (0, 0, {"channel": "email", "subject": "Ready, {{ object.name }}",
                            "body": '<p>Dear <t t-out="object.name"/></p>'}),
                    (0, 0, {"channel": "email", "lang_id": hungarian.id,
                            "subject": "Kész, {{ object.name }}", "body": "<p>Kedves!</p>"}),
                    (0, 0, {"channel": "sms", "text": "Ready {{ object.name }}"}),
                ],
            }
        )  # fmt: skip
        self.anna.name = "Anna <b>{{ 7*7 }}</b>"
        people = self.anna | self.mailer | self.texter
        results = self.send(people, ["email", "sms"], template_id=template.id)
        logs = [self.log(one) for one in results]
        self.assertEqual(logs[0].subject, "Ready, Anna <b>{{ 7*7 }}</b>")
        self.assertIn("Dear Anna &lt;b&gt;{{ 7*7 }}&lt;/b&gt;", logs[0].body)
        self.assertEqual(logs[1].subject, "Kész, Béla")
        self.assertEqual((logs[2].text, logs[2].parts), ("Ready Cili", 1))

    def test_a_template_of_advertising_is_advertising(self):
        template = self.env["crm.message.template"].create(
            {
                "name": "Sale",
                "purpose": "marketing",
                "variant_ids": [
                    (0, 0, {"channel": "email", "subject": "Sale", "body": "<p>Sale</p>"})
                ],
            }
        )
        with self.assertRaisesRegex(UserError, "is advertising"):
            self.send(self.anna, ["email"], "service", template_id=template.id)

    def test_queries_do_not_grow_with_the_number_of_people(self):
        groups = [
            self.env["res.partner"].create(
                [{"name": f"P{n}", "email": f"p{n}.{size}@v.example"} for n in range(size)]
            )
            for size in (10, 60)
        ]
        for group in groups:
            self.permit(group, "email")
        for purpose in ("service", "marketing"):
            counts = []
            for group in groups:
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                self.send(group, ["email"], purpose)
                self.env.flush_all()
                counts.append(self.env.cr.sql_log_count - before)
            with self.subTest(purpose):
                self.assertLessEqual(counts[1], counts[0])

    def test_measure(self):
        measured = self.env["crm.message"].with_user(self.clerk).measure_sms("Kérjük, jöjjön ő")
        self.assertEqual(
            {name: measured[name] for name in ("encoding", "parts", "left", "dear", "plain")},
            {"encoding": "ucs2", "parts": 1, "left": 54, "dear": "ő", "plain": "Kérjük, jöjjön ö"},
        )
