"""The sales manager says what the firm grants; an offer is priced by it."""

from datetime import UTC, datetime, timedelta

from ..people import MANAGER, SELLER

TITLE = "Discounts: rules, regular customers, an offer"
CUSTOMER, AGREED_WITH = "V0002", "V0001"
OFFERED = {"CEM-001": 108, "CEM-004": 48, "PAI-003": 20}
REFERENCE = "P-0001/kedv"
GROUPS = {
    "ALAP": "Alapkedvezmények",
    "AKCIO": "Akciók",
    "ERTEK": "Értékhatárok",
    "MEGALL": "Megállapodások",
}
SILVER, GOLD = "Törzsvevő ezüst", "Törzsvevő arany"
REGULARS = {SILVER: 1_000_000, GOLD: 5_000_000}


def run(ctx):
    """Define the rules once; find them and the offer again later."""
    manager = ctx.as_role(MANAGER)
    if not manager.execute("crm.discount.group", "search", [("code", "=", "ALAP")]):
        _define(manager)
    seller = ctx.as_role(SELLER)
    domain = [("client_order_ref", "=", REFERENCE)]
    offers = seller.execute("sale.order", "search", domain)
    offer = offers[0] if offers else _offer(seller)
    found = seller.read_one("sale.order", offer, ["name", "discount_saving"])
    ctx.result["discounted_offer"] = found["name"]
    ctx.result["discount_granted"] = found["discount_saving"]
    rules = manager.execute("crm.discount.rule", "search_count", [])
    ctx.result["discount_rules"] = rules


def _define(manager):
    groups = [
        {"code": code, "name": name, "sequence": 10 * place}
        for place, (code, name) in enumerate(GROUPS.items(), 1)
    ]
    numbers = manager.execute("crm.discount.group", "create", groups)
    group = dict(zip(GROUPS, numbers, strict=True))
    regulars = _regulars(manager)
    manager.execute("crm.discount.rule", "create", _rules(manager, group, regulars[GOLD]))


def _regulars(manager):
    """Customer groups that are earned by turnover, filled at once."""
    labels = [{"name": name} for name in REGULARS]
    numbers = manager.execute("res.partner.category", "create", labels)
    regulars = dict(zip(REGULARS, numbers, strict=True))
    tiers = [
        (0, 0, {"min_turnover": least, "category_id": regulars[name]})
        for name, least in REGULARS.items()
    ]
    values = {"name": "Törzsvevők", "months": 12, "tier_ids": tiers}
    program = manager.execute("crm.discount.turnover", "create", [values])
    manager.execute("crm.discount.turnover", "action_recompute", program)
    return regulars


def _rules(manager, group, gold):
    cement = _one(manager, "product.product", "CEM-001", ["categ_id"])
    render = _one(manager, "product.product", "PAI-003", ["name"])
    agreed = _one(manager, "res.partner", AGREED_WITH, ["name"], field="ref")
    first = datetime.now(UTC).date().replace(day=1)
    return [
        {
            "code": "MENNY-CEM",
            "name": "Cement és habarcs mennyiségre",
            "group_id": group["ALAP"],
            "measure": "scope_qty",
            "categ_ids": [(4, cement["categ_id"][0])],
            "tier_ids": _tiers((100, 3), (300, 5)),
        },
        {
            "code": "TORZS",
            "name": "Arany törzsvevők",
            "group_id": group["ALAP"],
            "partner_category_ids": [(4, gold)],
            "tier_ids": _tiers((0, 4)),
        },
        {
            "code": "TELI-VAKOLAT",
            "name": "Téli vakolatakció",
            "group_id": group["AKCIO"],
            "product_ids": [(4, render["id"])],
            "date_start": first.isoformat(),
            "date_end": (first + timedelta(days=120)).isoformat(),
            "tier_ids": _tiers((10, 8)),
        },
        {
            "code": "ERTEK",
            "name": "Nagy rendelés",
            "group_id": group["ERTEK"],
            "measure": "order_amount",
            "tier_ids": _tiers((500_000, 2), (1_500_000, 3)),
        },
        {
            "code": "MEGALL-BASTYA",
            "name": "Bástya: cement megállapodott áron",
            "group_id": group["MEGALL"],
            "exclusive": "better",
            "benefit": "fixed_price",
            "partner_ids": [(4, agreed["id"])],
            "product_ids": [(4, cement["id"])],
            "tier_ids": _tiers((1, 1_950)),
        },
        {
            "code": "TAVASZ",
            "name": "Tavaszi nyitás (tervezet)",
            "active": False,
            "group_id": group["AKCIO"],
            "categ_ids": [(4, cement["categ_id"][0])],
            "tier_ids": _tiers((50, 3), (100, 6)),
        },
    ]


def _tiers(*rows):
    return [(0, 0, {"min_value": least, "value": value}) for least, value in rows]


def _one(client, model, code, fields, field="default_code"):
    return client.search_read(model, [(field, "=", code)], fields, limit=1)[0]


def _offer(seller):
    customer = _one(seller, "res.partner", CUSTOMER, ["name"], field="ref")
    lines = [
        (
            0,
            0,
            {
                "product_id": _one(seller, "product.product", code, ["name"])["id"],
                "product_uom_qty": quantity,
            },
        )
        for code, quantity in OFFERED.items()
    ]
    values = {
        "partner_id": customer["id"],
        "client_order_ref": REFERENCE,
        "order_line": lines,
    }
    return seller.execute("sale.order", "create", [values])[0]
