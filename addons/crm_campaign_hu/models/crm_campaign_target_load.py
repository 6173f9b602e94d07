import base64
import binascii
import csv
import io

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

from ..campaign_engine import PERSON_KEYS, cell_date, cell_text, columns_of, plain

MOST_ROWS = 100_000


class CrmCampaignTarget(models.Model):
    """Responses from a file, as a call centre sends it."""

    _inherit = "crm.campaign.target"

    @api.model
    def load_responses(self, campaign_id, filename, content_base64, step_id=False):
        """Record the responses of a file: XLSX, or CSV by its name.

        The first row says what the columns are: one of target id, partner id, reference, e-mail,
        phone; response (code or name); comment, next step, next step date. What cannot be read is
        left out and reported, the rest is recorded; reading a file again changes nothing.

        :param step_id: only targets of this step; else of each person the newest target
        :return: dict: ``recorded``, ``unchanged`` (numbers), ``rejected``: list of dicts with
            ``row`` (as a spreadsheet counts) and ``reason``
        :raise UserError: the file cannot be read, or has no such columns
        :raise AccessError: the user may not record responses
        """
        self.check_access("write")
        campaign = self.env["utm.campaign"].browse(campaign_id)
        campaign.check_access("read")
        rows = self._file_rows(filename or "", content_base64)
        columns = self._known_columns(rows)
        domain = [("campaign_id", "=", campaign.id)]
        if step_id:
            domain.append(("step_id", "=", step_id))
        read = [
            {name: row[place] if place < len(row) else None for name, place in columns.items()}
            | {"row": number}
            for number, row in enumerate(rows[1:], 2)
            if any(cell_text(cell) for cell in row)
        ]
        found = self._targets_of_rows(read, domain)
        return self._record_rows(read, found)

    @api.model
    def _file_rows(self, filename, content):
        try:
            data = base64.b64decode(content or "", validate=True)
            rows = (
                self._xlsx_rows(data)
                if data[:2] == b"PK" or filename.lower().endswith(".xlsx")
                else self._csv_rows(data)
            )
        except (binascii.Error, csv.Error, UnicodeError, ValueError, KeyError, OSError) as error:
            raise self._unreadable(filename) from error
        if len(rows) > MOST_ROWS:
            raise UserError(self.env._("A file has %(count)s rows at most.", count=MOST_ROWS))
        return rows

    @api.model
    def _unreadable(self, filename):
        return UserError(
            self.env._(
                "%(name)s cannot be read: save it as XLSX or CSV.",
                name=filename or self.env._("The file"),
            )
        )

    @api.model
    def _xlsx_rows(self, data):
        # imported here: few read files, and it takes long
        from zipfile import BadZipFile

        from openpyxl import load_workbook

        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        except BadZipFile as error:
            raise ValueError(str(error)) from error
        rows = []
        for row in book.worksheets[0].iter_rows(values_only=True):
            rows.append(row)
            if len(rows) > MOST_ROWS:
                break
        return rows

    @api.model
    def _csv_rows(self, data):
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1250")
        first = text.split("\n", 1)[0]
        delimiter = max(";,\t", key=first.count)
        return list(csv.reader(io.StringIO(text), delimiter=delimiter))

    @api.model
    def _known_columns(self, rows):
        columns = columns_of(rows[0]) if rows else {}
        if "response" not in columns or not set(PERSON_KEYS) & set(columns):
            raise UserError(
                self.env._(
                    "The first row names the columns: one of target id, partner id, reference,"
                    " e-mail, phone, and response; and, if you like, comment, next step, next step"
                    " date. It says: %(found)s",
                    found=", ".join(cell_text(cell) for cell in (rows[0] if rows else ())) or "–",
                )
            )
        return columns

    @api.model
    def _targets_of_rows(self, rows, domain):
        """Return the targets that each kind of key names: kind → key → targets."""
        wanted = {
            name: {key for key in (self._key(name, row.get(name)) for row in rows) if key}
            for name in PERSON_KEYS
        }
        found = {name: {} for name in PERSON_KEYS}
        fields_of = {"partner": "id", "ref": "ref", "email": "email_normalized",
                     "phone": "phone_sanitized"}  # fmt: skip
        by_id = self.search([*domain, ("id", "in", list(wanted["target"]))])
        found["target"] = {target.id: target for target in by_id}
        for name, field in fields_of.items():
            # the newest last, so that it stays
            targets = self.search(
                [*domain, (f"partner_id.{field}", "in", list(wanted[name]))], order="id"
            )
            for target in targets:
                mine = found[name].setdefault(target.partner_id[field], {})
                mine[target.partner_id] = target
        return found

    @api.model
    def _key(self, name, value):
        text = cell_text(value)
        if name in ("target", "partner"):
            return int(text) if text.isascii() and text.isdigit() and int(text) < 2**31 else False
        if name == "email":
            return email_normalize(text) or False
        if name == "phone":
            return self._phone_key(text)
        return text

    @api.model
    def _phone_key(self, text):
        partners = self.env["res.partner"]
        # a spreadsheet takes the sign off numbers
        return text and (partners._e164(text) or partners._e164(f"+{text}"))

    @api.model
    def _record_rows(self, rows, found):
        """Record what rows say; see `load_responses`."""
        responses = self._responses_by_word()
        result = {"recorded": 0, "unchanged": 0, "rejected": []}
        changes = []
        for row in rows:
            try:
                target, values = self._target_of_row(row, found), self._row_values(row, responses)
            except UserError as error:
                result["rejected"].append({"row": row["row"], "reason": str(error)})
                continue
            if all(target[name] == value for name, value in values.items()):
                result["unchanged"] += 1
            else:
                changes.append((target, values))
        self.browse([target.id for target, _values in changes]).check_access("write")
        for target, values in changes:
            # sudo: whether the user may write to them was asked for all of them at once
            target.sudo().write(values)
        result["recorded"] = len(changes)
        return result

    @api.model
    def _target_of_row(self, row, found):
        """Return the target that a row names, by the first of its cells that names anybody."""
        for name in PERSON_KEYS:
            key = self._key(name, row.get(name))
            if not key:
                continue
            known = found[name].get(key)
            if not known:
                raise UserError(
                    self.env._("Nobody in this campaign is called %(key)s.",
                               key=cell_text(row[name]))
                )  # fmt: skip
            if name != "target" and len(known) > 1:
                raise UserError(
                    self.env._(
                        "%(count)s persons in this campaign have %(key)s: name the target's id.",
                        count=len(known),
                        key=cell_text(row[name]),
                    )
                )
            target = known if name == "target" else next(iter(known.values()))
            if target.state == "control":
                raise UserError(self.env._("The person is in the control group."))
            return target
        raise UserError(self.env._("The row names nobody."))

    @api.model
    def _row_values(self, row, responses):
        word = cell_text(row.get("response"))
        response = responses.get(plain(word))
        if not response:
            raise UserError(
                self.env._(
                    "No such response: %(word)s. There are: %(known)s.",
                    word=word or "–",
                    known=", ".join(dict.fromkeys(one.code for one in responses.values())),
                )
            )
        values = {"response_id": response}
        for name in ("comment", "next_step"):
            if cell_text(row.get(name)):
                values[name] = cell_text(row[name])
        try:
            day = cell_date(row.get("next_step_date"))
        except ValueError as error:
            raise UserError(
                self.env._("%(text)s is no date: write 2026-12-31.", text=error)
            ) from error
        return values | ({"next_step_date": day} if day else {})

    @api.model
    def _responses_by_word(self):
        """Return the responses by code and by name, in the user's language and in English."""
        found = {}
        for lang in (None, "en_US"):
            catalogue = self.env["crm.campaign.response"]
            catalogue = catalogue.with_context(lang=lang) if lang else catalogue
            for response in catalogue.search([("active", "=", True)]):
                found.setdefault(plain(response.name), response)
                found.setdefault(plain(response.code), response)
        return found
