from odoo import api, fields, models
from odoo.tools import escape_psql, format_datetime
from odoo.tools.mail import email_normalize

from ..adapters import zone_of


class HelpdeskTicket(models.Model):
    """What comes in by the public forms, once for each statement, and acknowledged at once."""

    _inherit = "helpdesk.ticket"

    web_key = fields.Char(copy=False, groups="base.group_system", export_string_translation=False)
    web_reference = fields.Char(
        string="Number given",
        copy=False,
        groups="base.group_user",
        help="Number of the order or invoice as the customer typed it into the public form.",
    )
    received_text = fields.Char(string="Received (local)", compute="_compute_received_text")

    _web_key_once = models.UniqueIndex("(web_key) WHERE web_key IS NOT NULL")

    @api.depends("received_at", "company_id")
    @api.depends_context("lang")
    def _compute_received_text(self):
        for ticket in self:
            zone = zone_of(ticket.company_id).key
            moment = format_datetime(self.env, ticket.received_at, tz=zone)
            ticket.received_text = f"{moment} ({zone})" if moment else False

    @api.model
    def _order_known_to(self, number, email):
        """Return the order of this number, or of this invoice, if the e-mail is its customer's.

        Empty for whoever does not know both: nothing is told about the one or the other.
        """
        email = email_normalize(email)
        if not (number and email):
            return self.env["sale.order"]
        same = [("name", "=ilike", escape_psql(number.strip()))]
        # visitors may read no order: what is shown of it is decided here
        orders = self.env["sale.order"].sudo().search([*same, ("state", "=", "sale")], limit=20)
        posted = [("move_type", "=", "out_invoice"), ("state", "=", "posted")]
        invoices = self.env["account.move"].sudo().search([*same, *posted], limit=20)  # as above
        orders |= invoices.line_ids.sale_line_ids.order_id
        known = orders.filtered(lambda order: email in order._customer_emails())
        return known if len(known) == 1 else known.browse()

    @api.model
    def _receive(self, vals, order, template):
        """Make the ticket of a form, once for each key, and acknowledge it.

        :param template: external id of the acknowledgement
        """
        tickets = self.sudo()  # a visitor has no rights: the forms pass on what they checked
        earlier = tickets.with_context(active_test=False).search(
            [("web_key", "=", vals["web_key"])]
        )
        if earlier:
            return earlier
        company = order.company_id or self.env.company
        context = {"mail_create_nosubscribe": True}
        ticket = (
            tickets.with_company(company)
            .with_context(**context)
            .create(
                self._prepare_received(vals, order, company.sudo())  # its team, as above
            )
        )
        ticket._acknowledge(template)
        return ticket

    @api.model
    def _prepare_received(self, vals, order, company):
        channel = self.env.ref("helpdesk_mgmt.helpdesk_ticket_channel_web", False)
        team = company.complaint_web_team_id
        known = {
            "partner_id": order.partner_id.id,
            "sale_order_id": order.id,
            "company_id": company.id,
            "channel_id": channel and channel.id,
            "user_id": False,
        }
        return {**known, **({"team_id": team.id} if team else {}), **vals}

    def _acknowledge(self, template):
        """Mail what was received and when; sent as soon as the ticket is stored for good."""
        found = self.env.ref(template, raise_if_not_found=False)
        if not found:
            return  # somebody deleted it; what the customer states is taken all the same
        # the visitor may neither read templates nor send mail
        letter = found.sudo().with_context(visitor_lang=self.env.lang)
        for ticket in self:
            letter.send_mail(ticket.id, email_layout_xmlid="mail.mail_notification_light")
        self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()

    def _portal_attachments(self):
        """Return what the customer sent or was sent, and nothing of internal notes."""
        told = self.message_ids.filtered(
            lambda message: (
                message.subtype_id and not (message.is_internal or message.subtype_id.internal)
            )
        )
        inside = (self.message_ids - told).attachment_ids
        sent = self.attachment_ids.filtered("create_uid.share") - inside
        return self.attachment_ids & (told.attachment_ids | sent)
