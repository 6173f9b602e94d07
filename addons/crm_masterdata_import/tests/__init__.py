from . import test_import_background
from . import test_import_samples
from . import test_import_load
from . import test_bulk_writer
from . import test_import_keys
from . import test_import_undo
from . import test_import_rights
