import secrets

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

MANAGER = "crm_campaign_hu.group_campaign_manager"


class UtmCampaign(models.Model):
    """The buttons of a campaign: approve, start, pause, resume, stop."""

    _inherit = "utm.campaign"

    def action_ask_approval(self):
        """Ask a second person to approve campaigns.

        :return: True
        """
        self._check_marketer()
        # sudo: who may approve need not be shown to who asks
        managers = self.env.ref(MANAGER).sudo().all_user_ids
        for campaign in self:
            # sudo: who asked only the button says
            campaign.sudo().approval_asked_by_id = self.env.user
            company = campaign._company()
            others = managers.filtered(lambda user, of=company: of in user.company_ids)
            for user in (others - self.env.user - campaign.user_id)[:5]:
                campaign.activity_schedule(
                    "mail.mail_activity_data_todo",
                    summary=self.env._("Approve the campaign"),
                    user_id=user.id,
                )
        return True

    def action_approve(self):
        """Approve campaigns that others planned.

        :return: True
        :raise AccessError: the user is no manager, asked himself, or answers for the campaign
        """
        self.check_access("write")
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Only a manager of campaigns approves them."))
        for campaign in self:
            if self.env.user in campaign.approval_asked_by_id | campaign.user_id:
                raise AccessError(
                    self.env._(
                        'Somebody else approves "%(name)s": not who asked for it, nor who answers'
                        " for it.",
                        name=campaign.title,
                    )
                )
        # sudo: only the button approves
        self.sudo().write({"approved_by_id": self.env.uid, "approved_at": fields.Datetime.now()})
        self.activity_feedback(["mail.mail_activity_data_todo"], user_id=self.env.uid)
        return True

    def action_start(self):
        """Start campaigns: each step at its time, or as ready where they go step by step.

        :return: True
        :raise UserError: something is missing yet; the text says what
        """
        self._check_marketer()
        for campaign in self:
            campaign._check_startable()
            steps = campaign.step_ids.filtered(lambda step: step.state in ("draft", "paused"))
            campaign._refresh_audiences()
            for step in steps if campaign.auto_run else ():
                step._check_ready()
            # sudo: states are changed by the buttons only
            campaign.sudo().write(
                {
                    "state": "running",
                    "control_seed": campaign.control_seed or secrets.token_hex(8),
                    "date_start": campaign.date_start or fields.Date.context_today(campaign),
                }
            )
            begun = steps.filtered(lambda step: step.selected_at)
            begun._set_state(("paused",), "running")
            (steps - begun)._set_state(
                ("draft", "paused"), "running" if campaign.auto_run else "ready"
            )
        self.env["crm.campaign.step"]._wake_job()
        return True

    def action_pause(self):
        """Pause campaigns: nothing more leaves until they are resumed.

        :return: True
        """
        self._check_marketer()
        self.step_ids._halt("paused")
        running = self.filtered(lambda campaign: campaign.state == "running")
        # sudo: states are changed by the buttons only
        running.sudo().write({"state": "paused"})
        running.step_ids.action_pause()
        return True

    def action_resume(self):
        """Go on with paused campaigns.

        :return: True
        """
        return self.filtered(lambda campaign: campaign.state == "paused").action_start()

    def action_stop(self):
        """Stop campaigns for good, also in the middle of sending.

        :return: True
        """
        self._check_marketer()
        going = self.filtered(lambda campaign: campaign.state not in ("stopped", "done"))
        going.step_ids.action_stop()
        # sudo: states are changed by the buttons only
        going.sudo().write({"state": "stopped"})
        return True

    def _check_marketer(self):
        self.check_access("write")
        self.step_ids._check_marketer()
        if not self.env.user.has_group("crm_campaign_hu.group_campaign_user") and not self.env.su:
            raise AccessError(self.env._("Only marketers start, pause and stop campaigns."))
        foreign = self.filtered(lambda one: one._company() not in self.env.companies)
        if foreign:
            raise AccessError(
                self.env._(
                    'The campaign "%(name)s" belongs to %(company)s: change to that company first.',
                    name=foreign[0].title,
                    # sudo: the name of a company that the user must change to
                    company=foreign[0].sudo().company_id.name,
                )
            )

    def _check_startable(self):
        if self.state in ("stopped", "done"):
            raise UserError(
                self.env._('"%(name)s" is over: copy it, and start the copy.', name=self.title)
            )
        if not self.step_ids:
            raise UserError(
                self.env._('"%(name)s" has no steps yet: add what is to be done.', name=self.title)
            )
        if self.approval_needed and self.approved_by_id == self.env.user:
            raise AccessError(self.env._("Who approved a campaign does not start it himself."))

    def _refresh_audiences(self):
        """Bring living audiences up to date, so that the number to approve is true."""
        audiences = (self.audience_id | self.step_ids.audience_id).filtered(
            lambda audience: audience.kind == "living"
        )
        if audiences:
            audiences.refresh()

    def _source(self):
        """Return the campaign as a source, as Odoo tracks it."""
        # sudo: words of reference that everybody uses
        mixin = self.env["utm.mixin"].sudo()
        return mixin._find_or_create_record("utm.source", self.name)
