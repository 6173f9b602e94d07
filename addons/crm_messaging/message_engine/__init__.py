"""What can be said of a message without Odoo: its length, its gateway's words, its permission."""

from .documents import value_at
from .permission import Decision, choose_channel
from .placeholders import ESCAPES, fill
from .retry import GIVE_UP_AFTER, pause_after
from .signature import VALID_FOR, sign, verify
from .sms import SmsLength, plain, sms_length, sms_parts
from .windows import SUNDAY, next_allowed
