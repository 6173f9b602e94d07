import psycopg2

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

# tables of a customer's own, which go with it
OWN = (
    "crm_check_request",
    "crm_import_change",
    "crm_import_code",
    "crm_import_line",
    "crm_import_memory",
    "crm_partner_check",
    "crm_partner_double",
    "crm_partner_double_key",
    "crm_partner_segment",
    "mail_followers",
    "res_partner_bank",
    "res_partner_res_partner_category_rel",
    "res_partner_res_partner_role_rel",
)
ENDED = ("done", "cancelled", "failed")


class CrmImportRun(models.Model):
    """A load taken back, as far as nobody has worked with its customers since."""

    _inherit = "crm.import.run"

    def action_undo(self):
        """Take the load back: what it created is removed, what it changed is as it was.

        Customers that somebody has changed since, or that a document uses, are left alone and
        listed among the changes with the reason.

        :return: True
        :raise UserError: the load has not ended, was a trial, or was undone
        :raise AccessError: the user may not set up the source
        """
        self.source_id.check_access("write")
        for run in self:
            if run.state not in ENDED or run.is_dry_run:
                raise UserError(
                    self.env._(
                        "%(run)s cannot be undone: only a load that has ended can.", run=run.name
                    )
                )
            run._lock_loads()
            run.with_company(run.company_id)._undo()
        return True

    def _undo(self):
        changes = self.change_ids.filtered("partner_id")
        changed, used = self._changed_since(changes), self._used_partner_ids(changes)
        # the last first: addresses before their companies
        for change in changes.sorted("id", reverse=True):
            is_used = used.intersection(change._created_partner_ids())
            refusal = ""
            if change.id in changed:
                refusal = self.env._("changed since")
            elif is_used or not change._undo():
                refusal = self.env._("used by documents")
            # sudo: what loads did is written by loads alone
            change.sudo().undo_refusal = refusal
        # sudo: the load's own record, which users only read
        self.sudo().state = "undone"

    def _changed_since(self, changes):
        """Return the ids of changes whose customer, or an address of it, was written since."""
        self.env.flush_all()
        # SQL: two tables are compared, moment by moment
        self.env.cr.execute(
            SQL(
                """
                SELECT c.id FROM crm_import_change AS c
                  JOIN res_partner AS p ON p.id = c.partner_id OR p.parent_id = c.partner_id
                 WHERE c.id IN %s AND c.outcome <> 'unchanged' AND p.write_date > c.written_at
                """,
                tuple(changes.ids) or (0,),
            )
        )
        return {change_id for (change_id,) in self.env.cr.fetchall()}

    def _used_partner_ids(self, changes):
        """Return those partners created by the load that a record of another kind points to."""
        created = tuple(pid for change in changes for pid in change._created_partner_ids())
        if not created:
            return set()
        used = set()
        # sudo: documents count that the user may not see
        merger = self.env["base.partner.merge.automatic.wizard"].sudo()
        for table, column in merger._get_fk_on("res_partner"):
            if table not in OWN and (table, column) != ("res_partner", "commercial_partner_id"):
                # SQL: any table, whether or not a model that the user knows stands behind it
                self.env.cr.execute(
                    SQL(
                        "SELECT DISTINCT t.%(column)s FROM %(table)s AS t"
                        " WHERE t.%(column)s IN %(ids)s %(but)s",
                        column=SQL.identifier(column),
                        table=SQL.identifier(table),
                        ids=created,
                        but=self._but_of_this_load(table, column),
                    )
                )
                used |= {partner_id for (partner_id,) in self.env.cr.fetchall()}
        return used

    def _but_of_this_load(self, table, column):
        """Addresses that the load made with its customers do not count."""
        if (table, column) != ("res_partner", "parent_id"):
            return SQL()
        return SQL(
            "AND t.create_date > (SELECT finished_at FROM crm_import_run WHERE id = %s)", self.id
        )


class CrmImportChange(models.Model):
    _inherit = "crm.import.change"

    def _created_partner_ids(self):
        """Return the ids of the customer and its addresses that the load created."""
        return [
            record_id
            for model, record_id, before in self.undo or []
            if model == "res.partner" and not before
        ]

    def _undo(self):
        """Take one customer's change back, and what the source is remembered for.

        :return: whether the database let it
        """
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                for model, record_id, before in reversed(self.undo or []):
                    self._undo_record(model, record_id, before)
                # a load that was stopped is not remembered
                if self.run_id.state == "done":
                    self._undo_memory()
        except (UserError, psycopg2.IntegrityError):
            self.env.invalidate_all(flush=False)
            return False
        return True

    def _undo_record(self, model, record_id, before):
        # sudo: as it was written, see the run's `_partners`
        record = self.env[model].sudo().browse(record_id).exists()
        if record and before:
            values = {name: _to_write(record, name, value) for name, value in before.items()}
            record.with_context(no_vat_validation=True).write(values)
        else:
            record.unlink()

    def _undo_memory(self):
        # sudo: memory is the loads' own, which users do not see
        memory = self.env["crm.import.memory"].sudo()
        memory = memory.search(
            [("partner_id", "=", self.partner_id.id), ("source_id", "=", self.run_id.source_id.id)]
        )
        if self.delivered_before:
            memory.delivered = self.delivered_before
        else:
            memory.unlink()


def _to_write(record, name, value):
    return [(6, 0, value)] if record._fields[name].type == "many2many" else value
