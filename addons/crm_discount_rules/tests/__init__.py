from . import (
    test_cases_in_orders,
    test_invoice_parts,
    test_order_changes,
    test_taxes_units_currencies,
    test_typed_prices,
)
