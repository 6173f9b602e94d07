import re

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..check_messages import NAV, VIES, not_set_up_message
from ..import_engine import filled_tax_number
from ..import_engine.foreign_vat import UNION
from ..registers import RegisterError

# by what keys of tax numbers customers can be asked about
SHAPES = {
    NAV: "^[0-9]{8}$",
    VIES: f"^({'|'.join(sorted(UNION - {'HU'}))})",
}
KEYS = {"vat", "company_registry", "country_id", "parent_id", "company_id"}


class ResPartner(models.Model):
    """What registers and lists say of a customer: shown, warned of, asked again."""

    _inherit = "res.partner"

    check_ids = fields.One2many(
        "crm.partner.check",
        "partner_id",
        string="Register Checks",
        domain=[("is_latest", "=", True)],
        readonly=True,
    )
    check_count = fields.Integer(compute="_compute_check_count", groups="base.group_user")
    check_warning = fields.Text(compute="_compute_check_warning", groups="base.group_user")

    def _compute_check_count(self):
        companies = self.commercial_partner_id._origin
        groups = self.env["crm.partner.check"]._read_group(
            [("partner_id", "in", companies.ids)], ["partner_id"], ["__count"]
        )
        counts = {partner.id: count for partner, count in groups}
        for partner in self:
            partner.check_count = counts.get(partner.commercial_partner_id._origin.id, 0)

    @api.depends("check_ids.result", "check_ids.date", "commercial_partner_id.tax_number_key")
    @api.depends_context("lang", "tz", "allowed_company_ids", "uid")
    def _compute_check_warning(self):
        warnings = self._get_check_warnings()
        for partner in self:
            partner.check_warning = warnings.get(partner.commercial_partner_id._origin.id, False)

    def _get_check_warnings(self, company=None):
        """Return a dict of commercial partner's id → warning, for those that need one.

        :param company: what this company knows, not all that the user works in
        """
        checks = self.env["crm.partner.check"]
        if not checks.has_access("read"):
            return {}
        domain = [
            ("partner_id", "in", self.commercial_partner_id._origin.ids),
            ("is_latest", "=", True),
            ("warns", "=", True),
        ]
        if company:
            domain.append(("company_id", "=", company.id))
        found = checks.search(domain).filtered(lambda check: check._is_of_today())
        return {
            partner.id: "\n".join(check._in_one_line() for check in of_partner)
            for partner, of_partner in found.grouped("partner_id").items()
        }

    @api.model_create_multi
    def create(self, vals_list):
        """Whoever is new may stand on a list."""
        partners = super().create(vals_list)
        if any(KEYS & values.keys() for values in vals_list):
            partners._check_lists()
        return partners

    def write(self, vals):
        """Whoever has another number may stand on a list."""
        done = super().write(vals)
        if KEYS & vals.keys():
            self._check_lists()
        return done

    @api.model
    def _get_keys_of_lists(self):
        """Return the fields that decide whether a customer stands on a list."""
        return KEYS

    def _check_lists(self):
        """Hold those customers against the lists that can be on them, or were."""
        # sudo: the warning is for everybody, the list itself is not
        lists = self.env["crm.check.list"].sudo().search([("row_count", ">", 0)])
        if not lists:
            return
        found = self.filtered(
            lambda partner: (
                partner.commercial_partner_id == partner
                and (partner.tax_number_key or partner.registry_key or partner.check_ids)
            )
        )
        if found:
            lists._match(found)

    # Checks

    @api.model
    def _shape_of_keys(self, register):
        """Return the regular expression of the keys of tax numbers that a register knows."""
        return SHAPES[register]

    def _askable(self):
        """Return the names of the registers that can be asked about the customer."""
        key = self.tax_number_key or ""
        is_own = self.commercial_partner_id == self
        return [name for name, shape in SHAPES.items() if is_own and re.match(shape, key)]

    def action_check_registers(self):
        """Ask the registers about one customer now; several are queued.

        :return: action that says what came of it, or why no register could be asked
        :raise AccessError: the user may not change the customers
        """
        partners = self.commercial_partner_id
        partners.check_access("write")
        partners._check_lists()
        check = partners._check_now if len(partners) == 1 else partners._check_later
        lines, is_good = check()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if is_good else "warning",
                "sticky": not is_good,
                "message": " ".join(lines),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _registers(self):
        """Return the registers of the user's company that can be asked about the customers.

        :return: the registers, and in words why others that are needed cannot be asked
        """
        names = {name for partner in self for name in partner._askable()}
        registers = self.env["crm.check.register"]._of_companies(self.env.company)
        if not names:
            reason = self.env._(
                "There is nothing to ask registers by: a valid Hungarian tax number is needed, or "
                "one of another country of the European Union."
            )
            return registers.browse(), [reason]
        fitting = registers.filtered(lambda register: register.register in names)
        ready = fitting.filtered("is_ready")
        return ready, [
            not_set_up_message(self.env, register.register, register.company_id)
            for register in fitting - ready
        ]

    def _check_now(self):
        """Ask about one customer; return what was said, and whether nothing is amiss."""
        registers, lines = self._registers()
        is_good = not lines
        for register in registers:
            line, is_fine = self._check_in(register)
            lines.append(line)
            is_good &= is_fine
        return lines, is_good

    def _check_in(self, register):
        """Ask a register about the customer; return what it said, and whether nothing is amiss."""
        if register._is_shut():
            return register.failure_message, False
        try:
            answer = register._ask(self)
        except RegisterError as error:
            register._note_failure(error)
            return register._explain(error.code, error.detail), False
        register._note_success()
        check = self._take_answer(register, answer)
        return check._in_one_line(), not check.warns

    def _check_later(self):
        """Queue customers; return what is said of it, and whether nothing is amiss."""
        registers, reasons = self._registers()
        count = sum(
            register._queue(SQL("AND p.id = ANY(%s)", self.ids), urgent=True)
            for register in registers
        )
        # sudo: whoever may ask about customers may start the job that does it
        self.env.ref("crm_masterdata_import.ir_cron_check").sudo()._trigger()
        queued = self.env._(
            "%(count)s customers are checked in the background, one after the other.", count=count
        )
        return [queued, *reasons], not reasons

    def action_open_checks(self):
        """Open all that registers and lists have said of the customer."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_masterdata_import.action_crm_partner_check"
        )
        ids = self.commercial_partner_id.ids
        return {**action, "domain": [("partner_id", "in", ids)], "context": {}}

    def _take_answer(self, register, answer):
        """Keep a register's answer, with what may be written unasked.

        That is the missing end of a Hungarian tax number, and Odoo's own mark of VIES.

        :return: the `crm.partner.check`
        """
        check = self.env["crm.partner.check"]._keep(self, register, answer)
        waiting = [("register_id", "=", register.id), ("partner_id", "=", self.id)]
        # sudo: whoever has the answer need not wait for it
        self.env["crm.check.request"].sudo().search(waiting).unlink()
        values = {}
        country = self.country_id.code or "HU"
        filled = filled_tax_number(self.vat or "", answer.tax_number)
        if register.register == NAV and filled and country == "HU":
            values["vat"] = filled
        if register.register == VIES and self.vies_valid != (answer.result == "valid"):
            values["vies_valid"] = answer.result == "valid"
        if values:
            try:
                with self.env.cr.savepoint():
                    self.write(values)
            except (UserError, psycopg2.IntegrityError):
                # the answer counts, even where somebody's rule forbids the change
                self.invalidate_recordset()
        return check
