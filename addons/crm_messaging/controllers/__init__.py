from . import permission
from . import webhook
