"""The sales manager says what the firm grants; an offer is priced by it."""

from datetime import UTC, datetime, timedelta

from ..people import MANAGER, SELLER

TITLE = "Discounts: rules, regular customers, an offer"
CUSTOMER = "V0002"
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
RULES = (
    {
        "code": "MENNY-CEM",
        "name": "Cement és habarcs mennyiségre",
        "group": "ALAP",
        "like": "CEM-001",
        "tiers": ((100, 3), (300, 5)),
        "values": {"measure": "scope_qty"},
    },
    {
        "code": "TORZS",
        "name": "Arany törzsvevők",
        "group": "ALAP",
        "gold": True,
        "tiers": ((0, 4),),
    },
    {
        "code": "TELI-VAKOLAT",
        "name": "Téli vakolatakció",
        "group": "AKCIO",
        "goods": "PAI-003",
        "days": 120,
        "tiers": ((10, 8),),
    },
    {
        "code": "ERTEK",
        "name": "Nagy rendelés",
        "group": "ERTEK",
        "tiers": ((500_000, 2), (1_500_000, 3)),
        "values": {"measure": "order_amount"},
    },
    {
        "code": "MEGALL-BASTYA",
        "name": "Bástya: cement megállapodott áron",
        "group": "MEGALL",
        "goods": "CEM-001",
        "customer": "V0001",
        "tiers": ((1, 1_950),),
        "values": {"exclusive": "better", "benefit": "fixed_price"},
    },
    {
        "code": "TAVASZ",
        "name": "Tavaszi nyitás (tervezet)",
        "group": "AKCIO",
        "like": "CEM-001",
        "tiers": ((50, 3), (100, 6)),
        "values": {"active": False},
    },
)


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
    rules = [_rule(manager, row, group, regulars[GOLD]) for row in RULES]
    manager.execute("crm.discount.rule", "create", rules)


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


def _rule(manager, row, groups, gold):
    """The values of a rule; goods and customers are named by their codes."""
    values = {
        "code": row["code"],
        "name": row["name"],
        "group_id": groups[row["group"]],
        "tier_ids": _tiers(*row["tiers"]),
        **row.get("values", {}),
    }
    if "goods" in row:
        values["product_ids"] = [(4, _one(manager, "product.product", row["goods"])["id"])]
    if "like" in row:
        goods = _one(manager, "product.product", row["like"], ["categ_id"])
        values["categ_ids"] = [(4, goods["categ_id"][0])]
    if "customer" in row:
        customer = _one(manager, "res.partner", row["customer"], field="ref")
        values["partner_ids"] = [(4, customer["id"])]
    if "gold" in row:
        values["partner_category_ids"] = [(4, gold)]
    if "days" in row:
        first = datetime.now(UTC).date().replace(day=1)
        values["date_start"] = first.isoformat()
        values["date_end"] = (first + timedelta(days=row["days"])).isoformat()
    return values


def _tiers(*rows):
    return [(0, 0, {"min_value": least, "value": value}) for least, value in rows]


def _one(client, model, code, fields=("name",), field="default_code"):
    return client.search_read(model, [(field, "=", code)], list(fields), limit=1)[0]


def _offer(seller):
    customer = _one(seller, "res.partner", CUSTOMER, field="ref")
    lines = [
        (
            0,
            0,
            {
                "product_id": _one(seller, "product.product", code)["id"],
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
