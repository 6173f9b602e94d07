from odoo import fields, models
from odoo.tools import SQL


class CrmImportFormerCode(models.Model):
    """A second code that a customer has in a source since two were merged."""

    _name = "crm.import.former.code"
    _description = "Code of a Merged Customer"
    _rec_name = "code"
    _order = "code"

    code_id = fields.Many2one(
        "crm.import.code", string="Customer Code", required=True, index=True, ondelete="cascade"
    )
    source_id = fields.Many2one("crm.import.source", required=True, ondelete="cascade")
    code = fields.Char(required=True)

    _unique_code = models.Constraint(
        "UNIQUE (source_id, code)", "Another customer has this code in the source already."
    )


class CrmImportCode(models.Model):
    _inherit = "crm.import.code"

    former_ids = fields.One2many("crm.import.former.code", "code_id", string="Also")


class CrmImportRun(models.Model):
    """Rows with the code of a merged customer are the survivor's."""

    _inherit = "crm.import.run"

    def _divide(self):
        self._translate_former_codes()
        return super()._divide()

    def _translate_former_codes(self):
        """Put the survivor's code into rows that have a former one; the cells stay as they are."""
        self.env.flush_all()
        # SQL: all rows at once
        self.env.cr.execute(
            SQL(
                """
                UPDATE crm_import_line AS l
                   SET content = jsonb_set(l.content, '{code}', to_jsonb(c.code))
                  FROM crm_import_former_code AS f
                  JOIN crm_import_code AS c ON c.id = f.code_id
                 WHERE l.run_id = %(run)s AND f.source_id = %(source)s
                   AND l.content ->> 'code' = f.code
                   AND NOT EXISTS (SELECT FROM crm_import_code AS own
                                    WHERE own.source_id = f.source_id AND own.code = f.code)
                """,
                run=self.id,
                source=self.source_id.id,
            )
        )
        self.env["crm.import.line"].invalidate_model(["content"], flush=False)
