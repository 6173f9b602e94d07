from . import crm_audience_criterion
from . import crm_audience_metric
