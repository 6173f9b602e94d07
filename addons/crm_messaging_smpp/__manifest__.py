# Copyright 2026 Ügyfélkör contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Messaging by SMPP",
    "summary": "Text messages straight through a carrier's SMPP 3.4 server",
    "version": "19.0.1.0.0",
    "category": "Marketing",
    "author": "Ügyfélkör contributors",
    "website": "https://ugyfelkor.example",
    "license": "AGPL-3",
    "depends": ["crm_messaging"],
    "external_dependencies": {"python": ["smpplib"]},
    "data": ["views/crm_sms_provider_views.xml"],
}
