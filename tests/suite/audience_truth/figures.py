"""What is true of each person, by SQL written from the meaning of the figures alone.

Each query gives (id, value): of firms for all their persons, or of persons. Who is missing has
nothing: 0 or unknown, as `EMPTY` says.
"""

# ruff: noqa: S608 - queries are put together of constants
import datetime
from decimal import Decimal

UNKNOWN = None
EMPTY = dict.fromkeys(
    ("order_average", "days_since_order", "days_since_first_order", "payment_delay_days",
     "contacted_days", "distance_km"), UNKNOWN,
)  # fmt: skip
OF_PERSONS = {"contacted_days", "received_campaign", "responded", "registered_event",
              "answered_survey", "distance_km"}  # fmt: skip
LOCAL = "({} AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Budapest')::date"
DAY = LOCAL.format("o.date_order")
ORDERS = f"""
    FROM sale_order o JOIN res_partner p ON p.id = o.partner_id
   WHERE o.state = 'sale' AND o.company_id = %(company)s
     AND {DAY} BETWEEN %(first)s AND %(last)s
"""
LINES = f"""
    FROM sale_order o
    JOIN res_partner p ON p.id = o.partner_id
    JOIN sale_order_line l ON l.order_id = o.id
    JOIN product_product pp ON pp.id = l.product_id
    JOIN product_template t ON t.id = pp.product_tmpl_id
    LEFT JOIN product_category c ON c.id = t.categ_id
    JOIN uom_uom sold ON sold.id = l.product_uom_id
    JOIN uom_uom own ON own.id = t.uom_id
   WHERE o.state = 'sale' AND o.company_id = %(company)s AND l.display_type IS NULL
     AND {DAY} BETWEEN %(first)s AND %(last)s
     AND (l.product_id = ANY(%(products)s) OR c.id = ANY(%(categories)s)
          OR EXISTS (SELECT FROM product_category above
                      WHERE above.id = ANY(%(categories)s)
                        AND c.parent_path LIKE above.parent_path || '%%'))
"""
FIRM = "SELECT p.commercial_partner_id, {} {} GROUP BY 1"
ROUNDED = "round(sum({} / o.currency_rate)::numeric, %(digits)s)"
RECEIVABLES = """
    FROM account_move_line l
    JOIN account_account a ON a.id = l.account_id AND a.account_type = 'asset_receivable'
    JOIN account_move m ON m.id = l.move_id AND m.state = 'posted'
    JOIN res_partner p ON p.id = l.partner_id
   WHERE l.company_id = %(company)s
"""
SQL = {
    "order_count": FIRM.format("count(*)", ORDERS),
    "order_amount": FIRM.format(
        "round(sum(o.amount_untaxed / o.currency_rate), %(digits)s)", ORDERS
    ),
    "order_margin": FIRM.format(ROUNDED.format("o.margin"), ORDERS),
    "order_average": FIRM.format(
        "round(avg(o.amount_untaxed / o.currency_rate), %(digits)s)", ORDERS
    ),
    "days_since_order": FIRM.format(f"min(%(today)s - {DAY})", ORDERS),
    "days_since_first_order": FIRM.format(f"max(%(today)s - {DAY})", ORDERS),
    "overdue_amount": FIRM.format(
        "sum(l.amount_residual)", f"{RECEIVABLES} AND l.date_maturity < %(today)s"
    ),
    "balance": FIRM.format("sum(l.amount_residual)", RECEIVABLES),
    "payment_delay_days": f"""
        SELECT p.commercial_partner_id, avg((
            SELECT max(r.max_date) FROM account_partial_reconcile r WHERE r.debit_move_id = l.id
        ) - l.date_maturity)
        {RECEIVABLES} AND m.move_type = 'out_invoice' AND l.amount_residual = 0
          AND EXISTS (SELECT FROM account_partial_reconcile r WHERE r.debit_move_id = l.id)
        GROUP BY 1""",
    "opportunity_count": f"""
        SELECT p.commercial_partner_id, count(*)
          FROM crm_lead l JOIN res_partner p ON p.id = l.partner_id
         WHERE l.type = 'opportunity' AND (l.company_id = %(company)s OR l.company_id IS NULL)
           AND {LOCAL.format("l.create_date")} BETWEEN %(first)s AND %(last)s GROUP BY 1""",
    "contacted_days": f"""
        SELECT partner_id, min(%(today)s - {LOCAL.format("date")}) FROM crm_contact_log
         WHERE direction = 'out' AND state IN ('sent', 'delivered', 'opened', 'answered')
           AND company_id = %(company)s GROUP BY 1""",
    "distance_km": """
        SELECT id, 6371 * acos(least(1, sin(radians(47.4979)) * sin(radians(partner_latitude))
                   + cos(radians(47.4979)) * cos(radians(partner_latitude))
                     * cos(radians(partner_longitude - 19.0402))))
          FROM res_partner WHERE partner_latitude <> 0 AND partner_longitude <> 0""",
}
# of these, the values are sets: what the person received, answered, takes part in
SETS = {
    "received_campaign": f"""
        SELECT partner_id, campaign_id FROM crm_campaign_target
         WHERE state IN ('sent', 'delivered', 'opened', 'responded') AND company_id = %(company)s
           AND {LOCAL.format("sent_at")} BETWEEN %(first)s AND %(last)s""",
    "responded": f"""
        SELECT partner_id, response_id FROM crm_campaign_target
         WHERE response_id IS NOT NULL AND company_id = %(company)s
           AND {LOCAL.format("response_date")} BETWEEN %(first)s AND %(last)s""",
    "registered_event": f"""
        SELECT partner_id, event_id FROM event_registration
         WHERE state <> 'cancel' AND (company_id = %(company)s OR company_id IS NULL)
           AND {LOCAL.format("create_date")} BETWEEN %(first)s AND %(last)s""",
    "answered_survey": f"""
        SELECT partner_id, survey_id FROM survey_user_input
         WHERE state = 'done' AND NOT COALESCE(test_entry, FALSE)
           AND {LOCAL.format("end_datetime")} BETWEEN %(first)s AND %(last)s""",
    "rfm_segment": """
        SELECT partner_id, segment_id FROM crm_rfm_score WHERE company_id = %(company)s""",
    "bought_product": f"""
        SELECT p.commercial_partner_id, l.product_id {LINES} AND l.product_uom_qty > 0""",
}  # fmt: skip
OF_LINES = {
    "order_count": FIRM.format("count(DISTINCT o.id)", LINES),
    "order_amount": FIRM.format(ROUNDED.format("l.price_subtotal"), LINES),
    "order_margin": FIRM.format(ROUNDED.format("l.margin"), LINES),
    "bought_product": FIRM.format("sum(l.product_uom_qty * sold.factor / own.factor)", LINES),
}  # fmt: skip
OF_LINES["bought_category"] = OF_LINES["bought_product"]
SETS["bought_category"] = SETS["bought_product"]


