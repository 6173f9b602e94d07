from odoo import api, models
from odoo.exceptions import AccessError

#: what a contact says, besides that there was one
WORDS = ("subject", "body", "text", "attachment_ids")
#: what decides to whom it is shown
DECIDES = {"direction", "res_id", "res_model", "user_id"}


class CrmContactLog(models.Model):
    """The journal shows everybody that there was contact; what was said, to whom it concerns.

    Words that stand on a document are read by those who may read the document, by whoever wrote
    them, and in the inbox, as long as they wait for an answer.
    """

    _inherit = "crm.contact.log"

    def _hidden(self):
        """Return those whose words stand on documents that the user may not read."""
        hidden = self.browse()
        if self.env.su:
            return hidden
        others = self.filtered(
            lambda log: log.res_id and log.user_id != self.env.user and not log._is_open()
        )
        for model, logs in others.grouped("res_model").items():
            if model in self.env:
                documents = self.env[model].browse(set(logs.mapped("res_id"))).exists()
                closed = set((documents - documents._filtered_access("read")).ids)
                hidden |= logs.filtered(lambda log, closed=closed: log.res_id in closed)
        return hidden

    def write(self, vals):
        """Change contacts; nobody makes his own what he may not read."""
        opens = DECIDES & set(vals) or vals.get("state") == "delivered"
        if opens and self._hidden():
            raise AccessError(
                self.env._("This contact stands on a document that you may not read.")
            )
        return super().write(vals)

    def _read_format(self, fnames, load="_classic_read"):
        """Leave the words out of what is not for the user."""
        rows = super()._read_format(fnames, load)
        asked = [name for name in WORDS if name in fnames]
        if asked and (hidden := set(self._hidden().ids)):
            for row in rows:
                if row["id"] in hidden:
                    row.update({name: [] if name == "attachment_ids" else False for name in asked})
        return rows

    def export_data(self, fields_to_export):
        """Export contacts but for those whose words are not for the user."""
        return super(CrmContactLog, self - self._hidden()).export_data(fields_to_export)

    @api.depends_context("uid")
    def _compute_display_name(self):
        hidden = self._hidden()
        channels = dict(self._fields["channel"]._description_selection(self.env))
        for log in hidden:
            log.display_name = f"{channels[log.channel]} {log.partner_id.name or ''}".strip()
        return super(CrmContactLog, self - hidden)._compute_display_name()
