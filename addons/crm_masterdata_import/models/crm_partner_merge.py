from odoo import api, fields, models

from ..partner_comparison import compared_fields, texts_of


class CrmPartnerMerge(models.Model):
    """Who made one customer of two, when, and what both were like before."""

    _name = "crm.partner.merge"
    _description = "Merge of Customers"
    _order = "id desc"
    _rec_name = "merged_name"

    survivor_id = fields.Many2one("res.partner", index=True, ondelete="set null", readonly=True)
    survivor_name = fields.Char(readonly=True)
    merged_number = fields.Integer(string="Former ID", readonly=True)
    merged_name = fields.Char(string="Merged Customer", readonly=True)
    company_id = fields.Many2one("res.company", index=True, readonly=True)
    user_id = fields.Many2one("res.users", string="Merged By", readonly=True)
    values = fields.Json(readonly=True, help="Field → what the survivor and the other had.")
    rows = fields.Json(readonly=True, help="Kind of record → how many of the other were moved.")
    values_text = fields.Text(string="Values Before", compute="_compute_texts")
    rows_text = fields.Text(string="Moved", compute="_compute_texts")

    @api.depends("values", "rows")
    def _compute_texts(self):
        known = self.env["res.partner"].fields_get(attributes=["string"])
        # sudo: the names of models are no secret
        kinds = self.env["ir.model"].sudo()
        for merge in self:
            merge.values_text = "\n".join(
                f"{known[name]['string']}: {survivor or '–'} | {other or '–'}"
                for name, (survivor, other) in (merge.values or {}).items()
                if name in known
            )
            merge.rows_text = "\n".join(
                f"{kinds._get(model).name}: {number}"
                for model, number in (merge.rows or {}).items()
                if model in self.env
            )

    @api.model
    def _prepare(self, sources, target):
        """Return the values of the logs of a merge, taken before it."""
        # sudo: what is on record does not depend on what whoever merges may see
        partners = (target | sources).sudo()
        wizard = self.env["base.partner.merge.automatic.wizard"]
        labelled = wizard._label_rows(wizard._count_rows(partners))
        names = compared_fields(partners)
        texts = {partner.id: texts_of(partner, names) for partner in partners}
        return [
            {
                "survivor_id": target.id,
                "survivor_name": target.display_name,
                "merged_number": source.id,
                "merged_name": source.display_name,
                "company_id": source.company_id == target.company_id and target.company_id.id,
                "user_id": self.env.uid,
                "values": {
                    name: [texts[target.id][name], texts[source.id][name]]
                    for name in names
                    if texts[target.id][name] or texts[source.id][name]
                },
                "rows": {
                    model: numbers[source.id]
                    for model, _label, numbers in labelled
                    if source.id in numbers
                },
            }
            for source in sources
        ]

    @api.model
    def _keep(self, values_list):
        """Put merges on record, and on the pairs that they settle."""
        # sudo: merges are put on record by the merge alone
        merges = self.sudo().create(values_list)
        for merge in merges:
            self.env["crm.partner.double"]._settle(merge)
        return merges.sudo(False)
