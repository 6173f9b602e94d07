from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

#: what may still be noted when the record is signed: how the consumer got it
AFTER_SIGNING = {"handed_at", "handed_how"}


class CrmComplaintRecord(models.Model):
    """The record of a consumer's complaint (jegyzőkönyv) with all that the law lists.

    Once signed it can no longer be changed; what was signed is kept as PDF.
    """

    _name = "crm.complaint.record"
    _description = "Record of a Complaint"
    _order = "date desc, id desc"

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    ticket_id = fields.Many2one("helpdesk.ticket", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="ticket_id.company_id", store=True, index=True)
    state = fields.Selection(
        [("draft", "Draft"), ("signed", "Signed")], default="draft", readonly=True, copy=False
    )
    date = fields.Datetime(string="Taken", required=True, default=fields.Datetime.now)
    place = fields.Char(required=True)
    manner = fields.Selection(
        [
            ("person", "In person"),
            ("phone", "By telephone"),
            ("electronic", "Electronically"),
            ("post", "By post"),
        ],
        string="Submitted",
        required=True,
        default="phone",
    )
    submitted_at = fields.Datetime(required=True)
    consumer_name = fields.Char(required=True)
    consumer_address = fields.Char()
    complaint = fields.Text(required=True)
    evidence = fields.Text(help="Documents and other evidence that the consumer presented.")
    goods = fields.Text(help="What was bought, when, and for how much.")
    wish = fields.Char(string="What the consumer wants")
    position = fields.Text(
        string="Our position", help="If the complaint could be examined at once."
    )
    user_id = fields.Many2one(
        "res.users", string="Taken by", required=True, default=lambda self: self.env.user
    )
    signature = fields.Binary(string="Consumer's signature", attachment=True, copy=False)
    scan = fields.Binary(string="Scan of the signed paper", attachment=True, copy=False)
    scan_name = fields.Char(copy=False)
    signed_at = fields.Datetime(string="Signed", readonly=True, copy=False)
    document_id = fields.Many2one("ir.attachment", string="PDF", readonly=True, copy=False)
    handed_at = fields.Datetime(string="Copy given", copy=False)
    handed_how = fields.Char(
        string="How", copy=False, help="What proves it: receipt, registered letter, e-mail."
    )

    @api.model
    def default_get(self, fields_list):
        """Fill in what the ticket knows."""
        values = super().default_get(fields_list)
        ticket = self.env["helpdesk.ticket"].browse(values.get("ticket_id"))
        if ticket:
            known = self._prepare_from_ticket(ticket)
            values |= {key: known[key] for key in fields_list if key in known}
        return values

    @api.model
    def _prepare_from_ticket(self, ticket):
        words = ticket.with_context(lang=ticket.partner_id.lang or self.env.lang)
        claims = dict(words._fields["claim"]._description_selection(words.env))
        partner = ticket.partner_id
        channels = {"phone": "phone", "email": "electronic", "web": "electronic"}
        names = {
            self.env.ref(f"helpdesk_mgmt.helpdesk_ticket_channel_{key}", False): manner
            for key, manner in channels.items()
        }
        address = partner._display_address(without_company=True) if partner else ""
        return {
            "place": ticket.company_id.city or ticket.company_id.name,
            "manner": names.get(ticket.channel_id, "person"),
            "submitted_at": ticket.received_at,
            "consumer_name": partner.name or ticket.partner_name,
            "consumer_address": ", ".join(filter(None, address.split("\n"))),
            "complaint": html2plaintext(ticket.description or ""),
            "goods": "\n".join(self._goods_text(line) for line in words.complaint_line_ids),
            "wish": claims.get(ticket.claim),
            "position": ticket.decision_reason,
        }

    @api.model
    def _goods_text(self, line):
        order = line.sudo().sale_line_id.order_id  # the buyer's own purchase
        bought = fields.Datetime.context_timestamp(order, order.date_order) if order else None
        parts = [
            f"{line.quantity:g} × {line.product_id.display_name}",
            line.defect_id.complete_name,
            line.currency_id.format(line.value),
            order.name,
            bought and fields.Date.to_string(bought.date()),
        ]
        return ", ".join(filter(None, parts))

    @api.model_create_multi
    def create(self, vals_list):
        """Each record has its number: by telephone too, the law wants one."""
        for vals in vals_list:
            ticket = self.env["helpdesk.ticket"].browse(vals.get("ticket_id"))
            sequence = self.env["ir.sequence"].with_company(ticket.company_id)
            vals["name"] = sequence.next_by_code("crm.complaint.record") or "/"
        return super().create(vals_list)

    def write(self, vals):
        """Refuse to change what is signed."""
        if set(vals) - AFTER_SIGNING and "signed" in self.mapped("state"):
            raise UserError(
                self.env._(
                    "%s is signed and can no longer be changed. Make a new record instead.",
                    ", ".join(self.filtered(lambda one: one.state == "signed").mapped("name")),
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        signed = self.filtered(lambda record: record.state == "signed")
        if signed:
            raise UserError(
                self.env._("The law keeps signed records: %s.", ", ".join(signed.mapped("name")))
            )

    def action_sign(self):
        """Close the record: what was signed is kept as PDF.

        :return: True
        """
        for record in self.filtered(lambda one: one.state == "draft"):
            if record.manner == "person" and not (record.signature or record.scan):
                raise UserError(
                    self.env._(
                        "%s was taken in person: have the consumer sign on the screen, or attach "
                        "the scan of the signed paper.",
                        record.name,
                    )
                )
            record.write({"signed_at": fields.Datetime.now(), "document_id": record._print().id})
            record.state = "signed"
        return True

    def _print(self):
        """Return the attachment with the PDF of a record, in the consumer's language."""
        self.ensure_one()
        reports = self.env["ir.actions.report"]
        lang = self.ticket_id.partner_id.lang or self.env.lang
        content, kind = reports.with_context(lang=lang)._render_qweb_pdf(
            "crm_complaints.report_complaint_record", self.ids
        )
        # kept for good: who may read the record reads its PDF, nobody writes it
        return (
            self.env["ir.attachment"]
            .sudo()
            .create(
                {
                    "name": f"{self.name.replace('/', '-')}.{kind}",
                    "raw": content,
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )
        )

    def action_send(self):
        """Send the consumer a copy by e-mail; when and to whom stays on record.

        :return: True
        """
        for record in self:
            partner = record.ticket_id.partner_id
            if record.state != "signed" or not partner.email:
                raise UserError(
                    self.env._(
                        "%s cannot be sent: sign it first, and fill in the consumer's e-mail.",
                        record.name,
                    )
                )
            record.ticket_id.message_post(
                body=self.env._("Enclosed is the record %s of your complaint.", record.name),
                subject=record.name,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                partner_ids=partner.ids,
                attachments=[(record.document_id.name, record.document_id.raw)],
            )
            record.write(
                {"handed_at": fields.Datetime.now(), "handed_how": f"e-mail: {partner.email}"}
            )
        return True


class HelpdeskTicket(models.Model):
    """The records taken of a complaint."""

    _inherit = "helpdesk.ticket"

    record_ids = fields.One2many(
        "crm.complaint.record", "ticket_id", string="Records", groups="base.group_user"
    )
    record_count = fields.Integer(compute="_compute_record_count", groups="base.group_user")

    @api.depends("record_ids")
    def _compute_record_count(self):
        for ticket in self:
            ticket.record_count = len(ticket.record_ids)

    def action_open_records(self):
        """Open the records of this complaint, or begin one."""
        self.ensure_one()
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Records of %s", self.number),
            "res_model": "crm.complaint.record",
            "view_mode": "list,form",
            "domain": [("ticket_id", "=", self.id)],
            "context": {"default_ticket_id": self.id},
        }
        if len(self.record_ids) < 2:
            action |= {"view_mode": "form", "res_id": self.record_ids.id}
        return action
