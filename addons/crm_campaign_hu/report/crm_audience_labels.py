from odoo import api, models
from odoo.exceptions import UserError

#: what wkhtmltopdf lays out in reasonable time; a printing house takes a table anyway
MOST_LABELS = 5000


class ReportCrmAudienceLabels(models.AbstractModel):
    """Members' addresses on sheets of labels; as with any export, who took them is written down."""

    _name = "report.crm_campaign_hu.report_audience_labels"
    _description = "Labels of Members of Audiences"

    @api.model
    def _get_report_values(self, docids, data=None):
        audiences = self.env["crm.audience"].browse(docids)
        audiences.check_access("read")
        audiences._check_may_export()
        partners = self.env["res.partner"]
        for audience in audiences:
            addressed = audience._addressed_members()
            audience._note_export("pdf", ["name", "contact_address"], len(addressed), False)
            partners |= addressed
        if not partners:
            raise UserError(
                self.env._("None of the members has a street and a town: there are no labels.")
            )
        if len(partners) > MOST_LABELS:
            raise UserError(
                self.env._(
                    "There are %(count)s labels, and room for %(most)s: export the addresses as a "
                    "table for the printing house.",
                    count=len(partners),
                    most=MOST_LABELS,
                )
            )
        return {"doc_ids": docids, "docs": audiences, "partners": partners}
