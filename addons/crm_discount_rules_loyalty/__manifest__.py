# Copyright 2026 Ügyfélkör contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Discount Rules with Coupons",
    "summary": "Discount rules first, then coupons, promotions and gift cards",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Ügyfélkör contributors",
    "website": "https://ugyfelkor.example",
    "license": "AGPL-3",
    "auto_install": True,
    "depends": [
        "crm_discount_rules",
        "sale_loyalty",
    ],
}
