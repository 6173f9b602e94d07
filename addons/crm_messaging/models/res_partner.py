from odoo import api, fields, models

from .crm_contact_permission import FOLLOWING


class ResPartner(models.Model):
    """What was said to a customer and by him, and what he permits."""

    _inherit = "res.partner"

    contact_log_ids = fields.One2many("crm.contact.log", "partner_id", "Contacts")
    contact_permission_ids = fields.One2many(
        "crm.contact.permission", "partner_id", "Permissions", domain=[("is_current", "=", True)]
    )
    contact_log_count = fields.Integer(compute="_compute_contact_log_count")
    preferred_channel = fields.Selection(
        [
            ("email", "E-mail"),
            ("sms", "Text message"),
            ("letter", "Letter"),
            ("phone", "Telephone"),
        ],
        help="The channel that the customer likes best; messages go there first.",
    )

    @api.depends("contact_log_ids")
    def _compute_contact_log_count(self):
        rows = self.env["crm.contact.log"]._read_group(
            [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
        )
        counts = {partner.id: count for partner, count in rows}
        for partner in self:
            partner.contact_log_count = counts.get(partner.id, 0)

    def action_contact_log(self):
        """Open the journal of this customer.

        :return: a window's action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_messaging.crm_contact_log_action"
        )
        return action | {
            "domain": [("partner_id", "child_of", self.ids)],
            "context": {"default_partner_id": self.id},
        }

    @api.model
    def _follow_blacklist(self, channel, field, barred, address):
        """Record what a black list says now with whom its addresses belong to.

        :param barred: rows of `mail.blacklist` or `phone.blacklist`
        :param address: the field in them that names the address
        """
        if self.env.context.get(FOLLOWING):
            return
        # sudo: an address is barred for everybody who has it, whoever may see him
        mine = self.sudo().with_context(**{FOLLOWING: True})
        for active, rows in barred.grouped("active").items():
            partners = mine.search([(field, "in", rows.mapped(address))])
            if active:
                mine.env["crm.contact.permission"]._record(
                    partners, channel, "marketing", "withdrawn", self.env._("Black list")
                )
            else:
                self._ask_again(mine, partners, channel)

    @api.model
    def _ask_again(self, mine, partners, channel):
        """Who is taken off a black list has not consented by that: he may be asked again."""
        known = mine.env["crm.contact.permission"]._states_of(partners, "marketing")
        withdrawn = partners.filtered(lambda one: known.get(one.id, {}).get(channel) == "withdrawn")
        mine.env["crm.contact.permission"]._record(
            withdrawn, channel, "marketing", "pending", self.env._("Taken off the black list")
        )

    @api.model
    def _e164(self, number):
        """Return a number as +36301234567, read as the company's country writes it, or nothing."""
        return self.env.company.partner_id._phone_format(number=number or "") or False

    @api.model
    def _called_from(self, number):
        """Return who has a number, firms after the people in them, active ones only."""
        if not number:
            return self.browse()
        # sudo: a call or a message comes from whoever it comes from
        found = self.sudo().search([("phone_sanitized", "=", number)], limit=20)
        return found.sorted(lambda partner: (partner.is_company, partner.id))

    def _withdraw(self, channel, source, proof=False):
        """Record that persons want no more advertising on a channel."""
        # sudo: a person withdraws for himself, by a link or an answer
        self.env["crm.contact.permission"].sudo()._record(
            self, channel, "marketing", "withdrawn", source, proof
        )
