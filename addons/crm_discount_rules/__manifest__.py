# Copyright 2026 Ügyfélkör contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Discount Rules",
    "summary": "Every discount a firm grants, combined right and explained",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Ügyfélkör contributors",
    "website": "https://ugyfelkor.example",
    "license": "AGPL-3",
    "depends": [
        "sale_management",
    ],
    "data": [
        "security/crm_discount_groups.xml",
        "security/crm_discount_rules.xml",
        "security/ir.model.access.csv",
        "data/ir_cron_data.xml",
        "wizard/crm_discount_views.xml",
        "views/crm_discount_rule_views.xml",
        "views/crm_discount_turnover_views.xml",
        "wizard/crm_discount_bench_views.xml",
        "views/crm_discount_report_views.xml",
        "views/sale_order_views.xml",
        "views/account_move_views.xml",
        "views/res_config_settings_views.xml",
        "views/sale_portal_templates.xml",
        "report/sale_order_templates.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "crm_discount_rules/static/src/bench/*",
        ],
        "web.assets_tests": [
            "crm_discount_rules/static/tests/tours/*",
        ],
    },
    "pre_init_hook": "pre_init_hook",
    "post_init_hook": "post_init_hook",
}
