"""The figures that criteria compare."""

from dataclasses import dataclass

#: compared as a number; whether (and how much) something was bought; belonging to some of a set
NUMBER, BOUGHT, SET = "number", "bought", "set"
#: whose figure it is: the firm's, for all of its persons, or the person's own
FIRM, PERSON = "firm", "person"
#: which operators each kind understands
OPERATORS = {
    NUMBER: ("=", "!=", ">", ">=", "<", "<=", "between", "in", "not in"),
    BOUGHT: ("=", "!=", ">", ">=", "<", "<=", "between", "in", "not in"),
    SET: ("=", "!=", "in", "not in"),
}
NEVER = float("inf")


@dataclass(frozen=True)
class Metric:
    """How a figure is compared.

    :param kind: NUMBER, BOUGHT or SET
    :param of: whose figure it is: FIRM or PERSON
    :param empty: the number of whoever has no document at all; None: it is unknown
    :param period: whether it can be counted in a period
    :param products: whether it can be counted of some products or categories only
    :param words: whether the members of its set can be given by name as well
    """

    kind: str = NUMBER
    of: str = FIRM
    empty: float | None = 0
    period: bool = True
    products: bool = False
    words: bool = False


METRICS = {
    "order_count": Metric(products=True),
    "order_amount": Metric(products=True),
    "order_margin": Metric(products=True),
    "order_average": Metric(empty=None),
    "days_since_order": Metric(empty=None, period=False),
    "days_since_first_order": Metric(empty=None, period=False),
    "bought_product": Metric(BOUGHT, products=True),
    "bought_category": Metric(BOUGHT, products=True),
    "overdue_amount": Metric(period=False),
    "balance": Metric(period=False),
    "payment_delay_days": Metric(empty=None),
    "opportunity_count": Metric(),
    "contacted_days": Metric(of=PERSON, empty=NEVER, period=False),
    "received_campaign": Metric(SET, PERSON, words=True),
    "responded": Metric(SET, PERSON, words=True),
    "member_of_audience": Metric(SET, PERSON, period=False),
    "distance_km": Metric(of=PERSON, empty=None, period=False),
    "registered_event": Metric(SET, PERSON),
    "answered_survey": Metric(SET, PERSON),
    "rfm_segment": Metric(SET, period=False, words=True),
}
