"""Customers who stopped buying paint are won back: audience, campaign, answers, an order."""

from datetime import UTC, datetime, timedelta

from ..people import ADMINISTRATOR, SELLER
from .messages import FRONT, MARKETER, agree

TITLE = "Campaign: lapsed customers, their answers, an order"
AUDIENCE = "Elmaradt festékvevők (Heves, Zala)"
CAMPAIGN = "Téli vakolatakció elmaradt vevőknek"
COUNTIES = ("HE", "ZA")
PAINT = "PAI-003"
#: bought for so much in a year, and nothing for so many days
LEAST, DAYS = 200_000, 45
BUCKETS, COST = 12, 15_000
INTERESTED, LATER = "V0010", "V0015"
CALLED = "Januárban kezdik a következő homlokzatot, akkor hívjuk."
MAIL = (
    "<p>Tisztelt Partnerünk! Régen járt nálunk. Februárig 8 % kedvezményt adunk"
    " minden vékonyvakolatra, tíz vödörtől.</p>"
)
TEXT = "Vekonyvakolat 8 % kedvezmennyel februarig, 10 vodortol. Koris Epitoanyag"


def run(ctx):
    """Find the campaign or make and run it; record the answers and the order once."""
    marketer = ctx.as_role(MARKETER)
    audience = _audience(marketer)
    people = _members(marketer, audience)
    agree(ctx.as_role(FRONT), people, ("email", "sms"))
    campaign = _campaign(marketer, audience)
    step = _begun(ctx, marketer, campaign)
    lead = _answers(marketer, step)
    order = _order(ctx.as_role(SELLER), lead)
    brought = marketer.execute("utm.campaign", "campaign_result", [campaign])
    ctx.result["audience"] = AUDIENCE
    ctx.result["audience_members"] = len(people)
    ctx.result["campaign"] = CAMPAIGN
    ctx.result["responses"] = brought["responded"]
    ctx.result["opportunity"] = marketer.read_one("crm.lead", lead, ["name"])["name"]
    ctx.result["campaign_order"] = order
    ctx.result["campaign_roi"] = brought["roi"]


def _find(client, model, field, value):
    return client.execute(model, "search", [(field, "=", value)], limit=1)


def _audience(marketer):
    found = _find(marketer, "crm.audience", "name", AUDIENCE)
    paint = marketer.search_read(
        "product.product", [("default_code", "=", PAINT)], ["categ_id"], limit=1
    )
    bought = {"metric": "order_amount", "operator": ">", "value": LEAST, "period_days": 365}
    values = {
        "name": AUDIENCE,
        "domain": repr([("state_id.code", "in", list(COUNTIES)), ("is_company", "=", True)]),
        "criterion_ids": [
            (0, 0, {**bought, "categ_ids": [(4, paint[0]["categ_id"][0])]}),
            (0, 0, {"metric": "days_since_order", "operator": ">", "value": DAYS}),
        ],
    }
    return found[0] if found else marketer.execute("crm.audience", "create", values)


def _members(marketer, audience):
    """Select the persons once: who has ordered since then is a success, and stays."""
    members = [("audience_id", "=", audience)]
    if not marketer.execute("crm.audience.member", "search_count", members):
        marketer.execute("crm.audience", "refresh", [audience])
    rows = marketer.search_read("crm.audience.member", members, ["partner_id"])
    if not rows:
        raise marketer.error("nobody is in the audience")
    return [row["partner_id"][0] for row in rows]


def _campaign(marketer, audience):
    found = _find(marketer, "utm.campaign", "title", CAMPAIGN)
    if found:
        return found[0]
    template = _template(marketer)
    steps = [
        {"name": "Levél az akcióról", "channel": "email", "template_id": template, "sequence": 1},
        {"name": "Telefon", "channel": "phone", "sequence": 2, "condition": "not_responded"},
    ]
    values = {
        "title": CAMPAIGN,
        "kind": "mailing",
        "goal": "Az elmaradt vevők fele rendeljen újra.",
        "audience_id": audience,
        "user_id": marketer.uid,
        "auto_run": False,
        "budget": 20_000,
        "expected_response_rate": 50,
        "cost_line_ids": [(0, 0, {"name": "Szövegírás", "planned": COST})],
        "step_ids": [(0, 0, step) for step in steps],
    }
    campaign = marketer.execute("utm.campaign", "create", values)
    mail, call = marketer.execute("crm.campaign.step", "search", [("campaign_id", "=", campaign)])
    marketer.execute("crm.campaign.step", "write", [call], {"after_step_id": mail, "wait_days": 7})
    return campaign


