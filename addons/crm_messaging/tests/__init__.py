from . import test_gateway
from . import test_inbox
from . import test_journal
from . import test_permission
from . import test_queue
from . import test_rights
from . import test_send
from . import test_webhooks
