from . import (
    test_bench,
    test_cases_in_orders,
    test_definitions,
    test_invoice_parts,
    test_limits,
    test_order_changes,
    test_simulate,
    test_taxes_units_currencies,
    test_tours,
    test_turnover,
    test_typed_prices,
)
