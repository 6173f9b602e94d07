# Copyright 2026 Ügyfélkör contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Register checks on offers and orders",
    "summary": "Offers and orders warn of customers that are deleted, insolvent or on a list",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Ügyfélkör contributors",
    "website": "https://ugyfelkor.example",
    "license": "AGPL-3",
    "depends": ["crm_masterdata_import", "sale"],
    "data": ["views/sale_order_views.xml"],
    "auto_install": True,
}
