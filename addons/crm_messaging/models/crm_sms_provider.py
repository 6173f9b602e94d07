import contextlib
import json

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..adapters import one_line
from ..gateway import HttpGateway, Request
from ..message_engine import fill
from .crm_gateway_caller import MASK

CONTENT_TYPES = {"json": "application/json", "form": "application/x-www-form-urlencoded"}
#: what a report may say of a message
REPORTED = ("sent", "delivered", "opened", "failed")


class CrmSmsProvider(models.Model):
    """A gateway that carries text messages over HTTP: how it is asked, and how it answers.

    In address, headers and body these are replaced: {number}, {text}, {sender}, {ref} (our number
    of the message, the same at each attempt) and {key} (the gateway's key, which nobody reads).
    """

    _name = "crm.sms.provider"
    _description = "Text Message Gateway"
    _inherit = ["crm.gateway.caller"]
    _order = "sequence, id"
    _secret_column = "provider_id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.", index=True)
    sender = fields.Char(help="What the telephone shows: a number or up to 11 letters.")
    url = fields.Char("Address", required=True, groups="base.group_system")
    method = fields.Selection(
        [("POST", "POST"), ("GET", "GET"), ("PUT", "PUT")], required=True, default="POST"
    )
    headers = fields.Text(
        compute="_compute_headers",
        inverse="_inverse_headers",
        groups="base.group_system",
        help="One a line, as Name: value. Values are not shown again.",
    )
    body_template = fields.Text("Body", groups="base.group_system")
    api_key = fields.Char(
        "Key",
        compute="_compute_api_key",
        inverse="_inverse_api_key",
        groups="base.group_system",
        help="What stands for {key}. It is not shown again.",
    )
    id_path = fields.Char("Number in the answer", help="Such as messages[0].id")
    error_path = fields.Char("Error in the answer", help="Whatever stands there refuses.")
    report_id_path = fields.Char("Number in a report")
    report_state_path = fields.Char("State in a report")
    report_state_map = fields.Text(
        "States of reports",
        help="One a line, as DELIVRD=delivered; sent, delivered, opened or failed.",
    )
    incoming_from_path = fields.Char("Number of the sender")
    incoming_text_path = fields.Char("Text that came in")
    incoming_id_path = fields.Char("Number of what came in")
    rate_per_second = fields.Float("Messages a second", default=10, required=True)
    part_price = fields.Float("Price of a part", help="In the company's currency.")
    report_url = fields.Char(compute="_compute_urls", groups="base.group_system")
    incoming_url = fields.Char(compute="_compute_urls", groups="base.group_system")

    _rate_positive = models.Constraint(
        "CHECK(rate_per_second > 0)", "A gateway carries at least something a second."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Make gateways; headers and states may come as dictionaries."""
        return super().create([_as_text(vals) for vals in vals_list])

    def write(self, vals):
        """Change gateways; headers and states may come as dictionaries."""
        return super().write(_as_text(vals))

    @api.depends("token")
    def _compute_urls(self):
        for provider in self:
            # sudo: the address of a webhook holds the word that only administrators read
            start = f"{provider.get_base_url()}/crm_messaging/sms/{provider.sudo().token}"
            provider.report_url = f"{start}/report"
            provider.incoming_url = f"{start}/incoming"

    def _compute_headers(self):
        for provider in self:
            known = _header_lines(provider._secret("headers"))
            provider.headers = "\n".join(f"{name}: {MASK}" for name in known) or False

    def _inverse_headers(self):
        for provider in self:
            known = _header_lines(provider._secret("headers"))
            new = provider._checked_headers(provider.headers or "")
            kept = {
                name: known.get(name, "") if text == MASK else text for name, text in new.items()
            }
            provider._keep("headers", json.dumps(kept))
        self.invalidate_recordset(["headers"])

    def _checked_headers(self, text):
        headers = _header_lines(text)
        lines = [line for line in text.splitlines() if line.strip()]
        whole = bool(headers) if text.lstrip().startswith("{") else len(headers) == len(lines)
        if not whole:
            raise ValidationError(self.env._("Write each header on a line, as Name: value."))
        return headers

    def _compute_api_key(self):
        self._mask("api_key")

    def _inverse_api_key(self):
        self._keep_one("api_key")

    @api.constrains("report_state_map")
    def _check_states(self):
        for provider in self:
            wrong = set(provider._states().values()) - set(REPORTED)
            if wrong:
                raise ValidationError(
                    self.env._(
                        "A report can say %(known)s, not %(wrong)s.",
                        known=", ".join(REPORTED),
                        wrong=", ".join(sorted(wrong)),
                    )
                )

    def _states(self):
        return _pairs(self.report_state_map or "", "=")

    @api.model
    def _for_company(self, company):
        """Return the gateway of a company, or nothing where Odoo's own way is used."""
        # sudo: whoever sends need not see how the gateway is asked
        return self.sudo().search([("company_id", "in", (company.id, False))], limit=1)

    @contextlib.contextmanager
    def _open(self):
        """Give a function that hands one text message over: number, text, our number of it.

        It returns an `Outcome`.
        """
        self.ensure_one()
        with HttpGateway(self.id_path or "", self.error_path or "") as gateway:
            yield lambda number, text, ref: gateway.deliver(self._request(number, text, ref))

    def _request(self, number, text, ref):
        """Fill in what the gateway is sent for one message."""
        self.ensure_one()
        secrets = self.env["crm.gateway.secret"]._of(self)
        values = {
            "number": number,
            "text": text,
            "sender": self.sender or "",
            "ref": ref,
            "key": secrets.get("api_key", ""),
        }
        in_header = {name: one_line(value) for name, value in values.items()}
        headers = _header_lines(secrets.get("headers", ""))
        kind = self._kind(headers)
        body = fill(self.body_template or "", values, kind)
        if body and "content-type" not in {name.lower() for name in headers}:
            headers["Content-Type"] = CONTENT_TYPES[kind]
        return Request(
            self.method,
            fill(self.url, values, "url"),
            {name: fill(value, in_header, "plain") for name, value in headers.items()},
            "" if self.method == "GET" else body,
        )

    def _kind(self, headers):
        """How values are written into the body: as its content type says, else as it looks."""
        said = {name.lower(): value for name, value in headers.items()}.get("content-type", "")
        if not said:
            return "json" if (self.body_template or "").lstrip()[:1] in ("{", "[") else "form"
        return next((kind for kind in ("json", "form") if kind in said), "plain")

    def action_test(self):
        """Send a text message to the user's own number.

        :return: an action that says what the gateway answered
        :raise UserError: the user has no number
        """
        self.ensure_one()
        number = self.env.user.partner_id.phone_sanitized
        if not number:
            raise UserError(self.env._("Enter a telephone number on your own card first."))
        outcome = self.env["crm.message"]._test_gateway(self, number)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": outcome, "sticky": True},
        }


def _as_text(vals):
    return {
        name: json.dumps(value) if isinstance(value, dict) else value
        for name, value in vals.items()
    }


def _header_lines(text):
    return {name: value for name, value in _pairs(text, ":").items() if name}


def _pairs(text, sign):
    """Read ``name<sign>value`` a line, or one JSON object."""
    if text.lstrip().startswith("{"):
        try:
            return {str(name): str(value) for name, value in json.loads(text).items()}
        except ValueError:
            return {}
    lines = [line.partition(sign) for line in text.splitlines() if sign in line]
    return {name.strip(): value.strip() for name, _sign, value in lines}
