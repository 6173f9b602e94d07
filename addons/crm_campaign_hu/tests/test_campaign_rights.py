from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common_campaign import MARKETER, CampaignCase


@tagged("post_install", "-at_install")
class TestCampaignRights(CampaignCase):
    """Marketers plan, managers approve, salespeople answer their own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people[0].user_id = cls.seller
        cls.colleague = cls.user("colleague", "sales_team.group_sale_salesman")
        cls.plain = cls.user("plain", "base.group_user")

    def running(self):
        campaign = self.started()
        self.run_job()
        return campaign

    def test_a_seller_sees_and_answers_his_own(self):
        campaign = self.running()
        mine = self.env["crm.campaign.target"].with_user(self.seller).search(
            [("campaign_id", "=", campaign.id)]
        )  # fmt: skip
        self.assertEqual(mine.partner_id, self.people[0])
        mine.write({"response_id": self.response("interested").id, "comment": "Soon"})
        self.assertEqual(mine.state, "responded")
        with self.assertRaises(AccessError):
            mine.user_id = self.colleague
        with self.assertRaises(AccessError):
            mine.state = "opened"
        others = self.targets(campaign) - mine
        with self.assertRaises(AccessError):
            others[0].with_user(self.seller).comment = "Not mine"
        with self.assertRaises(AccessError):
            mine.with_user(self.colleague).read(["comment"])
        with self.assertRaises(AccessError):
            campaign.step_ids.with_user(self.seller).write({"name": "Mine"})
        with self.assertRaises(AccessError):
            campaign.with_user(self.seller).action_stop()
        with self.assertRaises(AccessError):
            mine.unlink()

    def test_a_seller_of_all_documents_sees_his_own_targets_still(self):
        campaign = self.running()
        self.seller.group_ids += self.env.ref("sales_team.group_sale_salesman_all_leads")
        mine = self.env["crm.campaign.target"].with_user(self.seller).search(
            [("campaign_id", "=", campaign.id)]
        )  # fmt: skip
        self.assertEqual(mine.partner_id, self.people[0])

    def test_others_see_nothing(self):
        campaign = self.running()
        for model in ("crm.campaign.target", "crm.campaign.step", "crm.campaign.control"):
            with self.subTest(model), self.assertRaises(AccessError):
                self.env[model].with_user(self.plain).search([("campaign_id", "=", campaign.id)])
        with self.assertRaises(AccessError):
            campaign.with_user(self.plain).campaign_result()
        with self.assertRaisesRegex(AccessError, "Only marketers"):
            campaign.with_user(self.plain).write({"audience_id": False})
        self.env["utm.campaign"].with_user(self.plain).create({"title": "By its name"})

    def test_buttons_alone_change_states(self):
        campaign = self.running()
        for records, values in (
            (campaign, {"state": "done"}),
            (campaign, {"approved_by_id": self.chief.id}),
            (campaign, {"control_seed": "a"}),
            (campaign.step_ids, {"state": "done"}),
            (campaign.step_ids, {"test_sent_at": "2026-01-01 00:00:00"}),
        ):
            for user in (self.marketer, self.chief):
                with self.subTest(values, user=user.name), self.assertRaises(AccessError):
                    records.with_user(user).write(values)
        with self.assertRaises(AccessError):
            self.env["utm.campaign"].with_user(self.marketer).create(
                {"title": "Running at once", "state": "running"}
            )
        with self.assertRaises(AccessError):
            campaign.step_ids.template_id = self.message()
        with self.assertRaises(AccessError):
            campaign.step_ids.with_user(self.marketer).unlink()

    def test_managers_alone_change_the_catalogue(self):
        response = self.response("interested")
        with self.assertRaises(AccessError):
            response.with_user(self.marketer).name = "Keen"
        response.with_user(self.chief).name = "Keen"

    def test_companies_are_kept_apart(self):
        campaign = self.running()
        other = self.env["res.company"].create({"name": "Other Kft."})
        stranger = self.user("stranger", MARKETER)
        stranger.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        for model in ("crm.campaign.target", "crm.campaign.step"):
            found = self.env[model].with_user(stranger).search([("campaign_id", "=", campaign.id)])
            self.assertFalse(found)
        with self.assertRaises(AccessError):
            campaign.with_user(stranger).action_stop()
        self.assertEqual(campaign.state, "running")
        with self.assertRaisesRegex(ValidationError, "belongs to Kapu Kft."):
            self.env["utm.campaign"].create(
                {"title": "Mixed", "company_id": other.id, "audience_id": self.audience.id}
            )

    def test_nobody_is_taken_whom_the_responsible_may_not_see(self):
        self.env["ir.rule"].create(
            {"name": "Not this one", "model_id": self.env.ref("base.model_res_partner").id,
             "domain_force": f"[('id', '!=', {self.people[2].id})]",
             "groups": [(6, 0, self.env.ref("crm_campaign_hu.group_campaign_user").ids)]}
        )  # fmt: skip
        frozen = self.audience.sudo()
        frozen.kind = "frozen"
        self.assertIn(self.people[2], frozen.member_ids.partner_id)
        campaign = self.started()
        self.run_job()
        self.assertEqual(self.targets(campaign).partner_id, self.people - self.people[2])
