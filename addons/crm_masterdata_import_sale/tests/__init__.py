from . import test_order_warning
