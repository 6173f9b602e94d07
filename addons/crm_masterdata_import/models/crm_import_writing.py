from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg2

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..import_engine import Stored, lay
from ..import_engine.codes import MERGED
from ..partner_values import Writer, read_values

PAGE = 500
# as little as can be: one line about the load is enough, and numbers are checked already
QUIET = {"tracking_disable": True, "mail_create_nosubscribe": True, "no_vat_validation": True}


class RolledBack(Exception):
    """Undoes what a block wrote."""


class Refused(Exception):
    """The database refused rows; ``messages`` maps their numbers to why."""

    def __init__(self, messages):
        super().__init__(messages)
        self.messages = messages


@dataclass(frozen=True, eq=False)
class Group:
    """The rows of one partner; ``rows`` are (number, content) in the order of the file."""

    partner_id: int
    first_row: int
    is_site: bool
    site_of_partner: int
    site_of_row: int
    rows: tuple


class CrmImportRun(models.Model):
    """A load's third step: the rows of each partner, laid over one another, are written."""

    _inherit = "crm.import.run"

    @contextmanager
    def _rolled_back(self):
        """Give a block a dict to keep; everything else that it does is undone."""
        kept = {}
        try:
            with self.env.cr.savepoint():
                yield kept
                raise RolledBack
        except RolledBack:
            self.env.invalidate_all(flush=False)

    def _write_all(self):
        """Write all partners, and begin anew without the rows that the database refuses.

        :return: dict of row number → (outcome, partner's id or None)
        """
        while True:
            try:
                with self.env.cr.savepoint():
                    return self._write_groups()
            except Refused as refusal:
                excluded = (self.excluded or {}) | {
                    str(number): text for number, text in refusal.messages.items()
                }
                # sudo: the load's own record, which users only read
                self.sudo().excluded = excluded
                self._resolve()

    def _write_groups(self):
        outcomes, refused, new_ids = {}, {}, {}
        for groups in self._group_pages():
            outcomes |= self._write_page(groups, new_ids, refused)
        if refused:
            raise Refused(refused)
        return outcomes

    def _write_page(self, groups, new_ids, refused):
        """Write groups in one go, or in halves until those that cannot be written are found."""
        try:
            with self.env.cr.savepoint():
                return self._lay_and_write(groups, new_ids)
        except (UserError, ValueError, psycopg2.IntegrityError, psycopg2.DataError) as error:
            self.env.invalidate_all(flush=False)
            if len(groups) == 1:
                refused[self._culprit(groups[0], new_ids)] = self._in_words(error)
                return {}
        half = len(groups) // 2
        return self._write_page(groups[:half], new_ids, refused) | self._write_page(
            groups[half:], new_ids, refused
        )

    def _culprit(self, group, new_ids):
        """Return the number of the row with which the group can no longer be written."""
        for length in range(1, len(group.rows)):
            part = Group(**{**vars(group), "rows": group.rows[:length]})
            try:
                with self.env.cr.savepoint():
                    self._lay_and_write([part], dict(new_ids))
                    raise RolledBack
            except RolledBack:
                self.env.invalidate_all(flush=False)
            except (UserError, ValueError, psycopg2.IntegrityError, psycopg2.DataError):
                self.env.invalidate_all(flush=False)
                return part.rows[-1][0]
        return group.rows[-1][0]

    def _in_words(self, error):
        if not isinstance(error, psycopg2.Error):
            return str(error)
        message = self.env["res.partner"]._sql_error_to_message(error)
        # what PostgreSQL adds are the values of the whole partner
        return message if message != str(error) else error.diag.message_primary

    # The rows of each partner

    def _group_pages(self):
        """Give lists of groups, in the order of their first rows."""
        last = -1
        while True:
            self.env.cr.execute(
                SQL(
                    """
                    WITH page AS (
                        SELECT place_partner, place_row, row_number
                          FROM crm_import_line
                         WHERE run_id = %(run)s AND is_first AND row_number > %(last)s
                         ORDER BY row_number LIMIT %(page)s
                    )
                    SELECT p.row_number, l.row_number, l.content, l.place_partner, l.is_site,
                           l.site_of_partner, l.site_of_row
                      FROM page AS p
                      JOIN crm_import_line AS l ON l.run_id = %(run)s AND l.reason IS NULL
                       AND (l.place_partner = p.place_partner OR l.place_row = p.place_row)
                     ORDER BY p.row_number, l.row_number
                    """,
                    run=self.id,
                    last=last,
                    page=PAGE,
                )
            )
            rows = self.env.cr.fetchall()
            if not rows:
                return
            last = rows[-1][0]
            yield _groups(rows)

    def _lay_and_write(self, groups, new_ids):
        """Lay the rows of the groups over one another and write what is news.

        :param new_ids: first row → id of the partners that the load has created, added to
        """
        ids = [group.partner_id for group in groups if group.partner_id]
        partners = self._partners().browse(ids)
        stored, memory = read_values(partners), self._memory_of(ids)
        codes = self._codes_of(ids)
        policies, country = self.source_id._get_policies(), self.source_id.country_id.code or ""
        laid = []
        for group in groups:
            held = None
            if group.partner_id:
                values = stored[group.partner_id]
                if group.partner_id in codes:
                    values["code"] = codes[group.partner_id]
                held = Stored(values, memory.get(group.partner_id, {}))
            contents = [content for _number, content in group.rows]
            laid.append(lay(contents, held, policies, country, site=group.is_site))
        self._write_laid(groups, laid, new_ids)
        self.env.flush_all()
        return _outcomes(groups, laid, new_ids)

    # Partners, codes, memory

    def _partners(self):
        """Return the model of partners as loads write them."""
        # sudo: who may load is asked before, and Odoo reads the accountant's fields of a company
        # when it makes one of its addresses
        return self.env["res.partner"].sudo().with_context(**QUIET)

    def _write_laid(self, groups, laid, new_ids):
        writer = Writer(self._partners().env)
        pairs = list(zip(groups, laid, strict=True))
        new = [(group, result) for group, result in pairs if not group.partner_id]
        new_ids |= self._create_partners(writer, new, new_ids)
        partner_of = {
            group: self._partners().browse(group.partner_id or new_ids[group.first_row])
            for group in groups
        }
        undo = {group: {} for group in groups}
        for group, result in pairs:
            if group.partner_id and (result.changes or result.additions):
                undo[group] = self._write_partner(writer, partner_of[group], result)
        texts = {
            partner_of[group]: {target: change.after for target, change in result.changes.items()}
            for group, result in pairs
        }
        writer.write_children(texts)
        writer.write_accounts(texts)
        self._write_codes(texts)
        self._keep_changes(pairs, partner_of, undo)

    def _create_partners(self, writer, new, new_ids):
        """Create partners, companies before their sites; return first row → id."""
        made = {}
        for wave in (False, True):
            chosen = [(group, laid) for group, laid in new if group.is_site == wave]
            values = []
            for group, laid in chosen:
                texts = {target: change.after for target, change in laid.changes.items()}
                own = writer.prepare(texts, additions=laid.additions)
                if group.is_site:
                    company = group.site_of_partner or (new_ids | made)[group.site_of_row]
                    own |= {"parent_id": company, "type": "delivery"}
                else:
                    own["customer_rank"] = 1
                values.append(own)
            partners = writer.env["res.partner"]._load_records_create(values)
            made |= {
                group.first_row: partner.id
                for (group, _laid), partner in zip(chosen, partners, strict=True)
            }
        return made

    def _write_partner(self, writer, partner, laid):
        """Write a partner's own fields; return what they were, to be written back."""
        texts = {target: change.after for target, change in laid.changes.items()}
        values = writer.prepare(texts, partner.comment, laid.additions)
        if not values:
            return {}
        [before] = partner.read(list(values), load=None)
        del before["id"]
        partner.with_context(tracking_disable=False).write(values)
        return before

    def _write_codes(self, texts):
        # sudo: codes come with the rows; by hand only managers change them
        self.env["crm.import.code"].sudo().create(
            [
                {"partner_id": partner.id, "source_id": self.source_id.id, "code": own["code"]}
                for partner, own in texts.items()
                if "code" in own
            ]
        )

    def _keep_changes(self, pairs, partner_of, undo):
        # sudo: what loads did is written by loads alone
        self.env["crm.import.change"].sudo().create(
            [
                {
                    "run_id": self.id,
                    "partner_id": partner_of[group].id,
                    "partner_name": partner_of[group].name,
                    "outcome": laid.outcome,
                    "before": {key: change.before for key, change in laid.changes.items()},
                    "after": {key: change.after for key, change in laid.changes.items()}
                    | ({"note": "\n".join(laid.additions)} if laid.additions else {}),
                    "undo": undo[group],
                    "delivered": laid.delivered,
                }
                for group, laid in pairs
            ]
        )


def _groups(rows):
    found = defaultdict(list)
    for first, *row in rows:
        found[first].append(row)
    return [
        Group(
            lines[0][2] or 0,
            first,
            bool(lines[0][3]),
            lines[0][4] or 0,
            lines[0][5] or 0,
            tuple((number, content) for number, content, *_place in lines),
        )
        for first, lines in found.items()
    ]


def _outcomes(groups, laid, new_ids):
    """Return a dict of row number → (outcome, partner's id)."""
    outcomes = {}
    for group, result in zip(groups, laid, strict=True):
        partner_id = group.partner_id or new_ids[group.first_row]
        for number, _content in group.rows:
            first = number == group.first_row
            outcomes[number] = (result.outcome if first else MERGED, partner_id)
    return outcomes
