import base64
import csv
import io

from odoo import fields, models
from odoo.exceptions import UserError


class CrmContactLog(models.Model):
    """Letters: printed in one file, posted with a list, some of them returned."""

    _inherit = "crm.contact.log"

    def _waiting_letters(self):
        """Return those of these letters that wait to be posted and may still be."""
        waiting = self.filtered(lambda log: log.channel == "letter" and log.state == "queued")
        due = waiting.filtered(
            lambda log: not log.scheduled_at or log.scheduled_at <= fields.Datetime.now()
        )
        letters = self.env["crm.message"]._still_permitted(due)
        if not letters:
            raise UserError(self.env._("None of these letters waits to be posted."))
        return letters.sorted("id")

    def action_print_letters(self):
        """Print letters that wait, in one file.

        :return: a report's action
        :raise UserError: none of them waits
        """
        self.check_access("write")
        letters = self._waiting_letters()
        action = self.env.ref("crm_messaging.action_report_letter").report_action(letters)
        # programs get no None over XML-RPC
        return {**action, "data": {}}

    def action_posting_list(self):
        """Make the list of letters that the post office stamps, as CSV.

        Columns: number, name, postal code, town, street, country, our number of the letter.

        :return: an action that downloads it
        :raise UserError: none of them waits
        """
        self.check_access("write")
        letters = self._waiting_letters()
        title = self.env._("Posting list")
        file = self.env["ir.attachment"].create(
            {
                "name": f"{title} {fields.Date.context_today(self)}.csv",
                "datas": base64.b64encode(letters._posting_rows().encode("utf-8-sig")),
                "mimetype": "text/csv",
            }
        )
        url = f"/web/content/{file.id}?download=true"
        return {"type": "ir.actions.act_url", "url": url, "target": "download"}

    def _posting_rows(self):
        text = io.StringIO()
        table = csv.writer(text, delimiter=";", lineterminator="\r\n")
        table.writerow(
            [
                self.env._("No."),
                self.env._("Name"),
                self.env._("Postal code"),
                self.env._("Town"),
                self.env._("Street"),
                self.env._("Country"),
                self.env._("Our number"),
            ]
        )
        for number, letter in enumerate(self, start=1):
            to = letter.partner_id
            street = ", ".join(part for part in (to.street, to.street2) if part)
            row = [number, to.commercial_company_name or to.name, to.zip, to.city, street,
                   to.country_id.name, letter.id]  # fmt: skip
            table.writerow([_safe(cell) for cell in row])
        return text.getvalue()

    def action_posted(self):
        """Note that letters were posted.

        :return: True
        :raise UserError: none of them waits
        """
        self.check_access("write")
        self._waiting_letters().write({"state": "sent", "date": fields.Datetime.now()})
        return True

    def action_returned(self):
        """Note that the post brought letters back.

        :return: True
        """
        posted = self.filtered(lambda log: log.channel == "letter" and log.state == "sent")
        posted._fail(self.env._("Returned by the post"))
        return True


def _safe(cell):
    """Return a cell that a spreadsheet does not take for a formula."""
    text = str(cell or "")
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
