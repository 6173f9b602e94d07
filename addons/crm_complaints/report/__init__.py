from . import ratio_report
from . import crm_complaint_report
from . import crm_complaint_rate
from . import crm_complaint_alert
from . import crm_complaint_outlier
from . import crm_ticket_times
from . import crm_ticket_satisfaction
