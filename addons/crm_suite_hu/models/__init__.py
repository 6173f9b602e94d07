from . import account_move_cash_rounding
from . import ir_actions_report
from . import res_country_state
