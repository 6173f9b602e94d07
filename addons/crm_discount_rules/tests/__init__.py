from . import (
    test_cases_in_orders,
    test_definitions,
    test_invoice_parts,
    test_limits,
    test_order_changes,
    test_simulate,
    test_taxes_units_currencies,
    test_portal,
    test_typed_prices,
)
