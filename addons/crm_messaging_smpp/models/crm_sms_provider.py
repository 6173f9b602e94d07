import contextlib
import logging

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..session import Assembler, SmppAddress, SmppSession, receipt_of, received_of

_logger = logging.getLogger(__name__)

#: seconds to reach a carrier, and as many to hear of it
PATIENCE = 20

#: how reports and messages are read that come on a session
PATHS = {
    "report_id_path": "id",
    "report_state_path": "stat",
    "report_state_map": (
        "ACCEPTD=sent\nENROUTE=sent\nDELIVRD=delivered\nUNDELIV=failed\nEXPIRED=failed\n"
        "DELETED=failed\nREJECTD=failed"
    ),
    "incoming_from_path": "from",
    "incoming_text_path": "text",
    "incoming_id_path": False,
}


class CrmSmsProvider(models.Model):
    """A carrier that is spoken to by SMPP 3.4 instead of HTTP."""

    _inherit = "crm.sms.provider"

    kind = fields.Selection(
        [("http", "HTTP"), ("smpp", "SMPP 3.4")], "Spoken to by", required=True, default="http"
    )
    url = fields.Char(compute="_compute_url", store=True, readonly=False, precompute=True)
    smpp_host = fields.Char("Server", groups="base.group_system")
    smpp_port = fields.Integer("Port", default=2775, groups="base.group_system")
    smpp_tls = fields.Boolean("Encrypted (TLS)", groups="base.group_system")
    smpp_system_id = fields.Char("System ID", groups="base.group_system")
    smpp_password = fields.Char(
        "Password",
        compute="_compute_smpp_password",
        inverse="_inverse_smpp_password",
        groups="base.group_system",
        help="It is not shown again.",
    )
    smpp_system_type = fields.Char("System type", groups="base.group_system")
    smpp_long = fields.Selection(
        [("udh", "A header in each part (UDH)"), ("sar", "Options of the protocol (SAR)")],
        "Long messages",
        default="udh",
        required=True,
        groups="base.group_system",
    )

    @api.depends("kind", "smpp_host", "smpp_port")
    def _compute_url(self):
        for provider in self:
            if provider.kind == "smpp":
                provider.url = f"smpp://{provider.smpp_host or ''}:{provider.smpp_port}"

    def _compute_smpp_password(self):
        self._mask("smpp_password")

    def _inverse_smpp_password(self):
        self._keep_one("smpp_password")

    @api.constrains("kind", "active", "smpp_host", "smpp_port", "smpp_system_id")
    def _check_smpp(self):
        for provider in self.filtered(lambda one: one.kind == "smpp" and one.active):
            known = provider.smpp_host and provider.smpp_system_id
            if not known or not 0 < provider.smpp_port < 65536:
                raise ValidationError(
                    self.env._("Enter the server, its port and the system ID of the carrier.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Make gateways; what comes on a session is always read the same way."""
        return super().create([_with_paths(vals) for vals in vals_list])

    def write(self, vals):
        """Change gateways; what comes on a session is always read the same way."""
        return super().write(_with_paths(vals))

    @contextlib.contextmanager
    def _open(self):
        if self.kind != "smpp":
            with super()._open() as hand_over:
                yield hand_over
            return
        with SmppSession(self._smpp_address(), PATIENCE) as session:
            yield lambda number, text, _ref: session.deliver(number, text)

    def _smpp_address(self):
        self.ensure_one()
        return SmppAddress(
            host=self.smpp_host or "",
            port=self.smpp_port,
            system_id=self.smpp_system_id or "",
            password=self._secret("smpp_password"),
            system_type=self.smpp_system_type or "",
            with_tls=self.smpp_tls,
            sender=self.sender or "",
            with_sar=self.smpp_long == "sar",
        )

    def _listen(self, seconds):
        """Take receipts and messages that wait at a carrier."""
        self.ensure_one()
        parts = Assembler()
        try:
            with SmppSession(self._smpp_address(), PATIENCE) as session:
                session.listen(seconds, lambda pdu: self._keep_pdu(pdu, parts))
        finally:
            # parts that the carrier was told are kept
            for left in parts.rest():
                self._keep_received("_take_incoming", _document(left))

    def _keep_pdu(self, pdu, parts):
        """Keep what came; return whether it is kept."""
        receipt = receipt_of(pdu)
        if receipt:
            return self._keep_received("_take_report", receipt)
        whole = parts.add(received_of(pdu))
        return not whole or self._keep_received("_take_incoming", _document(whole))

    def _keep_received(self, method, document):
        try:
            with self.env.cr.savepoint():
                kept = getattr(self, method)(document)
        except Exception:
            _logger.exception("What carrier %s sent cannot be kept", self.id)
            return False
        self.env["crm.message"]._commit()
        return kept


def _document(received):
    number = received.sender
    # carriers write numbers in full, without the sign before them
    return {"from": f"+{number}" if number.isdigit() else number, "text": received.text}


def _with_paths(vals):
    return {**vals, **PATHS} if vals.get("kind") == "smpp" else vals
