from odoo import models


class ResPartner(models.Model):
    """What a user starts from a card: note, call, task, offer, ticket, each with one key."""

    _inherit = "res.partner"

    def action_customer_card(self):
        """Open the customer card.

        :return: a client action
        """
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id("crm_customer_card.action_customer_card")
        return {
            **{key: value for key, value in action.items() if value is not None},
            "name": self.commercial_partner_id.display_name,
            "context": {"active_id": self.id, "active_model": "res.partner"},
        }

    def _card_buttons(self):
        """Return the buttons that the user has the right to press."""
        buttons = []
        if self.has_access(self._mail_post_access):
            buttons += [self._card_note_button(), self._card_task_button()]
        if self.env["crm.contact.log"].has_access("create"):
            buttons.insert(1, self._card_call_button())
        if self.env["sale.order"].has_access("create"):
            buttons.append(self._card_offer_button())
        if self.env["crm.complaint.entry"].has_access("create"):
            buttons.append(self._card_ticket_button())
        return buttons

    def _card_button(self, key, label, icon, model, context, target="new"):
        return {
            "key": key,
            "label": label,
            "icon": icon,
            "action": {
                "type": "ir.actions.act_window",
                "name": label,
                "res_model": model,
                "views": [[False, "form"]],
                "target": target,
                "context": context,
            },
        }

    def _card_note_button(self):
        context = {
            "default_model": "res.partner",
            "default_res_ids": self.ids,
            "default_composition_mode": "comment",
            "default_subtype_id": self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note"),
        }
        return self._card_button(
            "n", self.env._("Note"), "fa-sticky-note-o", "mail.compose.message", context
        )

    def _card_call_button(self):
        context = {"default_partner_id": self.id, "default_channel": "phone"}
        return self._card_button("c", self.env._("Call"), "fa-phone", "crm.contact.entry", context)

    def _card_task_button(self):
        context = {"active_model": "res.partner", "active_ids": self.ids}
        return self._card_button(
            "t", self.env._("Task"), "fa-clock-o", "mail.activity.schedule", context
        )

    def _card_offer_button(self):
        context = {"default_partner_id": self.id}
        return self._card_button(
            "o", self.env._("Offer"), "fa-file-text-o", "sale.order", context, "current"
        )

    def _card_ticket_button(self):
        context = {"default_partner_id": self.id}
        return self._card_button(
            "k", self.env._("Ticket"), "fa-life-ring", "crm.complaint.entry", context
        )
