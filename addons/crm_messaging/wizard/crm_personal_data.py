import base64

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..personal_files import as_json, as_xlsx, title_of

WRITERS = {"xlsx": as_xlsx, "json": as_json}


class CrmPersonalData(models.TransientModel):
    """What a person asks for: what is known of him, or that it be erased."""

    _name = "crm.personal.data"
    _description = "Personal Data on Request"

    partner_ids = fields.Many2many("res.partner", string="Persons", required=True)
    request = fields.Char(help="When and how the person asked, and how you know that it was him.")
    held = fields.Text("Known of them", compute="_compute_held")
    kept = fields.Text("Must be kept", compute="_compute_held")
    format = fields.Selection(
        [("xlsx", "Spreadsheet"), ("json", "JSON, for programs")], required=True, default="xlsx"
    )
    file = fields.Binary(attachment=False, readonly=True)
    file_name = fields.Char(readonly=True)
    is_erased = fields.Boolean(readonly=True)
    result = fields.Text("Was kept", readonly=True)

    def _persons(self):
        """Return the persons with all rights, for whoever answers such requests."""
        if not self.env.user.has_group("base.group_system"):
            raise AccessError(self.env._("Requests about personal data are for administrators."))
        # sudo: what is known of a person stands in many places, which this user need not see
        return self.partner_ids.sudo().with_context(active_test=False)

    @api.depends("partner_ids")
    def _compute_held(self):
        for asked in self:
            persons = asked._persons()._origin
            counts = [(model, len(rows)) for model, rows in persons._personal_data().items()]
            asked.held = "\n".join(
                f"{title_of(self.env, model)}: {count}" for model, count in counts if count
            )
            asked.kept = _lines([*persons._person()._law_keeps(), *persons._still_listed()])

    def action_export(self):
        """Write what is known of the persons into a file.

        :return: an action that downloads it
        """
        self.ensure_one()
        content = WRITERS[self.format](self.env, self._persons()._personal_data())
        names = " ".join(self.partner_ids.mapped("name")) or str(self.id)
        self.write({"file": base64.b64encode(content), "file_name": f"{names[:60]}.{self.format}"})
        url = f"/web/content/{self._name}/{self.id}/file?filename_field=file_name&download=true"
        return {"type": "ir.actions.act_url", "url": url, "target": "download"}

    def action_erase(self):
        """Erase what is known of the persons; the form then says what was kept, and why.

        :return: a window's action, this form
        :raise UserError: one of them is a user of the firm
        """
        self.ensure_one()
        persons = self._persons()
        known_as = [(person.name or "", person.email or "") for person in persons]
        kept = _lines(persons._erase_personal_data())
        self.write({"is_erased": True, "result": kept or self.env._("Nothing.")})
        self._account_for(persons, known_as)
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _account_for(self, persons, known_as):
        """Note that data were erased, and what was kept. Addons note it elsewhere as well.

        :param known_as: what each was called, and his e-mail address
        """
        said = self.env._(
            "Personal data were erased on request (%(request)s). Kept: %(kept)s",
            request=self.request or "–",
            kept=self.result,
        )
        for person in persons:
            person._message_log(body=said)


def _lines(kept):
    return "\n".join(f"{one['what']}: {one['why']}" for one in kept)
