from . import crm_audience_labels
