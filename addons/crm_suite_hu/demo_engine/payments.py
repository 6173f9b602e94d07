"""When invoices are paid, which depends on who owes."""

from datetime import timedelta

from .facts import Payment
from .workdays import add_workdays, bank_day

# days after the due date, and the share of invoices of which a part comes first
MORALE = {
    "prompt": (-4, 1, 0.0),
    "normal": (-3, 9, 0.05),
    "slow": (4, 24, 0.20),
    "late": (10, 45, 0.30),
    "bad": (35, 90, 0.45),
}


def draw_payments(rng, customer, invoiced, today):
    """Draw the payments of one invoice that came before today.

    :param invoiced: the invoice's date
    :return: tuple of :class:`Payment`, ascending; the last one, if in time, pays the rest
    """
    if not customer.term:
        return (Payment(invoiced),)
    earliest, latest, part_share = MORALE[customer.morale]
    due = invoiced + timedelta(days=customer.term)
    paid = bank_day(max(due + timedelta(days=rng.randint(earliest, latest)), invoiced))
    payments = [Payment(paid)]
    if rng.random() < part_share:
        payments.insert(0, Payment(bank_day(due + timedelta(days=3)), rng.choice((30, 40, 50, 60))))
        payments.sort(key=lambda payment: payment.day)
    return tuple(payment for payment in payments if payment.day < today)


def vendor_payment(received, vendor, today):
    """Return the day the firm pays its vendor, or None if that is still to come."""
    day = add_workdays(received + timedelta(days=vendor.term), 0)
    return day if day < today else None
