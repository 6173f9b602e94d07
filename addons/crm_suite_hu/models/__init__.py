from . import account_move
from . import sale_order
from . import sale_order_line
from . import stock_picking
from . import crm_suite_demo
from . import crm_suite_demo_users
from . import ir_ui_menu
