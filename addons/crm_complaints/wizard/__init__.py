from . import crm_complaint_entry
from . import crm_complaint_settle
from . import crm_ticket_pass_on
from . import crm_ticket_escalate
from . import crm_ticket_manager
from . import crm_escalation_simulation
