import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError

from .crm_campaign_step import SENT

_logger = logging.getLogger(__name__)

#: persons that are written to at once
CHUNK = 200
#: these mean "again", not "wrong"
AGAIN = (ConcurrencyError, OperationalError)
#: messages of the journal that press on a person
PRESSING = ("queued", "sent", "delivered", "opened", "answered")


class CrmCampaignStep(models.Model):
    """The job: selects who is due and hands messages over to the queue, each person once.

    Each chunk of persons is one transaction with the step locked: what a killed job did not
    commit is not queued, what it did is not repeated (`idempotency_key`), and a stop waits for
    the chunk at most.
    """

    _inherit = "crm.campaign.step"

    @api.model
    def _cron_run(self):
        """Work on all steps that are due, and say how much is left."""
        # sudo: the steps of all users and companies, each worked on as its responsible
        steps = self.sudo().search(self._due_domain())
        worked = 0
        for step in steps:
            worked += step._run()
        # sudo: as above
        left = self.env["crm.campaign.target"].sudo().search_count(
            [("state", "=", "planned"), ("step_id", "any", self._due_domain()),
             ("step_id.channel", "in", SENT)], limit=CHUNK,
        )  # fmt: skip
        self.env["ir.cron"]._commit_progress(worked, remaining=left if worked else 0)

    @api.model
    def _due_domain(self):
        return [
            ("state", "=", "running"),
            ("campaign_id.state", "=", "running"),
            "|",
            ("scheduled_at", "=", False),
            ("scheduled_at", "<=", fields.Datetime.now()),
        ]

    @api.model
    def _wake_job(self):
        # sudo: whoever starts a step wakes the job that works on it
        self.env.ref("crm_campaign_hu.ir_cron_campaign_steps").sudo()._trigger()

    def _run(self):
        """Work on one step until nobody waits or the time is over; return how many got on."""
        self.ensure_one()
        worked, count, seconds = 0, CHUNK, 1.0
        if not self._guarded(lambda step: step._select_due()):
            return 0
        self.env["ir.cron"]._commit_progress()
        while self._is_sent() and count and seconds > 0:
            count = self._guarded(lambda step: step._send_chunk())
            worked += count
            seconds = self.env["ir.cron"]._commit_progress(count)
        self._guarded(lambda step: step._finish())
        self.env["ir.cron"]._commit_progress()
        return worked

    def _guarded(self, action):
        """Do something with the step locked, as its responsible; a fault pauses the step.

        :return: what the action returns, False where the step is not to be worked on
        """
        # whoever stops or pauses the step changes it: look at it only when it is locked
        if not self.try_lock_for_update(allow_referencing=True):
            return False
        self.invalidate_recordset()
        campaign = self.campaign_id
        campaign.invalidate_recordset(["state"])
        if self.state != "running" or campaign.state != "running":
            return False
        try:
            with self.env.cr.savepoint():
                return action(self._as_responsible())
        except AGAIN:
            raise
        except Exception as error:
            _logger.warning("Step %s of a campaign is paused", self.id, exc_info=True)
            self.env.invalidate_all()
            self.write({"state": "paused", "last_error": str(error)})
            return False

    def _as_responsible(self):
        """Return the step with the rights of who answers for the campaign."""
        user = self.campaign_id.user_id
        return self.with_user(user).with_company(self.company_id).with_context(
            allowed_company_ids=self.company_id.ids, lang=user.lang
        )  # fmt: skip

    def _select_due(self):
        """Take in who is due: once from an audience, again and again after another step."""
        if not self.selected_at or self.after_step_id:
            if not self.selected_at:
                self._refresh_audience()
            self._check_approved()
            self._select()
            # sudo: the mark of the job
            self.sudo().write({"selected_at": fields.Datetime.now(), "last_error": False})
        return True

    def _refresh_audience(self):
        living = self._audience().filtered(lambda audience: audience.kind == "living")
        if living:
            living.refresh()

    def _send_chunk(self):
        """Queue the messages of some persons; return how many were looked at."""
        # sudo: salespeople own targets, the job works on all of them
        targets = self.env["crm.campaign.target"].sudo()
        targets = targets.search(
            [("step_id", "=", self.id), ("state", "=", "planned")], limit=CHUNK
        ).try_lock_for_update()
        targets.invalidate_recordset(["state", "response_id"])
        targets = targets.filtered(lambda target: target.state == "planned")
        left = self._without_ended(targets)
        left = self._without_pressed(left)
        for variant, group in left.grouped("variant_id").items():
            self._send_some(variant.template_id or self.template_id, group)
        targets.flush_recordset()
        return len(targets)

    def _without_ended(self, targets):
        """Leave out who answered meanwhile that he wants no more of this campaign."""
        rows = targets.search_fetch(
            [("campaign_id", "=", self.campaign_id.id), ("response_id.ends_campaign", "=", True),
             ("partner_id", "in", targets.partner_id.ids)], ["partner_id"],
        )  # fmt: skip
        ended = targets.filtered(lambda target: target.partner_id in rows.partner_id)
        ended._skip(self.env._("The person's answer has ended the campaign for him."))
        return targets - ended

    def _without_pressed(self, targets):
        """Leave out who has got as many advertisements as the company allows."""
        limit, days = (
            self.company_id.campaign_pressure_count,
            self.company_id.campaign_pressure_days,
        )
        if not (limit and days and targets):
            return targets
        since = fields.Datetime.now() - timedelta(days=days)
        # sudo: what other users and campaigns sent presses as well
        rows = self.env["crm.contact.log"].sudo()._read_group(
            [("partner_id", "in", targets.partner_id.ids), ("direction", "=", "out"),
             ("purpose", "=", "marketing"), ("channel", "not in", ("phone", "visit")),
             ("state", "in", PRESSING), ("date", ">=", since),
             ("company_id", "=", self.company_id.id)],
            ["partner_id"], ["__count"], having=[("__count", ">=", limit)],
        )  # fmt: skip
        many = {partner.id for partner, _count in rows}
        pressed = targets.filtered(lambda target: target.partner_id.id in many)
        pressed._skip(
            self.env._(
                "Has got %(count)s advertisements in %(days)s days already.", count=limit, days=days
            )
        )
        return targets - pressed

    def _send_some(self, template, targets):
        """Queue a message to persons; one whose text cannot be made holds up no other."""
        try:
            with self.env.cr.savepoint():
                results = self._sent_to(template, targets.partner_id)
                targets._take_results(results)
                targets.flush_recordset()
        except AGAIN:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a text raises, the others go
            self.env.invalidate_all()
            if len(targets) == 1:
                targets._fail(self._said(error))
                return
            middle = len(targets) // 2
            self._send_some(template, targets[:middle])
            self._send_some(template, targets[middle:])

    def _sent_to(self, template, partners):
        message = self.env["crm.message"].with_context(crm_campaign_step_id=self.id)
        return message.send(
            partners.ids,
            "marketing",
            self._channels(),
            template_id=template.id,
            idempotency_key=f"campaign-step-{self.id}",
        )

    @api.model
    def _said(self, error):
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        said = " ".join(lines)[:500] or type(error).__name__
        return self.env._("The message cannot be made: %(error)s", error=said)

    def _finish(self):
        """Note that a step is done when nobody waits in it and nobody can come any more."""
        # sudo: the mark of the job
        step = self.sudo()
        waiting = [("step_id", "=", self.id), ("state", "in", ("planned", "queued"))]
        if step.env["crm.campaign.target"].search_count(waiting, limit=1):
            return True
        before = step.after_step_id
        if before and before.state not in ("done", "stopped"):
            return True
        if before and step._comes_later(before):
            return True
        step.state = "done"
        campaign = step.campaign_id
        if campaign.auto_run and set(campaign.step_ids.mapped("state")) <= {"done", "stopped"}:
            campaign.state = "done"
        return True

    def _comes_later(self, before):
        since = fields.Datetime.now() - timedelta(days=self.wait_days)
        return bool(
            self.env["crm.campaign.target"].search_count(
                [("step_id", "=", before.id), ("sent_at", ">", since)], limit=1
            )
        )
