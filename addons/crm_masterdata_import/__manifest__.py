# Copyright 2026 Ügyfélkör contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Customer master data import",
    "summary": "Customers from files and other systems: found again by unique keys, nothing lost",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Ügyfélkör contributors",
    "website": "https://ugyfelkor.example",
    "license": "AGPL-3",
    "depends": [
        "contacts",
        "l10n_hu_edi",
        "partner_company_type",
        "partner_employee_quantity",
        "partner_fax",
        "phone_validation",
    ],
    "external_dependencies": {"python": ["phonenumbers", "python-stdnum", "xlrd", "XlsxWriter"]},
    "data": [
        "security/crm_masterdata_import_groups.xml",
        "security/crm_masterdata_import_rules.xml",
        "security/ir.model.access.csv",
        "data/ir_sequence_data.xml",
        "data/ir_cron_data.xml",
        "views/crm_import_guide_views.xml",
        "views/crm_import_run_views.xml",
        "views/crm_import_source_views.xml",
        "views/res_partner_views.xml",
        "views/menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "crm_masterdata_import/static/src/import_guide/*",
        ],
        "web.assets_tests": [
            "crm_masterdata_import/static/tests/tours/import_guide_tour.js",
        ],
    },
    "pre_init_hook": "pre_init_hook",
    "post_init_hook": "post_init_hook",
}
