# Copyright 2026 Ügyfélkör contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Customer master data import",
    "summary": "Customers from files and other systems: found again by unique keys, nothing lost",
    "version": "19.0.1.1.0",
    "category": "Sales/CRM",
    "author": "Ügyfélkör contributors",
    "website": "https://ugyfelkor.example",
    "license": "AGPL-3",
    "depends": [
        "contacts",
        "l10n_hu_edi",
        "partner_company_type",
        "partner_contact_role",
        "partner_employee_quantity",
        "partner_fax",
        "phone_validation",
    ],
    "external_dependencies": {
        "python": ["phonenumbers", "python-stdnum", "SQLAlchemy", "xlrd", "XlsxWriter"]
    },
    "data": [
        "security/crm_masterdata_import_groups.xml",
        "security/crm_masterdata_import_rules.xml",
        "security/ir.model.access.csv",
        "data/ir_sequence_data.xml",
        "data/ir_cron_data.xml",
        "data/nav_templates.xml",
        "data/res.partner.industry.csv",
        "views/crm_partner_check_views.xml",
        "views/crm_check_register_views.xml",
        "views/crm_check_list_load_views.xml",
        "views/crm_check_list_views.xml",
        "views/account_move_views.xml",
        "views/crm_import_guide_views.xml",
        "views/crm_import_run_views.xml",
        "views/crm_import_source_views.xml",
        "views/crm_import_database_views.xml",
        "views/crm_segment_views.xml",
        "views/crm_revenue_class_views.xml",
        "views/res_partner_views.xml",
        "views/res_partner_industry_views.xml",
        "views/crm_partner_double_views.xml",
        "views/res_partner_check_views.xml",
        "views/menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "crm_masterdata_import/static/src/double_review/*",
            "crm_masterdata_import/static/src/import_guide/*",
        ],
        "web.assets_tests": [
            "crm_masterdata_import/static/tests/tours/*",
        ],
    },
    "pre_init_hook": "pre_init_hook",
    "post_init_hook": "post_init_hook",
}
