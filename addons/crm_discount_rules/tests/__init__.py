from . import (
    test_cases_in_orders,
    test_definitions,
    test_invoice_parts,
    test_limits,
    test_line_kinds,
    test_many_orders,
    test_order_changes,
    test_rights,
    test_simulate,
    test_taxes_units_currencies,
    test_portal,
    test_typed_prices,
)
