"""The selection of benchmarks/audience.py by hand: in SQL, and through the ORM."""

from collections import defaultdict

from odoo.fields import Domain

BY_HAND = """
    WITH candidate AS MATERIALIZED (
        SELECT p.id FROM res_partner p
         WHERE p.active AND p.parent_id IS NULL AND p.city = ANY(%(cities)s) AND p.email <> ''
           AND (p.company_id IS NULL OR p.company_id = %(company)s)
           AND EXISTS (SELECT FROM res_partner_res_partner_category_rel t
                        WHERE t.partner_id = p.id AND t.category_id = %(tag)s)
           AND NOT EXISTS (SELECT FROM mail_blacklist b
                            WHERE b.email = p.email_normalized AND b.active)
           AND NOT EXISTS (SELECT FROM crm_contact_permission c
                            WHERE c.partner_id = p.id AND c.is_current AND c.channel = 'email'
                              AND c.purpose = 'marketing' AND c.state = 'withdrawn')
    ), bought AS (
        SELECT p.commercial_partner_id AS id
          FROM sale_order o
          JOIN res_partner p ON p.id = o.partner_id
          JOIN sale_order_line l ON l.order_id = o.id
          JOIN product_product g ON g.id = l.product_id
          JOIN product_template t ON t.id = g.product_tmpl_id
         WHERE o.state = 'sale' AND o.company_id = %(company)s AND o.date_order >= %(since)s
           AND t.categ_id = %(category)s AND l.display_type IS NULL
           AND p.commercial_partner_id IN (SELECT id FROM candidate)
         GROUP BY p.commercial_partner_id
        HAVING sum(l.price_subtotal / o.currency_rate) > %(amount)s
    )
    SELECT id FROM bought
     WHERE NOT EXISTS (SELECT FROM sale_order o JOIN res_partner p ON p.id = o.partner_id
                        WHERE p.commercial_partner_id = bought.id AND o.state = 'sale'
                          AND o.company_id = %(company)s AND o.date_order >= %(quiet)s)
"""


def by_hand(env, asked: dict) -> set[int]:
    """Return the ids of the customers, by the statement that somebody would write for this."""
    env.cr.execute(BY_HAND, asked)
    return {row[0] for row in env.cr.fetchall()}


def by_orm(env, domain: list, asked: dict) -> set[int]:
    """Return the same by a search with nested `any`, then sums in Python."""
    confirmed = Domain("state", "=", "sale") & Domain("company_id", "=", asked["company"])
    goods = Domain("product_id.categ_id", "child_of", asked["category"])
    in_time = confirmed & Domain("date_order", ">=", asked["since"])
    lately = confirmed & Domain("date_order", ">=", asked["quiet"])
    partners = env["res.partner"].search(
        Domain(domain)
        & Domain("sale_order_ids", "any", in_time & Domain("order_line", "any", goods))
        & Domain("sale_order_ids", "not any", lately)
    )
    lines = env["sale.order.line"].search(
        Domain("order_id", "any", in_time & Domain("partner_id", "in", partners.ids)) & goods
    )
    sums = defaultdict(float)
    for line in lines:
        sums[line.order_id.partner_id.id] += line.price_subtotal / line.order_id.currency_rate
    return {partner for partner, amount in sums.items() if amount > asked["amount"]}
