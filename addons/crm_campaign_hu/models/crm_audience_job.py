import logging
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


class CrmAudience(models.Model):
    """Living audiences follow the customers, each night."""

    _inherit = "crm.audience"

    @api.model
    def _cron_refresh(self):
        """Refresh living audiences as their owners; what cannot be refreshed says why.

        One without owner is refreshed by whoever uses it, with his own rights.
        """
        due = self.search(
            [
                ("kind", "=", "living"),
                ("user_id", "!=", False),
                "|",
                ("refreshed_at", "=", False),
                ("refreshed_at", "<", fields.Datetime.now() - timedelta(hours=12)),
            ],
            # those that could not be refreshed were written last
            order="write_date, id",
        )
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=len(due))
        for audience in due:
            audience._refresh_or_say_why()
            if not commit(1):
                break

    def _refresh_or_say_why(self):
        try:
            with self.env.cr.savepoint():
                self.refresh()
        except (UserError, psycopg2.Error) as error:
            _logger.warning("Audience %s was not refreshed: %s", self.id, error)
            self.env.invalidate_all(flush=False)
            self.refresh_error = str(error)
