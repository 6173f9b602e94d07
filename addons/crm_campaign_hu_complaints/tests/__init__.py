from . import test_ticket_count
