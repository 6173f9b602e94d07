"""Where Odoo's records and the engine's facts meet: nobody else knows both."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from .discount_engine import (
    Group,
    Limits,
    Line,
    Order,
    Product,
    Rule,
    RuleBook,
    Tier,
    exact,
)
from .discount_engine.floors import Floors
from .discount_engine.rules import MONEY_BENEFITS, MONEY_MEASURES


@dataclass(frozen=True, slots=True)
class Book:
    """A company's rules; `stamp` differs after any change, `uses_money` asks for a rate."""

    rules: RuleBook
    stamp: str
    uses_money: bool


def group_definition(group):
    """A discount group as the engine knows it."""
    return Group(group.code, group.sequence, group.policy, group.cap_percent)


def rule_definition(rule):
    """A discount rule as the engine knows it."""
    return Rule(
        rule.code,
        rule.group_id.code,
        rule.measure,
        rule.benefit,
        tuple(Tier(tier.min_value, tier.value) for tier in rule.tier_ids),
        sequence=rule.sequence,
        exclusive=rule.exclusive,
        active=rule.active,
        company=rule.company_id.id or None,
        date_start=rule.date_start or None,
        date_end=rule.date_end or None,
        partners=frozenset(rule.partner_ids.ids),
        partner_categories=frozenset(rule.partner_category_ids.ids),
        pricelists=frozenset(rule.pricelist_ids.ids),
        products=frozenset(rule.product_ids.ids),
        templates=frozenset(rule.product_tmpl_ids.ids),
        categories=frozenset(rule.categ_ids.ids),
        excluded_products=frozenset(rule.excluded_product_ids.ids),
        excluded_categories=frozenset(rule.excluded_categ_ids.ids),
        id=rule.id,
    )


def book_of(rules, company_id, stamp="", tried=frozenset(), left_out=frozenset()):
    """The book of a company's rules, with rules `tried` as if in use, without those `left_out`."""
    definitions = [rule_definition(rule) for rule in rules]
    definitions = [
        replace(each, active=each.id in tried or (each.active and each.id not in left_out))
        for each in definitions
    ]
    groups = [group_definition(group) for group in rules.group_id]
    used = [rule for rule in definitions if rule.active]
    return Book(
        RuleBook.build(definitions, groups, company_id),
        stamp,
        any(rule.measure in MONEY_MEASURES or rule.benefit in MONEY_BENEFITS for rule in used),
    )


def limits_of(company):
    """The limits of a company."""
    # salespeople and customers do not see what bounds their prices
    company = company.sudo()
    margin = company.discount_min_margin_percent if company.discount_use_margin_floor else None
    return Limits(company.discount_max_percent, margin)


@dataclass(frozen=True, slots=True)
class Goods:
    """A line to be priced, still in Odoo's terms.

    `quantity` is in `uom`; `price` and `typed_price` are per `uom`, without tax, exact;
    `typed_price` is the net price where a person typed one.
    """

    key: object
    product: object
    uom: object
    quantity: float
    price: Fraction
    counts: bool = True
    typed_price: Fraction | None = None

    @property
    def factor(self):
        """How many of the product's own unit one of the line's is."""
        own = self.product.uom_id
        if not self.uom or not own or self.uom == own:
            return exact(1)
        return exact(self.uom.factor) / exact(own.factor)


@dataclass(frozen=True, slots=True)
class Customer:
    """Who buys, where, when and in which currency."""

    company: object
    partner: object
    pricelist: object
    currency: object
    date: object


def order_facts(customer, goods, rate):
    """An order as the engine knows it; `rate` is the worth of a unit of company currency."""
    commercial = customer.partner.commercial_partner_id
    limits = limits_of(customer.company)
    products = _products(goods, customer.company, with_cost=limits.min_margin_percent is not None)
    return Order(
        tuple(_line(each, products[each.product.id]) for each in goods),
        customer.date,
        customer.company.id,
        commercial.id or None,
        _with_ancestors(commercial.category_id),
        customer.pricelist.id or None,
        rate,
        Decimal(repr(customer.currency.rounding)),
        limits,
    )


def _line(goods, product):
    factor = goods.factor
    typed = None if goods.typed_price is None else goods.typed_price / factor
    return Line(
        goods.key,
        product,
        exact(goods.quantity) * factor,
        goods.price / factor,
        goods.counts,
        typed,
    )


def _products(goods, company, with_cost):
    products = {each.product.id: each.product for each in goods}
    found = {}
    for product_id, product in products.items():
        # salespeople do not see the cost that bounds their prices
        costed = product.sudo().with_company(company) if with_cost else None
        found[product_id] = Product(
            product_id,
            product.product_tmpl_id.id,
            _with_ancestors(product.categ_id),
            costed.standard_price if costed else 0,
        )
    return found


def _with_ancestors(categories):
    paths = (path for path in categories.mapped("parent_path") if path)
    return frozenset(int(part) for path in paths for part in path.split("/") if part)


def rate_of(customer):
    """What a unit of the company's currency is worth in the order's, as Odoo converts."""
    own = customer.company.currency_id
    if own == customer.currency:
        return exact(1)
    rate = own._get_conversion_rate(own, customer.currency, customer.company, customer.date)
    return exact(rate)


def priced_rate(customer, *books):
    """The rate as far as money matters in one of the books; refused where Odoo has none."""
    uses_money = any(book.uses_money for book in books)
    # customers price their offers without seeing the limits
    if not uses_money and not customer.company.sudo().discount_use_margin_floor:
        return exact(1)
    customer.company._check_rate(customer.currency)
    return rate_of(customer)


def untaxed(price, taxes, product, rounding):
    """The part of a price that is no tax: all of it where taxes come on top."""
    if not any(tax.price_include or tax.amount_type == "group" for tax in taxes):
        return exact(price)
    included = taxes.flatten_taxes_hierarchy().filtered("price_include")
    if not included:
        return exact(price)
    plain = all(tax.amount_type == "percent" and not tax.include_base_amount for tax in taxes)
    if plain:
        return exact(price) / (1 + sum(exact(tax.amount) for tax in included) / 100)
    details = taxes._get_tax_details(
        price,
        1.0,
        precision_rounding=rounding,
        rounding_method="round_globally",
        product=product,
    )
    return exact(round(details["total_excluded"], 10))


def lowest_price(goods, company, rate):
    """The lowest net price per unit of the line that the company's limits allow."""
    limits = limits_of(company)
    product = _products([goods], company, with_cost=limits.min_margin_percent is not None)
    factor = goods.factor
    floors = Floors(limits, exact(rate))
    lowest, _limit = floors.lowest(goods.price / factor, product[goods.product.id])
    return lowest * factor
