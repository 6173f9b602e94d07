from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

# the row of the one that goes says no more than that of the one that stays
SAME = (
    "calendar_filters",
    "crm_partner_double_key",
    "discuss_channel_member",
    "mail_message_reaction",
    "mail_notification",
    "res_users_settings_volumes",
)
# Odoo itself combines these
ODOO = ("loyalty_card", "res_partner_bank", "website_visitor")
NAMES_SHOWN = 3


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Rows that can be there once only: combined where we know how, else the merge is refused."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _get_combiners(self):
        """Return a dict of table → method that makes one row of two.

        The method takes a list of (id of the row that goes, id of the row that stays); afterwards
        the former is gone, and nothing that it said is lost.
        """
        return {
            **dict.fromkeys(SAME, self._combine_same),
            "crm_import_code": lambda _table, pairs: self._combine_codes(pairs),
            "crm_import_memory": lambda _table, pairs: self._combine_memory(pairs),
            "mail_followers": lambda _table, pairs: self._combine_followers(pairs),
        }

    @api.model
    def _combine(self, source, target):
        """Combine what two partners have both and one can have once only.

        :raise UserError: there is more of it than we know how to combine
        """
        collisions = self._find_collisions(source, target)
        refusals = self._refusals(collisions)
        if refusals:
            raise UserError("\n".join(refusals))
        combiners = self._get_combiners()
        for table, pairs in collisions.items():
            if table in combiners:
                combiners[table](table, pairs)
        self.env.invalidate_all(flush=False)

    @api.model
    def _refusals(self, collisions):
        """Return in words why rows that collide stand in the way of a merge."""
        known = {*self._get_combiners(), *ODOO}
        by_table = {model._table: name for name, model in self.env.items() if model._auto}
        return [
            self.env._(
                "Both customers have %(number)s “%(kind)s” (%(names)s) that only one can have. "
                "Delete or change one of each first.",
                number=len(pairs),
                kind=self._kind(by_table.get(table), table),
                names=self._names(by_table.get(table), pairs),
            )
            for table, pairs in collisions.items()
            if table not in known
        ]

    def _kind(self, model, table):
        # sudo: the names of models are no secret
        return self.env["ir.model"].sudo()._get(model).name if model else table

    def _names(self, model, pairs):
        """Return names of rows that go, as far as the user may see them."""
        ids = [source_id for source_id, _target_id in pairs[:NAMES_SHOWN]]
        if not model or not self.env[model].has_access("read"):
            return ", ".join(f"#{number}" for number in ids)
        records = self.env[model].browse(ids)._filtered_access("read")
        return ", ".join(records.mapped("display_name")) or "–"

    # How each is combined. SQL: these rows are bookkeeping whose models forbid what is needed

    def _combine_same(self, table, pairs):
        going = tuple(source_id for source_id, _target_id in pairs)
        self.env.cr.execute(SQL("DELETE FROM %s WHERE id IN %s", SQL.identifier(table), going))

    def _combine_codes(self, pairs):
        """Keep the code of the one that goes, as a former code of the one that stays."""
        for source_id, target_id in pairs:
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE crm_import_former_code SET code_id = %(target)s
                     WHERE code_id = %(source)s;
                    INSERT INTO crm_import_former_code
                        (code_id, source_id, code, create_uid, create_date, write_uid, write_date)
                    SELECT %(target)s, source_id, code, %(user)s, now() AT TIME ZONE 'UTC',
                           %(user)s, now() AT TIME ZONE 'UTC'
                      FROM crm_import_code WHERE id = %(source)s
                        ON CONFLICT (source_id, code) DO UPDATE SET code_id = excluded.code_id;
                    DELETE FROM crm_import_code WHERE id = %(source)s
                    """,
                    source=source_id,
                    target=target_id,
                    user=self.env.uid,
                )
            )

    def _combine_memory(self, pairs):
        """Lay what a source delivered of both on top of each other.

        In files the newer customer usually stands later, and later rows win.
        """
        for source_id, target_id in pairs:
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE crm_import_memory AS kept
                       SET delivered = CASE WHEN gone.partner_id > kept.partner_id
                            THEN kept.delivered || gone.delivered
                            ELSE gone.delivered || kept.delivered END
                      FROM crm_import_memory AS gone
                     WHERE kept.id = %(target)s AND gone.id = %(source)s;
                    DELETE FROM crm_import_memory WHERE id = %(source)s
                    """,
                    source=source_id,
                    target=target_id,
                )
            )

    def _combine_followers(self, pairs):
        """Follow all that either followed."""
        for source_id, target_id in pairs:
            self.env.cr.execute(
                SQL(
                    """
                    INSERT INTO mail_followers_mail_message_subtype_rel
                        (mail_followers_id, mail_message_subtype_id)
                    SELECT %(target)s, mail_message_subtype_id
                      FROM mail_followers_mail_message_subtype_rel
                     WHERE mail_followers_id = %(source)s
                        ON CONFLICT DO NOTHING;
                    DELETE FROM mail_followers WHERE id = %(source)s
                    """,
                    source=source_id,
                    target=target_id,
                )
            )
