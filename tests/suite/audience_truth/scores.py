"""RFM reckoned in Python from the bare rows of orders, one by one."""

from bisect import bisect_left
from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from zoneinfo import ZoneInfo

UTC = ZoneInfo("UTC")


def expected(world, as_of: date, zone: ZoneInfo) -> dict[int, tuple]:
    """Return firm → (recency, frequency, monetary, tenure, score)."""
    figures = _figures(world, as_of, zone)
    # who is worse: more days, fewer orders, less money
    better = {
        one: (-days, count, Decimal(money))
        for one, (days, count, money, _tenure) in figures.items()
    }
    in_order = [sorted(column) for column in zip(*better.values(), strict=True)]
    found = {}
    for one, values in better.items():
        worse = [bisect_left(column, x) for column, x in zip(in_order, values, strict=True)]
        score = "".join(str(1 + 5 * count // len(better)) for count in worse)
        found[one] = (*figures[one], score)
    return found


def _figures(world, as_of, zone):
    world.env.cr.execute(
        "SELECT p.commercial_partner_id, o.date_order, o.amount_untaxed, o.currency_rate"
        " FROM sale_order o JOIN res_partner p ON p.id = o.partner_id"
        " WHERE o.state = 'sale' AND o.company_id = %s",
        [world.company],
    )
    days, amounts = defaultdict(list), defaultdict(Decimal)
    with localcontext(prec=50):
        for firm, moment, amount, rate in world.env.cr.fetchall():
            day = moment.replace(tzinfo=UTC).astimezone(zone).date()
            if day <= as_of:
                days[firm].append((as_of - day).days)
                amounts[firm] += Decimal(str(amount)) / Decimal(str(rate))
        return {
            firm: (min(ago), len(ago), _money(world, amounts[firm]), max(ago))
            for firm, ago in days.items()
        }


def _money(world, amount):
    return str(Decimal(amount).quantize(Decimal(10) ** -world.digits, ROUND_HALF_UP))


def stored(world) -> dict[int, tuple]:
    """Return the same as the addon has stored it."""
    world.env.cr.execute(
        "SELECT partner_id, recency_days, frequency, monetary, tenure_days, score"
        " FROM crm_rfm_score WHERE company_id = %s",
        [world.company],
    )
    return {
        firm: (days, count, _money(world, str(money)), tenure, score)
        for firm, days, count, money, tenure, score in world.env.cr.fetchall()
    }
