from . import crm_sms_provider
from . import crm_message
