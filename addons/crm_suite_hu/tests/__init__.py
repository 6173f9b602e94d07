from . import test_menus
from . import test_roles
from . import test_forecast_load
from . import test_forecast_report
from . import test_currency_rates
from . import test_translations
