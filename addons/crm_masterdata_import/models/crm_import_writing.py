from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, replace

import psycopg2

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..import_engine import Stored, lay
from ..import_engine.codes import MERGED
from ..import_engine.laying import lay_over
from ..partner_values import Writer, find_children, read_values

PAGE = 500
REFUSALS = (UserError, ValueError, psycopg2.IntegrityError, psycopg2.DataError)
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

    @property
    def contents(self):
        """What the rows say, in the order of the file."""
        return [content for _number, content in self.rows]


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
        """Write groups in one go, or in halves until those that cannot be written are found.

        :param new_ids: first row → id of the partners that the load has created, added to; None
            where they were refused
        :param refused: number of the row → why it cannot be written, added to
        """
        # sites of a company that was refused: all is compared anew, and they with it
        groups = [g for g in groups if new_ids.get(g.site_of_row, True)]
        try:
            with self.env.cr.savepoint():
                outcomes, made = self._lay_and_write(groups, new_ids)
        except REFUSALS as error:
            self.env.invalidate_all(flush=False)
            if len(groups) == 1:
                refused[self._culprit(groups[0], new_ids)] = self._in_words(error)
                new_ids[groups[0].first_row] = None
                return {}
            half = len(groups) // 2
            first = self._write_page(groups[:half], new_ids, refused)
            return first | self._write_page(groups[half:], new_ids, refused)
        new_ids |= made
        return outcomes

    def _culprit(self, group, new_ids):
        """Return the number of the row with which the group can no longer be written."""
        for length in range(1, len(group.rows)):
            part = replace(group, rows=group.rows[:length])
            try:
                with self._rolled_back():
                    self._lay_and_write([part], new_ids)
            except REFUSALS:
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
            # SQL: a million rows pass by once, as tuples
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

        :param new_ids: first row → id of the partners that the load has created so far
        :return: dict of row number → (outcome, partner's id), and first row → id of new partners
        """
        ids = [group.partner_id for group in groups if group.partner_id]
        names = {group.partner_id: lay_over(group.contents).get("contact.name") for group in groups}
        children = find_children(self._partners().browse(ids), names)
        stored = self._read_stored(ids, children)
        policies, country = self.source_id._get_policies(), self.source_id.country_id.code or ""
        laid = [
            lay(g.contents, stored.get(g.partner_id), policies, country, site=g.is_site)
            for g in groups
        ]
        made = self._write_laid(list(zip(groups, laid, strict=True)), new_ids, children)
        self.env.flush_all()
        return _outcomes(groups, laid, made), made

    def _read_stored(self, ids, children):
        """Return a dict of partner's id → what it is before the load, for the engine."""
        values, memory = read_values(self._partners().browse(ids), children), self._memory_of(ids)
        for partner_id, code in self._codes_of(ids).items():
            values[partner_id]["code"] = code
        return {pid: Stored(values[pid], memory.get(pid, {})) for pid in ids}

    # Partners, codes, memory

    def _partners(self):
        """Return the model of partners as loads write them."""
        # sudo: who may load is asked before, and Odoo reads the accountant's fields of a company
        # when it makes one of its addresses
        return self.env["res.partner"].sudo().with_context(**QUIET)

    def _write_laid(self, pairs, new_ids, children):
        """Write pairs of group and laid values; return first row → id of the new partners."""
        writer = Writer(self._partners().env)
        new = [(group, laid) for group, laid in pairs if not group.partner_id]
        made = self._create_partners(writer, new, new_ids)
        # one set, so that they are read together
        partners = self._partners().browse(
            [group.partner_id or made[group.first_row] for group, _laid in pairs]
        )
        changes = [
            self._write_pair(writer, partner, group, laid, children)
            for partner, (group, laid) in zip(partners, pairs, strict=True)
        ]
        writer.create_waiting()
        # sudo: what loads did is written by loads alone
        self.env["crm.import.change"].sudo().create(changes)
        return made

    def _create_partners(self, writer, new, new_ids):
        """Create partners, companies before their sites; return first row → id."""
        made = {}
        for wave in (False, True):
            chosen = [(group, laid) for group, laid in new if group.is_site == wave]
            partners = writer.env["res.partner"]._load_records_create(
                [self._new_values(writer, group, laid, new_ids | made) for group, laid in chosen]
            )
            made |= {
                group.first_row: partner.id
                for (group, _laid), partner in zip(chosen, partners, strict=True)
            }
        return made

    def _new_values(self, writer, group, laid, new_ids):
        values = writer.prepare(_texts(laid), additions=laid.additions)
        if group.is_site:
            company = group.site_of_partner or new_ids[group.site_of_row]
            return values | {"parent_id": company, "type": "delivery"}
        return values | {"customer_rank": 1}

    def _write_pair(self, writer, partner, group, laid, children):
        """Write what rows change on one partner; return the record of it."""
        texts, undo = _texts(laid), []
        if not group.partner_id:
            undo.append([partner._name, partner.id, False])
        elif texts or laid.additions:
            tracked = partner.with_context(tracking_disable=False)
            undo += writer.write_partner(tracked, texts, laid.additions)
        writer.write_children(partner, texts, lay_over(group.contents), children, undo)
        writer.write_account(partner, texts, undo)
        if "code" in texts:
            writer.create_later("crm.import.code", self._code_values(partner, texts), undo)
        added = {"note": "\n".join(laid.additions)} if laid.additions else {}
        return {
            "run_id": self.id,
            "partner_id": partner.id,
            "partner_name": partner.name,
            "outcome": laid.outcome,
            "before": {target: change.before for target, change in laid.changes.items()},
            "after": texts | added,
            "undo": undo,
            "delivered": laid.delivered,
        }

    def _code_values(self, partner, texts):
        return {"partner_id": partner.id, "source_id": self.source_id.id, "code": texts["code"]}


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


def _texts(laid):
    return {target: change.after for target, change in laid.changes.items()}


def _outcomes(groups, laid, new_ids):
    """Return a dict of row number → (outcome, partner's id)."""
    outcomes = {}
    for group, result in zip(groups, laid, strict=True):
        partner_id = group.partner_id or new_ids[group.first_row]
        for number, _content in group.rows:
            first = number == group.first_row
            outcomes[number] = (result.outcome if first else MERGED, partner_id)
    return outcomes
