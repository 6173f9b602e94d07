from . import test_import_samples
from . import test_import_load
from . import test_import_keys
from . import test_import_undo
from . import test_import_rights
from . import test_partner_numbers
from . import test_segments
from . import test_master_data
