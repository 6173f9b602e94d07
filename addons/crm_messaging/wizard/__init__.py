from . import base_partner_merge
from . import crm_contact_entry
from . import crm_message_composer
from . import crm_personal_data
