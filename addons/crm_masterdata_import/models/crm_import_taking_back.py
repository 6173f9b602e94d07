from collections import defaultdict

import psycopg2

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..bulk import BulkPartners

# tables of a customer's own, which go with it; addresses are looked at apart
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
BETWEEN_PARTNERS = ("commercial_partner_id", "parent_id")
PARTNER = "res.partner"
# as loads write: without a word in the customers' logs, and with numbers that were checked once
QUIET = {"tracking_disable": True, "no_vat_validation": True}


class CrmImportChange(models.Model):
    """Changes taken back in sets, but for those that would hurt what others have done since."""

    _inherit = "crm.import.change"

    def _take_back(self):
        """Take changes of one load back, and note of each why it was not."""
        changed = self._changed_since()
        self._refuse(changed, self.env._("changed since"))
        free = self - changed
        used = free._used()
        self._refuse(used, self.env._("used by documents"))
        free -= used
        # sudo: what loads did is written by loads alone
        free.filtered("undo_refusal").sudo().undo_refusal = False
        free._take_back_or_split()

    def _refuse(self, changes, reason):
        # sudo: what loads did is written by loads alone
        changes.sudo().undo_refusal = reason

    def _take_back_or_split(self):
        """Take changes back at once, or in halves until those that cannot be are found."""
        if not self:
            return
        try:
            with self.env.cr.savepoint():
                self._take_all_back()
        except (UserError, psycopg2.IntegrityError):
            self.env.invalidate_all(flush=False)
            if len(self) == 1:
                self._refuse(self, self.env._("used by documents"))
                return
            half = len(self) // 2
            self[:half]._take_back_or_split()
            self[half:]._take_back_or_split()

    # What is left alone

    def _changed_since(self):
        """Return those whose customer, or an address of it, was written since.

        What the parts of this undo have written on other customers' addresses does not count.
        """
        self.env.flush_all()
        # SQL: two tables are compared, moment by moment
        self.env.cr.execute(
            SQL(
                """
                SELECT c.id FROM crm_import_change AS c
                 WHERE c.id = ANY(%(ids)s) AND c.outcome <> 'unchanged' AND EXISTS (
                        SELECT FROM (SELECT * FROM res_partner WHERE id = c.partner_id
                                      UNION ALL
                                     SELECT * FROM res_partner WHERE parent_id = c.partner_id) AS p
                         WHERE p.write_date > c.written_at
                           AND NOT (p.write_uid = %(user)s
                                    AND p.write_date BETWEEN %(began)s AND %(now)s))
                """,
                ids=self.ids,
                user=self.env.uid,
                began=self.run_id.undo_at,
                now=self.env.cr.now(),
            )
        )
        found = {change_id for (change_id,) in self.env.cr.fetchall()}
        return self.filtered(lambda change: change.id in found)

    def _used(self):
        """Return those that created a partner which a record of another kind, or one of its
        addresses that stays, points to.
        """
        used = self._used_partner_ids()
        kept = self.filtered(lambda change: not used.isdisjoint(change._created_partner_ids()))
        going = [pid for change in self - kept for pid in change._created_partner_ids()]
        # SQL: also addresses that the user may not see
        self.env.cr.execute(
            SQL(
                "SELECT DISTINCT parent_id FROM res_partner"
                " WHERE parent_id = ANY(%s) AND NOT id = ANY(%s)",
                going,
                going,
            )
        )
        above = {partner_id for (partner_id,) in self.env.cr.fetchall()}
        return kept | self.filtered(
            lambda change: not above.isdisjoint(change._created_partner_ids())
        )

    def _used_partner_ids(self):
        """Return the partners created by the load that a record of another kind points to."""
        created = [pid for change in self for pid in change._created_partner_ids()]
        if not created:
            return set()
        used = set()
        # sudo: documents count that the user may not see
        merger = self.env["base.partner.merge.automatic.wizard"].sudo()
        for table, column in merger._get_fk_on("res_partner"):
            between = table == "res_partner" and column in BETWEEN_PARTNERS
            if table not in OWN and not between:
                # SQL: any table, whether or not a model that the user knows stands behind it
                self.env.cr.execute(
                    SQL(
                        "SELECT DISTINCT %(column)s FROM %(table)s WHERE %(column)s = ANY(%(ids)s)",
                        column=SQL.identifier(column),
                        table=SQL.identifier(table),
                        ids=created,
                    )
                )
                used |= {partner_id for (partner_id,) in self.env.cr.fetchall()}
        return used

    def _created_partner_ids(self):
        """Return the ids of the customer and its addresses that the load created."""
        return [
            record_id
            for model, record_id, before in self.undo or []
            if model == PARTNER and not before
        ]

    # Taking back

    def _take_all_back(self):
        """Remove what changes have created, and write what stood there before."""
        created, before = self._steps()
        # a load that was stopped is not remembered
        if self.run_id.undo_from == "done":
            self._take_memory_back()
        # partners at the end: what is theirs goes first
        for model in sorted(created, key=lambda model: model == PARTNER):
            # sudo: as it was written, see the part's `_partners`
            self.env[model].sudo().browse(created[model]).exists().unlink()
        for model, found in before.items():
            self._write_back(model, found)
        self.env.flush_all()

    def _steps(self):
        """Return what was created, as model → ids, and model → id → values before."""
        created, before = defaultdict(list), defaultdict(dict)
        for change in self:
            for model, record_id, values in reversed(change.undo or []):
                if values:
                    before[model].setdefault(record_id, {}).update(values)
                else:
                    created[model].append(record_id)
        return created, before

    def _write_back(self, model, before):
        # sudo: as it was written, see the part's `_partners`
        records = self.env[model].sudo().with_context(**QUIET).browse(before).exists()
        changes = {
            record.id: {
                name: _to_write(record, name, value) for name, value in before[record.id].items()
            }
            for record in records
        }
        if model == PARTNER:
            BulkPartners(records.env).write_partners(changes)
            return
        for record in records:
            record.write(changes[record.id])

    def _take_memory_back(self):
        """Let the source be remembered for what it had delivered before."""
        # SQL: each customer's values are copied from one table to the other
        self.env.cr.execute(
            SQL(
                """
                UPDATE crm_import_memory AS m SET delivered = c.delivered_before
                  FROM crm_import_change AS c
                 WHERE c.id = ANY(%(ids)s) AND m.partner_id = c.partner_id
                   AND m.source_id = %(source)s AND c.delivered_before IS NOT NULL;
                DELETE FROM crm_import_memory AS m USING crm_import_change AS c
                 WHERE c.id = ANY(%(ids)s) AND m.partner_id = c.partner_id
                   AND m.source_id = %(source)s AND c.delivered_before IS NULL
                """,
                ids=self.ids,
                source=self.run_id.source_id.id,
            )
        )
        self.env["crm.import.memory"].invalidate_model(flush=False)


def _to_write(record, name, value):
    return [(6, 0, value)] if record._fields[name].type == "many2many" else value
