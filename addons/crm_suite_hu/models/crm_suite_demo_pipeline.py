from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

STAGES = {
    "1": "crm.stage_lead1",
    "2": "crm.stage_lead2",
    "3": "crm.stage_lead3",
    "won": "crm.stage_lead4",
}
TAGS = {
    "newbuild": ("New building", "Új építés", 4),
    "renovation": ("Renovation", "Felújítás", 3),
    "public": ("Public tender", "Közbeszerzés", 8),
    "reseller": ("Reseller", "Viszonteladó", 5),
    "export": ("Export", "Export", 9),
}
SOURCES = {
    "web": "Weboldal",
    "phone": "Telefonos megkeresés",
    "tender": "Pályázati kiírás",
    "fair": "Építőipari kiállítás",
    "referral": "Ajánlás",
}
LOST_REASONS = {
    "price": ("Competitor was cheaper", "Olcsóbb volt a versenytárs"),
    "time": ("Delivery took too long", "Hosszú volt a szállítási idő"),
    "cancelled": ("Project was called off", "Elmaradt a beruházás"),
    "credit": ("No agreement on payment terms", "Nem volt egyezség a fizetésről"),
}
WON_EVERY = 7
# what is built with the articles whose codes begin so
PROJECTS = {
    "CEM": ("Aljzatbeton és habarcs egy csarnokhoz", "Burkolás anyaga, 6 lakás", "Alapozás"),
    "AGG": ("Udvar és beálló alapja", "Sóder és kavics útépítéshez", "Tereprendezés"),
    "MAS": ("Családi ház falazóanyaga", "Garázs és kerítés", "Emeletráépítés"),
    "INS": ("Homlokzat szigetelése, 240 m²", "Padlásfödém szigetelése", "Lapostető javítása"),
    "ROO": ("Tetőcsere, sorház", "Ereszcsatorna felújítása", "Tetőtér-beépítés"),
    "DRY": ("Irodák válaszfalai", "Álmennyezet egy üzletben", "Lakásfelújítás, gipszkarton"),
    "TIM": ("Tetőszerkezet faanyaga", "Zsaluzat és állvány", "Terasz burkolata"),
    "PAI": ("Belső festés, 3 szint", "Vakolat és színezés", "Kapuk, korlátok festése"),
    "FAS": ("Kötőelemek negyedéves igénye", "Ácsmunka rögzítői"),
    "SAN": ("Csatorna bekötése", "Fürdőszobák szerelvényei", "Vízvezeték cseréje"),
    "": ("Szerszámok az új brigádnak", "Munkavédelmi eszközök", "Vegyes anyagigény"),
}


