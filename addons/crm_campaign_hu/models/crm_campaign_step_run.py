from contextlib import suppress

from psycopg2.errors import LockNotAvailable

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.crm_messaging.adapters import Wanted

MEDIUMS = {
    "email": "utm.utm_medium_email",
    "phone": "utm.utm_medium_phone",
    "sms": "mass_mailing_sms.utm_medium_sms",
}
MARKETER = "crm_campaign_hu.group_campaign_user"
OPEN = ("draft", "ready", "paused")


class CrmCampaignStep(models.Model):
    """The buttons of a step: test, start, pause, resume, stop."""

    _inherit = "crm.campaign.step"

    def action_test(self):
        """Send what the steps say to the user himself.

        :return: True
        :raise UserError: a step says nothing, or the user has no such address
        """
        self.check_access("write")
        for step in self:
            step._check_texts()
            for template in step._templates():
                step._send_test(template)
        # sudo: that it was tested only the test itself says
        self.sudo().write({"test_sent_at": fields.Datetime.now()})
        return True

    def _send_test(self, template):
        partner = self.env.user.partner_id
        message = self.env["crm.message"]
        wanted = Wanted(purpose="marketing", channels=self._channels(), template=template)
        written = message._write(wanted, self.channel, partner)[partner.id]
        # a service: whoever tests gets it whatever he permits
        test = Wanted(
            purpose="service",
            channels=(self.channel,),
            template=template.browse(),
            **{name: written.get(name) or "" for name in ("subject", "body", "text")},
        )
        message._checked(test, partner.ids)
        (result,) = message._send(test, partner)
        if result["state"] != "queued":
            raise UserError(self.env._("You get no test: %(why)s", why=result["reason"]))

    def action_start(self):
        """Start steps, one by one, of campaigns that run.

        :return: True
        :raise UserError: something is missing yet; the text says what
        """
        self._check_marketer()
        for step in self:
            if step.campaign_id.state != "running":
                raise UserError(self.env._("Start the campaign first."))
            step._check_ready()
        self._set_state(OPEN, "running")
        self._wake_job()
        return True

    def action_pause(self):
        """Pause steps: what is queued and has not left is taken back, to go after resuming.

        :return: True
        """
        self._check_marketer()
        self._halt("paused")
        self._set_state(("running",), "paused")
        self.filtered(lambda step: step.state == "paused")._take_back()
        return True

    def action_resume(self):
        """Go on with paused steps.

        :return: True
        """
        return self.filtered(lambda step: step.state == "paused").action_start()

    def action_stop(self):
        """Stop steps for good, also in the middle of sending: what has not left does not leave.

        :return: True
        """
        self._check_marketer()
        self._halt("stopped")
        self._set_state((*OPEN, "running"), "stopped")
        stopped = self.filtered(lambda step: step.state == "stopped")
        stopped._take_back()
        # sudo: the button decides, whoever owns the targets
        left = self.env["crm.campaign.target"].sudo().search(
            [("step_id", "in", stopped.ids), ("state", "=", "planned")]
        )  # fmt: skip
        left._skip(self.env._("Stopped by %(user)s", user=self.env.user.name))
        return True

    def action_open_targets(self):
        """Open the targets of a step.

        :return: a window's action
        """
        return self._open_targets([("step_id", "in", self.ids)])

    def _open_targets(self, domain):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_campaign_hu.crm_campaign_target_action"
        )
        return action | {"domain": domain, "context": {}}

    def _check_marketer(self):
        self.check_access("write")
        if not self.env.user.has_group(MARKETER) and not self.env.su:
            raise AccessError(self.env._("Only marketers start, pause and stop campaigns."))

    def _halt(self, state):
        """Wait until the job has ended its chunk, and keep it from beginning another.

        The job looks at its step between two chunks, so it is told in a transaction of its own.
        Where it has worked since ours began, ours cannot see what it did: the lock fails then, and
        Odoo calls the button again, with the job at rest.
        """
        self.env.flush_all()
        ids = tuple(self.ids or [0])
        halt = SQL(
            "UPDATE crm_campaign_step SET state = %s WHERE id IN %s AND state = 'running'",
            state,
            ids,
        )
        # nobody but ourselves holds a step longer: no need to tell a job, then
        with suppress(LockNotAvailable), self.env.registry.cursor() as cr:
            cr.execute("SET LOCAL lock_timeout = '10s'")
            cr.execute(halt, log_exceptions=False)
        lock = SQL("SELECT id FROM crm_campaign_step WHERE id IN %s FOR UPDATE", ids)
        # the ORM's locks do not wait
        self.env.cr.execute(lock, log_exceptions=False)
        self.env.invalidate_all()

    def _set_state(self, before, after):
        changed = self.filtered(lambda step: step.state in before)
        # sudo: states are changed by the buttons only
        changed.sudo().write({"state": after, "last_error": False})

    def _take_back(self):
        """Cancel what waits in the queue; the persons are planned again."""
        # sudo: the button decides, whoever owns the targets
        targets = self.env["crm.campaign.target"].sudo().search(
            [("step_id", "in", self.ids), ("state", "=", "queued"), ("log_id.state", "=", "queued"),
             ("log_id.claimed_at", "=", False)]
        )  # fmt: skip
        logs = targets.log_id
        if not logs:
            return
        # sudo: see above; one that its sender has in hand is not locked, and goes
        logs = logs.sudo().try_lock_for_update()
        logs.invalidate_recordset(["state", "claimed_at"])
        logs = logs.filtered(lambda log: log.state == "queued" and not log.claimed_at)
        taken = targets.filtered(lambda target: target.log_id in logs)
        if logs:
            logs.with_user(self.env.user).sudo().action_cancel()  # sudo: see above
            logs.write({"idempotency_key": False})
            taken.write({"state": "planned", "log_id": False, "reason": False})

    def _check_ready(self):
        """Refuse to start what would fail, and say what is missing."""
        self.ensure_one()
        if not (self._audience() or self.after_step_id):
            raise UserError(
                self.env._(
                    'The step "%(name)s" has nobody to go to: choose an audience, or the step'
                    " that it follows.",
                    name=self.name,
                )
            )
        if not self.campaign_id.user_id.has_group(MARKETER):
            raise UserError(
                self.env._(
                    "%(user)s, who answers for the campaign, may not send it: choose a marketer.",
                    user=self.campaign_id.user_id.name,
                )
            )
        if self._is_sent():
            self._check_texts()
            if not self.test_sent_at:
                raise UserError(
                    self.env._(
                        'Test the step "%(name)s" first: you get what the others will get.',
                        name=self.name,
                    )
                )
        self._check_approved()

    def _check_texts(self):
        if not self._is_sent():
            raise UserError(
                self.env._('The step "%(name)s" sends nothing: people work on it.', name=self.name)
            )
        templates = self._templates()
        if not templates:
            raise UserError(
                self.env._('The step "%(name)s" says nothing: choose a message.', name=self.name)
            )
        for channel in self._channels():
            for template in templates:
                if not template._variant_for(channel, False):
                    raise UserError(template._no_variant(channel))

    def _check_approved(self):
        campaign = self.campaign_id
        if campaign.approval_needed and not campaign.approved_by_id:
            raise UserError(
                self.env._(
                    "%(count)s persons are more than %(limit)s: a second person approves the"
                    " campaign first.",
                    count=campaign._recipients(),
                    limit=campaign._company().campaign_approval_limit,
                )
            )

    def _medium(self):
        """Return by what the step reaches people, as Odoo tracks it."""
        # sudo: words of reference that everybody uses
        medium = self.env["utm.medium"].sudo()
        name = MEDIUMS.get(self.channel, "utm.utm_medium_direct")
        return self.env.ref(name, raise_if_not_found=False) or medium
