from datetime import timedelta

from odoo import api, fields, models

from ..import_engine import pause_minutes
from ..registers import RegisterError
from .crm_check_register import FAILURES

MINUTE = timedelta(minutes=1)


class CrmCheckRequest(models.Model):
    """A customer that a register is going to be asked about, and how often it was in vain."""

    _name = "crm.check.request"
    _description = "Waiting Register Check"
    _order = "is_urgent desc, checked_at nulls first, id"
    _rec_name = "partner_id"
    _log_access = False

    register_id = fields.Many2one(
        "crm.check.register", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    is_urgent = fields.Boolean(string="Asked For", readonly=True)
    checked_at = fields.Datetime(string="Checked Last", readonly=True)
    tried_at = fields.Datetime(string="Tried Last", readonly=True)
    next_try_at = fields.Datetime(string="Next Try", required=True, readonly=True)
    attempts = fields.Integer(readonly=True)
    failure = fields.Selection(FAILURES, readonly=True)
    failure_detail = fields.Char(readonly=True)
    failure_message = fields.Text(compute="_compute_failure_message", string="Why in Vain")

    _once = models.UniqueIndex("(register_id, partner_id)", "The customer waits already.")

    @api.depends("failure", "failure_detail")
    @api.depends_context("lang")
    def _compute_failure_message(self):
        for request in self:
            request.failure_message = request.register_id._explain(
                request.failure, request.failure_detail
            )

    @api.model
    def _cron_check(self):
        """Ask about those who wait, as many as a minute allows; the rest comes next minute."""
        # sudo: the job of all companies
        registers = self.env["crm.check.register"].sudo()
        for register in registers.search([("request_ids", "!=", False)]):
            if not self._work_off(register):
                break

    def _work_off(self, register):
        """Ask a register about the next ones in its line.

        :return: whether there is time left
        """
        now, seconds_left = fields.Datetime.now(), True
        if (register.paused_until and register.paused_until > now) or not register.is_ready:
            return True
        due = [("register_id", "=", register.id), ("next_try_at", "<=", now)]
        left = self._left_of_minute(register)
        # sudo: as above
        for request in self.sudo().search(due, limit=left) if left else ():
            if not request._claim():
                continue
            seconds_left = self.env["ir.cron"]._commit_progress(1)
            goes_on = request._ask()
            self.env["ir.cron"]._commit_progress()
            if not goes_on or not seconds_left:
                break
        return bool(seconds_left)

    def _left_of_minute(self, register):
        """Return how many may still be asked about: answers and failures of a minute count."""
        since = fields.Datetime.now() - MINUTE
        answered = self.env["crm.partner.check"].search_count(
            [
                ("company_id", "=", register.company_id.id),
                ("register", "=", register.register),
                ("date", ">", since),
            ]
        )
        in_vain = self.search_count([("register_id", "=", register.id), ("tried_at", ">", since)])
        return max(register.per_minute - answered - in_vain, 0)

    def _claim(self):
        """Note the try before it is made: whoever dies in it has tried, and nobody else does.

        :return: whether it is ours
        """
        now = fields.Datetime.now()
        if not self.try_lock_for_update() or self.next_try_at > now:
            return False
        attempts = self.attempts + 1
        pause = timedelta(minutes=pause_minutes(attempts))
        self.write({"attempts": attempts, "tried_at": now, "next_try_at": now + pause})
        return True

    def _ask(self):
        """Ask, and keep the answer or why there is none.

        :return: whether the register may be asked about the next one
        """
        register, partner = self.register_id, self.partner_id
        if not partner.active or register.register not in partner._askable():
            self.unlink()
            return True
        try:
            answer = register._ask(partner)
        except RegisterError as error:
            register._note_failure(error)
            self.write({"failure": error.code, "failure_detail": error.detail})
            return not error.of_register
        register._note_success()
        # with the answer nobody waits any more
        partner._take_answer(register, answer)
        return True
