# Copyright 2026 Ügyfélkör contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Complaints in audiences",
    "summary": "Audiences select by the number of tickets",
    "version": "19.0.1.0.0",
    "category": "Marketing",
    "author": "Ügyfélkör contributors",
    "website": "https://ugyfelkor.example",
    "license": "AGPL-3",
    "depends": ["crm_campaign_hu", "crm_complaints"],
    "auto_install": True,
}
