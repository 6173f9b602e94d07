from datetime import UTC
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..import_engine.schedule import DAILY, HOURLY, WEEKLY, next_moment
from .crm_import_run import OPEN

WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]
# whoever changes these answers for what is loaded by them
SET_UP = {"interval", "load_hour", "load_weekday", "folder", "kind"}
ZONE = "Europe/Budapest"


class CrmImportSource(models.Model):
    """A source that is loaded by itself at set times, and says once what goes wrong."""

    _inherit = "crm.import.source"

    interval = fields.Selection(
        [(HOURLY, "Every hour"), (DAILY, "Every day"), (WEEKLY, "Every week")],
        string="Loaded by Itself",
    )
    load_hour = fields.Integer(
        string="At Hour", default=2, help="0 to 23, on the clocks of the company."
    )
    load_weekday = fields.Selection(WEEKDAYS, string="On", default="0", required=True)
    next_load_at = fields.Datetime(
        string="Next Load", compute="_compute_next_load_at", store=True, copy=False, index=True
    )
    scheduled_by_id = fields.Many2one(
        "res.users",
        string="In the Name Of",
        readonly=True,
        copy=False,
        help="Whoever set it up last; only what this user may see and do is loaded.",
    )
    last_error = fields.Text(readonly=True, copy=False)
    last_error_at = fields.Datetime(readonly=True, copy=False)

    _load_hour_of_day = models.Constraint(
        "CHECK (load_hour BETWEEN 0 AND 23)", "The hour of loading is from 0 to 23."
    )

    @api.depends("interval", "load_hour", "load_weekday", "company_id")
    def _compute_next_load_at(self):
        for source in self:
            source.next_load_at = source._get_next_moment()

    def _get_next_moment(self):
        if not self.interval:
            return False
        now = fields.Datetime.now().replace(tzinfo=UTC)
        zone = ZoneInfo(self.company_id.partner_id.tz or ZONE)
        hour, weekday = self.load_hour, int(self.load_weekday)
        return next_moment(self.interval, hour, weekday, now, zone).replace(tzinfo=None)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._signed(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._signed(vals))

    def _signed(self, vals):
        """Put the user's name to what is loaded by itself; nobody puts another's."""
        vals = {name: value for name, value in vals.items() if name != "scheduled_by_id"}
        return vals | ({"scheduled_by_id": self.env.uid} if SET_UP & vals.keys() else {})

    @api.model
    def _cron_collect(self):
        """Start what is due, one source after the other, each in its own transaction."""
        # sudo: the sources of all companies are looked after in one line
        for source in self.sudo().search(self._get_collected_domain(), order="id"):
            if source.try_lock_for_update():
                source._collect_guarded()
            self.env["ir.cron"]._commit_progress(1)

    def _get_collected_domain(self):
        return [("next_load_at", "<=", fields.Datetime.now())]

    def _collect_guarded(self):
        user = self.scheduled_by_id
        try:
            with self.env.cr.savepoint():
                self._check_scheduler()
                source = self.with_user(user).with_company(self.company_id)
                source = source.with_context(lang=user.lang)
                source.check_access("read")
                source._collect()
        except UserError as error:
            self.with_context(lang=user.lang)._note_failure(str(error))
        if self.next_load_at and self.next_load_at <= fields.Datetime.now():
            self.next_load_at = self._get_next_moment()

    def _check_scheduler(self):
        if not self.scheduled_by_id.active:
            raise UserError(
                self.env._(
                    "%(user)s, who set up when the source is loaded, is no user any more. Have "
                    "somebody who may load set it again.",
                    user=self.scheduled_by_id.name or "–",
                )
            )

    def _collect(self):
        """Start the load of a database that is due, unless the last one still goes on."""
        going_on = [("source_id", "=", self.id), ("state", "in", OPEN)]
        going_on += [("is_dry_run", "=", False)]
        if self.kind == "sql" and not self.env["crm.import.run"].search_count(going_on, limit=1):
            run = self.env["crm.import.run"].browse(self.load_database_async())
            # sudo: the load's own record, which users only read
            run.sudo().is_scheduled = True

    def _note_failure(self, error):
        """Show on the source what went wrong; tell those who follow it, but not twice the same."""
        # sudo: whoever loads does not define sources
        source = self.sudo()
        if source.last_error != error:
            source.message_post(
                body=self.env._("Loading by itself failed: %(error)s", error=error),
                subtype_xmlid="mail.mt_comment",
            )
        source.write({"last_error": error, "last_error_at": fields.Datetime.now()})


class CrmImportRun(models.Model):
    _inherit = "crm.import.run"

    is_scheduled = fields.Boolean(string="By Itself", readonly=True)

    def _finish(self):
        result = super()._finish()
        if self.is_scheduled:
            # sudo: whoever loads does not define sources
            self.source_id.sudo().write({"last_error": False, "last_error_at": False})
        return result

    def _fail(self, error):
        result = super()._fail(error)
        if self.is_scheduled:
            self.source_id._note_failure(self._get_failure(error))
        return result

    def _get_failure(self, error):
        return error
