from . import partner_merge_rows
from . import partner_merge_combine
from . import base_partner_merge
from . import crm_check_list_load
