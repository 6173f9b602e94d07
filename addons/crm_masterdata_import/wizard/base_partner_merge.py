import psycopg2
from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import LockError, UserError
from odoo.tools import SQL

GUARDED = ("res.partner", "res.partner.bank")
# Odoo moves these itself
MOVED_BY_ODOO = (
    "ir.attachment", "ir.model.data", "mail.activity", "mail.followers", "mail.message",
)  # fmt: skip


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Odoo's merge of partners, from whatever screen, that loses nothing and is on record."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        partners = self.env["res.partner"].browse(partner_ids).exists()
        if len(partners) < 2:
            return super()._merge(partner_ids, dst_partner, extra_checks)
        ordered = self._get_ordered_partner(partners.ids)
        target = dst_partner if dst_partner and dst_partner in partners else ordered[-1]
        sources = partners - target
        self._lock(partners)
        self._check_hashed(sources)
        logs = self.env["crm.partner.merge"]._prepare(sources, target)
        self._share(partners)
        self._free_unique_keys(sources)
        # numbers that were good enough to be stored are not checked anew
        wizard = self.with_context(no_vat_validation=True)
        result = super(BasePartnerMergeAutomaticWizard, wizard)._merge(
            partner_ids, target, extra_checks
        )
        self.env["crm.partner.merge"]._keep(logs)
        self.env["res.partner"]._refresh_unique_keys()
        return result

    def _lock(self, partners):
        """Let nobody else merge the partners or make documents of them meanwhile."""
        try:
            partners.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else is working with %(partners)s at this moment. Wait a little, "
                    "and merge them then.",
                    partners=", ".join(partners.mapped("display_name")),
                )
            ) from error

    def _share(self, partners):
        """Let the survivor be everybody's if one of them is: documents of all companies stay."""
        companies = {partner.company_id for partner in partners}
        if len(companies) > 1 and self.env["res.company"] in companies:
            partners.company_id = False

    def _free_unique_keys(self, sources):
        """Let the survivor take over numbers of those that go."""
        names = ["unique_tax_number_key", "unique_registry_key"]
        self.env.flush_all()
        # SQL: stored computed fields; those that go are not computed again
        self.env.cr.execute(
            SQL(
                "UPDATE res_partner SET unique_tax_number_key = NULL, unique_registry_key = NULL"
                " WHERE id IN %s",
                tuple(sources.ids),
            )
        )
        sources.invalidate_recordset(names, flush=False)

    @api.model
    def _hashed_sources(self, partners):
        """Return those of the partners that have entries sealed by a hash of their values."""
        # sudo: entries count that the user may not see
        sealed = (
            self.env["account.move.line"]
            .sudo()
            ._read_group(
                [("partner_id", "in", partners.ids), ("move_id.inalterable_hash", "!=", False)],
                ["partner_id"],
            )
        )
        return self.env["res.partner"].union(*[partner for (partner,) in sealed])

    def _check_hashed(self, sources):
        hashed = self._hashed_sources(sources)
        if hashed:
            raise UserError(self._hashed_refusal(hashed))

    def _hashed_refusal(self, partners):
        return self.env._(
            "%(partners)s has journal entries that are sealed: their customer cannot be changed. "
            "Let this one survive. If both have such entries, they cannot be merged: archive the "
            "one that is no longer used.",
            partners=", ".join(partners.mapped("display_name")),
        )

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """Move also rows that whoever merges may not see: Odoo reads visitors of the website."""
        # sudo: nothing that hangs on a customer may be lost because of who merges
        wizard, sources, target = self.sudo(), src_partners.sudo(), dst_partner.sudo()
        return super(BasePartnerMergeAutomaticWizard, wizard)._update_foreign_keys(sources, target)

    @api.model
    def _update_foreign_keys_generic(self, model, src_records, dst_record):
        """Move rows ourselves where a key could refuse: Odoo would delete what it cannot move."""
        if model in GUARDED:
            for source in src_records:
                if model == "res.partner":
                    self.env["crm.partner.double"]._move_pairs(source, dst_record)
                    # a refusal names only what the user may see
                    self.sudo(False)._combine(source, dst_record)
                self._move_guarded(model, source, dst_record)
        return super()._update_foreign_keys_generic(model, src_records, dst_record)

    def _move_guarded(self, model, source, target):
        self.env.flush_all()
        for table, column in self._refusing(self.env[model]._table):
            # SQL: as Odoo moves them, but refused as a whole if one cannot be moved
            self._guarded(
                table,
                SQL(
                    "UPDATE %(table)s SET %(column)s = %(target)s WHERE %(column)s = %(source)s",
                    table=SQL.identifier(table),
                    column=SQL.identifier(column),
                    target=target.id,
                    source=source.id,
                ),
            )
        self.env.invalidate_all(flush=False)

    def _refusing(self, referenced_table):
        """Return those of Odoo's (table, column) where a unique key or a check can refuse."""
        relations = [
            relation
            for relation in self._get_fk_on(referenced_table)
            if "base_partner_merge_" not in relation[0]
        ]
        # SQL: only PostgreSQL knows its indexes
        return self.env.execute_query(
            SQL(
                """
                SELECT c.relname, a.attname
                  FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
                 WHERE c.relnamespace = current_schema::regnamespace
                   AND (c.relname, a.attname) IN %s
                   AND EXISTS (SELECT FROM pg_attribute
                                WHERE attrelid = c.oid AND attname = 'id')
                   AND (EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = c.oid
                                 AND i.indisunique AND a.attnum = ANY(i.indkey::int2[]))
                        OR EXISTS (SELECT FROM pg_constraint AS k WHERE k.conrelid = c.oid
                                    AND k.contype IN ('c', 'x') AND a.attnum = ANY(k.conkey)))
                """,
                tuple(relations),
            )
        )

    def _guarded(self, table, statement):
        try:
            with self.env.cr.savepoint():
                self.env.cr.execute(statement)
        except psycopg2.IntegrityError as error:
            by_table = {model._table: name for name, model in self.env.items() if model._auto}
            raise UserError(
                self.env._(
                    "The customers cannot be merged: “%(kind)s” of the one that would go cannot "
                    "be moved to the other. Nothing was changed. (%(error)s)",
                    kind=self._kind(by_table.get(table), table),
                    error=error.diag.message_primary or error,
                )
            ) from error

    @api.model
    def _update_reference_fields_generic(
        self, referenced_model, src_records, dst_record, additional_update_records=None
    ):
        if referenced_model == "res.partner":
            for source in src_records:
                self._combine_followers(self._both_follow(source, dst_record))
            self._move_references(src_records, dst_record)
        return super()._update_reference_fields_generic(
            referenced_model, src_records, dst_record, additional_update_records
        )

    def _both_follow(self, source, target):
        """Return the followers whom both partners have, as (id of the source's, the target's)."""
        self.env.flush_all()
        # SQL: whoever may see the followers
        return self.env.execute_query(
            SQL(
                "SELECT s.id, t.id FROM mail_followers AS s JOIN mail_followers AS t"
                " USING (res_model, partner_id)"
                " WHERE res_model = 'res.partner' AND s.res_id = %s AND t.res_id = %s",
                source.id,
                target.id,
            )
        )

    def _move_references(self, sources, target):
        """Move what points to partners by the name of their model, as far as Odoo forgets it."""
        for model in self.env.values():
            if not model._auto or model._abstract or model._name in MOVED_BY_ODOO:
                continue
            for name, field in model._fields.items():
                kind = field.type == "many2one_reference" and model._fields.get(field.model_field)
                if kind and field.store and kind.store and kind.type != "many2one":
                    # SQL: whoever may see the rows
                    self._guarded(
                        model._table,
                        SQL(
                            "UPDATE %s SET %s = %s WHERE %s = 'res.partner' AND %s IN %s",
                            SQL.identifier(model._table),
                            SQL.identifier(name),
                            target.id,
                            SQL.identifier(field.model_field),
                            SQL.identifier(name),
                            tuple(sources.ids),
                        ),
                    )
        self.env.invalidate_all(flush=False)

    @api.model
    def _update_values(self, src_partners, dst_partner):
        """Keep the notes of all."""
        notes = [partner.comment for partner in dst_partner | src_partners if partner.comment]
        result = super()._update_values(src_partners, dst_partner)
        if len(set(notes)) > 1:
            dst_partner.comment = Markup().join(dict.fromkeys(notes))
        return result
