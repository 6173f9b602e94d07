"""What is worth saying of a customer: codes with parameters, the words are the caller's."""

from datetime import timedelta

WINDOW = 90
YEAR = 365
#: smaller changes are chance
NOTABLE_PERCENT = 10
NOTABLE_DAYS = 3
#: an order is late when the silence is so much longer than the rhythm
LATE = 1.5
#: code of a customer who orders as usual
ON_TIME = "orders_on_time"


def change(now, before):
    """Return the change in whole percent, or None where there is nothing to compare with."""
    if not before or before < 0:
        return None
    return round((now - before) * 100 / before)


def window_sums(amounts, today, length=WINDOW):
    """Sum the last `length` days, as many before them, and the same days a year before.

    :param amounts: dict of date → amount
    :return: (recent, before, year before)
    """
    return tuple(_sum(amounts, today - timedelta(days=back), length) for back in (0, length, YEAR))


def _sum(amounts, last, length):
    first = last - timedelta(days=length - 1)
    return sum(amount for day, amount in amounts.items() if first <= day <= last)


def turnover_trend(amounts, today, length=WINDOW):
    """Compare the last days with the same a year before, else with the days just before.

    :return: (code, parameters) or None: nothing to compare with, or no notable change
    """
    recent, before, year_before = window_sums(amounts, today, length)
    base = year_before if year_before > 0 else before
    percent = change(recent, base)
    if percent is None or abs(percent) < NOTABLE_PERCENT:
        return None
    code = "turnover_up" if percent > 0 else "turnover_down"
    than = "year" if year_before > 0 else "before"
    return code, {"percent": abs(percent), "days": length, "than": than}


def order_trend(silent, usual):
    """Say how long ago the last order was, and whether that is usual.

    :param silent: days since the last order, None without any
    :param usual: the rhythm, None without one
    """
    if silent is None:
        return "no_order", {}
    if usual is None:
        return "last_order", {"days": silent}
    code = "order_late" if silent > max(usual * LATE, usual + 1) else ON_TIME
    return code, {"days": silent, "rhythm": usual}


def delay_trend(recent, before):
    """Compare the average days between due date and payment, lately and before.

    :return: (code, parameters) or None: unknown, or no notable change
    """
    if recent is None or before is None or abs(recent - before) < NOTABLE_DAYS:
        return None
    code = "pays_later" if recent > before else "pays_sooner"
    return code, {"days": round(recent), "before": round(before)}


def stopped_trend(count):
    """Say how many products somebody has stopped to buy; None where there are none."""
    return ("stopped_products", {"count": count}) if count else None
