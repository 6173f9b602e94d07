from . import crm_audience_comparison
from . import crm_audience_export_wizard
from . import crm_audience_explanation
from . import crm_campaign_lead_entry
from . import crm_campaign_response_import
