# Copyright 2026 Ügyfélkör contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Discount Rules in the Shop",
    "summary": "The cart of the web shop follows the discount rules",
    "version": "19.0.1.0.0",
    "category": "Website/Website",
    "author": "Ügyfélkör contributors",
    "website": "https://ugyfelkor.example",
    "license": "AGPL-3",
    "auto_install": True,
    "depends": [
        "crm_discount_rules",
        "website_sale",
    ],
}
