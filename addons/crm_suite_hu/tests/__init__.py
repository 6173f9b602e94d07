from . import test_forecast_load
from . import test_forecast_report
