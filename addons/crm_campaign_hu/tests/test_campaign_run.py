from contextlib import suppress
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models import crm_campaign_step_send
from .common_campaign import CampaignCase


@tagged("post_install", "-at_install")
class TestCampaignRun(CampaignCase):
    """Each person gets each step once, whatever happens meanwhile."""

    def test_a_campaign_runs_by_itself(self):
        campaign = self.started()
        self.assertEqual(campaign.state, "running")
        self.run_job()
        targets = self.targets(campaign)
        self.assertEqual(targets.partner_id, self.people)
        self.assertEqual(set(targets.mapped("state")), {"queued"})
        self.assertEqual(len(self.logs(campaign)), 6)
        self.assertEqual(targets.log_id.user_id, self.marketer)
        self.run_queue()
        self.assertEqual(set(targets.mapped("state")), {"sent"})
        self.assertTrue(all(targets.mapped("sent_at")))
        self.run_job()
        self.assertEqual((campaign.step_ids.state, campaign.state), ("done", "done"))

    def test_the_job_run_twice_sends_once(self):
        campaign = self.started()
        self.run_job()
        logs = self.logs(campaign)
        self.run_job()
        self.assertEqual(self.logs(campaign), logs)
        # as if the job's note of what it sent had been lost
        self.targets(campaign).write({"state": "planned", "log_id": False})
        self.run_job()
        self.assertEqual(self.logs(campaign), logs)
        self.assertEqual(set(self.targets(campaign).mapped("state")), {"queued"})

    def test_killed_in_the_middle_it_goes_on_where_it_was(self):
        campaign = self.started()
        calls = []
        original = type(self.env["crm.campaign.step"])._sent_to

        def dying(step, template, partners):
            calls.append(partners)
            if len(calls) == 2:
                raise KeyboardInterrupt
            return original(step, template, partners)

        with (
            patch.object(crm_campaign_step_send, "CHUNK", 2),
            patch.object(type(self.env["crm.campaign.step"]), "_sent_to", dying),
            # assertRaises would take back what was committed
            suppress(KeyboardInterrupt),
        ):
            self.run_job()
        self.env.invalidate_all()
        self.assertEqual((len(calls), len(self.logs(campaign))), (2, 2))
        with patch.object(crm_campaign_step_send, "CHUNK", 2):
            self.run_job()
        self.assertEqual(len(self.logs(campaign)), 6)
        self.assertEqual(self.logs(campaign).partner_id, self.people)

    def test_stopped_in_the_middle_of_sending(self):
        campaign = self.started()
        step = campaign.step_ids
        with patch.object(crm_campaign_step_send, "CHUNK", 4), self.job() as steps:
            running = steps.browse(step.id)
            running._guarded(lambda one: one._select_due())
            running._guarded(lambda one: one._send_chunk())
        self.assertEqual(sorted(self.states(campaign).values()), ["planned"] * 2 + ["queued"] * 4)
        self.logs(campaign)[0].claimed_at = fields.Datetime.now()
        in_hand = self.logs(campaign)[0].partner_id
        campaign.with_user(self.marketer).action_stop()
        states = self.states(campaign)
        self.assertEqual(states.pop(in_hand.name), "queued", "its sender has it in hand")
        self.assertEqual(set(states.values()), {"skipped"})
        self.assertIn("Marketer", self.targets(campaign, state="skipped")[0].reason)
        self.run_job()
        with self.job() as steps:
            self.assertFalse(steps.browse(step.id)._guarded(lambda one: one._send_chunk()))
        self.assertEqual(campaign.state, "stopped")
        self.assertEqual(set(self.states(campaign).values()), {"skipped", "queued"})
        with self.assertRaisesRegex(UserError, "is over"):
            campaign.action_start()

    def test_pausing_takes_back_and_resuming_sends_once(self):
        campaign = self.started()
        self.run_job()
        campaign.action_pause()
        self.assertEqual((campaign.state, campaign.step_ids.state), ("paused", "paused"))
        self.assertEqual(set(self.states(campaign).values()), {"planned"})
        self.run_queue()
        self.run_job()
        self.assertEqual(set(self.states(campaign).values()), {"planned"})
        campaign.action_resume()
        self.run_job()
        self.run_queue()
        sent = self.env["crm.contact.log"].search(
            [("partner_id", "in", self.people.ids), ("purpose", "=", "marketing"),
             ("state", "=", "sent")]
        )  # fmt: skip
        self.assertEqual(len(sent), 6)
        self.assertEqual(set(self.states(campaign).values()), {"sent"})

    def test_withdrawn_between_selection_and_sending(self):
        campaign = self.started()
        with self.job() as steps:
            steps.browse(campaign.step_ids.id)._guarded(lambda one: one._select_due())
        self.assertEqual(self.target(campaign, self.people[0]).state, "planned")
        self.permitted(self.people[0], "email", "withdrawn")
        self.run_job()
        self.permitted(self.people[1], "email", "withdrawn")
        self.run_queue()
        first, second = (self.target(campaign, one) for one in self.people[:2])
        self.assertEqual((first.state, second.state), ("skipped", "skipped"))
        self.assertEqual(first.reason, "E-mail: the customer refuses it")
        self.assertEqual(second.reason, "E-mail: the customer refuses it")
        self.assertEqual(len(self.targets(campaign, state="sent")), 4)

    def test_a_template_error_of_one_holds_up_nobody(self):
        body = '<p t-if="object.name == \'Person 3\'" t-out="1 / 0"/><p>Hello</p>'
        template = self.message(body)
        campaign = self.started({"template_id": template.id})
        self.run_job()
        broken = self.target(campaign, self.people[3])
        self.assertEqual(broken.state, "failed")
        self.assertIn("The message cannot be made", broken.reason)
        self.assertIn("division by zero", broken.reason)
        self.assertEqual(len(self.targets(campaign, state="queued")), 5)
        self.assertEqual(self.logs(campaign).partner_id, self.people - self.people[3])

    def test_who_has_enough_advertisements_gets_no_more(self):
        self.company.write({"campaign_pressure_count": 2, "campaign_pressure_days": 10})
        now = fields.Datetime.now()
        for days, person in ((1, 0), (2, 0), (1, 1), (11, 1), (1, 2)):
            self.env["crm.contact.log"].create(
                {"partner_id": self.people[person].id, "channel": "email", "state": "sent",
                 "purpose": "marketing", "date": now - timedelta(days=days),
                 "company_id": self.company.id}
            )  # fmt: skip
        campaign = self.started()
        self.run_job()
        pressed = self.targets(campaign, state="skipped")
        self.assertEqual(pressed.partner_id, self.people[0])
        self.assertEqual(pressed.reason, "Has got 2 advertisements in 10 days already.")
        again = self.started(title="Paint again")
        self.run_job()
        self.assertEqual(
            self.targets(again, state="skipped").partner_id, self.people[:3], "one more each"
        )

    def test_who_comes_while_it_is_being_sent_gets_nothing_twice(self):
        campaign = self.started()
        with patch.object(crm_campaign_step_send, "CHUNK", 3), self.job() as steps:
            step = steps.browse(campaign.step_ids.id)
            step._guarded(lambda one: one._select_due())
            step._guarded(lambda one: one._send_chunk())
            self.audience.refresh()
            while step._guarded(lambda one: one._send_chunk()):
                pass
        self.assertEqual(len(self.logs(campaign)), 6)

    def test_the_next_step_goes_to_who_did_not_open(self):
        campaign = self.started(
            {}, {"channel": "sms", "condition": "not_opened", "wait_days": 3, "name": "Reminder"}
        )
        self.run_job()
        self.run_queue()
        first, second = campaign.step_ids
        opened = self.targets(campaign, step_id=first.id).filtered(
            lambda one: one.partner_id in self.people[:2]
        )
        opened.log_id._move_on("opened")
        self.assertEqual(set(opened.mapped("state")), {"opened"})
        answered = self.target(campaign, self.people[2])
        answered.with_user(self.marketer).response_id = self.response("not_interested")
        self.run_job()
        self.assertFalse(second.target_ids, "three days have not passed")
        self.targets(campaign).sent_at = fields.Datetime.now() - timedelta(days=3, minutes=1)
        self.run_job()
        self.assertEqual(second.target_ids.partner_id, self.people[3:])
        self.assertEqual(set(second.target_ids.log_id.mapped("channel")), {"sms"})

    def test_each_condition(self):
        campaign = self.started()
        self.run_job()
        self.run_queue()
        step = campaign.step_ids
        by_person = {one.partner_id: one for one in self.targets(campaign)}
        a, b, c, d, e, f = (by_person[person] for person in self.people)
        b.log_id._move_on("opened")
        c._click()
        d.response_id = self.response("interested")
        e.response_id = self.response("call_later")
        f.log_id._fail("No such mailbox")
        expected = {
            "all": a | b | c | d | e | f,
            "received": a | b | c | d | e,
            "not_received": f,
            "opened": b | c | d | e,
            "not_opened": a,
            "clicked": c,
            "not_clicked": a | b | d | e,
            "responded": c | d | e,
            "not_responded": a | b,
            "positive": d,
            "not_positive": c | e,
        }
        for condition, targets in expected.items():
            with self.subTest(condition):
                later = self.env["crm.campaign.step"].create(
                    {"campaign_id": campaign.id, "name": condition, "after_step_id": step.id,
                     "condition": condition, "channel": "visit"}
                )  # fmt: skip
                later._select()
                self.assertEqual(later.target_ids.partner_id, targets.partner_id)

    def test_calls_are_for_people_and_need_consent_and_a_number(self):
        self.permitted(self.people[:3], "phone")
        self.people[1].user_id = self.seller
        self.people[2].phone = False
        campaign = self.started({"channel": "phone", "template_id": False})
        self.run_job()
        planned = self.targets(campaign, state="planned")
        self.assertEqual(planned.partner_id, self.people[:2])
        self.assertEqual(planned.mapped("user_id"), self.marketer | self.seller)
        reasons = {one.partner_id: one.reason for one in self.targets(campaign, state="skipped")}
        self.assertEqual(reasons[self.people[2]], "no telephone number")
        self.assertEqual(reasons[self.people[3]], "no consent to calls")
        self.assertFalse(self.logs(campaign))

    def test_variants_share_the_persons_by_weight_and_stay(self):
        crowd = self.env["res.partner"].create([{"name": f"C{n}"} for n in range(400)])
        audience = self.audience_of(crowd)
        campaign = self.campaign({"template_id": False}, audience_id=audience.id)
        step = campaign.step_ids
        step.variant_ids = [
            (0, 0, {"name": "A", "template_id": self.template.id, "weight": 3}),
            (0, 0, {"name": "B", "template_id": self.message().id}),
        ]
        step.sudo()._select()
        targets = self.targets(campaign)
        counts = {
            variant.name: len(group) for variant, group in targets.grouped("variant_id").items()
        }
        self.assertEqual(sum(counts.values()), 400)
        # 300 expected, standard deviation 8.7: five of them
        self.assertAlmostEqual(counts["A"], 300, delta=44)
        before = {one.partner_id: one.variant_id for one in targets}
        targets.unlink()
        step.sudo()._select()
        self.assertEqual({one.partner_id: one.variant_id for one in self.targets(campaign)}, before)

    def test_a_test_and_texts_come_first(self):
        campaign = self.campaign()
        with self.assertRaisesRegex(UserError, 'Test the step "Step 1" first'):
            campaign.action_start()
        campaign.step_ids.action_test()
        log = self.env["crm.contact.log"].search(
            [("partner_id", "=", self.marketer.partner_id.id)], limit=1
        )
        self.assertEqual((log.state, log.purpose, log.subject), ("queued", "service", "Paint"))
        campaign.step_ids.template_id = self.message()
        self.assertFalse(campaign.step_ids.test_sent_at, "another text is to be tested again")
        campaign.step_ids.template_id.variant_ids.filtered(
            lambda one: one.channel == "email"
        ).sudo().unlink()
        with self.assertRaisesRegex(UserError, "no text for the channel E-mail"):
            campaign.step_ids.action_test()
        with self.assertRaisesRegex(UserError, "has nobody to go to"):
            self.campaign({}, audience_id=False).action_start()
        with self.assertRaisesRegex(UserError, "no steps yet"):
            empty = self.campaign()
            empty.step_ids.unlink()
            empty.action_start()

    def test_a_second_person_approves_above_the_limit(self):
        self.company.campaign_approval_limit = 5
        campaign = self.campaign()
        campaign.step_ids.action_test()
        self.assertTrue(campaign.approval_needed)
        with self.assertRaisesRegex(UserError, "6 persons are more than 5"):
            campaign.action_start()
        campaign.action_ask_approval()
        self.assertIn(self.chief, campaign.sudo().activity_ids.user_id)
        with self.assertRaises(AccessError):
            campaign.action_approve()
        self.marketer.sudo().group_ids += self.env.ref("crm_campaign_hu.group_campaign_manager")
        with self.assertRaisesRegex(AccessError, "Somebody else approves"):
            campaign.action_approve()
        with self.assertRaises(AccessError):
            campaign.write({"approved_by_id": self.chief.id})
        campaign.with_user(self.chief).action_approve()
        campaign.action_start()
        self.assertEqual((campaign.state, campaign.approved_by_id), ("running", self.chief))
        campaign.audience_id = self.audience_of(self.people)
        self.assertFalse(campaign.approved_by_id, "another audience is to be approved again")

    def test_a_copy_has_its_own_steps_in_the_same_order(self):
        campaign = self.started({}, {"condition": "not_opened", "channel": "sms"})
        copy = campaign.copy({"title": "Paint in spring"})
        self.assertEqual((copy.state, len(copy.step_ids)), ("draft", 2))
        first, second = copy.step_ids
        self.assertEqual((second.after_step_id, second.condition), (first, "not_opened"))
        self.assertFalse(second.test_sent_at or copy.target_ids or copy.control_seed)

    def test_below_the_limit_nobody_approves(self):
        self.company.campaign_approval_limit = 6
        self.assertFalse(self.campaign().approval_needed)

    def test_step_by_step(self):
        campaign = self.started({}, {"name": "Second", "channel": "sms"}, auto_run=False)
        first, second = campaign.step_ids
        self.assertEqual((first.state, second.state), ("ready", "ready"))
        self.run_job()
        self.assertFalse(self.targets(campaign))
        second.action_start()
        self.run_job()
        self.assertEqual(self.targets(campaign).step_id, second)
        self.assertEqual(first.state, "ready")

    def test_a_fault_pauses_the_step_and_says_why(self):
        campaign = self.started()
        self.env.ref("crm_campaign_hu.rule_crm_campaign_step_company")
        self.marketer.sudo().group_ids -= self.env.ref("crm_campaign_hu.group_campaign_user")
        with self.assertLogs("odoo.addons.crm_campaign_hu", "WARNING"):
            self.run_job()
        self.assertEqual(campaign.sudo().step_ids.state, "paused")
        self.assertTrue(campaign.sudo().step_ids.last_error)
        self.assertFalse(self.logs(campaign.sudo()))
