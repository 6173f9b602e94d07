from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import MessagingCase
from .gateway_sink import GatewaySink

MASK = "••••••"


@tagged("post_install", "-at_install")
class TestGateway(MessagingCase):
    """What opens a gateway is read by nobody; Odoo's own text messages go by it too."""

    def test_secrets_are_kept_and_not_shown(self):
        provider = self.gateway("http://127.0.0.1:9/send", secret="hush")
        self.env.invalidate_all()
        read = provider.read(["headers", "secret", "api_key"])[0]
        self.assertEqual(read["headers"], f"Authorization: {MASK}\nContent-Type: {MASK}")
        self.assertEqual((read["secret"], read["api_key"]), (MASK, MASK))
        self.assertEqual(provider._secret("secret"), "hush")
        provider.write({"secret": MASK, "headers": f"Authorization: {MASK}\nX-Other: 1"})
        self.assertEqual(
            provider._secret("secret"), "hush", "what is shown instead changes nothing"
        )
        self.assertIn(
            '"Authorization": "Bearer {key}", "X-Other": "1"', provider._secret("headers")
        )

    def test_only_administrators_see_how_it_is_asked(self):
        provider = self.gateway("http://127.0.0.1:9/send")
        for user in (self.clerk, self.manager):
            mine = provider.with_user(user)
            self.assertEqual(mine.name, "Sink")
            for field in ("url", "headers", "token", "secret", "body_template"):
                with self.subTest(field), self.assertRaises(AccessError):
                    mine.read([field])
            with self.assertRaises(AccessError):
                mine.write({"name": "Mine"})
        with self.assertRaises(AccessError):
            self.env["crm.gateway.secret"].with_user(self.env.ref("base.user_admin")).search([])

    def test_what_is_wrong_is_said(self):
        with self.assertRaisesRegex(ValidationError, "Name: value"):
            self.gateway("http://127.0.0.1:9/", headers="Authorization")
        with self.assertRaisesRegex(ValidationError, "sent, delivered, opened, failed"):
            self.gateway("http://127.0.0.1:9/", report_state_map="X=arrived")

    def test_values_are_escaped_as_the_body_is_written(self):
        form = self.gateway(
            "http://127.0.0.1:9/?n={number}",
            headers="Content-Type: application/x-www-form-urlencoded",
            body_template="to={number}&text={text}",
        )
        request = form._request("+36301234567", "a&b=ő {number}", "r")
        self.assertEqual(request.body, "to=%2B36301234567&text=a%26b%3D%C5%91%20%7Bnumber%7D")
        self.assertEqual(request.url, "http://127.0.0.1:9/?n=%2B36301234567")
        form.write({"headers": "X-To: {text}", "body_template": '{"text": "{text}"}'})
        request = form._request("1", 'line\n"two"\r\nX-Evil: 1', "r")
        self.assertEqual(request.headers["X-To"], 'line "two" X-Evil: 1')
        self.assertEqual(request.headers["Content-Type"], "application/json")
        self.assertEqual(request.body, r'{"text": "line\n\"two\"\r\nX-Evil: 1"}')

    def test_dictionaries_are_taken_too(self):
        provider = self.gateway(
            "http://127.0.0.1:9/", headers={"X-Key": "1"}, report_state_map={"OK": "delivered"}
        )
        self.assertEqual(provider._states(), {"OK": "delivered"})
        self.assertEqual(provider._secret("headers"), '{"X-Key": "1"}')

    def test_odoos_own_text_messages_go_by_the_gateway(self):
        with GatewaySink((200, {"messages": [{"id": "gw-9"}]})) as sink:
            self.gateway(sink.url)
            company = self.company
            self.assertEqual(company._get_sms_api_class().__name__, "SmsApiGateway")
            sms = (
                self.env["sms.sms"]
                .with_company(company)
                .create({"number": "+36301234567", "body": "From the chatter"})
            )
            sms.with_company(company).send(unlink_sent=False)
        self.assertEqual([one["text"] for one in sink.taken], ["From the chatter"])
        self.assertIn(sms.state, ("pending", "sent"))

    def test_a_test_message_to_oneself(self):
        admin = self.env.ref("base.user_admin")
        admin.partner_id.phone = "+36301234567"
        with GatewaySink((200, {"messages": [{"id": "gw-7"}]})) as sink:
            provider = self.gateway(sink.url, company_id=False)
            action = provider.with_user(admin).with_context(lang="en_US").action_test()
        self.assertIn("gw-7", action["params"]["message"])
        self.assertEqual(len(sink.taken), 1)
