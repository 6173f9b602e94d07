from . import account_move_cash_rounding
from . import ir_actions_report
from . import ir_qweb_field_trimmed
from . import res_country_state
