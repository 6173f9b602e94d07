from . import crm_suite_setup
from . import crm_suite_setup_line
from . import crm_sales_forecast_load
from . import res_currency_rate_update_wizard
from . import crm_payment_reminder
from . import crm_payment_reminder_line
from . import crm_personal_data
from . import privacy_lookup_wizard
