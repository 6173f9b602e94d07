from . import forms
from . import uploads
from . import ticket_close
from . import ticket_submit
from . import complaint_form
from . import withdrawal
