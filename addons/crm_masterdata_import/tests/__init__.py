from . import test_import_samples
from . import test_import_load
from . import test_import_database
from . import test_import_folder
from . import test_import_keys
from . import test_import_undo
from . import test_import_rights
