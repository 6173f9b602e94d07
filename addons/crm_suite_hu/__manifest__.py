# Copyright 2026 Ügyfélkör contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Ügyfélkör",
    "summary": "CRM and trade for a Hungarian company, set up and ready to work",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Ügyfélkör contributors",
    "website": "https://ugyfelkor.example",
    "license": "AGPL-3",
    "application": True,
    "depends": [
        "account_credit_control",
        "account_due_list",
        "auditlog",
        "base_automation",
        "calendar",
        "contacts",
        "crm",
        "currency_rate_update",
        "event",
        "helpdesk_mgmt",
        "l10n_hu",
        "l10n_hu_edi",
        "mass_mailing",
        "mass_mailing_sms",
        "partner_firstname",
        "privacy_lookup",
        "purchase_stock",
        "sale_crm",
        "sale_management",
        "sale_stock",
        "stock",
        "survey",
    ],
    "data": [
        "security/ir.model.access.csv",
        "security/crm_sales_forecast_security.xml",
        "views/menus.xml",
        "views/crm_sales_forecast_load_views.xml",
        "views/crm_sales_forecast_views.xml",
        "views/crm_sales_forecast_report_views.xml",
        "views/product_forecast_views.xml",
        "views/res_currency_rate_provider_views.xml",
    ],
    "assets": {
        "web.assets_backend": [
        ],
        "web.assets_tests": [
        ],
    },
    "demo": [
    ],
}
