"""A generated customer base with all that audiences look at, made in one transaction."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from odoo import Command

from tests.helpers.generator.main import Size, generate

from . import contacts, ledger

ZONE = ZoneInfo("Europe/Budapest")
#: a marketer who may read answers and registrations as well
GROUPS = ("crm_campaign_hu.group_campaign_user", "event.group_event_user",
          "survey.group_survey_manager")  # fmt: skip
#: days back, at whose midnight orders and contacts are laid, just before it and just after
EDGE = 90
# a tenth in euros, with cents; what is returned counts against; a part in dozens
ORDERS = """
    UPDATE sale_order
       SET currency_id = %(euro)s, currency_rate = 1 / (370.013717 + id %% 61)
     WHERE id > %(order)s AND id %% 10 = 3;
    UPDATE sale_order SET company_id = %(other)s, currency_id = %(euro)s, currency_rate = 1
     WHERE id > %(order)s AND id %% 17 = 5;
    UPDATE sale_order_line l
       SET company_id = o.company_id, currency_id = o.currency_id,
           product_uom_id = CASE WHEN l.id %% 23 = 0 THEN %(dozen)s ELSE l.product_uom_id END,
           product_uom_qty = l.product_uom_qty * n.sign,
           price_total = l.price_total * n.sign,
           price_subtotal = n.amount,
           margin = round(n.amount * ((l.id %% 41) - 8) / 100, 2)
      FROM sale_order o
      JOIN sale_order_line own ON own.order_id = o.id
      CROSS JOIN LATERAL (SELECT CASE WHEN own.id %% 29 = 0 THEN -1 ELSE 1 END AS sign) s
      CROSS JOIN LATERAL (
           SELECT s.sign, s.sign * CASE WHEN o.currency_id = %(euro)s
                                        THEN round(own.price_subtotal / 397, 2)
                                        ELSE own.price_subtotal END AS amount) n
     WHERE own.id = l.id AND l.id > %(line)s;
    UPDATE sale_order o
       SET amount_untaxed = s.amount, margin = s.margin, partner_id = COALESCE(c.id, o.partner_id),
           date_order = CASE WHEN o.id %% 83 = 0
                             THEN %(midnight)s::timestamp - (o.id %% 3) * interval '1 second'
                             ELSE o.date_order END
      FROM (SELECT order_id, sum(price_subtotal) AS amount, sum(margin) AS margin
              FROM sale_order_line WHERE id > %(line)s GROUP BY order_id) s
      JOIN sale_order own ON own.id = s.order_id
      LEFT JOIN (SELECT DISTINCT ON (parent_id) parent_id, id FROM res_partner
                  WHERE parent_id IS NOT NULL ORDER BY parent_id, id) c
        ON c.parent_id = own.partner_id AND own.id %% 3 = 0
     WHERE o.id = s.order_id;
"""
PARTNERS = """
    UPDATE res_partner SET active = FALSE WHERE id > %(partner)s AND id %% 97 = 0;
    UPDATE res_partner SET company_id = %(other)s
     WHERE commercial_partner_id > %(partner)s AND commercial_partner_id %% 53 = 0;
    UPDATE res_partner
       SET partner_latitude = 45.8 + (id %% 2800 * 991 %% 2800) / 1000.0,
           partner_longitude = 16.2 + (id %% 6500 * 1009 %% 6500) / 1000.0
     WHERE id > %(partner)s AND id %% 4 > 0;
"""


@dataclass(frozen=True)
class World:
    """What was made: whom to ask as, and what exists in it."""

    env: object
    today: date
    first_partner: int
    company: int
    digits: int
    products: list[int]
    categories: list[int]
    campaigns: list[int]
    events: list[int]
    surveys: list[int]


def make(env, size: Size, seed: int) -> World:
    """Fill the database of `env`, in its transaction; `World.env` is a marketer's."""
    rng = random.Random(seed)
    env = env(context={**env.context, "tracking_disable": True, "mail_create_nolog": True})
    today = datetime.now(ZONE).date()
    other = env["res.company"].create({"name": "Másik Kft.", "currency_id": _euro(env).id})
    env.company.partner_id.write({"partner_latitude": 47.4979, "partner_longitude": 19.0402})
    sample = env["res.partner"].create({"name": "Minta Anna"}).id
    first = {name: _newest(env, name) for name in ("res_partner", "sale_order", "sale_order_line")}
    generate(env, size, seed, today)
    products, categories = _categories(env)
    midnight = datetime.combine(today - timedelta(days=EDGE), datetime.min.time(), ZONE)
    names = {
        "partner": first["res_partner"],
        "order": first["sale_order"],
        "line": first["sale_order_line"],
        "euro": _euro(env).id,
        "other": other.id,
        "dozen": env.ref("uom.product_uom_dozen").id,
        "midnight": midnight.astimezone(ZoneInfo("UTC")).replace(tzinfo=None),
    }
    env.cr.execute(ORDERS, names)
    env.cr.execute(PARTNERS, names)
    env.cr.execute("SELECT id FROM res_partner WHERE id > %s ORDER BY id", [first["res_partner"]])
    people = [row[0] for row in env.cr.fetchall()]
    env.invalidate_all()
    ledger.fill(env, rng, people, today, other, sample)
    made = contacts.fill(env, rng, people, other, sample)
    for table in ("res_partner", "sale_order", "sale_order_line", "account_move_line"):
        env.cr.execute(f"ANALYZE {table}")
    env.invalidate_all()
    return World(
        _marketer(env), today, first["res_partner"], env.company.id,
        env.company.currency_id.decimal_places,
        products, categories, **made,
    )  # fmt: skip


def _newest(env, table):
    env.cr.execute(f"SELECT COALESCE(max(id), 0) FROM {table}")  # noqa: S608
    return env.cr.fetchone()[0]


def _euro(env):
    euro = env.ref("base.EUR")
    euro.active = True
    return euro


def _categories(env):
    """A tree of three categories over the generated products; returns (products, categories)."""
    create = env["product.category"].create
    paint = create({"name": "Paint"})
    walls, wood = create([{"name": name, "parent_id": paint.id} for name in ("Walls", "Wood")])
    goods = env["product.product"].search([("default_code", "=like", "GEN-%")], order="id")
    for number, category in enumerate((paint, walls, wood)):
        goods[number::7].product_tmpl_id.categ_id = category
    return goods[:40:9].ids, [paint.id, wood.id]


def _marketer(env):
    user = env["res.users"].create(
        {
            "name": "Márta",
            "login": "audience_truth",
            "tz": ZONE.key,
            "lang": "en_US",
            "company_id": env.company.id,
            "company_ids": [Command.set(env.company.ids)],
            "group_ids": [Command.set([env.ref(name).id for name in GROUPS])],
        }
    )
    env.flush_all()
    return env(user=user, su=False, context={"allowed_company_ids": env.company.ids})