def _template(marketer):
    found = _find(marketer, "crm.message.template", "name", CAMPAIGN)
    mail = {"channel": "email", "subject": "Visszavárjuk: 8 % a vékonyvakolatra", "body": MAIL}
    values = {
        "name": CAMPAIGN,
        "purpose": "marketing",
        "variant_ids": [(0, 0, mail), (0, 0, {"channel": "sms", "text": TEXT})],
    }
    return found[0] if found else marketer.execute("crm.message.template", "create", values)


def _begun(ctx, marketer, campaign):
    """Test and start the first step, and let its job select the persons."""
    steps = [("campaign_id", "=", campaign), ("channel", "=", "email")]
    [step] = marketer.search_read("crm.campaign.step", steps, ["state", "test_sent_at"])
    if not step["test_sent_at"]:
        marketer.execute("crm.campaign.step", "action_test", [step["id"]])
    if marketer.read_one("utm.campaign", campaign, ["state"])["state"] == "draft":
        marketer.execute("utm.campaign", "action_start", [campaign])
    if step["state"] in ("draft", "ready"):
        marketer.execute("crm.campaign.step", "action_start", [step["id"]])
    targets = [("step_id", "=", step["id"])]
    if not marketer.execute("crm.campaign.target", "search_count", targets):
        admin = ctx.as_role(ADMINISTRATOR)
        job = admin.execute("ir.cron", "search", [("model_id.model", "=", "crm.campaign.step")])
        admin.execute("ir.cron", "method_direct_trigger", job)
    return step["id"]


def _answers(marketer, step):
    """Record what two customers said; return the opportunity of the interested one."""
    targets = {
        row["partner_id"][0]: row
        for row in marketer.search_read(
            "crm.campaign.target",
            [("step_id", "=", step)],
            ["partner_id", "response_id", "lead_id"],
        )
    }
    people = {
        ref: targets[_find(marketer, "res.partner", "ref", ref)[0]] for ref in (INTERESTED, LATER)
    }
    if not people[INTERESTED]["lead_id"]:
        target = [people[INTERESTED]["id"]]
        said = {"comment": "Tizenkét vödröt kér, szállítással."}
        marketer.execute("crm.campaign.target", "write", target, said)
        marketer.execute("crm.campaign.target", "action_interested", target)
    if not people[LATER]["response_id"]:
        [later] = _find(marketer, "crm.campaign.response", "code", "call_later")
        said = {
            "response_id": later,
            "comment": CALLED,
            "next_step_date": (datetime.now(UTC).date() + timedelta(days=45)).isoformat(),
        }
        marketer.execute("crm.campaign.target", "write", [people[LATER]["id"]], said)
    target = marketer.read_one("crm.campaign.target", people[INTERESTED]["id"], ["lead_id"])
    return target["lead_id"][0]


def _order(seller, lead):
    """Offer what was asked for, and confirm it; return the order's number."""
    orders = seller.search_read(
        "sale.order", [("opportunity_id", "=", lead)], ["name", "state"], limit=1
    )
    if not orders:
        action = seller.execute("crm.lead", "action_sale_quotations_new", [lead])
        [product] = _find(seller, "product.product", "default_code", PAINT)
        line = {"product_id": product, "product_uom_qty": BUCKETS}
        seller.execute(
            "sale.order", "create", {"order_line": [(0, 0, line)]}, context=action["context"]
        )
        return _order(seller, lead)
    if orders[0]["state"] in ("draft", "sent"):
        seller.execute("sale.order", "action_confirm", [orders[0]["id"]])
    return orders[0]["name"]
