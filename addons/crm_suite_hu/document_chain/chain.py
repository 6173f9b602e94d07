"""Puts the chains together; called by ``sale.order.document_chain()``."""

from decimal import Decimal

from ..chain_engine import delivered_percent
from .amounts import Amounts
from .documents import DocumentBuilder
from .facts import ChainFacts
from .lines import LineBuilder


def build_chains(orders):
    """Return one chain per order, see ``sale.order.document_chain()`` for its shape."""
    facts = ChainFacts(orders)
    facts.learn_access()
    amounts = Amounts(facts)
    line_builder = LineBuilder(facts)
    document_builder = DocumentBuilder(facts, amounts)
    lines_of = facts.lines.grouped("order_id")
    return [
        _chain(order, lines_of.get(order, ()), line_builder, document_builder, amounts)
        for order in facts.orders
    ]


def _chain(order, lines, line_builder, document_builder, amounts):
    built = [(line, *line_builder.build(line)) for line in lines]
    values = [(Decimal(repr(line.price_subtotal)), q) for line, _values, q in built]
    return {
        "order_id": order.id,
        "name": order.name,
        "state": order.state,
        "currency": _currency(order),
        "documents": document_builder.build(order),
        "lines": [line_values for _line, line_values, _q in built],
        "totals": _totals(order, values, amounts),
    }


def _currency(order):
    currency = order.currency_id
    return {
        "id": currency.id,
        "name": currency.name,
        "symbol": currency.symbol or "",
        "position": currency.position,
        "decimal_places": currency.decimal_places,
    }


def _totals(order, values, amounts):
    percent = delivered_percent(values)
    invoiced, invoiced_untaxed = amounts.invoiced(order)
    return {
        "amount_untaxed": order.amount_untaxed,
        "amount_total": order.amount_total,
        "invoiced": invoiced,
        "invoiced_untaxed": invoiced_untaxed,
        "delivered_percent": False if percent is None else float(percent),
        "returned": any(quantities.returned for _value, quantities in values),
    }
