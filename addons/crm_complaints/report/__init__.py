from . import crm_complaint_report
from . import crm_complaint_rate
from . import crm_complaint_alert
from . import crm_ticket_times
