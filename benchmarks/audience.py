"""Audiences: the selection, its members and their export, against SQL by hand and Odoo's own ways.

200,000 customers with 500,000 order lines (AUDIENCE_CUSTOMERS, AUDIENCE_LINES). The selection: in
some cities, with a tag, bought of a category for more than an amount in 12 months, nothing in the
last 90 days, with an e-mail address that is on no black list, and advertising not withdrawn; once
with few hits and once with many. Hand-written SQL has the same indexes. Odoo's way finds the buyers
by nested `any` and sums in Python. All do it as the same marketer, all find the same.
"""

import os
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import Command
from odoo.tools import SQL

from tests.helpers.generator.main import Size, generate

from .support.audience_exports import exports
from .support.audience_ways import by_hand, by_orm
from .support.measure import compare

CUSTOMERS = int(os.environ.get("AUDIENCE_CUSTOMERS", "200000"))
LINES = int(os.environ.get("AUDIENCE_LINES", "500000"))
MEMBERS = min(50_000, CUSTOMERS // 4)
PERIOD, QUIET = 365, 90
ZONE = ZoneInfo("Europe/Budapest")
CITIES = ("Győr", "Pécs", "Szeged", "Debrecen", "Miskolc", "Budapest")
TAGGED = """
    INSERT INTO res_partner_res_partner_category_rel (partner_id, category_id)
    SELECT id, %(tag)s FROM res_partner WHERE id > %(first)s AND mod(id, 3) > 0;
    INSERT INTO crm_contact_permission
           (partner_id, channel, purpose, state, source, date, is_current)
    SELECT id, 'email', 'marketing', CASE WHEN mod(id, 2) = 0 THEN 'given' ELSE 'withdrawn' END,
           'Benchmark', now() AT TIME ZONE 'UTC', TRUE
      FROM res_partner WHERE id > %(first)s AND mod(id, 5) = 0;
    INSERT INTO mail_blacklist (email, active)
    SELECT DISTINCT email_normalized, TRUE FROM res_partner
     WHERE id > %(first)s AND mod(id, 37) = 0 AND email_normalized IS NOT NULL
        ON CONFLICT DO NOTHING;
    ANALYZE res_partner_res_partner_category_rel, crm_contact_permission, mail_blacklist;
"""


def measure(env):
    """Select in both ways, write members, export them."""
    env = env(context={**env.context, "tracking_disable": True, "lang": "en_US"})
    world = _World(env)
    for name, cities, amount in (("narrow", CITIES[:3], 2_000_000), ("broad", CITIES, 0)):
        yield from _selection(world, name, cities, amount)
    audience = world.audience("Members", [("id", ">", world.first), ("id", "<=", world.last)])
    yield _members(world, audience)
    audience.refresh()
    yield from exports(audience)


class _World:
    """The customers, and the marketer who looks for them."""

    def __init__(self, env):
        env.cr.execute("SELECT max(id) FROM res_partner")
        self.first = env.cr.fetchone()[0]
        until = datetime.now(ZONE).date()
        generate(env, Size(CUSTOMERS, LINES), until=until)
        env.cr.execute(
            "SELECT id FROM res_partner WHERE active AND id > %s ORDER BY id OFFSET %s LIMIT 1",
            [self.first, MEMBERS - 1],
        )
        self.last = env.cr.fetchone()[0]
        self.tag = env["res.partner.category"].create({"name": "Benchmark"}).id
        self.category = env["product.category"].create({"name": "Benchmark"}).id
        goods = env["product.product"].search([("default_code", "=like", "GEN-%")], order="id")
        goods[::10].product_tmpl_id.categ_id = self.category
        env.flush_all()
        env.cr.execute(TAGGED, {"tag": self.tag, "first": self.first})
        env.invalidate_all()
        groups = ("crm_campaign_hu.group_campaign_user", "base.group_allow_export")
        user = env["res.users"].create(
            {
                "name": "Márta",
                "login": "audience_benchmark",
                "tz": ZONE.key,
                "group_ids": [Command.set([env.ref(name).id for name in groups])],
            }
        )
        self.env = env(user=user, su=False)
        self.company = env.company.id
        self.since, self.quiet = (_midnight(until - timedelta(days=n)) for n in (PERIOD, QUIET - 1))

    def audience(self, name, domain):
        return self.env["crm.audience"].create({"name": name, "domain": repr(domain)})

    def asked(self, cities, amount):
        """Return what is asked for, as the ways by hand take it."""
        return {
            "company": self.company, "cities": list(cities), "tag": self.tag, "amount": amount,
            "category": self.category, "since": self.since, "quiet": self.quiet,
        }  # fmt: skip


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE).astimezone(ZoneInfo("UTC")).replace(tzinfo=None)


def _selection(world, name, cities, amount):
    domain = [
        ("parent_id", "=", False),
        ("city", "in", list(cities)),
        ("category_id", "in", [world.tag]),
        ("email", "!=", False),
        ("is_blacklisted", "=", False),
        (
            "contact_permission_ids",
            "not any",
            [("channel", "=", "email"), ("purpose", "=", "marketing"), ("state", "=", "withdrawn")],
        ),
    ]
    audience = world.audience(name, domain)
    criteria = (
        {"metric": "order_amount", "operator": ">", "value": amount, "period_days": PERIOD,
         "categ_ids": [Command.set([world.category])]},
        {"metric": "days_since_order", "operator": ">=", "value": QUIET},
    )  # fmt: skip
    for values in criteria:
        audience.criterion_ids.create({"audience_id": audience.id, **values})
    asked, env = world.asked(cities, amount), world.env

    def ours():
        return {row[0] for row in env.execute_query(audience._matching_partners())}

    def hand():
        return by_hand(env, asked)

    def orm():
        return by_orm(env, domain, asked)

    hits = ours()
    assert hits
    assert hits == hand() == orm()
    what = f"{name} selection, {len(hits):,} of {CUSTOMERS:,}"
    fresh = env.invalidate_all
    yield compare(f"{what}, against SQL by hand", ours, hand, limit=1.5, before=fresh)
    yield compare(f"{what}, against nested any", ours, orm, rounds=2, limit=0.1, before=fresh)
    yield compare(f"{what}, refreshed, against SQL by hand", audience.refresh, hand, before=fresh)


def _members(world, audience):
    env = world.env

    def empty():
        env.cr.execute("DELETE FROM crm_audience_member WHERE audience_id = %s", [audience.id])
        env.invalidate_all()

    def hand():
        env.cr.execute(
            SQL(
                "INSERT INTO crm_audience_member (audience_id, partner_id)"
                " SELECT %s, id FROM res_partner WHERE active AND id > %s AND id <= %s",
                audience.id, world.first, world.last,
            )
        )  # fmt: skip

    empty()
    hand()
    empty()
    [row] = audience.refresh()
    assert row["count"] == MEMBERS
    what = f"{MEMBERS:,} members, against INSERT … SELECT"
    return compare(what, audience.refresh, hand, limit=1.2, before=empty)
