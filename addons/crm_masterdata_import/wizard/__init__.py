from . import crm_import_load
from . import crm_check_list_load
