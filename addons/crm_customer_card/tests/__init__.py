from . import test_card
from . import test_card_money
