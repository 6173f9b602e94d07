from dataclasses import replace

import psycopg2

from odoo import models
from odoo.exceptions import ConcurrencyError

from ..import_engine import Stored, lay
from ..import_engine.codes import UNCHANGED
from ..import_engine.laying import lay_over
from ..partner_values import find_children, read_values
from ..partner_writer import Writer
from ..refusals import REFUSALS, rolled_back
from ..row_groups import Written, needed_targets

PAGE = 2000
# of a trial's changes, what is shown
TRIED = ("run_id", "partner_id", "partner_name", "outcome", "before", "after")
# keys that the rows were looked up by: whoever has them by now has come in between
KEYS = ("res_partner__unique_tax_number", "res_partner__unique_registry_number")
# as little as can be: one line about the load is enough, and numbers are checked already
QUIET = {"tracking_disable": True, "mail_create_nosubscribe": True, "no_vat_validation": True}


class Refused(Exception):
    """The database refused rows; ``messages`` maps their numbers to why."""

    def __init__(self, messages):
        super().__init__(messages)
        self.messages = messages


class CrmImportPart(models.Model):
    """A part's second step: the rows of each partner, laid over one another, are written."""

    _inherit = "crm.import.part"

    def _write_all(self):
        """Write all partners, and begin anew without the rows that the database refuses.

        :return: what `_resolve` found, and what was `Written`
        """
        while True:
            found = self._resolve()
            try:
                with self.env.cr.savepoint():
                    return found, self._write_groups(found)
            except Refused as refusal:
                # sudo: the load's own record, which users only read
                self.sudo().excluded = (self.excluded or {}) | {
                    str(number): text for number, text in refusal.messages.items()
                }

    def _try_out(self):
        """Write everything and undo it, but for what became of each row."""
        with rolled_back(self.env):
            found, written = self._write_all()
            excluded = self.excluded
        created = set(written.new_ids.values())
        written.changes = [
            {name: change[name] for name in TRIED}
            | ({"partner_id": None} if change["partner_id"] in created else {})
            for change in written.changes
        ]
        # sudo: the load's own record, which users only read
        self.sudo().excluded = excluded
        written.outcomes = {
            number: (outcome, None if partner in created else partner)
            for number, (outcome, partner) in written.outcomes.items()
        }
        return found, written

    def _write_groups(self, found):
        written, groups = Written(), []
        for group in found.groups():
            if found.has_news(group):
                groups.append(group)
            else:
                written.leave(group)
        for start in range(0, len(groups), PAGE):
            self._write_page(groups[start : start + PAGE], found, written)
        if written.refused:
            raise Refused(written.refused)
        return written

    def _write_page(self, groups, found, written):
        """Write groups in one go, or in halves until those that cannot be written are found.

        :param written: what came of the groups before, added to
        """
        # sites of a company that was refused: all is compared anew, and they with it
        groups = [group for group in groups if written.can_write(group)]
        try:
            with self.env.cr.savepoint():
                page = self._lay_and_write(groups, found, written.new_ids)
        except REFUSALS as error:
            self.env.invalidate_all(flush=False)
            if _is_taken(error):
                raise ConcurrencyError(str(error)) from error
            if len(groups) == 1:
                culprit = self._culprit(groups[0], found, written.new_ids)
                written.refused[culprit] = self._in_words(error)
                written.new_ids[groups[0].first_row] = None
                return
            half = len(groups) // 2
            self._write_page(groups[:half], found, written)
            self._write_page(groups[half:], found, written)
        else:
            written.add(page)

    def _culprit(self, group, found, new_ids):
        """Return the number of the row with which the group can no longer be written."""
        for length in range(1, len(group.rows)):
            part = replace(group, rows=group.rows[:length])
            try:
                with rolled_back(self.env):
                    self._lay_and_write([part], found, new_ids)
            except REFUSALS:
                return part.rows[-1][0]
        return group.rows[-1][0]

    def _in_words(self, error):
        if not isinstance(error, psycopg2.Error):
            return str(error)
        message = self.env["res.partner"]._sql_error_to_message(error)
        # what PostgreSQL adds are the values of the whole partner
        return message if message != str(error) else error.diag.message_primary

    def _lay_and_write(self, groups, found, new_ids):
        """Lay the rows of the groups over one another and write what is news.

        :param new_ids: first row → id of the partners that the load has created so far
        :return: what was `Written`
        """
        ids = [group.partner_id for group in groups if group.partner_id]
        targets = needed_targets(groups)
        children = self._find_children(groups, targets)
        stored = self._read_stored(ids, children, found, targets)
        source = self.run_id.source_id
        policies, country = source._get_policies(), source.country_id.code or ""
        laid = [
            lay(g.contents, stored.get(g.partner_id), policies, country, site=g.is_site)
            for g in groups
        ]
        written = self._write_laid(list(zip(groups, laid, strict=True)), found, new_ids, children)
        self.env.flush_all()
        return written

    def _find_children(self, groups, targets):
        """See `find_children`; nothing where the rows speak of no address and no person."""
        if not any("." in target for target in targets):
            return {}
        stored = [group for group in groups if group.partner_id]
        names = {group.partner_id: lay_over(group.contents).get("contact.name") for group in stored}
        return find_children(self._partners().browse(names), names)

    def _read_stored(self, ids, children, found, targets):
        """Return a dict of partner's id → what it is before the load, for the engine."""
        values = read_values(self._partners().browse(ids), children, targets)
        for partner_id in ids:
            if partner_id in found.codes:
                values[partner_id]["code"] = found.codes[partner_id]
        return {pid: Stored(values[pid], found.memory.get(pid, {})) for pid in ids}

    # Partners, codes, memory

    def _partners(self):
        """Return the model of partners as loads write them."""
        # sudo: who may load is asked before, and Odoo reads the accountant's fields of a company
        # when it makes one of its addresses
        return self.env["res.partner"].sudo().with_context(**QUIET)

    def _write_laid(self, pairs, found, new_ids, children):
        """Write pairs of group and laid values; return what was `Written`."""
        writer = Writer(self._partners().env)
        new = [(group, laid) for group, laid in pairs if not group.partner_id]
        made = self._create_partners(writer, new, new_ids)
        # one set, so that they are read together
        partners = self._partners().browse(
            [group.partner_id or made[group.first_row] for group, _laid in pairs]
        )
        outcomes, whole = {}, list(zip(partners, pairs, strict=True))
        for partner, (group, laid) in whole:
            outcomes |= group.outcomes(laid.outcome, partner.id)
        undo = [self._change_partner(writer, partner, *pair) for partner, pair in whole]
        writer.write_waiting()
        changes = [
            self._write_rest(writer, partner, *pair, children, steps)
            for (partner, pair), steps in zip(whole, undo, strict=True)
            if pair[1].outcome != UNCHANGED or pair[1].delivered != found.memory.get(partner.id)
        ]
        writer.create_waiting()
        self._write_codes(changes)
        for change in changes:
            change["delivered_before"] = found.memory.get(change["partner_id"])
        return Written(outcomes, made, changes, slow=writer.get_slow_reasons())

    def _create_partners(self, writer, new, new_ids):
        """Create partners, companies before their sites; return first row → id."""
        made = {}
        for wave in (False, True):
            chosen = [(group, laid) for group, laid in new if group.is_site == wave]
            partners = writer.create_partners(
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

    def _change_partner(self, writer, partner, group, laid):
        """Let changes of a partner's own fields wait; return what undoes them."""
        if not group.partner_id:
            return [[partner._name, partner.id, False]]
        return writer.write_later(partner, _texts(laid), laid.additions)

    def _write_rest(self, writer, partner, group, laid, children, undo):
        """Write what belongs to a partner; return the record of all that changed.

        :param undo: what undoes the partner's own changes, added to
        """
        texts = _texts(laid)
        writer.write_children(partner, texts, laid.values, children, undo)
        writer.write_account(partner, texts, undo)
        added = {"note": "\n".join(laid.additions)} if laid.additions else {}
        return {
            "run_id": self.run_id.id,
            "partner_id": partner.id,
            "partner_name": laid.name,
            "outcome": laid.outcome,
            "before": {target: change.before for target, change in laid.changes.items()},
            "after": texts | added,
            "undo": undo,
            "delivered": laid.delivered,
            "written_at": self.env.cr.now(),
        }

    def _write_codes(self, changes):
        """Give partners the codes that are new; what undoes it is added to the changes."""
        coded = [change for change in changes if "code" in change["after"]]
        codes = self.env["crm.import.code"]
        pairs = [(change["partner_id"], change["after"]["code"]) for change in coded]
        ids = codes._insert(self.run_id.source_id, pairs)
        for change, code_id in zip(coded, ids, strict=True):
            change["undo"].append([codes._name, code_id, False])


def _texts(laid):
    return {target: change.after for target, change in laid.changes.items()}


def _is_taken(error):
    """Return whether another load, or a user, has just created what the rows did not find."""
    return isinstance(error, psycopg2.errors.UniqueViolation) and (
        error.diag.constraint_name in KEYS or error.diag.table_name == "crm_import_code"
    )