class Truth:
    """Figures of the persons of a world, read when they are first asked for."""

    def __init__(self, world):
        self.world, self.cr = world, world.env.cr
        self.cr.execute(
            "SELECT id, commercial_partner_id FROM res_partner WHERE id > %s AND active"
            " AND (company_id = %s OR company_id IS NULL)",
            [world.first_partner, world.company],
        )
        self.firm = dict(self.cr.fetchall())
        self._read = {}

    def numbers(self, metric, **asked):
        """Return person → number, or UNKNOWN."""
        rows = self._rows(OF_LINES if self._of_lines(asked) else SQL, metric, asked)
        empty = EMPTY.get(metric, 0)
        return {person: rows.get(key, empty) for person, key in self._keys(metric)}

    def sets(self, metric, **asked):
        """Return person → set of ids."""
        rows = self._rows(SETS, metric, asked, as_sets=True)
        return {person: rows.get(key, frozenset()) for person, key in self._keys(metric)}

    def _of_lines(self, asked):
        return "products" in asked or "categories" in asked

    def _keys(self, metric):
        if metric in OF_PERSONS:
            return ((person, person) for person in self.firm)
        return self.firm.items()

    def _rows(self, queries, metric, asked, *, as_sets=False):
        key = (metric, as_sets, repr(sorted(asked.items())))
        if key not in self._read:
            self.cr.execute(queries[metric], self._parameters(**asked))
            rows = self.cr.fetchall()
            self._read[key] = _as_sets(rows) if as_sets else {one: _plain(x) for one, x in rows}
        return self._read[key]

    def _parameters(self, days=0, first=None, last=None, products=(), categories=()):
        today = self.world.today
        begin = datetime.date(1900, 1, 1)
        return {
            "company": self.world.company,
            "digits": self.world.digits,
            "today": today,
            "first": today - datetime.timedelta(days=days) if days else first or begin,
            "last": today if days else last or datetime.date(2999, 1, 1),
            "products": list(products),
            "categories": list(categories),
        }


def _plain(value):
    return float(value) if isinstance(value, Decimal) else value


def _as_sets(rows):
    found = {}
    for key, value in rows:
        found.setdefault(key, set()).add(value)
    return found
