from contextlib import contextmanager

from odoo import fields

from odoo.addons.crm_messaging.tests.common import MessagingCase

from .margins import let_see_margins

MARKETER = "crm_campaign_hu.group_campaign_user,base.group_partner_manager"


class CampaignCase(MessagingCase):
    """A company that advertises to six customers who agreed to e-mail and text messages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.campaign_approval_limit = 0
        cls.company.campaign_pressure_count = 0
        cls.marketer = cls.user("marketer", MARKETER)
        cls.marketer.partner_id.phone = "+36301119999"
        cls.chief = cls.user("chief", "crm_campaign_hu.group_campaign_manager")
        let_see_margins(cls.marketer + cls.chief)
        cls.seller = cls.user("seller", "sales_team.group_sale_salesman")
        cls.people = cls.env["res.partner"].browse()
        for number in range(6):
            cls.people |= cls.customer(
                f"Person {number}",
                email=f"person{number}@vevo.example",
                phone=f"+3630111220{number}",
            )
        cls.permitted(cls.people, "email")
        cls.permitted(cls.people, "sms")
        cls.template = cls.message()
        cls.audience = cls.audience_of(cls.people)
        # earlier data must not be worked on by the job of these tests
        cls.env["crm.campaign.step"].search([("state", "=", "running")]).state = "paused"

    @classmethod
    def permitted(cls, partners, channel, state="given"):
        return cls.env["crm.contact.permission"].create(
            [
                {"partner_id": one.id, "channel": channel, "purpose": "marketing", "state": state,
                 "source": "Front desk"}
                for one in partners
            ]
        )  # fmt: skip

    @classmethod
    def message(cls, body="<p>Paint is cheap.</p>", **more):
        return cls.env["crm.message.template"].create(
            {
                "name": "Paint",
                "purpose": "marketing",
                "company_id": cls.company.id,
                "variant_ids": [
                    (0, 0, {"channel": "email", "subject": "Paint", "body": body}),
                    (0, 0, {"channel": "sms", "text": "Paint is cheap."}),
                    (0, 0, {"channel": "letter", "subject": "Paint", "body": body}),
                ],
                **more,
            }
        )

    @classmethod
    def audience_of(cls, partners, **values):
        audience = cls.env["crm.audience"].with_user(cls.marketer).create(
            {
                "name": "Buyers of paint",
                "company_id": cls.company.id,
                "domain": str([("id", "in", partners.ids)]),
                **values,
            }
        )  # fmt: skip
        audience.refresh()
        return audience

    def campaign(self, *steps, user=None, **values):
        """Make a campaign of the marketer; each step is a dict of values."""
        campaign = self.env["utm.campaign"].with_user(user or self.marketer).create(
            {
                "title": "Paint in autumn",
                "user_id": self.marketer.id,
                "company_id": self.company.id,
                "audience_id": self.audience.id,
                **values,
            }
        )  # fmt: skip
        for number, step in enumerate(steps or ({},), 1):
            last = campaign.step_ids[-1:]
            after = {"after_step_id": last.id} if step.get("condition") else {}
            campaign.env["crm.campaign.step"].create(
                {
                    "campaign_id": campaign.id,
                    "name": f"Step {number}",
                    "sequence": number,
                    "template_id": self.template.id,
                    **after,
                    **step,
                }
            )
        return campaign

    def started(self, *steps, **values):
        """Make a campaign, test its messages and start it."""
        campaign = self.campaign(*steps, **values)
        campaign.step_ids.filtered(lambda step: step._is_sent()).action_test()
        campaign.action_start()
        return campaign

    @contextmanager
    def job(self):
        """Give a block the steps as the scheduled job sees them, that commits."""
        self.env.flush_all()
        with self.enter_registry_test_mode(), self.env.registry.cursor() as cr:
            yield self.env(cr=cr, user=self.env.uid, su=True)["crm.campaign.step"]
        self.env.invalidate_all()

    def run_job(self):
        with self.job() as steps:
            steps._cron_run()

    def targets(self, campaign, **values):
        """Return the targets of a campaign, as the system sees them."""
        domain = [("campaign_id", "=", campaign.id)]
        domain += [(name, "=", value) for name, value in values.items()]
        return self.env["crm.campaign.target"].search(domain)

    def target(self, campaign, partner):
        return self.targets(campaign, partner_id=partner.id)

    def logs(self, campaign):
        """Return the campaign's messages in the journal, skipped ones too."""
        keys = [f"campaign-step-{step.id}" for step in campaign.step_ids]
        return self.env["crm.contact.log"].search([("idempotency_key", "in", keys)])

    def states(self, campaign):
        """Return the states of a campaign's targets: person's name → state."""
        return {one.partner_id.name: one.state for one in self.targets(campaign)}

    def response(self, code):
        return self.env.ref(f"crm_campaign_hu.response_{code}")

    def order(self, partner, amount, campaign=False, date=None, **values):
        """Make a confirmed order of one line."""
        order = self.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "company_id": self.company.id,
                "campaign_id": campaign and campaign.id,
                "order_line": [
                    (0, 0, {"product_id": self.product.id, "product_uom_qty": 1,
                            "price_unit": amount, "tax_ids": [(5,)]})
                ],
                **values,
            }
        )  # fmt: skip
        order.action_confirm()
        if date:
            order.date_order = fields.Datetime.to_datetime(date)
        return order
