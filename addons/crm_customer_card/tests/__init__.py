from . import test_card
from . import test_card_contacts
from . import test_card_goods
from . import test_card_money
from . import test_card_rights
from . import test_card_size
from . import test_card_screen
