# Copyright 2026 Ügyfélkör contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Campaigns",
    "summary": "The right audience in seconds, each response recorded, each forint accounted for",
    "version": "19.0.1.0.0",
    "category": "Marketing",
    "author": "Ügyfélkör contributors",
    "website": "https://ugyfelkor.example",
    "license": "AGPL-3",
    "depends": [
        "crm_messaging",
        "event",
        "mass_mailing_sms",
        "sale_crm",
        "sale_margin",
        "survey",
    ],
    "external_dependencies": {"python": ["xlsxwriter"]},
    "data": [
        "security/crm_campaign_groups.xml",
        "security/crm_audience_rules.xml",
        "security/crm_campaign_rules.xml",
        "security/ir.model.access.csv",
        "data/crm_campaign_response_data.xml",
        "data/crm_campaign_cron_data.xml",
        "data/crm_rfm_segment_data.xml",
        "data/crm_rfm_cron_data.xml",
        "views/crm_rfm_views.xml",
        "views/res_partner_rfm_views.xml",
        "views/menus.xml",
    ],
}
