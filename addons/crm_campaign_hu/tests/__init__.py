from . import test_audience_sales
from . import test_rfm
from . import test_rfm_partners
from . import test_campaign_run
