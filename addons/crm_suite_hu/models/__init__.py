from . import crm_sales_forecast
from . import crm_sales_forecast_report
from . import product_forecast
