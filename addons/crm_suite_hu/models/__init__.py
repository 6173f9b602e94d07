from . import crm_sales_forecast
from . import crm_sales_forecast_report
from . import product_forecast
from . import res_currency_rate_provider
