from . import crm_rfm_score
from . import crm_rfm_segment
from . import res_partner
