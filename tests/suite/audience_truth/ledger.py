"""Invoices, credit notes and payments: a few of each kind by the ORM, then copies in SQL."""

from datetime import timedelta

from odoo import Command
from odoo.tools import SQL

from tests.helpers.generator import rows

FACTORED_MOVE = (
    "amount_untaxed", "amount_tax", "amount_total", "amount_residual", "amount_untaxed_signed",
    "amount_tax_signed", "amount_total_signed", "amount_residual_signed",
)  # fmt: skip
FACTORED_LINE = (
    "debit", "credit", "balance", "amount_currency", "amount_residual", "amount_residual_currency",
    "price_unit", "price_subtotal", "price_total",
)  # fmt: skip
PARTIAL = ("amount", "debit_amount_currency", "credit_amount_currency")

FIRM = SQL("(SELECT commercial_partner_id FROM res_partner WHERE id = g.person)")
# copies of what a row refers to are found by hash joins: there may be a million of them
SOURCES = {
    "account_move": "copied_account_move g JOIN account_move p ON p.id = g.old",
    "account_move_line": """copied_account_move_line g JOIN account_move_line p ON p.id = g.old
        JOIN (SELECT old, number, id AS move_id FROM copied_account_move) twin
          ON twin.old = p.move_id AND twin.number = g.number""",
    "account_partial_reconcile": """copied_account_partial_reconcile g
        JOIN account_partial_reconcile p ON p.id = g.old
        JOIN (SELECT d.old AS debit_old, d.number, d.id AS debit_move_id
                FROM copied_account_move_line d) debit
          ON debit.debit_old = p.debit_move_id AND debit.number = g.number
        JOIN (SELECT c.old AS credit_old, c.number, c.id AS credit_move_id
                FROM copied_account_move_line c) credit
          ON credit.credit_old = p.credit_move_id AND credit.number = g.number""",
}


def fill(env, rng, people, today, other, sample) -> None:
    """Give a third of the people a story of invoices; a part belongs to the other company."""
    stories = _stories(env, today, sample)
    drawn = (
        (
            number,
            rng.choice(people),
            rng.randrange(len(stories)),
            rng.randrange(200),
            1 + number % 9,
        )
        for number in range(len(people) // 3)
    )
    columns = {"number": "int", "person": "int", "story": "int", "shift": "int", "factor": "int"}
    rows.copy_into(env.cr, "drawn_story", columns, drawn)
    parts = [(story, move) for story, moves in enumerate(stories) for move in moves.ids]
    rows.copy_into(env.cr, "story_move", {"story": "int", "move": "int"}, parts)
    _copy(env, other)


def _stories(env, today, partner):
    """One of each kind, as records of moves."""
    tell = _Teller(env, today, partner)
    euro = env.ref("base.EUR").id
    env["res.currency.rate"].create(
        {"currency_id": euro, "name": "2020-01-01", "inverse_company_rate": 391.5,
         "company_id": env.company.id}
    )  # fmt: skip
    told = [
        tell.paid(due=20),
        tell.paid(due=-30),
        tell.paid(due=-30, payments=((-20, 40_000),)),
        tell.paid(due=-40, payments=((-43, 100_000),)),
        tell.paid(due=-60, payments=((-48, 100_000),)),
        tell.paid(due=-60, payments=((-60, 30_000), (-35, 70_000))),
        tell.paid(due=-60, payments=((-70, 100_000),)),
        tell.credit_note(due=-10),
        tell.credit_note(due=-50, against=True),
        tell.paid(due=-30, currency_id=euro),
        tell.paid(due=0),
        tell.paid(due=-1),
        tell.paid(due=-30, post=False),
        tell.payment(-15, 25_000),
        tell.instalments(),
    ]
    cancelled = tell.paid(due=-30, post=False)
    cancelled.button_cancel()
    env.flush_all()
    return [*told, cancelled]


class _Teller:
    def __init__(self, env, today, partner):
        self.env, self.today, self.partner = env, today, partner
        self.account = env["res.partner"].browse(partner).property_account_receivable_id
        self.bank = env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", env.company.id)], limit=1
        )

    def _invoice(self, due, kind="out_invoice", post=True, **values):
        move = self.env["account.move"].create(
            {
                "move_type": kind,
                "partner_id": self.partner,
                "invoice_date": self.today + timedelta(days=due - 15),
                "invoice_date_due": self.today + timedelta(days=due),
                "invoice_payment_term_id": False,
                "invoice_line_ids": [
                    Command.create({"name": "Work", "price_unit": 100_000, "tax_ids": False})
                ],
                **values,
            }
        )
        if post:
            move._post(soft=False)
        return move

    def paid(self, due, payments=(), **values):
        invoice = self._invoice(due, **values)
        moves = invoice
        for day, amount in payments:
            payment = self.payment(day, amount)
            self._receivable(invoice + payment).reconcile()
            moves += payment
        return moves

    def payment(self, day, amount):
        lines = [
            {"account_id": self.bank.default_account_id.id, "debit": amount},
            {"account_id": self.account.id, "credit": amount, "partner_id": self.partner},
        ]
        move = self.env["account.move"].create(
            {
                "journal_id": self.bank.id,
                "date": self.today + timedelta(days=day),
                "partner_id": self.partner,
                "line_ids": [Command.create(line) for line in lines],
            }
        )
        move._post(soft=False)
        return move

    def credit_note(self, due, *, against=False):
        note = self._invoice(due, "out_refund")
        if not against:
            return note
        invoice = self._invoice(due - 10)
        self._receivable(invoice + note).reconcile()
        return invoice + note

    def instalments(self):
        """Half was due long ago and is paid, half was due a week ago."""
        term = self.env["account.payment.term"].create(
            {
                "name": "Halves",
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": 50, "nb_days": days})
                    for days in (10, 53)
                ],
            }
        )
        day = self.today - timedelta(days=60)
        invoice = self._invoice(0, invoice_date=day, invoice_date_due=False,
                                invoice_payment_term_id=term.id)  # fmt: skip
        payment = self.payment(-45, 50_000)
        first = self._receivable(invoice).sorted("date_maturity")[0]
        (first + self._receivable(payment)).reconcile()
        return invoice + payment

    def _receivable(self, moves):
        return moves.line_ids.filtered(lambda line: line.account_id == self.account)


