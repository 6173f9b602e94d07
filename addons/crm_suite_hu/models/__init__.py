from . import crm_suite_demo
from . import crm_suite_demo_users
from . import ir_ui_menu
from . import readable_counts
from . import utm_campaign
