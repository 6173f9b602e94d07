"""From what was counted to what is shown of a campaign, or of a part of it."""

from dataclasses import dataclass

from .uplift import uplift

#: what is counted or summed up, by the names of the fields of `Facts`
COUNTED = (
    "planned", "sent", "delivered", "opened", "responded", "opportunities", "offers", "orders",
    "invoiced", "margin", "cost", "direct", "influenced",
)  # fmt: skip
#: what a result consists of
KEYS = (
    "planned", "sent", "delivered", "opened", "responded", "opportunities", "offers", "orders",
    "invoiced", "margin", "cost", "cost_per_response", "cost_per_order", "roi", "uplift",
    "uplift_low", "uplift_high", "direct", "influenced",
)  # fmt: skip
AMOUNTS = ("invoiced", "margin", "cost", "direct", "influenced")


@dataclass(slots=True)
class Facts:
    """What was counted of a campaign or a part of it; amounts are in one currency."""

    planned: int = 0
    sent: int = 0
    delivered: int = 0
    opened: int = 0
    responded: int = 0
    opportunities: int = 0
    offers: int = 0
    orders: int = 0
    invoiced: float = 0.0
    margin: float = 0.0
    cost: float = 0.0
    direct: float = 0.0
    influenced: float = 0.0
    treated: int = 0
    treated_buyers: int = 0


def figures(facts: Facts, control: int, control_buyers: int, digits: int = 2) -> dict:
    """Return what is shown: counts, amounts, and what follows from them.

    What cannot be said is False: a cost per response without responses, a return on nothing
    spent, an uplift without a control group.

    :param control: persons in the control group
    :param control_buyers: those of them who bought
    :param digits: decimals of the currency, for amounts
    """
    shown = {name: getattr(facts, name) for name in COUNTED}
    shown |= {name: round(shown[name] + 0.0, digits) for name in AMOUNTS}
    found = uplift(facts.treated_buyers, facts.treated, control_buyers, control)
    cost = shown["cost"]
    shown |= {
        "cost_per_response": _share(cost, facts.responded, digits),
        "cost_per_order": _share(cost, facts.orders, digits),
        "roi": round((shown["margin"] - cost) / cost, 4) if cost else False,
        "uplift": round(found.difference, 6) if found else False,
        "uplift_low": round(found.low, 6) if found else False,
        "uplift_high": round(found.high, 6) if found else False,
    }
    return {name: shown[name] for name in KEYS}


def _share(amount, count, digits):
    return round(amount / count, digits) if count else False
