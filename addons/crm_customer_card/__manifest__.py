# Copyright 2026 Ügyfélkör contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Customer card",
    "summary": "The whole customer on one page: figures, documents, contacts, trends",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Ügyfélkör contributors",
    "website": "https://ugyfelkor.example",
    "license": "AGPL-3",
    "depends": [
        "crm_campaign_hu",
        "crm_complaints",
        "crm_discount_rules",
        "crm_masterdata_import",
        "crm_messaging",
        "sale_crm",
        "sale_margin",
    ],
    "data": [
        "security/crm_customer_card_groups.xml",
        "security/crm_customer_card_rules.xml",
        "security/ir.model.access.csv",
        "report/customer_card_report.xml",
        "views/customer_card_views.xml",
    ],
    "assets": {
        "web.assets_backend": ["crm_customer_card/static/src/**/*"],
        "web.assets_tests": ["crm_customer_card/static/tests/tours/*"],
    },
}
