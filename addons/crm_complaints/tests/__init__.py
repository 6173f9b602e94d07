from . import test_open_complaint
from . import test_law
from . import test_settle
from . import test_escalation
from . import test_flow
from . import test_rights
from . import test_record
from . import test_report
