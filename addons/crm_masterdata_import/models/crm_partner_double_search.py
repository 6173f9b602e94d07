from odoo import api, fields, models
from odoo.tools import SQL

from ..double_sql import BLOCKS, find_pairs, has_changed
from ..import_engine import double_rules

QUEUED, RUNNING, DONE = "queued", "running", "done"
WAITING = (QUEUED, RUNNING)
# percent of the way that making the compared values is
OF_KEYS = 40


class CrmPartnerDoubleSearch(models.Model):
    """A search for doubles: of all customers, or of those that have changed since the last."""

    _name = "crm.partner.double.search"
    _description = "Search for Doubles"
    _order = "id desc"
    _rec_name = "create_date"

    is_full = fields.Boolean(string="All Customers", readonly=True)
    state = fields.Selection(
        [(QUEUED, "Waiting"), (RUNNING, "Searching"), (DONE, "Done")],
        default=QUEUED,
        required=True,
        readonly=True,
        index=True,
    )
    compared = fields.Integer(string="Customers Compared", readonly=True)
    step = fields.Integer(readonly=True)
    progress = fields.Integer(readonly=True, aggregator="max", help="Percent.")
    found = fields.Integer(string="Open Pairs Found", readonly=True)
    started_at = fields.Datetime(readonly=True)
    finished_at = fields.Datetime(readonly=True)

    @api.model
    def action_search_all(self):
        """Search all customers for doubles in the background; one search at a time waits.

        :return: the list of searches, with the progress
        :raise AccessError: the user may not review doubles
        """
        self.env["crm.partner.double"].check_access("read")
        self.check_access("read")
        # sudo: who may judge doubles may have them searched, and changes nothing else here
        searches = self.sudo()
        if not searches.search_count([("state", "in", WAITING), ("is_full", "=", True)], limit=1):
            searches.create({"is_full": True})
        self.env.ref("crm_masterdata_import.ir_cron_find_doubles")._trigger()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "crm_masterdata_import.action_crm_partner_double_search"
        )

    @api.model
    def _cron_search(self):
        """Search what waits, or else what has changed; taken up again where it was stopped."""
        # sudo: searches are nobody's own
        searches = self.sudo()
        waiting = searches.search([("state", "in", WAITING)], order="id")
        for search in waiting or searches.create({}):
            search._run()

    def _run(self):
        """Search to the end, with a commit after each step."""
        for processed in self._steps():
            self.env["ir.cron"]._commit_progress(processed)

    def _steps(self):
        """Search step by step; give how much each has done, whereupon it may be committed."""
        keys, blocks = self.env["crm.partner.double.key"], list(BLOCKS)
        if self.state == QUEUED:
            keys._forget_gone()
            self.write({"state": RUNNING, "started_at": fields.Datetime.now()})
            yield 0
        total, done = keys._to_refresh(), 0
        while page := keys._refresh_page(self.id):
            done += page
            self.progress = min(OF_KEYS, done * OF_KEYS // max(total, 1))
            yield page
        if self.step == 0:
            self._count()
        for number, block in enumerate(blocks[self.step :], self.step + 1):
            self._find(block)
            rest = (100 - OF_KEYS) * number // len(blocks)
            self.write({"step": number, "progress": OF_KEYS + rest})
            yield 1
        self._finish()
        yield 1

    def _count(self):
        """Count who is to be held against the others, and let the database know its numbers."""
        # SQL: a table that is read in SQL alone
        self.env.cr.execute("ANALYZE crm_partner_double_key")
        self.env.cr.execute(
            SQL(
                "SELECT count(*) FROM crm_partner_double_key AS k WHERE %s",
                has_changed("k", self.id, self.is_full),
            )
        )
        self.compared = self.env.cr.fetchone()[0]

    def _find(self, block):
        """Keep the pairs of one block."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT set_config('pg_trgm.similarity_threshold', %s, true)",
            [str(double_rules.ALIKE)],
        )
        few = self.compared <= double_rules.FEW_CHANGED
        # SQL: pairs are named by joins and scored where they stand
        self.env.cr.execute(find_pairs(block, self.id, self.env.uid, self.is_full, few))
        self.env["crm.partner.double"].invalidate_model(flush=False)

    def _finish(self):
        """Drop open pairs that are no longer alike."""
        self.env.flush_all()
        # SQL: as the pairs were found
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM crm_partner_double AS d
                 USING crm_partner_double_key AS k
                 WHERE d.state = 'open' AND d.search_id IS DISTINCT FROM %s
                   AND k.partner_id IN (d.partner_id, d.other_id) AND %s
                """,
                self.id,
                has_changed("k", self.id, self.is_full),
            )
        )
        self.env["crm.partner.double"].invalidate_model(flush=False)
        domain = [("search_id", "=", self.id), ("state", "=", "open")]
        self.write(
            {
                "state": DONE,
                "progress": 100,
                "finished_at": fields.Datetime.now(),
                "found": self.env["crm.partner.double"].search_count(domain),
            }
        )

    @api.autovacuum
    def _gc_searches(self):
        """Keep the last hundred searches."""
        # sudo: searches are nobody's own
        self.sudo().search([("state", "=", DONE)], offset=100).unlink()
