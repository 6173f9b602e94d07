from odoo import api, fields, models

from ..bulk.rows import copy, learn_size, reserve_ids

COLUMNS = (
    "id", "partner_id", "source_id", "code", "create_uid", "create_date", "write_uid", "write_date",
)  # fmt: skip


class CrmImportCode(models.Model):
    """A partner's code in a source: the first key by which its rows find it."""

    _name = "crm.import.code"
    _description = "Customer Code"
    _rec_name = "code"
    _order = "source_id, code"

    partner_id = fields.Many2one("res.partner", required=True, index=True, ondelete="cascade")
    source_id = fields.Many2one("crm.import.source", required=True, ondelete="cascade")
    code = fields.Char(required=True)

    _unique_code = models.Constraint(
        "UNIQUE (source_id, code)", "Another customer has this code in the source already."
    )
    _one_code = models.Constraint(
        "UNIQUE (partner_id, source_id)", "A customer has one code in each source."
    )

    @api.model
    def _insert(self, source, codes):
        """Give partners their codes in a source; return the new ids.

        :param codes: list of (partner's id, code)
        """
        ids = reserve_ids(self.env, self._table, len(codes))
        now = self.env.cr.now()
        stamp = [self.env.uid, now, self.env.uid, now]
        values = [
            [code_id, partner_id, source.id, code, *stamp]
            for code_id, (partner_id, code) in zip(ids, codes, strict=True)
        ]
        # COPY: thousands of rows that nothing is computed from
        copy(self.env, self._table, COLUMNS, values)
        learn_size(self.env, self._table, len(codes))
        self.env["res.partner"].invalidate_model(["import_code_ids"], flush=False)
        return ids
