from . import crm_import_load
