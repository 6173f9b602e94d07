"""Customers from a file: created, changed, unchanged; against Odoo's load() and a plain table.

Seconds are for as many rows as `load()` gets (MASTERDATA_LOAD_ROWS, 10,000); ours are measured on
MASTERDATA_ROWS (100,000) in files of at most 20,000, and counted down to that. The first call warms
up both. MASTERDATA_PEAK=1 also prints the most memory that the process has used.
"""

import base64
import csv
import io
import os
import resource
import sys
import time

from odoo.tools import SQL

from .support.measure import Ratio

LOAD_ROWS = int(os.environ.get("MASTERDATA_LOAD_ROWS", "10000"))
ROWS = int(os.environ.get("MASTERDATA_ROWS", "100000"))
WARM, FILE, BATCH = 200, 20_000, 1_000
HEADERS = ("Vevőkód", "Név", "Adószám", "Telefon", "E-mail", "Irsz", "Város", "Cím", "Ország",
           "Címke")  # fmt: skip
FIELDS = ("id", "name", "vat", "phone", "email", "zip", "city", "street", "country_id",
          "category_id")  # fmt: skip
# ours may take at most this part of load()'s time
LIMITS = {"create": 1 / 20, "change": 1 / 60, "leave unchanged": 1 / 100}
QUIET = {"tracking_disable": True, "mail_create_nosubscribe": True, "no_vat_validation": True}


def measure(env):
    """Load the same customers both ways, step by step in turns; then write them without a file."""
    env = env(context={**env.context, "lang": "en_US"})
    env.company.country_id = env.ref("base.hu")
    ours, own, plain = Ours(env), Own(env), Plain(env)
    for way in (ours, own, plain):
        way.load(customers(WARM, 0))
    for step, change in (("create", 1), ("change", 2), ("leave unchanged", 2)):
        seconds = {way: _seconds_each(way, change) * LOAD_ROWS for way in (ours, own, plain)}
        for other, name in ((own, "load()"), (plain, "COPY and upsert into a plain table")):
            limit = LIMITS[step] if other is own else None
            what = f"{step} {LOAD_ROWS} customers, against {name}"
            yield Ratio(what, seconds[ours], seconds[other], limit)
    yield from _writing(env)
    if os.environ.get("MASTERDATA_PEAK"):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"most memory of the process: {peak} MiB", file=sys.stderr)


def customers(number, change):
    """Rows in the order of `HEADERS`; another `change` is another telephone, e-mail and street."""
    for row in range(number):
        seven = f"{(4_000_000 if change else 3_000_000) + row:07d}"
        check = -sum(w * int(d) for w, d in zip((9, 7, 3, 1, 9, 7, 3), seven, strict=True)) % 10
        yield (
            f"C{bool(change):d}{row}",
            f"Árvíztűrő Kereskedelmi {row} Kft.",
            f"{seven}{check}-2-41",
            f"+36 {20 if change == 1 else 30} {200 + row // 10_000:03d} {row % 10_000:04d}",
            f"iroda{change}@vevo{row}.example",
            f"{1000 + row % 8999}",
            ("Budapest", "Győr", "Szeged", "Hódmezővásárhely")[row % 4],
            f"Kossuth Lajos utca {row}/{change}.",
            "Hungary",
            f"Csoport {row % 20}",
        )


class Ours:
    """Files, loaded through the public method of a source."""

    number = ROWS

    def __init__(self, env):
        self.source = env["crm.import.source"].create({"name": "Bench", "code": "bench"})

    def load(self, rows):
        """Load rows; all of them must be taken."""
        rows = list(rows)
        for first in range(0, len(rows), FILE):
            part = rows[first : first + FILE]
            result = self.source.load_file("bench.csv", _file(part))
            assert result["rejected"] == 0, result
            self.source.env.invalidate_all()


class Own:
    """Odoo's import, with external ids, as its screen calls it (without tracking)."""

    number = LOAD_ROWS

    def __init__(self, env):
        context = {"tracking_disable": True, "import_file": True, "no_vat_validation": True}
        self.partners = env["res.partner"].with_context(**context)
        tags = [{"name": f"Csoport {number}"} for number in range(20)]
        env["res.partner.category"].create(tags)

    def load(self, rows):
        """Load rows; their numbers and codes are apart from ours."""
        rows = [(f"bench.{code}", name, "", *rest) for code, name, _vat, *rest in rows]
        for first in range(0, len(rows), BATCH):
            part = [[*row] for row in rows[first : first + BATCH]]
            result = self.partners.load([*FIELDS], part)
            assert result["ids"], result["messages"][:3]


