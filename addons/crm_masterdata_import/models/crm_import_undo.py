from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

# tables of a customer's own, which go with it
OWN = (
    "crm_import_change",
    "crm_import_code",
    "crm_import_line",
    "crm_import_memory",
    "mail_followers",
    "res_partner_bank",
    "res_partner_res_partner_category_rel",
)


class CrmImportRun(models.Model):
    """A load taken back, as far as nobody has worked with its customers since."""

    _inherit = "crm.import.run"

    def action_undo(self):
        """Take the load back: created customers are removed, changed ones as they were.

        Customers that somebody has changed since, or that a document uses, are left alone and
        listed among the changes with the reason.

        :return: True
        :raise UserError: the load has not ended, was a trial, or was undone
        """
        self.check_access("write")
        for run in self:
            if run.state not in ("done", "cancelled") or run.is_dry_run:
                raise UserError(
                    self.env._(
                        "%(run)s cannot be undone: only a load that has ended can.", run=run.name
                    )
                )
            run._lock_loads()
            run._undo()
        return True

    def _undo(self):
        changes = self.change_ids.filtered("partner_id")
        left = self._changed_since(changes)
        created = changes.filtered(lambda change: change.outcome == "created")
        used = self._used_partner_ids(created.partner_id.ids)
        for change in changes:
            refusal = ""
            if change.id in left:
                refusal = self.env._("changed since")
            elif change.partner_id.id in used:
                refusal = self.env._("used by documents")
            else:
                change._undo()
            # sudo: what loads did is written by loads alone
            change.sudo().undo_refusal = refusal
        # sudo: the load's own record, which users only read
        self.sudo().state = "undone"

    def _changed_since(self, changes):
        """Return the ids of changes whose customer somebody has written since."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                SELECT c.id FROM crm_import_change AS c
                  JOIN res_partner AS p ON p.id = c.partner_id OR p.parent_id = c.partner_id
                 WHERE c.id IN %s AND p.write_date > c.written_at
                """,
                tuple(changes.ids) or (0,),
            )
        )
        return {change_id for (change_id,) in self.env.cr.fetchall()}

    def _used_partner_ids(self, partner_ids):
        """Return those partners that some record of another kind points to."""
        if not partner_ids:
            return set()
        used = set()
        # sudo: documents count that the user may not see
        merger = self.env["base.partner.merge.automatic.wizard"].sudo()
        for table, column in merger._get_fk_on("res_partner"):
            if table not in OWN and (table, column) != ("res_partner", "commercial_partner_id"):
                self.env.cr.execute(
                    SQL(
                        "SELECT DISTINCT t.%(column)s FROM %(table)s AS t"
                        " WHERE t.%(column)s IN %(ids)s %(but)s",
                        column=SQL.identifier(column),
                        table=SQL.identifier(table),
                        ids=tuple(partner_ids),
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

    def _undo(self):
        """Take one customer's change back, and what the source is remembered for."""
        self.ensure_one()
        source = self.run_id.source_id
        partner, memory = self.partner_id, self._memory(source)
        if self.outcome == "created":
            (partner.with_context(active_test=False).child_ids | partner).unlink()
            return
        if self.undo:
            partner.with_context(no_vat_validation=True).write(
                {name: _to_write(partner, name, value) for name, value in self.undo.items()}
            )
        if "code" in (self.after or {}):
            # sudo: the load gave the code, and takes it back
            codes = partner.import_code_ids.sudo()
            codes.filtered(lambda code: code.source_id == source).unlink()
        if self.delivered_before:
            memory.delivered = self.delivered_before
        else:
            memory.unlink()

    def _memory(self, source):
        # sudo: memory is the loads' own, which users do not see
        return (
            self.env["crm.import.memory"]
            .sudo()
            .search([("partner_id", "=", self.partner_id.id), ("source_id", "=", source.id)])
        )


def _to_write(partner, name, value):
    return [(6, 0, value)] if partner._fields[name].type == "many2many" else value
