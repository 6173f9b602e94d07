"""The Hungarian set-up: what a company still needs, and making it so."""

import logging

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..setup_changes import CHANGES, UNTOUCHED_CHARTS, is_fresh

_logger = logging.getLogger(__name__)

#: System parameter: set it to False before installation and no company is touched.
ON_INSTALL = "crm_suite_hu.setup_on_install"
#: What is left to do stands on top of the screen.
SHOWN_FIRST = ("failed", "open", "blocked", "done")


class CrmSuiteSetup(models.TransientModel):
    """Screen and RPC interface over the changes in ``setup_changes``.

    A change is made only when the company needs it, so doing everything twice is doing it once.
    """

    _name = "crm.suite.setup"
    _description = "Hungarian Set-up"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, default=lambda self: self.env.company
    )
    line_ids = fields.One2many("crm.suite.setup.line", "setup_id", string="Changes")
    open_count = fields.Integer("Changes to make", compute="_compute_open_count")

    @api.depends("line_ids.state")
    def _compute_open_count(self):
        for setup in self:
            setup.open_count = len(setup.line_ids.filtered(lambda line: line.state == "open"))

    def _compute_display_name(self):
        self.display_name = self.env._("Hungarian set-up")

    # ------------------------------------------------------------------ RPC

    @api.model
    def get_changes(self, company_id):
        """List the changes of the set-up as they stand in one company.

        :param int company_id: id of the company
        :return: list of dicts in the order of application, each with the texts ``key``,
            ``title``, ``reason``, ``current`` (value found), ``message`` (warning or hint, may be
            empty) and ``state``: ``open`` (needed and possible), ``done`` or ``blocked`` (needed,
            but only people can do it; ``message`` says why)
        :raise AccessError: for anyone but an administrator
        """
        company = self._prepare_company(company_id)
        return [self._describe(change, company) for change in self._changes()]

    @api.model
    def apply_changes(self, company_id, keys):
        """Make the named changes in one company; what is done already stays untouched.

        :param int company_id: id of the company
        :param list keys: values of ``key`` from :meth:`get_changes`; the order does not matter
        :return: dict ``{key: {"state": …, "message": …}}``, state one of ``applied``,
            ``unchanged`` (was not needed), ``blocked`` or ``failed``; a change that fails leaves
            the others standing
        :raise AccessError: for anyone but an administrator
        :raise UserError: when a key is unknown
        """
        company = self._prepare_company(company_id)
        changes = {change.key: change for change in self._changes()}
        unknown = sorted(set(keys) - set(changes))
        if unknown:
            raise UserError(self.env._("Unknown changes: %(keys)s", keys=", ".join(unknown)))
        return {
            key: self._apply_change(change, company)
            for key, change in changes.items()
            if key in keys
        }

    # -------------------------------------------------------------- actions

    @api.model
    def action_open(self):
        """Open the screen for the current company.

        :return: window action on a new record with one line for each change
        :raise AccessError: for anyone but an administrator
        """
        setup = self.create({})
        setup._refresh_lines({})
        return setup._action_show()

    def action_apply(self):
        """Make the ticked changes and show what came of them.

        :return: window action on the same record
        """
        self.ensure_one()
        keys = self.line_ids.filtered("selected").mapped("key")
        self._refresh_lines(self.apply_changes(self.company_id.id, keys))
        return self._action_show()

    def _action_show(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Hungarian set-up"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "current",
        }

    def _refresh_lines(self, results):
        """Write the lines anew; ``results`` is what :meth:`apply_changes` returned."""
        self.ensure_one()
        lines = self.get_changes(self.company_id.id)
        for values in lines:
            result = results.get(values["key"], {})
            if result.get("state") == "failed":
                values.update(state="failed", message=result["message"])
            values["selected"] = values["state"] == "open"
            values["applied"] = result.get("state") == "applied"
        lines.sort(key=lambda values: SHOWN_FIRST.index(values["state"]))
        self.line_ids = [Command.clear(), *(Command.create(values) for values in lines)]

    # -------------------------------------------------------------- helpers

    @api.model
    def _changes(self):
        """Return the changes in order; other addons may add to them."""
        return CHANGES

    def _prepare_company(self, company_id):
        if not self.env.is_system():
            raise AccessError(self.env._("Only an administrator may use the Hungarian set-up."))
        # Administrators need no rights in accounting, sales or stock to set these up, nor need
        # the company be among their own.
        company = self.env["res.company"].sudo().browse(company_id)
        if not company.exists():
            raise UserError(self.env._("There is no such company."))
        return company.with_context(allowed_company_ids=company.ids, active_test=True)

    def _describe(self, change, company):
        needed = change.needed(company)
        blocked = change.blocked(company) if needed else ""
        return {
            "key": change.key,
            "title": self.env._(change.title),
            "reason": self.env._(change.reason),
            "current": change.current(company),
            "message": blocked or change.notice(company),
            "state": "blocked" if blocked else "open" if needed else "done",
        }

    def _apply_change(self, change, company):
        try:
            with self.env.cr.savepoint():
                if not change.needed(company):
                    return {"state": "unchanged", "message": change.notice(company)}
                if blocked := change.blocked(company):
                    return {"state": "blocked", "message": blocked}
                change.apply(company)
                return {"state": "applied", "message": change.notice(company)}
        except psycopg2.OperationalError:
            raise  # a conflict with another transaction: Odoo repeats the whole request
        except Exception as error:  # noqa: BLE001
            # Whatever one change meets, the others are to be made and this one reported.
            _logger.warning("Set-up %s of %s failed", change.key, company.name, exc_info=True)
            return {"state": "failed", "message": str(error)}

    @api.model
    def _apply_to_fresh_companies(self):
        """Make all changes in each company in which nobody has worked yet.

        Companies with entries, orders or a country and chart of their own stay as they are. The
        system parameter ``crm_suite_hu.setup_on_install`` set to False leaves all alone.
        """
        # the installation does this for all companies, whoever started it
        parameters = self.env["ir.config_parameter"].sudo()
        if str(parameters.get_param(ON_INSTALL, "True")).lower() in ("false", "0"):
            return
        keys = [change.key for change in self._changes()]
        # each company, also those that the installing user is not in
        companies = (
            self.env["res.company"]
            .sudo()
            .search([("chart_template", "in", UNTOUCHED_CHARTS)], order="parent_path")
        )
        for company in companies.filtered(is_fresh):
            results = self.apply_changes(company.id, keys)
            applied = [key for key, result in results.items() if result["state"] == "applied"]
            _logger.info("Hungarian set-up of %s: %s", company.name, ", ".join(applied) or "-")

    def _register_hook(self):
        """Set fresh companies up at the end of the installation.

        Charts of accounts need the complete registry, which Odoo has only after the hooks of all
        addons ran; Odoo loads its own charts at this point too.
        """
        super()._register_hook()
        if self.env.registry.__dict__.pop("_crm_suite_setup_pending", False):
            self._apply_to_fresh_companies()
