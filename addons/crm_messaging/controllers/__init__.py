from . import permission
from . import portal
from . import webhook