class Plain:
    """A table of nothing but the cells: as fast as a database takes them."""

    number = ROWS

    def __init__(self, env):
        self.cr = env.cr
        columns = SQL(", ").join(SQL("%s text", SQL.identifier(name)) for name in FIELDS)
        self.cr.execute(SQL("CREATE TEMP TABLE bench_plain (%s, PRIMARY KEY (id))", columns))
        self.cr.execute(SQL("CREATE TEMP TABLE bench_file (%s)", columns))
        self.names = SQL(", ").join(map(SQL.identifier, FIELDS))

    def load(self, rows):
        """Copy rows in, and lay them over those that are there."""
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        text.seek(0)
        self.cr.execute("TRUNCATE bench_file")
        self.cr.copy_expert("COPY bench_file FROM STDIN WITH (FORMAT csv)", text)
        values = SQL(", ").join(
            SQL("%s = excluded.%s", SQL.identifier(name), SQL.identifier(name)) for name in FIELDS
        )
        self.cr.execute(
            SQL(
                "INSERT INTO bench_plain (%s) SELECT %s FROM bench_file"
                " ON CONFLICT (id) DO UPDATE SET %s",
                self.names,
                self.names,
                values,
            )
        )


def _writing(env):
    """The step that writes, alone: in sets, and by `_load_records_create` and `write`."""
    from odoo.addons.crm_masterdata_import.bulk import BulkPartners

    env = env(su=True, context={**env.context, **QUIET})
    made, wrote = {}, {}
    for name, number, first in (("sets", ROWS, 5_000_000), ("orm", LOAD_ROWS, 7_000_000)):
        vals_list = _values(env, number, first)
        made[name], partners = _timed(lambda n=name, v=vals_list: _create(env, n, v, BulkPartners))
        changes = {
            partner_id: {"street": f"{vals['street']} új", "phone": f"+36 1 {200 + row % 700} 0001"}
            for row, (partner_id, vals) in enumerate(zip(partners, vals_list, strict=True))
        }
        wrote[name] = _seconds(lambda n=name, c=changes: _write(env, n, c, BulkPartners))
    for what, found in (("creating", made), ("changing", wrote)):
        ours = found["sets"] * LOAD_ROWS / ROWS
        yield Ratio(f"{what} {LOAD_ROWS} customers in sets, against the ORM", ours, found["orm"])


def _values(env, number, first):
    hungary = env.ref("base.hu").id
    return [
        {
            "name": name,
            "vat": "",
            "phone": phone,
            "email": email,
            "zip": postcode,
            "city": city,
            "street": street,
            "country_id": hungary,
            "is_company": True,
            "company_registry": f"01-09-{first + row}",
        }
        for row, (_code, name, _vat, phone, email, postcode, city, street, *_rest) in enumerate(
            customers(number, 1)
        )
    ]


def _create(env, way, vals_list, bulk):
    ids = []
    for first in range(0, len(vals_list), BATCH * 5):
        part = vals_list[first : first + BATCH * 5]
        create = (
            env["res.partner"]._load_records_create if way == "orm" else bulk(env).create_partners
        )
        ids += create(part).ids
        env.flush_all()
        env.invalidate_all()
    return ids


def _write(env, way, changes, bulk):
    items = [*changes.items()]
    for first in range(0, len(items), BATCH * 5):
        part = dict(items[first : first + BATCH * 5])
        if way == "orm":
            for partner in env["res.partner"].browse(part):
                partner.write(part[partner.id])
        else:
            bulk(env).write_partners(part)
        env.flush_all()
        env.invalidate_all()


def _file(rows):
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([HEADERS, *rows])
    return base64.b64encode(text.getvalue().encode()).decode()


def _seconds_each(way, change):
    return _seconds(lambda: way.load(customers(way.number, change))) / way.number


def _seconds(call):
    return _timed(call)[0]


def _timed(call):
    started = time.perf_counter()
    found = call()
    return time.perf_counter() - started, found
