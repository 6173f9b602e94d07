from . import test_cases_in_orders
