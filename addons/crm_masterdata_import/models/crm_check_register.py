from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..check_messages import NAMES, NAV, VIES, failure_message
from ..import_engine import pause_minutes
from ..registers import REFUSED, NavConnection, ask_vies

ASKED = [(NAV, "NAV, taxpayers"), (VIES, "VIES, EU VAT numbers")]
FAILURES = [
    ("refused", "Does not accept us"),
    ("unreachable", "Does not answer"),
    ("unreadable", "Answer unreadable"),
]
# a wrong password too often locks the user at NAV
PAUSE_AFTER_REFUSAL = 60
# what is due tonight was checked last night, perhaps a little later
SLACK = timedelta(hours=12)


class CrmCheckRegister(models.Model):
    """A register that a company asks about its customers: how often, how fast, how it answers."""

    _name = "crm.check.register"
    _description = "Register"
    _order = "company_id, register"
    _rec_name = "register"

    register = fields.Selection(ASKED, required=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    is_nightly = fields.Boolean(
        string="Every Night", default=True, help="Ask about all customers in the background."
    )
    per_minute = fields.Integer(
        string="Questions a Minute",
        default=30,
        required=True,
        help="No more are asked, so that the register does not shut us out.",
    )
    every_days = fields.Integer(
        string="Again after Days", default=1, required=True, help="1: each customer every night."
    )
    is_ready = fields.Boolean(string="Set Up", compute="_compute_is_ready")
    waiting = fields.Integer(compute="_compute_waiting")
    request_ids = fields.One2many("crm.check.request", "register_id", readonly=True)
    failures = fields.Integer(string="Failures in a Row", readonly=True)
    failure = fields.Selection(FAILURES, readonly=True)
    failure_detail = fields.Char(readonly=True)
    failure_message = fields.Text(compute="_compute_failure_message")
    paused_until = fields.Datetime(readonly=True)

    _unique_register = models.Constraint(
        "UNIQUE (company_id, register)", "The company asks this register already."
    )
    _positive = models.Constraint(
        "CHECK (per_minute BETWEEN 1 AND 600 AND every_days BETWEEN 1 AND 365)",
        "Ask 1 to 600 questions a minute, and again after 1 to 365 days.",
    )

    def _compute_is_ready(self):
        for register in self:
            # sudo: only whether all is filled in; what it is, stays with the system
            company = register.company_id.sudo()
            if register.register == VIES:
                register.is_ready = company.vat_check_vies
            else:
                register.is_ready = company._is_nav_set_up()

    def _compute_waiting(self):
        groups = self.env["crm.check.request"]._read_group(
            [("register_id", "in", self.ids)], ["register_id"], ["__count"]
        )
        counts = {register.id: count for register, count in groups}
        for register in self:
            register.waiting = counts.get(register.id, 0)

    @api.depends("failure", "failure_detail")
    @api.depends_context("lang")
    def _compute_failure_message(self):
        for register in self:
            register.failure_message = register._explain(register.failure, register.failure_detail)

    def _explain(self, failure, detail):
        """Return in words why the register did not answer; nothing where it did."""
        return failure and failure_message(
            self.env, self.register, self.company_id, failure, detail
        )

    @api.model
    def _of_companies(self, companies):
        """Return the registers of companies; the missing ones are made."""
        # sudo: whoever is first to ask makes them; only managers may change them
        registers = self.sudo()
        found = registers.search([("company_id", "in", companies.ids)])
        known = {(register.company_id, register.register) for register in found}
        return found | registers.create(
            [
                {"company_id": company.id, "register": name}
                for company in companies
                for name, _label in ASKED
                if (company, name) not in known
            ]
        )

    def action_open_waiting(self):
        """Open the customers that are going to be asked about."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_masterdata_import.action_crm_check_request"
        )
        return {**action, "domain": [("register_id", "=", self.id)]}

    @api.model
    def action_open(self):
        """Open the registers of the user's companies, made where they are missing."""
        self.check_access("write")
        self._of_companies(self.env.companies)
        return self.env["ir.actions.act_window"]._for_xml_id(
            "crm_masterdata_import.action_crm_check_register"
        )

    def action_ask_again(self):
        """End the pause after a failure: the mistake is mended.

        :return: True
        """
        self.write({"paused_until": False})
        # sudo: whoever may set registers up may start their job
        self.env.ref("crm_masterdata_import.ir_cron_check").sudo()._trigger()
        return True

    # Asking

    def _source_name(self):
        """Return the register's name as results show it."""
        # sudo: test or production is no secret
        mode = self.company_id.sudo().l10n_hu_edi_server_mode
        testing = self.register == NAV and mode == "test"
        return f"{NAMES[self.register]} (test)" if testing else NAMES[self.register]

    def _ask(self, partner):
        """Ask about a customer now.

        :return: `registers.Answer`
        :raise RegisterError: there is no answer
        """
        self.ensure_one()
        if self.register == VIES:
            return ask_vies(partner.tax_number_key)
        # sudo: the credentials go from here into the request, and nowhere else
        credentials = self.company_id.sudo()._l10n_hu_edi_get_credentials_dict()
        with NavConnection(self.env) as connection:
            return connection.do_query_taxpayer(credentials, partner.tax_number_key)

    def _is_shut(self):
        """Tell whether the register refused us lately: asking again could lock the user there."""
        is_paused = self.paused_until and self.paused_until > fields.Datetime.now()
        return bool(is_paused) and self.failure == REFUSED

    def _note_success(self):
        if self.failures:
            self.write(
                {
                    "failures": 0,
                    "failure": False,
                    "failure_detail": False,
                    "paused_until": False,
                }
            )

    def _note_failure(self, error):
        """Pause after an error that is the register's own, longer each time in a row."""
        if error.of_register:
            failures = self.failures + 1
            first = PAUSE_AFTER_REFUSAL if error.code == REFUSED else 1
            pause = timedelta(minutes=pause_minutes(failures, first))
            self.write(
                {
                    "failures": failures,
                    "failure": error.code,
                    "failure_detail": error.detail,
                    "paused_until": fields.Datetime.now() + pause,
                }
            )

    # Every night

    @api.model
    def _cron_plan(self):
        """Queue the customers that are due, and hold all of them against the lists."""
        # sudo: the job of all companies
        companies = self.env["res.company"].sudo().search([("active", "=", True)])
        self._of_companies(companies)._queue_due()
        # sudo: the lists of all companies
        self.env["crm.check.list"].sudo().search([("row_count", ">", 0)])._match()
        self.env.ref("crm_masterdata_import.ir_cron_check")._trigger()

    def _queue_due(self):
        """Queue the customers of each register whose last check is old enough."""
        for register in self.filtered(lambda register: register.is_nightly and register.is_ready):
            register._queue(
                SQL(
                    """
                    AND p.active
                    AND (p.customer_rank > 0 OR c.id IS NOT NULL)
                    AND (c.date IS NULL OR c.date < %s OR c.asked_number <> p.tax_number_key)
                    """,
                    fields.Datetime.now() - timedelta(days=register.every_days) + SLACK,
                )
            )

    def _queue(self, condition, urgent=False):
        """Queue the customers that the register can be asked about and that meet a condition.

        :param condition: SQL on ``p`` (the customer) and ``c`` (its last check, or NULL)
        :return: how many stand in the line by it
        """
        self.ensure_one()
        self.env.flush_all()
        # SQL: all customers of a company at once
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO crm_check_request
                    (register_id, company_id, partner_id, is_urgent, checked_at, next_try_at,
                     attempts)
                SELECT %(register)s, %(company)s, p.id, %(urgent)s, max(c.date), %(now)s, 0
                  FROM res_partner AS p
                  LEFT JOIN crm_partner_check AS c
                    ON c.partner_id = p.id AND c.is_latest AND c.register = %(name)s
                   AND c.company_id = %(company)s
                 WHERE p.tax_number_key ~ %(shape)s AND p.commercial_partner_id = p.id
                   AND (p.company_id IS NULL OR p.company_id = %(company)s) %(condition)s
                 GROUP BY p.id
                    ON CONFLICT (register_id, partner_id)
                    DO UPDATE SET is_urgent = crm_check_request.is_urgent OR EXCLUDED.is_urgent,
                        next_try_at = CASE WHEN EXCLUDED.is_urgent THEN EXCLUDED.next_try_at
                            ELSE crm_check_request.next_try_at END
                """,
                register=self.id,
                company=self.company_id.id,
                name=self.register,
                shape=self.env["res.partner"]._shape_of_keys(self.register),
                urgent=urgent,
                now=fields.Datetime.now(),
                condition=condition,
            )
        )
        count = self.env.cr.rowcount
        self.env["crm.check.request"].invalidate_model(flush=False)
        return count