def _copy(env, other):
    """Copy stories with their reconciliations: other persons, earlier days, larger amounts."""
    cr = env.cr
    env.flush_all()
    copied = {
        "account_move": "SELECT m.id AS old, d.number, d.person, d.shift, d.factor"
        " FROM drawn_story d JOIN story_move s ON s.story = d.story"
        " JOIN account_move m ON m.id = s.move",
        "account_move_line": "SELECT l.id AS old, d.* FROM copied_account_move d"
        " JOIN account_move_line l ON l.move_id = d.old",
        "account_partial_reconcile": "SELECT r.id AS old, d.number, d.person, d.shift, d.factor"
        " FROM account_partial_reconcile r"
        " JOIN copied_account_move_line d ON d.old = r.debit_move_id",
    }
    for table, query in copied.items():
        cr.execute(f"SELECT count(*) FROM ({query}) q")  # noqa: S608
        first = rows.reserve_ids(cr, table, cr.fetchone()[0])
        inner = query.replace("d.*", "d.number, d.person, d.shift, d.factor")
        cr.execute(
            f"CREATE TEMP TABLE copied_{table} ON COMMIT DROP AS"  # noqa: S608
            f" SELECT q.*, (%s + row_number() OVER () - 1)::int AS id FROM ({inner}) q",
            [first],
        )
        cr.execute(f"ANALYZE copied_{table}")
    _insert(cr, "account_move", FACTORED_MOVE, ("date", "invoice_date", "invoice_date_due"),
            {"name": SQL("p.name || '/' || g.number"), "partner_id": SQL("g.person"),
             "commercial_partner_id": FIRM, "payment_reference": SQL("NULL"),
             "company_id": _company(other)})  # fmt: skip
    _insert(cr, "account_move_line", FACTORED_LINE, ("date", "date_maturity", "invoice_date"),
            {"partner_id": FIRM, "move_id": SQL("twin.move_id"),
             "company_id": _company(other), "full_reconcile_id": SQL("NULL")})  # fmt: skip
    _insert(cr, "account_partial_reconcile", PARTIAL, ("max_date",),
            {"debit_move_id": SQL("debit.debit_move_id"),
             "credit_move_id": SQL("credit.credit_move_id"),
             "full_reconcile_id": SQL("NULL"), "company_id": _company(other)})  # fmt: skip


def _company(other):
    return SQL("CASE WHEN mod(g.number, 11) = 4 THEN %s ELSE p.company_id END", other.id)


def _insert(cr, table, factored, shifted, more):
    values = {name: SQL("p.%s * g.factor", SQL.identifier(name)) for name in factored}
    values |= {name: SQL("p.%s - g.shift", SQL.identifier(name)) for name in shifted}
    values |= {"id": SQL("g.id"), **more}
    rows.insert(cr, table, values, SQL(SOURCES[table]))
    # what refers to these rows is looked up by plans from when there were none, until it is told
    cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))
