from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_campaign import CampaignCase


@tagged("post_install", "-at_install")
class TestCampaignControl(CampaignCase):
    """Who is held back is drawn once, by firm, and is never contacted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.crowd = cls.env["res.partner"].create(
            [{"name": f"C{n}", "email": f"c{n}@vevo.example"} for n in range(300)]
        )
        cls.permitted(cls.crowd, "email")
        cls.many = cls.audience_of(cls.crowd[:200])

    def drawn(self, campaign):
        return {
            one.partner_id: one.is_control
            for one in self.env["crm.campaign.control"].search([("campaign_id", "=", campaign.id)])
        }

    def test_the_draw_never_changes(self):
        campaign = self.started(audience_id=self.many.id, control_percent=20)
        self.run_job()
        first = self.drawn(campaign)
        self.assertEqual(len(first), 200)
        # 40 expected, standard deviation 5.7: five of them
        self.assertAlmostEqual(sum(first.values()), 40, delta=29)
        control = self.targets(campaign, state="control").partner_id
        self.assertEqual(control, self.crowd.filtered(lambda one: first.get(one)))
        self.assertFalse(self.logs(campaign).partner_id & control)
        self.many.domain = str([("id", "in", self.crowd.ids)])
        later = self.env["crm.campaign.step"].with_user(self.marketer).create(
            {"campaign_id": campaign.id, "name": "All", "template_id": self.template.id,
             "audience_id": self.many.id}
        )  # fmt: skip
        campaign.sudo().state = "running"
        later.action_test()
        later.action_start()
        self.run_job()
        second = self.drawn(campaign)
        self.assertEqual(len(second), 300)
        self.assertEqual({one: second[one] for one in first}, first)
        self.assertGreater(sum(second.values()), sum(first.values()))
        self.assertFalse(
            self.env["crm.contact.log"].search(
                [("partner_id", "in", [one.id for one, held in second.items() if held])]
            )
        )
        self.assertEqual(
            later.target_ids.filtered(lambda one: one.state == "control").partner_id,
            self.crowd.filtered(lambda one: second[one]),
        )

    def test_another_campaign_draws_anew(self):
        draws = []
        for title in ("One", "Two"):
            campaign = self.started(audience_id=self.many.id, control_percent=30, title=title)
            self.run_job()
            draws.append({one for one, held in self.drawn(campaign).items() if held})
        self.assertNotEqual(*draws)

    def test_a_firm_and_its_persons_share_one_lot(self):
        firms = self.env["res.partner"].create(
            [{"name": f"F{n}", "is_company": True} for n in range(30)]
        )
        for number, person in enumerate(self.crowd[:90]):
            person.parent_id = firms[number % 30]
        audience = self.audience_of(self.crowd[:90])
        campaign = self.started(audience_id=audience.id, control_percent=50)
        self.run_job()
        self.assertEqual(set(self.drawn(campaign)), set(firms))
        for firm in firms:
            states = {
                one.state == "control"
                for one in self.targets(campaign)
                if one.partner_id.commercial_partner_id == firm
            }
            self.assertEqual(len(states), 1)

    def test_nobody_changes_the_draw(self):
        campaign = self.started(audience_id=self.many.id, control_percent=20)
        self.run_job()
        with self.assertRaisesRegex(UserError, "does not change any more"):
            campaign.control_percent = 10
        row = self.env["crm.campaign.control"].search([("campaign_id", "=", campaign.id)], limit=1)
        for user in (self.marketer, self.chief):
            with self.subTest(user.name), self.assertRaises(AccessError):
                row.with_user(user).write({"is_control": not row.is_control})
        with self.assertRaises(AccessError):
            row.with_user(self.chief).create(
                {"campaign_id": campaign.id, "company_id": self.company.id,
                 "partner_id": self.anna.id, "is_control": False,
                 "drawn_at": fields.Datetime.now()}
            )  # fmt: skip
        with self.assertRaises(AccessError):
            row.with_user(self.marketer).unlink()
