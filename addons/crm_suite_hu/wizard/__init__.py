from . import crm_suite_setup
from . import crm_suite_setup_line
