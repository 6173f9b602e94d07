from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize


class CrmCampaignLeadEntry(models.TransientModel):
    """Somebody at a fair, taken down on a phone in seconds: lead, permission, response."""

    _name = "crm.campaign.lead.entry"
    _description = "Lead on the Spot"

    campaign_id = fields.Many2one(
        "utm.campaign", required=True, ondelete="cascade", default=lambda self: self._running()
    )
    name = fields.Char(required=True)
    company_name = fields.Char("Company")
    phone = fields.Char()
    email = fields.Char("E-mail")
    interest = fields.Text("Interested in")
    consent = fields.Boolean(
        "Agrees to get offers",
        help="The person has agreed to get offers at the address and number given here.",
    )

    @api.model
    def _running(self):
        """Return the event or fair that runs, if there is one."""
        found = self.env["utm.campaign"].search(
            [("kind", "=", "event"), ("state", "=", "running"),
             ("company_id", "in", (False, self.env.company.id))], limit=2
        )  # fmt: skip
        return found if len(found) == 1 else found.browse()

    def action_save(self):
        """Make the lead.

        :return: a window's action, on the lead
        :raise UserError: there is no way to reach the person
        """
        self.ensure_one()
        lead = self._make_lead()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.lead",
            "res_id": lead.id,
            "views": [(False, "form")],
        }

    def action_save_next(self):
        """Make the lead, and take down the next person.

        :return: a window's action, an empty form
        """
        self.ensure_one()
        self._make_lead()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Lead on the spot"),
            "res_model": self._name,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_campaign_id": self.campaign_id.id},
        }

    def _make_lead(self):
        if not (self.phone or self.email):
            raise UserError(self.env._("Take down a telephone number or an e-mail address."))
        if self.email and not email_normalize(self.email):
            raise UserError(self.env._("%(text)s is no e-mail address.", text=self.email))
        partner = self._partner()
        # sudo: marketers at a fair make leads too, though they only read the salespeople's
        lead = self.env["crm.lead"].sudo().create(self._lead_values(partner))
        if self.consent:
            self._record_consent(partner)
        self._answer(partner, lead)
        return lead

    def _partner(self):
        """Return the person: known by address or number and name, else a new one."""
        # sudo: whoever meets a person need not see all customers to know him again
        partners = self.env["res.partner"].sudo()
        number, company = partners._e164(self.phone), self.campaign_id._company()
        domain = [("name", "=ilike", self.name.strip()), ("company_id", "in", (False, company.id))]
        keys = (
            ("email_normalized", email_normalize(self.email or "")),
            ("phone_sanitized", number),
        )
        for field, key in keys:
            found = partners.search([*domain, (field, "=", key)], limit=1) if key else partners
            if found:
                return found
        return partners.create(
            {
                "name": self.name.strip(),
                "company_name": self.company_name,
                "phone": self.phone,
                "email": self.email,
                "user_id": self.env.uid,
                "lang": self.env.user.lang,
            }
        )

    def _lead_values(self, partner):
        campaign = self.campaign_id
        return {
            "name": self.env._(
                "%(customer)s: %(campaign)s",
                customer=self.company_name or self.name,
                campaign=campaign.title,
            ),
            "type": "opportunity",
            "partner_id": partner.id,
            "contact_name": self.name,
            "partner_name": self.company_name,
            "phone": self.phone,
            "email_from": self.email,
            "description": self.interest,
            "user_id": self.env.uid,
            "company_id": campaign._company().id,
            "campaign_id": campaign.id,
            "source_id": campaign._source().id,
            "medium_id": self.env.ref("utm.utm_medium_direct").id,
        }

    def _record_consent(self, partner):
        channels = {"email": self.email, "sms": self.phone, "phone": self.phone}
        proof = self.env._(
            "Ticked for him on the form by %(user)s, e-mail %(email)s, phone %(phone)s.",
            user=self.env.user.name,
            email=self.email or "–",
            phone=self.phone or "–",
        )
        # sudo: whoever meets a person takes his consent down
        permissions = self.env["crm.contact.permission"].sudo()
        for channel, address in channels.items():
            if address:
                permissions._record(
                    partner, channel, "marketing", "given", self.campaign_id.title, proof
                )

    def _answer(self, partner, lead):
        """Count the person as a response to the campaign's step at the fair."""
        # sudo: salespeople work on steps that marketers planned
        campaign = self.campaign_id.sudo()
        step = campaign.step_ids.filtered(lambda one: one.channel == "event")[:1]
        response = campaign.env["crm.campaign.response"]._by_code("interested")
        if not (step and response):
            return
        targets = campaign.env["crm.campaign.target"]
        target = targets.search([("step_id", "=", step.id), ("partner_id", "=", partner.id)])
        values = {"response_id": response.id, "lead_id": lead.id, "comment": self.interest}
        if target and target.state != "control":
            target.write(values)
        elif not target:
            keys = {"step_id": step.id, "partner_id": partner.id, "user_id": self.env.uid}
            targets.create(keys | values)
