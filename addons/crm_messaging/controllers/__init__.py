from . import permission
from . import phone_call
from . import sms_webhook
