from contextlib import contextmanager

from odoo.tests import TransactionCase, new_test_user

SENDABLE = {"state": "queued"}
#: one of the ranges of Hungarian mobile telephones, and one of Budapest
MOBILE, LANDLINE = "+36301234567", "+3612345678"


class MessagingCase(TransactionCase):
    """A front office in Budapest, and customers with and without addresses."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US", "tracking_disable": True})
        cls.company = cls.env["res.company"].create(
            {
                "name": "Kapu Kft.",
                "country_id": cls.env.ref("base.hu").id,
                "email": "hello@kapu.example",
            }
        )
        cls.company.partner_id.tz = "Europe/Budapest"
        cls.clerk = cls.user(
            "clerk", "crm_messaging.group_messaging_user,base.group_partner_manager"
        )
        cls.manager = cls.user("manager", "crm_messaging.group_messaging_manager")
        cls.anna = cls.customer("Anna", email="anna@vevo.example", phone=MOBILE)
        cls.mailer = cls.customer("Béla", email="bela@vevo.example", phone=LANDLINE)
        cls.texter = cls.customer("Cili", phone="+36201112233")
        cls.mute = cls.customer("Dani")
        cls.env["crm.sms.provider"].with_context(active_test=False).search([]).active = False

    @classmethod
    def user(cls, login, groups):
        return new_test_user(
            cls.env,
            f"messaging_{login}",
            groups=groups,
            name=login.title(),
            email=f"{login}@kapu.example",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
            lang="en_US",
            tz="Europe/Budapest",
        )

    @classmethod
    def customer(cls, name, **values):
        values = {"lang": "en_US", "country_id": cls.env.ref("base.hu").id} | values
        return cls.env["res.partner"].create({"name": name, **values})

    @classmethod
    def gateway(cls, url, **values):
        """Return a gateway that is asked in JSON, and answers with id or error."""
        return cls.env["crm.sms.provider"].create(
            {
                "name": "Sink",
                "company_id": cls.company.id,
                "url": url,
                "headers": "Authorization: Bearer {key}\nContent-Type: application/json",
                "api_key": "open-sesame",
                "body_template": '{"to": "{number}", "text": "{text}", "ref": "{ref}"}',
                "id_path": "messages[0].id",
                "error_path": "error",
                "report_id_path": "id",
                "report_state_path": "status",
                "report_state_map": "DELIVRD=delivered\nUNDELIV=failed",
                "incoming_from_path": "from",
                "incoming_text_path": "text",
                "incoming_id_path": "id",
                "rate_per_second": 1000,
                **values,
            }
        )

    def send(self, partners, channels, purpose="service", user=None, **more):
        """Send as the clerk; return the results."""
        message = self.env["crm.message"].with_user(user or self.clerk)
        more = (
            more
            if more.get("template_id")
            else {"subject": "Hello", "body": "Dear customer"} | more
        )
        return message.send(partners.ids, purpose, channels, **more)

    def log(self, result):
        return self.env["crm.contact.log"].browse(result["log_id"])

    def permit(self, partners, channel, purpose="marketing", state="given"):
        return self.env["crm.contact.permission"].create(
            [
                {"partner_id": one.id, "channel": channel, "purpose": purpose, "state": state,
                 "source": "Front desk"}
                for one in partners
            ]
        )  # fmt: skip

    @contextmanager
    def committing(self):
        """Give a block the queue as a scheduled job sees it, that commits."""
        self.env.flush_all()
        with self.enter_registry_test_mode(), self.env.registry.cursor() as cr:
            yield self.env(cr=cr, user=self.manager.id)["crm.message"]
        self.env.invalidate_all()

    def run_queue(self, limit=None):
        with self.committing() as queue:
            return queue.process_queue(limit)
