import base64

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL
from odoo.tools.misc import split_every

from ..audience_engine.table_file import FORMATS, MOST_ROWS, csv_file, xlsx_file
from ..member_cells import columns

BATCH = 5000


class CrmAudience(models.Model):
    """Members go out as a file, and who took them is written down."""

    _inherit = "crm.audience"

    def export_members(self, format, fields, reason=False):  # pylint: disable=redefined-builtin
        """Return the members, as of the last refresh, as a file.

        Only those whom the user may read, with values as Odoo's own export shows them; what a
        spreadsheet would take for a formula has an apostrophe in front.

        :param format: ``csv`` or ``xlsx``
        :param fields: names of fields of `res.partner`, or paths such as ``country_id.code``
        :param reason: why; it is kept with who, when and what
        :return: {"filename", "content_base64"}
        :raise UserError: an unknown format or field, or more members than a sheet has rows
        :raise AccessError: the user may not export, or not read a field
        """
        self.ensure_one()
        self.check_access("read")
        self._check_may_export()
        if format not in FORMATS:
            raise UserError(
                self.env._(
                    "There is no format “%(format)s”. Use one of: %(known)s",
                    format=format,
                    known=", ".join(FORMATS),
                )
            )
        paths = [fields] if isinstance(fields, str) else list(fields or ())
        chains = self.env["crm.audience.column"]._chains(paths)
        partner_ids = self._exported_ids(format)
        content = self._exported_file(format, chains, partner_ids)
        self._note_export(format, paths, len(partner_ids), reason)
        name = "".join(char if char.isalnum() else "_" for char in self.name)[:80]
        return {
            "filename": f"{name}.{format}",
            "content_base64": base64.b64encode(content).decode(),
        }

    @api.model
    def _check_may_export(self):
        if not self.env.user.has_group("base.group_allow_export"):
            raise AccessError(
                self.env._("You may not export. Ask your administrator for the right to export.")
            )

    def _exported_ids(self, file_format):
        members = self.env["crm.audience.member"]._search([("audience_id", "=", self.id)])
        found = self.env.execute_query(members.select(SQL("crm_audience_member.partner_id")))
        if file_format == "xlsx" and len(found) > MOST_ROWS:
            raise UserError(
                self.env._(
                    "A sheet has room for %(most)s rows, there are %(count)s: export as csv.",
                    most=MOST_ROWS,
                    count=len(found),
                )
            )
        return sorted(one for (one,) in found)

    def _exported_file(self, file_format, chains, partner_ids):
        headers = ["/".join(self._labels(chain)) for chain in chains]
        write = csv_file if file_format == "csv" else xlsx_file
        return write(headers, self._exported_rows(chains, partner_ids))

    def _labels(self, chain):
        return [field.get_description(self.env, ["string"])["string"] for field in chain]

    def _exported_rows(self, chains, partner_ids):
        """Yield the rows of cells, read a batch at a time."""
        partners = self.env["res.partner"].with_context(active_test=False)
        for batch in split_every(BATCH, partner_ids):
            yield from zip(*columns(partners.browse(batch), chains), strict=True)
            # what was read is not needed any more
            self.env.invalidate_all(flush=False)

    def _addressed_members(self):
        """Return the members to whom a letter can be addressed, by postal code."""
        members = self.env["crm.audience.member"]._search([("audience_id", "=", self.id)])
        domain = [
            ("id", "in", members.subselect(SQL("crm_audience_member.partner_id"))),
            ("street", "!=", False),
            ("city", "!=", False),
        ]
        partners = self.env["res.partner"].with_context(active_test=False)
        return partners.search(domain, order="country_id, zip, id")

    def _note_export(self, file_format, paths, count, reason):
        # sudo: nobody writes the log by hand
        self.env["crm.audience.export"].sudo().create(
            {
                "audience_id": self.id,
                "audience_name": self.name,
                "company_id": self.company_id.id,
                "user_id": self.env.uid,
                "file_format": file_format,
                "field_names": ", ".join(paths),
                "count": count,
                "reason": reason or False,
            }
        )
