"""Customers as they come, and all that the database keeps of them, for the tests of both ways."""

from odoo.tools import SQL

FIRMS = (
    "Árvíztűrő Tükörfúrógép Kft.",
    "Kis János",
    'O\'Neill & "Fiai" Bt. \\ Győr',
    "Ő",
    "Nagyon hosszú nevű " + "vállalkozás " * 30 + "Zrt.",
    "Kovács, Szabó és Társa",
    "喜 GmbH 😀",
)
PHONES = (
    "+36 30 123 4567", "+36 1 234 5678", "06 20 333 4444", "+43 1 58858 0", "123", "nincs",
    "+36 30 123 4567 ext. 5", "0049 30 123456", "+36 99 999 9999",
)  # fmt: skip
EMAILS = (
    "Info@Vevo.Example", "Péter <peter@vevo.example>", "a@b.example; c@d.example", "nem cím",
    "őr@vevo.example", "x..y@vevo.example", "", "a@localhost",
)  # fmt: skip
WEBSITES = ("www.vevo.example", "https://vevo.example/út?x=1", "vevo.example", "")
NOTES = ("<p>Jó <b>vevő</b></p>", "sor & <script>alert(1)</script>", "", "<p>a<br>b</p>")

NOT_COMPARED = (
    # a default that is the moment, to the second
    "calendar_last_notif_ack",
    # Odoo says them for all opportunities at once but the first, which depends on the others
    "automated_probability",
    "probability",
    "prorated_revenue",
    "recurring_revenue_prorated",
    "recurring_revenue_monthly_prorated",
)


def tax_number(number):
    """Return the tax number (with its check digit) that begins with seven digits."""
    seven = f"{number:07d}"
    weighted = sum(w * int(d) for w, d in zip((9, 7, 3, 1, 9, 7, 3), seven, strict=True))
    return f"{seven}{-weighted % 10}-2-41"


def of(texts, number):
    """Return one of some texts, another one for each number."""
    return texts[number % len(texts)]


class Messy:
    """Values of partners, each another mixture."""

    def __init__(self, env):
        self.env = env
        self.hungary, self.austria = env.ref("base.hu").id, env.ref("base.at").id
        self.tags = env["res.partner.category"].create([{"name": n} for n in "ABC"]).ids
        self.term = env["account.payment.term"].create({"name": "13 nap"}).id
        self.industry = env["res.partner.industry"].create({"name": "Sütés"}).id
        self.form = env["res.partner.company.type"].create({"name": "Próba Kkt."}).id

    def values(self, number, first=2_000_000):
        """Return the values of a partner."""
        vals = {
            "name": f"{of(FIRMS, number)} {number}",
            "is_company": number % 3 != 0,
            "customer_rank": 1,
            "country_id": self.hungary,
        }
        some = {
            "vat": tax_number(first + number),
            "phone": of(PHONES, number),
            "email": of(EMAILS, number),
            "website": of(WEBSITES, number),
            "comment": of(NOTES, number),
            "zip": f"{1000 + number}",
            "city": of(("Győr", "Szekszárd", ""), number),
            "street": f"Fő tér {number}. \t fszt.\n2",
            "street2": False,
            "fax": of(PHONES, number + 1),
            "company_registry": f"01-09-{first // 10 + number:06d}",
            "l10n_hu_group_vat": "17780120-5-44",
            "category_id": [(6, 0, self.tags[: number % 4])],
            "property_payment_term_id": self.term,
            "industry_id": self.industry,
            "partner_company_type_id": self.form,
            "user_id": self.env.ref("base.user_admin").id,
        }
        chosen = [name for place, name in enumerate(some) if (number >> (place % 5)) & 1]
        vals |= {name: some[name] for name in chosen}
        if number % 10 == 4:
            # abroad; the number's check digits are right
            vals |= {"country_id": self.austria, "vat": "ATU10223006" if number == 4 else False}
        if number % 10 == 7:
            vals["country_id"] = False
        return vals


def all_about(env, partner_ids):
    """Return what any table keeps of partners and of the contacts below them.

    Partners are named by their place, other records without their ids, so that the same done twice
    gives the same twice.
    """
    env.flush_all()
    env.cr.execute(
        "SELECT id FROM res_partner WHERE parent_id = ANY(%s) ORDER BY id", [list(partner_ids)]
    )
    below = [row[0] for row in env.cr.fetchall()]
    places = {found: place for place, found in enumerate(dict.fromkeys([*partner_ids, *below]))}
    env.cr.execute(
        "SELECT DISTINCT c.conrelid::regclass::text, a.attname FROM pg_constraint AS c"
        "  JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]"
        " WHERE c.contype = 'f' AND c.confrelid = 'res_partner'::regclass"
    )
    links = [("res_partner", "id"), *sorted(env.cr.fetchall())]
    return {
        f"{table}.{column}": sorted(_rows(env, table, column, places), key=repr)
        for table, column in links
    }


def _rows(env, table, column, places):
    env.cr.execute(
        SQL(
            "SELECT to_jsonb(t) FROM %s AS t WHERE %s = ANY(%s)",
            SQL.identifier(table),
            SQL.identifier(column),
            list(places),
        )
    )
    of_partner = {"commercial_partner_id", "parent_id"} if table == "res_partner" else set()
    for [row] in env.cr.fetchall():
        row |= {name: places.get(row[name]) for name in {column, *of_partner}}
        if column != "id":
            row.pop("id", None)
        yield {name: value for name, value in row.items() if name not in NOT_COMPARED}
