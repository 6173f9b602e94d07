from odoo import api, fields, models
from odoo.tools import format_date

from ..check_messages import LIST, NAV, VIES, result_message
from ..import_engine import same_address, same_name

REGISTERS = [(NAV, "NAV, taxpayers"), (VIES, "VIES, EU VAT numbers"), (LIST, "List")]
RESULTS = [
    ("valid", "Valid"),
    ("invalid", "Not valid"),
    ("unknown", "Unknown"),
    ("listed", "On the list"),
    ("gone", "Off the list"),
]
WARNINGS = ("invalid", "unknown", "listed")
VAT_CODES = [
    ("1", "Exempt from VAT"),
    ("2", "Subject to VAT"),
    ("3", "Simplified tax (EVA)"),
    ("4", "Member of a VAT group"),
    ("5", "VAT group"),
]
INCORPORATIONS = [
    ("organization", "Company or organisation"),
    ("self_employed", "Sole trader"),
    ("taxable_person", "Private person with a tax number"),
]


class CrmPartnerCheck(models.Model):
    """What a register or a list said of a customer: one record for each different answer.

    The same answer again only moves the date, so that the records are the history.
    """

    _name = "crm.partner.check"
    _description = "Register Check"
    _order = "date desc, id desc"
    _rec_name = "source"

    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    register = fields.Selection(REGISTERS, required=True, readonly=True)
    list_id = fields.Many2one(
        "crm.check.list", readonly=True, ondelete="set null", index="btree_not_null"
    )
    # of the list, which not everybody may see
    list_kind = fields.Char(readonly=True, export_string_translation=False)
    list_date = fields.Date(string="List as of", readonly=True)
    source = fields.Char(required=True, readonly=True)
    result = fields.Selection(RESULTS, required=True, readonly=True)
    warns = fields.Boolean(string="Warning", compute="_compute_warns", store=True)
    is_latest = fields.Boolean(string="Latest", readonly=True, default=True)
    date = fields.Datetime(
        string="Checked", required=True, readonly=True, default=fields.Datetime.now
    )
    since = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    message = fields.Text(compute="_compute_message")
    differences = fields.Text(compute="_compute_differences")
    differs_name = fields.Boolean(compute="_compute_differences")
    differs_address = fields.Boolean(compute="_compute_differences")
    # by what it was asked; another number since then, and the answer is of somebody else
    asked_number = fields.Char(readonly=True, export_string_translation=False)
    # what the register says
    register_name = fields.Char(string="Registered Name", readonly=True)
    tax_number = fields.Char(readonly=True)
    vat_code = fields.Selection(VAT_CODES, string="VAT Status", readonly=True)
    incorporation = fields.Selection(INCORPORATIONS, readonly=True)
    vat_group = fields.Char(
        string="Member of VAT Group", readonly=True, help="First eight digits of its tax number."
    )
    country_code = fields.Char(readonly=True)
    zip = fields.Char(readonly=True)
    city = fields.Char(readonly=True)
    street = fields.Char(readonly=True)

    _of_partner = models.Index("(partner_id, register, company_id)")
    _latest = models.Index("(partner_id) WHERE is_latest")
    # what counts against the limit of a minute
    _recent = models.Index("(company_id, register, date)")
    _listed = models.Constraint(
        "CHECK ((register = 'list') = (result IN ('listed', 'gone')))",
        "Only lists have customers on them.",
    )

    @api.depends("result")
    def _compute_warns(self):
        for check in self:
            check.warns = check.result in WARNINGS

    @api.depends("register", "result", "list_kind")
    @api.depends_context("lang")
    def _compute_message(self):
        for check in self:
            check.message = result_message(
                self.env, check.register, check.result, check.list_kind or ""
            )

    @api.depends(
        "register_name",
        "zip",
        "city",
        "street",
        "vat_group",
        "partner_id.name",
        "partner_id.zip",
        "partner_id.city",
        "partner_id.street",
        "partner_id.street2",
        "partner_id.l10n_hu_group_vat",
    )
    @api.depends_context("lang")
    def _compute_differences(self):
        for check in self:
            partner = check.partner_id
            name, street = check.register_name, check.street
            check.differs_name = bool(name) and not same_name(name, partner.name or "")
            check.differs_address = (
                check.register == NAV
                and bool(street)
                and not same_address(
                    (check.zip or "", check.city or "", street),
                    (partner.zip or "", partner.city or "", _street_of(partner)),
                )
            )
            check.differences = "\n".join(check._differences_in_words()) or False

    def _differences_in_words(self):
        if self.differs_name:
            yield self.env._("Registered name: %(name)s", name=self.register_name)
        if self.differs_address:
            address = " ".join(filter(None, (self.zip, self.city, self.street)))
            yield self.env._("Registered address: %(address)s", address=address)
        group = self.vat_group
        if group and not (self.partner_id.l10n_hu_group_vat or "").startswith(group):
            yield self.env._(
                "Member of the VAT group %(number)s: enter its full number on the customer.",
                number=group,
            )

    def action_take_name(self):
        """Give the customer its registered name, where the register has said one.

        :return: True
        """
        for check in self.filtered("register_name"):
            check.partner_id.name = check.register_name
        return True

    def action_take_address(self):
        """Give the customer its registered address, where the register has said it in parts.

        :return: True
        """
        for check in self.filtered(lambda check: check.register == NAV and check.street):
            values = {"zip": check.zip, "city": check.city, "street": check.street}
            if check.country_code:
                country = self.env["res.country"].search([("code", "=", check.country_code)])
                values["country_id"] = country.id
            check.partner_id.write(values)
        return True

    @api.model
    def _keep(self, partner, register, answer):
        """Keep a register's answer about a customer.

        :param register: `crm.check.register` that was asked
        :return: the record
        """
        # sudo: results are written by checks alone, whoever pressed the button
        checks = self.sudo()
        latest = checks.search(
            [
                ("partner_id", "=", partner.id),
                ("register", "=", register.register),
                ("company_id", "=", register.company_id.id),
                ("is_latest", "=", True),
            ]
        )
        values = self._prepare_values(partner, register, answer)
        same = latest[:1]
        if len(latest) == 1 and all(same._said(name) == values[name] for name in values):
            same.date = fields.Datetime.now()
            return same.sudo(False)
        latest.is_latest = False
        return checks.create(values).sudo(False)

    def _said(self, name):
        value = self[name]
        return value.id if isinstance(value, models.BaseModel) else value

    def _prepare_values(self, partner, register, answer):
        return {
            "partner_id": partner.id,
            "company_id": register.company_id.id,
            "register": register.register,
            "source": register._source_name(),
            "asked_number": partner.tax_number_key,
            "result": answer.result,
            "register_name": answer.name or False,
            "tax_number": answer.tax_number or False,
            "vat_code": answer.vat_code if answer.vat_code in dict(VAT_CODES) else False,
            "incorporation": (
                answer.incorporation if answer.incorporation in dict(INCORPORATIONS) else False
            ),
            "vat_group": answer.vat_group or False,
            "country_code": answer.country or False,
            "zip": answer.zip or False,
            "city": answer.city or False,
            "street": answer.street or False,
        }

    def _is_of_today(self):
        """Tell whether the customer still has the number that the register was asked about."""
        return self.register == LIST or self.asked_number == self.partner_id.tax_number_key

    def _in_one_line(self):
        """Return date, source and result in words, for warnings."""
        day = self.list_date or fields.Datetime.context_timestamp(self, self.date).date()
        return self.env._(
            "%(register)s, %(date)s: %(message)s",
            register=self.source,
            date=format_date(self.env, day),
            message=self.message,
        )


def _street_of(partner):
    return " ".join(filter(None, (partner.street, partner.street2)))
