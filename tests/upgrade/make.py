"""Makes the dump of an addon's first version: python -m tests.upgrade.make ADDON."""

import json
import sys

from devtools import database, environment, manifests

from . import FOLDER, dump, tell

# An offer that was sent, changed, confirmed and half delivered: what the suite stores.
ORDER = """
from odoo import Command
partner = env["res.partner"].create({"name": "Minta Építő Kft.", "is_company": True})
bag = env["product.product"].create(
    {"name": "Cement 25 kg", "type": "consu", "is_storable": True, "list_price": 2000}
)
work = env["product.product"].create(
    {"name": "Kiszállítás", "type": "service", "list_price": 10000}
)
order = env["sale.order"].create({
    "partner_id": partner.id,
    "order_line": [
        Command.create({"product_id": bag.id, "product_uom_qty": 10}),
        Command.create({"product_id": work.id, "product_uom_qty": 1}),
    ],
})
order.action_quotation_sent()
order.order_line[0].product_uom_qty = 8
order.action_confirm()
picking = order.picking_ids
picking.move_ids.quantity = 5
picking.move_ids.picked = True
picking.with_context(skip_backorder=True).button_validate()
invoice = order._create_invoices()
invoice.action_post()
env.cr.commit()
"""
# Customers of two sources, loaded, with a change and a rejected row.
CUSTOMERS = """
import base64
files = {
    "erp": ["V1;Kiss Kft.;12345676-2-42;06 30 131 8609", "V2;Nagy Anna;;06 1 234 5678", "V3;;;"],
    "shop": ["W1;KISS KFT.;HU12345676;", "W2;Tóth Bt.;;06 20 555 6677"],
}
for code, rows in files.items():
    source = env["crm.import.source"].create({"name": code, "code": code})
    text = chr(10).join(["Vevőkód;Név;Adószám;Telefon", *rows])
    source.load_file(code + ".csv", base64.b64encode(text.encode()).decode())
env.cr.commit()
"""
# An offer to a customer on a list, and one to another.
WARNED = """
import base64
partners = env["res.partner"].create([
    {"name": "Kiss Kft.", "is_company": True, "vat": "10585560-2-42"},
    {"name": "Nagy Kft.", "is_company": True, "vat": "12345676-2-42"},
])
firms = env["crm.check.list"].create({"name": "Felszámolások", "date": "2026-02-28"})
file = chr(10).join(["Név;Adószám", "Kiss Kft.;10585560-2-42"])
firms.load_file("lista.csv", base64.b64encode(file.encode()).decode())
env["sale.order"].create([{"partner_id": partner.id} for partner in partners])
env.cr.commit()
"""
# Rules of two groups, an offer priced by them, one with a typed discount, one confirmed in part.
DISCOUNTED = """
from odoo import Command
partner = env["res.partner"].create({"name": "Minta Építő Kft.", "is_company": True})
bag = env["product.product"].create(
    {"name": "Cement 25 kg", "type": "consu", "list_price": 2190, "taxes_id": [Command.clear()],
     "invoice_policy": "order"}
)
base, extra = env["crm.discount.group"].create([
    {"code": "ALAP", "name": "Alap", "sequence": 10},
    {"code": "AKCIO", "name": "Akció", "sequence": 20},
])
env["crm.discount.rule"].create([
    {"code": "MENNY", "name": "Mennyiség", "group_id": base.id,
     "tier_ids": [Command.create({"min_value": 10, "value": 5})]},
    {"code": "AKCIO", "name": "Őszi akció", "group_id": extra.id,
     "tier_ids": [Command.create({"min_value": 1, "value": 3.3})]},
])
orders = env["sale.order"].create([
    {"partner_id": partner.id,
     "order_line": [Command.create({"product_id": bag.id, "product_uom_qty": quantity})]}
    for quantity in (7, 10, 33)
])
orders[1].order_line.discount = 12.5
orders[2].action_confirm()
orders[2]._create_invoices().action_post()
env.cr.commit()
"""
# The same with a promotion on what the rule left.
PROMOTED = """
from odoo import Command
partner = env["res.partner"].create({"name": "Minta Építő Kft.", "is_company": True})
bag = env["product.product"].create(
    {"name": "Cement 25 kg", "list_price": 2190, "taxes_id": [Command.clear()]}
)
group = env["crm.discount.group"].create({"code": "ALAP", "name": "Alap"})
env["crm.discount.rule"].create({
    "code": "MENNY", "name": "Mennyiség", "group_id": group.id,
    "tier_ids": [Command.create({"min_value": 10, "value": 5})],
})
env["loyalty.program"].search([]).active = False
env["loyalty.program"].create({
    "name": "20 %", "program_type": "promotion", "trigger": "auto", "applies_on": "current",
    "rule_ids": [Command.create({"minimum_qty": 0})],
    "reward_ids": [Command.create({
        "reward_type": "discount", "discount": 20, "discount_mode": "percent",
        "discount_applicability": "order",
    })],
})
order = env["sale.order"].create({
    "partner_id": partner.id,
    "order_line": [Command.create({"product_id": bag.id, "product_uom_qty": 10})],
})
order._update_programs_and_rewards()
for coupon, rewards in order._get_claimable_rewards().items():
    order._apply_program_reward(rewards, coupon)
env.cr.commit()
"""
# A cart of the web shop and an offer, priced by the same rule.
SHOPPED = """
from odoo import Command
partner = env["res.partner"].create({"name": "Minta Építő Kft.", "is_company": True})
bag = env["product.product"].create(
    {"name": "Cement 25 kg", "list_price": 2190, "taxes_id": [Command.clear()],
     "is_published": True}
)
group = env["crm.discount.group"].create({"code": "ALAP", "name": "Alap"})
env["crm.discount.rule"].create({
    "code": "MENNY", "name": "Mennyiség", "group_id": group.id,
    "tier_ids": [Command.create({"min_value": 10, "value": 5})],
})
website = env["website"].search([], limit=1)
for values in ({}, {"website_id": website.id}):
    order = env["sale.order"].create({"partner_id": partner.id, **values})
    order.order_line = [Command.create({"product_id": bag.id, "product_uom_qty": 12})]
env.cr.commit()
"""
# Two complaints, one settled, escalated and on record; what they are about was delivered.
BROKEN = """
from odoo import Command
partner = env["res.partner"].create({"name": "Kovács Anna"})
box = env["product.product"].create(
    {"name": "Csempe", "default_code": "CS1", "type": "consu", "standard_price": 60}
)
line = {"product_id": box.id, "product_uom_qty": 20, "price_unit": 100}
order = env["sale.order"].create(
    {"partner_id": partner.id, "order_line": [Command.create(line)]}
)
order.action_confirm()
order.picking_ids.move_ids.quantity = 20
order.picking_ids.move_ids.picked = True
order.picking_ids.button_validate()
tickets = env["helpdesk.ticket"]
for kind, quantity in (("complaint", 2), ("warranty", 3)):
    number = tickets.open_complaint({
        "kind": kind, "order": order.name, "is_consumer": True,
        "received_at": "2026-08-05 10:00:00",
        "lines": [{"product": "CS1", "quantity": quantity}],
    })
ticket = tickets.search([("kind", "=", "complaint")])
lines = [{"line_id": ticket.complaint_line_ids.id}]
ticket.action_settle("return", lines)
ticket.action_settle("replacement", lines)
ticket.action_escalate("Sürget")
record = env["crm.complaint.record"].with_context(default_ticket_id=ticket.id).create({})
record.write({"state": "signed", "signed_at": "2026-08-05 11:00:00"})
env.cr.commit()
"""
# Two persons, one of whom agreed and took it back; messages sent and skipped; a gateway, a call.
WRITTEN = """
anna, bela = env["res.partner"].create([
    {"name": "Kovács Anna", "email": "anna@vevo.example", "phone": "+36301234567"},
    {"name": "Nagy Béla", "email": "bela@vevo.example"},
])
permission = env["crm.contact.permission"].create({
    "partner_id": anna.id, "channel": "email", "purpose": "marketing", "source": "Vásár",
})
env["crm.sms.provider"].create({
    "name": "Minta", "url": "https://gateway.example/", "api_key": "kulcs", "secret": "titok",
})
message = env["crm.message"]
message.send((anna + bela).ids, "marketing", ["email"], subject="Hír", body="Őszi hír",
             idempotency_key="hir-1")
message.send(anna.ids, "service", ["sms"], body="Jön a futár")
permission.write({"state": "withdrawn", "source": "Telefon"})
env["crm.contact.entry"].create({"partner_id": anna.id, "subject": "Hívás"}).action_save()
env.cr.commit()
"""
# An audience of who bought, a campaign to it with a step, an answer and its opportunity.
CAMPAIGNED = """
from odoo import Command
anna, bela = env["res.partner"].create([
    {"name": "Kovács Anna", "email": "anna@vevo.example", "phone": "+36301234567"},
    {"name": "Nagy Béla", "email": "bela@vevo.example"},
])
bag = env["product.product"].create(
    {"name": "Festék", "type": "service", "list_price": 2190, "taxes_id": [Command.clear()]}
)
env["sale.order"].create({
    "partner_id": anna.id,
    "order_line": [Command.create({"product_id": bag.id, "product_uom_qty": 12})],
}).action_confirm()
audience = env["crm.audience"].create({
    "name": "Vevők",
    "criterion_ids": [
        Command.create({"metric": "order_count", "operator": ">=", "value": 1}),
        Command.create({"join": "none", "child_ids": [
            Command.create({"metric": "bought_product", "operator": "!=",
                            "product_ids": [Command.link(bag.id)]}),
        ]}),
    ],
})
audience.refresh()
env["crm.audience"].recompute_rfm()
campaign = env["utm.campaign"].create({
    "title": "Festékakció", "audience_id": audience.id, "user_id": env.ref("base.user_admin").id,
    "auto_run": False, "budget": 10000,
    "cost_line_ids": [Command.create({"name": "Szöveg", "planned": 8000})],
    "step_ids": [Command.create({"name": "Hívás", "channel": "phone"})],
})
target = env["crm.campaign.target"].create(
    {"step_id": campaign.step_ids.id, "partner_id": anna.id, "comment": "Érdekli"}
)
target.action_interested()
env.cr.commit()
"""
# The same in numbers of tickets.
COUNTED = """
from odoo import Command
anna = env["res.partner"].create({"name": "Kovács Anna"})
env["helpdesk.ticket"].create({"name": "Hiba", "description": "Hiba", "partner_id": anna.id})
env["crm.audience"].create({
    "name": "Bejelentők",
    "criterion_ids": [
        Command.create({"metric": "ticket_count", "operator": ">=", "value": 1}),
    ],
}).refresh()
env.cr.commit()
"""
# The card's blocks as a user ordered them.
CARD = """
env["res.partner"].create({"name": "Minta Kft.", "is_company": True})
env["crm.customer.card.layout"].create({"user_id": env.uid, "blocks": "balance,identity"})
env.cr.commit()
"""
# A carrier, and a message that waits for it.
CARRIED = """
anna = env["res.partner"].create({"name": "Kovács Anna", "phone": "+36301234567"})
env["crm.sms.provider"].create({
    "name": "Szolgáltató", "kind": "smpp", "smpp_host": "smsc.example", "smpp_system_id": "koris",
    "smpp_password": "titok",
})
env["crm.message"].send(anna.ids, "service", ["sms"], body="Jön a futár")
env.cr.commit()
"""
ENTER = {
    "crm_campaign_hu": CAMPAIGNED,
    "crm_campaign_hu_complaints": COUNTED,
    "crm_customer_card": CARD,
    "crm_messaging_smpp": CARRIED,
    "crm_messaging": WRITTEN,
    "crm_complaints": BROKEN,
    "crm_discount_rules_website": SHOPPED,
    "crm_discount_rules": DISCOUNTED,
    "crm_discount_rules_loyalty": PROMOTED,
    "crm_suite_hu": ORDER,
    "crm_masterdata_import": CUSTOMERS,
    "crm_masterdata_import_sale": WARNED,
}


def make(addon: str) -> None:
    env = environment.ensure()
    name = f"upgrade_{addon}"
    database.fresh(env, name, (addon,))
    database.run_script(env, name, ENTER[addon], "entering records")
    stem = f"{addon}-{manifests.ours(env.ws.addons)[addon]['version']}"
    (FOLDER / f"{stem}.json").write_text(json.dumps(tell(env, name, addon), indent=1) + "\n")
    dump(env, name, FOLDER / f"{stem}.sql.xz")
    database.remove(env, name)


if __name__ == "__main__":
    make(sys.argv[1])
