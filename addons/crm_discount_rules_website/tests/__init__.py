from . import test_cart, test_delivery
