"""When a rule can touch a line, and what is said when it cannot."""

from datetime import date

import pytest

from .discount_samples import BRUSH, DAY, PAINT, first, line, reasons, rule, taken

CUSTOMER = {"partner": 7, "partner_categories": frozenset(("gold", "reseller"))}


def _only(names):
    return {name: frozenset(values) for name, values in names.items()}


@pytest.mark.parametrize(
    ("conditions", "reason"),
    [
        ({"active": False}, "inactive"),
        # both days of a period are in it
        ({"date_start": DAY}, None),
        ({"date_end": DAY}, None),
        ({"date_start": DAY, "date_end": DAY}, None),
        ({"date_start": date(2026, 11, 21)}, "out_of_period"),
        ({"date_end": date(2026, 11, 19)}, "out_of_period"),
        ({"date_start": date(2026, 12, 1), "date_end": date(2026, 10, 1)}, "out_of_period"),
        (_only({"partners": [7]}), None),
        (_only({"partners": [8]}), "customer_not_eligible"),
        (_only({"partner_categories": ["gold"]}), None),
        # the customer is gold, and gold is a kind of reseller
        (_only({"partner_categories": ["reseller", "builder"]}), None),
        (_only({"partner_categories": ["builder"]}), "customer_not_eligible"),
        # of two filled lists either suffices
        (_only({"partners": [8], "partner_categories": ["gold"]}), None),
        (_only({"partners": [7], "partner_categories": ["builder"]}), None),
        (_only({"partners": [8], "partner_categories": ["builder"]}), "customer_not_eligible"),
        (_only({"pricelists": ["retail", "export"]}), None),
        (_only({"pricelists": ["export"]}), "pricelist_not_eligible"),
        (_only({"products": ["paint-1"]}), None),
        (_only({"products": ["paint-2"]}), "product_not_in_scope"),
        (_only({"templates": ["paint"]}), None),
        (_only({"categories": ["paints"]}), None),
        (_only({"categories": ["all"]}), None),
        (_only({"categories": ["tools"]}), "product_not_in_scope"),
        (_only({"products": ["x"], "templates": ["x"], "categories": ["paints"]}), None),
        (
            _only({"products": ["x"], "templates": ["x"], "categories": ["x"]}),
            "product_not_in_scope",
        ),
        (_only({"excluded_products": ["paint-1"]}), "product_not_in_scope"),
        (_only({"excluded_products": ["paint-2"]}), None),
        (_only({"excluded_categories": ["all"]}), "product_not_in_scope"),
        # named and left out: left out
        (
            _only({"products": ["paint-1"], "excluded_categories": ["paints"]}),
            "product_not_in_scope",
        ),
    ],
)
def test_condition(conditions, reason):
    outcome = first([rule(**conditions)], [line()], pricelist="retail", **CUSTOMER)
    assert reasons(outcome) == ({"R1": reason} if reason else {})
    assert outcome.net_amount == (1000 if reason else 900)


@pytest.mark.parametrize(
    "conditions", [{"partners": {7}}, {"partner_categories": {"gold"}}, {"pricelists": {"retail"}}]
)
def test_an_order_without_customer_or_pricelist_meets_no_condition_on_them(conditions):
    assert first([rule(**_only(conditions))], [line()]).net_amount == 1000


@pytest.mark.parametrize(
    ("company", "codes"),
    [("mine", {"R1": 100}), (None, {})],
)
def test_rules_of_other_companies_are_not_even_named(company, codes):
    rules = [
        rule("R1", company="mine", sequence=1),
        rule("R2", company="theirs", sequence=2),
    ]
    outcome = first(rules, [line()], company=company)
    assert taken(outcome) == codes
    assert reasons(outcome) == {}


def test_a_rule_without_company_is_for_every_company():
    assert first([rule()], [line()], company="mine").net_amount == 900


def test_a_rule_may_name_products_and_customers_at_once():
    agreed = rule(
        "R1", "fixed_price", (1, 800), **_only({"products": ["paint-1"], "partners": [7]})
    )
    assert first([agreed], [line()], partner=7).net_amount == 800
    assert first([agreed], [line()], partner=8).net_amount == 1000
    assert first([agreed], [line(BRUSH)], partner=7).net_amount == 1000


def test_the_same_product_in_two_conditions_counts_once():
    both = rule("R1", **_only({"products": ["paint-1"], "categories": ["paints", "all"]}))
    assert taken(first([both], [line(PAINT)])) == {"R1": 100}
