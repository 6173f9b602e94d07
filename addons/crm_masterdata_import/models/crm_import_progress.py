from odoo import models

STATES = {"staged": "loading", "resolved": "loading"}


class CrmImportRun(models.Model):
    _inherit = "crm.import.run"

    def get_progress(self):
        """Say how far a load is.

        :return: dict with ``state`` (queued, reading, loading, done, cancelled, failed, undone),
            ``rows`` read, ``rows_done``, ``progress`` in percent, ``seconds_left`` and ``error``
            (False where there is none)
        """
        self.ensure_one()
        done = self.state in ("done", "undone")
        return {
            "state": STATES.get(self.state, self.state),
            "rows": self.rows,
            "rows_done": self.rows if done else 0,
            "progress": 100.0 if done else 0.0,
            "seconds_left": False,
            "error": self.error or False,
        }