class CrmSuiteDemo(models.AbstractModel):
    """Opportunities: some in each stage, some that became offers and orders, some lost."""

    _inherit = "crm.suite.demo"

    @api.model
    def _load_pipeline(self):
        """Create tags, sources, lost reasons and opportunities."""
        self._create_pipeline_words()
        demo = self._hungarian()
        leads = demo._create_opportunities()
        leads |= demo._create_order_opportunities()
        return {"crm.lead": len(leads)}

    @api.model
    def _create_pipeline_words(self):
        tags = self._create_missing(
            "crm.tag",
            "crm_tag",
            {key: {"name": english, "color": color} for key, (english, _hu, color) in TAGS.items()},
        )
        self._translate(tags, {key: texts[1] for key, texts in TAGS.items()})
        reasons = self._create_missing(
            "crm.lost.reason",
            "lost_reason",
            {key: {"name": english} for key, (english, _hu) in LOST_REASONS.items()},
        )
        self._translate(reasons, {key: texts[1] for key, texts in LOST_REASONS.items()})
        self._create_missing(
            "utm.source", "source", {key: {"name": name} for key, name in SOURCES.items()}
        )

    @api.model
    def _create_opportunities(self):
        """Create those of the file, which have no order yet."""
        today, customers = fields.Date.context_today(self), self._known("customer")
        rows = {row["id"]: row for row in self._rows("opportunity")}
        leads = self._create_missing(
            "crm.lead",
            "opportunity",
            {
                key: {
                    **self._prepare_lead_values(row["stage"], row["salesperson"], row["source"]),
                    "name": row["name"],
                    "partner_id": customers.get(row["customer"], False),
                    "partner_name": row["company"] or False,
                    "contact_name": row["contact"],
                    "expected_revenue": float(row["revenue"]),
                    "date_deadline": today + timedelta(days=int(row["closing"])),
                    "tag_ids": [Command.link(self._known("crm_tag")[row["tag"]])],
                    "priority": row["priority"],
                    **({"phone": row["phone"]} if row["phone"] else {}),
                }
                for key, row in rows.items()
            },
        )
        self._date_leads(
            {
                lead: self._moment(today - timedelta(days=int(rows[key]["age"])), lead.id)
                for key, lead in leads.items()
            }
        )
        return leads

    @api.model
    def _prepare_lead_values(self, stage, role, source):
        return {
            "type": "opportunity",
            "stage_id": self.env.ref(STAGES[stage]).id,
            "user_id": self._user(role).id,
            "team_id": self.env["crm.team"].search([("use_opportunities", "=", True)], limit=1).id,
            "source_id": self._known("source")[source],
            "company_id": self.env.company.id,
        }

    @api.model
    def _create_order_opportunities(self):
        """Create the opportunities behind all open and lost offers and some of the orders."""
        orders = self.env["sale.order"].browse(self._known("order").values()).sorted("id")
        chosen = orders.filtered(lambda o: o.state != "sale" or o.id % WON_EVERY == 0)
        chosen = chosen.filtered(lambda o: not o.opportunity_id)
        if not self._once("order_opportunities"):
            return {}
        leads = {
            order: self._prepare_order_lead_values(order, index)
            for index, order in enumerate(chosen)
        }
        records = dict(zip(leads, self.env["crm.lead"].create(list(leads.values())), strict=True))
        for order, lead in records.items():
            order.opportunity_id = lead
        self._lose({lead: order for order, lead in records.items() if order.state == "cancel"})
        self._date_leads(
            {
                lead: order.date_order - timedelta(days=4 + lead.id % 9)
                for order, lead in records.items()
            }
        )
        return records

    @api.model
    def _prepare_order_lead_values(self, order, index):
        stage = "won" if order.state == "sale" else "3"
        source = list(SOURCES)[index % len(SOURCES)]
        closing = order.date_order.date() + timedelta(days=0 if stage == "won" else 21)
        return {
            **self._prepare_lead_values(stage, "salesperson", source),
            "name": self._opportunity_name(order, index),
            "partner_id": order.partner_id.id,
            "user_id": order.user_id.id,
            "expected_revenue": order.currency_id._convert(
                order.amount_untaxed,
                self.env.company.currency_id,
                self.env.company,
                order.date_order.date(),
            ),
            "date_deadline": closing,
            "priority": str(index % 3),
        }

    @api.model
    def _opportunity_name(self, order, index):
        """Return what the customer is building, told from the first article on the offer."""
        code = order.order_line[:1].product_id.default_code or ""
        names = PROJECTS.get(code[:3], PROJECTS[""])
        return names[index % len(names)]

    @api.model
    def _lose(self, order_by_lead):
        """Mark opportunities as lost, each with a reason, on the day their offer ran out."""
        reasons = self._known("lost_reason")
        keys = ["price", "price", "cancelled", "time", "price", "credit"]
        for index, key in enumerate(keys):
            leads = self.env["crm.lead"].concat(*list(order_by_lead)[index :: len(keys)])
            leads.action_set_lost(lost_reason_id=reasons[key])

    @api.model
    def _date_leads(self, created):
        """Write when opportunities came in, and when those were decided that are.

        :param created: dict of opportunity → datetime
        """
        now = fields.Datetime.now()
        for lead, moment in created.items():
            decided = min(moment + timedelta(days=12), now - timedelta(days=1))
            is_over = lead.stage_id.is_won or not lead.active
            lead.write(
                {
                    "date_open": moment + timedelta(hours=3),
                    "date_last_stage_update": min(moment + timedelta(days=2), now),
                    "date_closed": decided if is_over else False,
                }
            )
        self._backdate(created)
        self.env["crm.lead"].concat(*created)._compute_day_close()
        self.env["crm.lead"].concat(*created)._compute_day_open()
