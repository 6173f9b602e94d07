"""Every public method of ours, called as programs call it: over XML-RPC and over JSON-2.

In Odoo 19 a method without underscore is an open door. Each one of ours is listed here with a call
and what must come of it; a new one that is not listed fails :func:`test_none_is_left_out`.
"""

import ast
import base64
import time
import xmlrpc.client
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.helpers import databases
from tests.helpers.rpc import Json2Error
from tests.helpers.xmlrpc_safe import assert_xmlrpc_safe

ADDONS = Path(__file__).resolve().parents[2] / "addons"
FORECAST = "termék;hónap;mennyiség\r\nCEM-001;2031-03;1 250,5\r\nNINCS-1;2031-03;2\r\n"
SETUP_KEYS = {"key", "title", "reason", "current", "message", "state"}
PRICE_KEYS = {
    "product_id", "quantity", "unit_price", "net_unit_price", "net_amount", "discount_amount",
    "discount_percent", "applied", "rejected",
}  # fmt: skip
SOLD = [("sale_ok", "=", True), ("type", "!=", "combo")]
CHAIN_KEYS = {"order_id", "name", "state", "currency", "documents", "lines", "totals"}


@dataclass(frozen=True)
class Door:
    """A method, who calls it on what, and what the answer must be."""

    model: str
    method: str
    login: str
    check: Callable
    records: Callable = lambda firm: ()
    # or a function from the caller to them
    values: dict | Callable = field(default_factory=dict)


def latest(model, domain=()):
    """Return a function that finds the newest record of a model, for one who may read it."""
    return lambda firm: firm.execute(model, "search", list(domain), order="id desc", limit=1)


def made(model, values):
    """Return a function that makes a record (a dialog) to call the method on."""
    return lambda firm: [firm.execute(model, "create", values)]


def is_chain(answer):
    """A list with the chain of one order."""
    (chain,) = answer
    assert set(chain) == CHAIN_KEYS
    assert {document["kind"] for document in chain["documents"]} >= {"order"}


def is_forecast_report(answer):
    """One row is good, one names a product that nobody knows."""
    assert (answer["rows"], answer["rejected"]) == (2, 1)
    assert answer["created"] + answer["updated"] + answer["unchanged"] == 1
    assert [error["value"] for error in answer["errors"]] == ["NINCS-1"]


def is_action(answer):
    """Something that the web client can open."""
    assert answer["type"] in ("ir.actions.act_window", "ir.actions.client")


def a_rule(firm):
    """A rule of its own group."""
    code = f"PROMISE{time.time_ns()}"
    group = firm.execute("crm.discount.group", "create", {"code": code, "name": code})
    values = {"code": code, "name": code, "group_id": group}
    return [firm.execute("crm.discount.rule", "create", values)]


def a_bench(firm):
    """A test bench over last year's orders."""
    values = {"date_start": "2025-01-01", "date_end": "2099-12-31"}
    return [firm.execute("crm.discount.bench", "create", values)]


def is_counted(answer):
    """How many orders of how many."""
    assert 0 < answer["done"] <= answer["total"]


def is_priced(answer):
    """One line, in the currency's code, with what it would cost."""
    (line,) = answer["lines"]
    assert set(line) == PRICE_KEYS
    assert (line["quantity"], line["net_amount"]) == (1, answer["net_total"])
    assert answer["currency"]


def is_closed(answer):
    """The dialog goes away."""
    assert answer["type"] == "ir.actions.act_window_close"


def previewed(firm):
    """Return the dialog that shows what updating an offer's prices would change."""
    return [firm.execute("sale.order", "action_preview_update_prices", [new_offer(firm)])["res_id"]]


def is_report(answer):
    """Something that the web client prints."""
    assert answer["type"] == "ir.actions.report"


def is_on_its_way(answer):
    """The letters to print, or what was mailed."""
    assert answer["type"].startswith("ir.actions.")


def overdue(model, name):
    """Return a function that finds what a reminder is about, by `name` of the invoice."""

    def find(firm):
        late = [
            ("payment_state", "=", "not_paid"),
            ("move_type", "=", "out_invoice"),
            ("state", "=", "posted"),
            ("invoice_date_due", "<", time.strftime("%Y-%m-%d")),
        ]
        [invoice] = firm.search_read("account.move", late, ["partner_id", "line_ids"], limit=1)
        if model == "account.move.line":
            receivable = [("id", "in", invoice["line_ids"]), ("display_type", "=", "payment_term")]
            return firm.execute(model, "search", receivable, limit=1)
        return [invoice["partner_id"][0] if name == "partner_id" else invoice["id"]]

    return find


def proposed(firm):
    """Return the screen with the reminder of one overdue invoice."""
    invoice = overdue("account.move", "id")(firm)
    return [firm.execute("account.move", "action_payment_reminder", invoice)["res_id"]]


def sent(firm):
    """Return a screen whose reminders went out."""
    screen = proposed(firm)
    firm.execute("crm.payment.reminder", "action_send", screen)
    return screen


def is_setup_list(answer):
    """Each change with its reason; the demo company is set up already."""
    assert answer
    assert all(set(change) == SETUP_KEYS and change["reason"] for change in answer)


def is_empty(answer):
    """Nothing was asked for, nothing was done."""
    assert answer == {}


def made_nothing(answer):
    """The demo was there already."""
    assert sum(answer.values()) == 0


def is_true(answer):
    """Done."""
    assert answer is True


def forecast_file():
    """Return a forecast file as programs send files."""
    return base64.b64encode(FORECAST.encode()).decode()


ORDERED = ("state", "=", "sale")
DOORS = [
    Door("sale.order", "document_chain", "salesperson", is_chain, latest("sale.order", [ORDERED])),
    Door(
        "account.move",
        "document_chain",
        "accountant",
        is_chain,
        latest("account.move", [("invoice_line_ids.sale_line_ids", "!=", False)]),
    ),
    Door(
        "stock.picking",
        "document_chain",
        "customer_service",
        is_chain,
        latest("stock.picking", [("sale_id", "!=", False)]),
    ),
    Door("sale.order", "action_confirm", "salesperson", is_true, lambda firm: [new_offer(firm)]),
    Door(
        "crm.discount.rule",
        "simulate",
        "salesperson",
        is_priced,
        values=lambda firm: {
            "partner_id": latest("res.partner", [("is_company", "=", True)])(firm)[0],
            "lines": [{"product_id": latest("product.product", SOLD)(firm)[0], "quantity": 1}],
        },
    ),
    Door(
        "crm.discount.check",
        "action_check",
        "salesperson",
        is_action,
        lambda firm: made(
            "crm.discount.check",
            {"partner_id": latest("res.partner", [("is_company", "=", True)])(firm)[0]},
        )(firm),
    ),
    Door(
        "sale.order.line",
        "action_explain_discount",
        "salesperson",
        is_action,
        lambda firm: firm.execute(
            "sale.order.line", "search", [("order_id", "=", new_offer(firm))], limit=1
        ),
    ),
    Door(
        "sale.order",
        "action_preview_update_prices",
        "salesperson",
        is_action,
        lambda firm: [new_offer(firm)],
    ),
    Door("crm.discount.update", "action_apply", "salesperson", is_closed, previewed),
    Door(
        "sale.order",
        "action_ask_discount_approval",
        "salesperson",
        is_action,
        lambda firm: [new_offer(firm)],
    ),
    Door(
        "crm.discount.approval",
        "action_ask",
        "salesperson",
        is_closed,
        lambda firm: made(
            "crm.discount.approval", {"order_id": new_offer(firm), "reason": "Régi vevő"}
        )(firm),
    ),
    Door(
        "sale.order",
        "action_approve_discount",
        "sales_manager",
        is_true,
        lambda firm: [new_offer(firm)],
    ),
    Door(
        "crm.discount.rule",
        "action_test_on_orders",
        "sales_manager",
        is_action,
        a_rule,
    ),
    Door(
        "crm.discount.turnover",
        "action_recompute",
        "sales_manager",
        is_true,
        made("crm.discount.turnover", {"name": "Törzsvevők"}),
    ),
    Door("crm.discount.bench", "action_run", "sales_manager", is_action, a_bench),
    Door("crm.discount.bench", "run_part", "sales_manager", is_counted, a_bench),
    Door("crm.discount.bench", "action_result", "sales_manager", is_action, a_bench),
    Door("crm.discount.bench", "action_lines", "sales_manager", is_action, a_bench),
    Door(
        "crm.sales.forecast",
        "load_file",
        "sales_manager",
        is_forecast_report,
        values={
            "name": "terv.csv",
            "content_base64": forecast_file(),
            "options": {"dry_run": True},
        },
    ),
    Door(
        "crm.sales.forecast.load",
        "action_load",
        "sales_manager",
        is_action,
        made("crm.sales.forecast.load", {"file": forecast_file(), "file_name": "terv.csv"}),
    ),
    Door(
        "crm.sales.forecast.load",
        "action_again",
        "sales_manager",
        is_action,
        made("crm.sales.forecast.load", {}),
    ),
    Door(
        "product.product",
        "action_view_forecast",
        "sales_manager",
        is_action,
        latest("product.product"),
    ),
    Door(
        "product.template",
        "action_view_forecast",
        "sales_manager",
        is_action,
        latest("product.template"),
    ),
    Door(
        "account.move",
        "action_payment_reminder",
        "accountant",
        is_action,
        overdue("account.move", "id"),
    ),
    Door(
        "account.move.line",
        "action_payment_reminder",
        "accountant",
        is_action,
        overdue("account.move.line", "id"),
    ),
    Door(
        "res.partner",
        "action_payment_reminder",
        "accountant",
        is_action,
        overdue("res.partner", "partner_id"),
    ),
    Door("crm.payment.reminder", "action_start", "accountant", is_action),
    Door("crm.payment.reminder", "action_select_all", "accountant", is_action, proposed),
    Door("crm.payment.reminder", "action_select_none", "accountant", is_action, proposed),
    Door("crm.payment.reminder", "action_view_communications", "accountant", is_action, proposed),
    Door("crm.payment.reminder", "action_send", "accountant", is_on_its_way, proposed),
    Door("crm.payment.reminder", "action_print", "accountant", is_report, sent),
    Door(
        "crm.payment.reminder.line",
        "action_preview",
        "accountant",
        is_on_its_way,
        lambda firm: firm.search_read(
            "crm.payment.reminder", [("id", "=", proposed(firm)[0])], ["line_ids"]
        )[0]["line_ids"][:1],
    ),
    Door(
        "crm.sales.forecast.load",
        "action_example",
        "sales_manager",
        is_on_its_way,
        made("crm.sales.forecast.load", {}),
    ),
    Door("crm.suite.demo", "load", "administrator", made_nothing),
    Door(
        "crm.suite.setup", "get_changes", "administrator", is_setup_list, values={"company_id": 1}
    ),
    Door(
        "crm.suite.setup",
        "apply_changes",
        "administrator",
        is_empty,
        values={"company_id": 1, "keys": []},
    ),
    Door("crm.suite.setup", "action_open", "administrator", is_action),
    Door(
        "crm.suite.setup", "action_apply", "administrator", is_action, made("crm.suite.setup", {})
    ),
]

# Odoo's own methods that we extend: their answers are Odoo's, our part is tried in the addon.
EXTENDED = {
    "action_quotation_send", "action_repair_done", "action_update",
    "check_policy_against_account", "copy", "copy_data", "create", "default_get", "export_data",
    "init", "message_post", "name_create", "unlink", "value_to_html", "write",
}  # fmt: skip


def customers_file():
    """Return a file with one good customer and one without a name, as programs send files."""
    return base64.b64encode("Vevőkód;Név\nR1;Rigó Kft.\nR2;\n".encode()).decode()


def source(firm):
    """Return a source of its own for each caller, since files of one source are told apart."""
    found = firm.execute("crm.import.source", "search", [("code", "=", "doors")])
    return found or [firm.execute("crm.import.source", "create", {"name": "D", "code": "doors"})]


def load(dry_run):
    """Return a function that loads the file as the administrator and finds the load."""

    def find(firm):
        values = {"filename": "a.csv", "content_base64": customers_file(), "dry_run": dry_run}
        return [firm.execute("crm.import.source", "load_file", source(firm), **values)["run_id"]]

    return find


def is_load(answer):
    """One row is good, one has no name."""
    keys = {"run_id", "state", "rows", "created", "updated", "unchanged", "merged", "rejected"}
    assert set(answer) == keys | {"reasons", "warnings"}
    assert (answer["state"], answer["rows"], answer["rejected"]) == ("done", 2, 1)
    assert answer["reasons"] == {"missing_name": 1}
    assert answer["created"] + answer["updated"] + answer["unchanged"] == 1


def is_progress(answer):
    """Two rows, and nothing left to do."""
    assert answer == {
        "state": "done", "rows": 2, "rows_done": 2, "progress": 100.0, "seconds_left": False,
        "error": False,
    }  # fmt: skip


def is_id(answer):
    """A load that waits."""
    assert isinstance(answer, int) and answer > 0


def is_preview(answer):
    """The file's head, and where its two columns would go."""
    assert answer["rows"] == [["R1", "Rigó Kft."], ["R2", ""]]
    assert [column["target"] for column in answer["columns"]] == ["code", "name"]
    assert (answer["kind"], answer["row_count"], answer["missing"]) == ("csv", 2, [])


def is_guide(answer):
    """Sources, targets in groups, and words."""
    assert {"id", "name", "kind", "run_count"} == set(answer["sources"][0])
    assert answer["targets"][0]["choices"][0]["value"] == "code"
    assert answer["may_define"] is True


FILE = {"filename": "a.csv", "content_base64": customers_file()}
COLUMNS = {
    "columns": [
        {"source_column": "Vevőkód", "target": "code", "policy": "overwrite"},
        {"source_column": "Név", "target": "name", "policy": "overwrite"},
    ]
}
DOORS += [
    Door("crm.import.source", "load_file", "administrator", is_load, source, FILE),
    Door("crm.import.source", "load_file_async", "administrator", is_id, source, FILE),
    Door("crm.import.run", "action_open_rows", "administrator", is_action, load(True)),
    Door("crm.import.run", "action_open_changes", "administrator", is_action, load(True)),
    Door("crm.import.run", "action_load", "administrator", is_action, load(True)),
    Door("crm.import.run", "get_progress", "administrator", is_progress, load(True)),
    Door("crm.import.run", "action_cancel", "administrator", is_true, load(True)),
    Door("crm.import.run", "action_undo", "administrator", is_true, load(False)),
    Door("crm.import.source", "action_suggest_columns", "administrator", is_true, source),
    Door("crm.import.source", "action_open_runs", "administrator", is_action, source),
    Door("crm.import.source", "get_guide", "administrator", is_guide),
    Door("crm.import.source", "preview_file", "administrator", is_preview, source, FILE),
    Door("crm.import.source", "set_columns", "administrator", is_true, source, COLUMNS),
    Door("crm.import.run", "load_tried", "administrator", is_id, load(True)),
    Door("crm.import.run", "action_open_partners", "administrator", is_action, load(False)),
    Door("crm.import.run", "action_open_guide", "administrator", is_action, load(True)),
]


def database(firm):
    """Return a source that reads a table of this very server."""
    found = firm.execute("crm.import.source", "search", [("code", "=", "doors_live")])
    if found:
        return found
    info = databases.environment().connection
    place = f"host={quote(info.host, safe='')}" + (f"&port={info.port}" if info.port else "")
    user = f"{info.user}:{quote(info.password or 'none', safe='')}"
    values = {
        "name": "L",
        "code": "doors_live",
        "kind": "sql",
        "connection_url": f"postgresql://{user}@/{firm.db}?{place}",
        "query": "SELECT 'R1' AS code, 'Rigó Kft.' AS name UNION ALL SELECT 'R2', ''",
    }
    return [firm.execute("crm.import.source", "create", values)]


LIVE = ("load_database", "load_database_async")
LIVE_ACTIONS = ("action_load_database", "action_try_database", "action_test_connection")
DOORS += [
    *(
        Door("crm.import.source", method, "administrator", check, database)
        for method, check in zip(LIVE, (is_load, is_id), strict=True)
    ),
    *(
        Door("crm.import.source", method, "administrator", is_action, database)
        for method in LIVE_ACTIONS
    ),
    Door("crm.import.source", "action_reset_watermark", "administrator", is_true, database),
]


def pair(firm):
    """Return a pair of two customers, open: what the search finds of two that are made for it."""
    known = firm.execute("crm.partner.double", "search", [("state", "=", "open")], limit=1)
    if known:
        return known
    number = time.monotonic_ns()
    for name in (f"Pár {number} Kft.", f"PÁR {number}"):
        firm.execute("res.partner", "create", {"name": name, "email": f"p{number}@par.example"})
    firm.execute("crm.partner.double.search", "action_search_all")
    for _second in range(120):
        found = firm.execute("crm.partner.double", "search", [("state", "=", "open")], limit=1)
        if found:
            return found
        time.sleep(1)
    raise AssertionError("no pair was found")


def survivor_values(firm):
    """Return what merges the open pair: the first of the two stays."""
    [found] = firm.search_read("crm.partner.double", [("id", "in", pair(firm))], ["partner_id"])
    return {"survivor_id": found["partner_id"][0]}


def is_comparison(answer):
    """Two customers, their values, and what hangs on them."""
    assert set(answer) == {
        "id", "state", "score", "why", "open", "partners", "survivor_id", "fields", "rows"
    }  # fmt: skip
    assert len(answer["partners"]) == 2
    assert all(len(field["values"]) == 2 for field in answer["fields"])


def is_id_or_false(answer):
    """A pair, or none."""
    assert answer is False or answer > 0


def is_merge(answer):
    """On record, and what comes next."""
    assert set(answer) == {"merge_id", "next_id"}
    assert answer["merge_id"] > 0


DOUBLE = "crm.partner.double"
DOORS += [
    Door(DOUBLE, "get_comparison", "sales_manager", is_comparison, pair),
    Door(DOUBLE, "get_next", "sales_manager", is_id_or_false),
    Door(DOUBLE, "action_review", "sales_manager", is_action, pair),
    Door(DOUBLE, "action_different", "sales_manager", is_true, pair),
    Door(DOUBLE, "action_reopen", "sales_manager", is_true, pair),
    Door(DOUBLE, "merge_into", "sales_manager", is_merge, pair, survivor_values),
    Door("crm.partner.double.search", "action_search_all", "sales_manager", is_action),
]


def made_list(firm):
    """Return a list of its own for each caller: names are unique."""
    values = {"name": f"Lista {time.time_ns()}", "kind": "other"}
    return [firm.execute("crm.check.list", "create", values)]


def on_a_list(firm):
    """Return the newest result: a customer that stands, under its own name, on a list."""
    [customer] = firm.search_read(
        "res.partner", [("tax_number_key", "!=", False)], ["name", "tax_number_key"], limit=1
    )
    file = f"Név;Adószám\n{customer['name']};{customer['tax_number_key']}"
    values = {"filename": "l.csv", "content_base64": base64.b64encode(file.encode()).decode()}
    firms = made_list(firm)
    firm.execute("crm.check.list", "load_file", firms, **values)
    found = firm.execute("crm.partner.check", "search", [("list_id", "in", firms)])
    firm.execute("crm.check.list", "write", firms, {"active": False})
    return found


def is_list_report(answer):
    """The firm is on the list, and no customer of ours."""
    assert answer == {"rows": 1, "skipped": 1, "listed": 0, "gone": 0}


def firms_file():
    """Return a list with a firm and a row without a number, as programs send files."""
    return base64.b64encode("Név;Adószám\nIdegen Kft.;25978221-2-42\nX;\n".encode()).decode()


def list_dialog(firm):
    """Return the dialog with the file of a list in it."""
    values = {"list_id": made_list(firm)[0], "file": firms_file(), "filename": "l.csv"}
    return [firm.execute("crm.check.list.load", "create", values)]


FIRMS = {"filename": "l.csv", "content_base64": firms_file()}
DOORS += [
    Door(
        "res.partner",
        "action_check_registers",
        "salesperson",
        is_action,
        latest("res.partner", [("is_company", "=", True)]),
    ),
    Door("res.partner", "action_open_checks", "salesperson", is_action, latest("res.partner")),
    Door("crm.partner.check", "action_take_name", "sales_manager", is_true, on_a_list),
    Door("crm.partner.check", "action_take_address", "sales_manager", is_true, on_a_list),
    Door("crm.check.list", "load_file", "sales_manager", is_list_report, made_list, FIRMS),
    Door("crm.check.list", "action_open_hits", "sales_manager", is_action, made_list),
    Door("crm.check.list", "action_open_rows", "sales_manager", is_action, made_list),
    Door("crm.check.list.load", "action_load", "sales_manager", is_action, list_dialog),
    Door("crm.check.register", "action_open", "sales_manager", is_action),
    Door(
        "crm.check.register",
        "action_open_waiting",
        "sales_manager",
        is_action,
        latest("crm.check.register"),
    ),
    Door(
        "crm.check.register",
        "action_ask_again",
        "sales_manager",
        is_true,
        latest("crm.check.register"),
    ),
]


def complained(firm):
    """Return values of a complaint about goods that were delivered and billed."""
    lines = firm.search_read(
        "sale.order.line",
        [("qty_delivered", ">", 1), ("qty_invoiced", ">", 1), ("product_id.type", "=", "consu")],
        ["order_id", "product_id", "qty_delivered", "claimed_quantity"],
    )
    line = next(line for line in lines if line["qty_delivered"] - line["claimed_quantity"] > 0.01)
    goods = {"product": line["product_id"][0], "quantity": 0.01}
    values = {"order": line["order_id"][0], "lines": [goods], "claim": "refund"}
    return {"values": values | {"is_consumer": True}}


def complaint(firm):
    """Return a new complaint about a bit of some goods."""
    return [firm.execute("helpdesk.ticket", "open_complaint", **complained(firm))]


def goods_of(firm, ticket):
    """Return the lines of a complaint, as they are named to settle them."""
    found = firm.execute("crm.complaint.line", "search", [("ticket_id", "in", ticket)])
    return [{"line_id": number} for number in found]


def price_cut(firm):
    """Return a way to settle, for the complaint that was made last."""
    ticket = firm.execute("helpdesk.ticket", "search", [("kind", "=", "complaint")],
                          order="id desc", limit=1)  # fmt: skip
    lines = [{**line, "percent": 1} for line in goods_of(firm, ticket)]
    return {"method": "price_reduction", "lines": lines}


def settled(firm):
    """Return a settlement: a claim that the supplier gets."""
    ticket = complaint(firm)
    lines = goods_of(firm, ticket)
    firm.execute("crm.complaint.line", "write", [line["line_id"] for line in lines],
                 {"vendor_id": 1})  # fmt: skip
    firm.execute("helpdesk.ticket", "action_settle", ticket, "supplier_claim", lines)
    return firm.execute("crm.complaint.settlement", "search", [("ticket_id", "in", ticket)])


def written(firm):
    """Return the record of a complaint that came by telephone."""
    ticket = complaint(firm)
    values = {
        "ticket_id": ticket[0],
        "place": "Vác",
        "submitted_at": "2026-08-05 10:00:00",
        "consumer_name": "Kovács Anna",
        "complaint": "Broken",
    }
    [found] = firm.search_read("helpdesk.ticket", [("id", "in", ticket)], ["partner_id"])
    firm.execute("res.partner", "write", found["partner_id"][:1], {"email": "anna@vevo.example"})
    return [firm.execute("crm.complaint.record", "create", values)]


def signed(firm):
    """Return a record that is signed."""
    records = written(firm)
    firm.execute("crm.complaint.record", "action_sign", records)
    return records


def is_overview(answer):
    """Numbers and charts, each with what is behind it."""
    assert {"open", "late", "nps"} <= {tile["key"] for tile in answer["tiles"]}
    assert all(panel["views"] and panel["model"] for panel in answer["panels"])


def undecided(firm):
    """Return a complaint that waits for a manager."""
    ticket = complaint(firm)
    firm.execute("helpdesk.ticket", "action_ask_manager", ticket, "May we?")
    return ticket


def questioned(tickets):
    """Return a function that opens the dialog of a manager's decision."""
    return lambda firm: made(
        "crm.ticket.manager", {"ticket_id": tickets(firm)[0], "text": "May we?"}
    )(firm)


def dialog(model, **values):
    """Return a function that opens a dialog on a new complaint."""

    def find(firm):
        ticket = complaint(firm)
        own = {key: value(ticket) if callable(value) else value for key, value in values.items()}
        return [firm.execute(model, "create", own)]

    return find


def is_made(answer):
    """The documents that settle."""
    assert [set(document) for document in answer] == [{"model", "id"}]
    assert answer[0]["model"] == "account.move"


def is_number(answer):
    """How many steps were taken."""
    assert isinstance(answer, int) and answer >= 0


def is_simulation(answer):
    """Steps that would have been taken, if any."""
    keys = {"policy_id", "level", "ticket_id", "date"}
    assert isinstance(answer, list) and all(set(step) == keys for step in answer)


DESK, CLERK, SETTLEMENT = "helpdesk.ticket", "customer_service", "crm.complaint.settlement"
POLICY, ASKED = "crm.escalation.policy", {"reason": "Asked by telephone"}
MONTH = {"date_from": "2026-08-01", "date_to": "2026-08-31"}
DOORS += [
    Door(DESK, "open_complaint", CLERK, is_id, values=complained),
    Door(DESK, "action_settle", CLERK, is_made, complaint, price_cut),
    Door(DESK, "action_escalate", CLERK, is_true, complaint, {**ASKED, "to_level": 2}),
    Door(
        DESK,
        "action_pass_on",
        CLERK,
        is_true,
        complaint,
        lambda firm: {**ASKED, "user_id": firm.uid},
    ),
    Door(DESK, "action_open_children", CLERK, is_action, complaint),
    Door("crm.complaint.dashboard", "get_overview", CLERK, is_overview),
    Door(DESK, "action_ask_manager", CLERK, is_true, complaint, {"question": "May we?"}),
    Door(DESK, "action_manager_decided", CLERK, is_true, undecided, {"answer": "Once."}),
    Door("crm.ticket.manager", "action_ask", CLERK, is_on_its_way, questioned(complaint)),
    Door("crm.ticket.manager", "action_decide", CLERK, is_on_its_way, questioned(undecided)),
    Door(DESK, "action_open_settlements", CLERK, is_action, complaint),
    Door(DESK, "action_open_records", CLERK, is_action, complaint),
    Door(SETTLEMENT, "action_open_document", CLERK, is_action, settled),
    Door("crm.complaint.record", "action_sign", CLERK, is_true, written),
    Door("crm.complaint.record", "action_send", CLERK, is_true, signed),
    Door(POLICY, "run", CLERK, is_number, values={"now": "2026-08-05 10:00:00"}),
    Door(POLICY, "simulate", CLERK, is_simulation, values=MONTH),
    Door(POLICY, "action_open_events", CLERK, is_action, made(POLICY, {"name": "Doors"})),
    Door("crm.working.day", "action_load", CLERK, is_true),
    Door("sale.order", "action_open_tickets", CLERK, is_action, latest("sale.order", [ORDERED])),
    Door(
        "account.move",
        "action_open_tickets",
        CLERK,
        is_action,
        latest("account.move", [("move_type", "=", "out_invoice")]),
    ),
    Door(
        "stock.picking",
        "action_open_tickets",
        CLERK,
        is_action,
        latest("stock.picking", [("sale_id", "!=", False)]),
    ),
    Door(
        "crm.complaint.entry",
        "action_record",
        CLERK,
        is_action,
        made("crm.complaint.entry", {"note": "Asks for an offer", "kind": "inquiry"}),
    ),
    Door(
        "crm.complaint.settle",
        "action_settle",
        CLERK,
        is_action,
        dialog(
            "crm.complaint.settle",
            ticket_id=lambda ticket: ticket[0],
            method="price_reduction",
            percent=1,
        ),
    ),
    Door(
        "crm.ticket.pass.on",
        "action_pass_on",
        CLERK,
        is_on_its_way,
        dialog("crm.ticket.pass.on", reason="x", user_id=2, ticket_ids=lambda ticket: ticket),
    ),
    Door(
        "crm.ticket.escalate",
        "action_escalate",
        CLERK,
        is_on_its_way,
        dialog("crm.ticket.escalate", reason="x", ticket_ids=lambda ticket: ticket),
    ),
    Door(
        "crm.escalation.simulation",
        "action_simulate",
        CLERK,
        is_action,
        made("crm.escalation.simulation", {}),
    ),
]


def addressed(firm):
    """Return a customer that an e-mail reaches."""
    values = {"name": "Doors", "email": "doors@vevo.example", "phone": "+36301230000"}
    return firm.execute("res.partner", "create", values)


def wanted(firm):
    """Return the values of a message to one customer."""
    people = {"partner_ids": [addressed(firm)], "purpose": "service", "channels": ["email"]}
    return {**people, "subject": "Hello", "body": "Dear customer"}


def incoming(firm):
    """Return a message that came in."""
    values = {
        "partner_id": addressed(firm),
        "channel": "email",
        "direction": "in",
        "state": "delivered",
        "user_id": False,
        "subject": "A question",
    }
    return [firm.execute("crm.contact.log", "create", values)]


def composed(firm):
    """Return the form with a message to one customer."""
    values = {"partner_ids": [(6, 0, [addressed(firm)])], "channel": "email", "text": "Hello"}
    return [firm.execute("crm.message.composer", "create", {**values, "subject": "Hello"})]


def letter(firm):
    """Return a letter that waits to be posted."""
    place = {"street": "Fő utca 1.", "zip": "1011", "city": "Budapest"}
    person = firm.execute("res.partner", "create", {"name": "Doors", **place})
    [result] = firm.execute(
        "crm.message", "send", [person], "service", ["letter"], subject="Hello", body="Dear"
    )
    return [result["log_id"]]


def silent_gateway(firm):
    """Return a gateway that nobody answers at; the caller has a number of his own."""
    [me] = firm.execute("res.users", "read", [firm.uid], ["partner_id"])
    firm.execute("res.partner", "write", [me["partner_id"][0]], {"phone": "+36301230000"})
    values = {"name": "Doors", "url": "http://127.0.0.1:9/", "active": False}
    return [firm.execute("crm.sms.provider", "create", values)]


def asked(firm):
    """Return a permission that a customer is asked for."""
    values = {"partner_id": addressed(firm), "channel": "email", "state": "pending"}
    return [firm.execute("crm.contact.permission", "create", values)]


def asking(firm):
    """Return a request of a customer about his data."""
    return [
        firm.execute("crm.personal.data", "create", {"partner_ids": [(6, 0, [addressed(firm)])]})
    ]


def looked_up(firm):
    """Return a look-up that has found a customer."""
    addressed(firm)
    wizard = firm.execute(
        "privacy.lookup.wizard", "create", {"name": "Doors", "email": "doors@vevo.example"}
    )
    firm.execute("privacy.lookup.wizard", "action_lookup", [wizard])
    return [wizard]


def are_results(answer):
    """What became of the message, for the one customer."""
    [result] = answer
    assert set(result) == {"partner_id", "channel", "state", "reason", "log_id"}
    assert (result["channel"], result["state"]) == ("email", "queued")


def is_measured(answer):
    """A short text with a dear letter."""
    assert (answer["parts"], answer["dear"], answer["plain"]) == (1, "ő", "Idö")


FRONT, JOURNAL, COMPOSER = "front_office", "crm.contact.log", "crm.message.composer"
DOORS += [
    Door("crm.message", "send", FRONT, are_results, values=wanted),
    Door(
        "crm.message",
        "compose",
        FRONT,
        is_action,
        values=lambda firm: {"res_model": "res.partner", "res_ids": [addressed(firm)]},
    ),
    Door("crm.message", "measure_sms", FRONT, is_measured, values={"text": "Idő"}),
    Door("crm.message", "process_queue", CLERK, is_number, values={"limit": 0}),
    Door(JOURNAL, "action_take", FRONT, is_true, incoming),
    Door(JOURNAL, "action_release", FRONT, is_true, incoming),
    Door(JOURNAL, "action_hand_on", FRONT, is_true, incoming, lambda firm: {"user_id": firm.uid}),
    Door(JOURNAL, "action_done", FRONT, is_true, incoming),
    Door(JOURNAL, "action_answer", FRONT, is_action, incoming),
    Door(JOURNAL, "action_open_document", FRONT, is_action, incoming),
    Door(JOURNAL, "action_make_lead", "salesperson", is_action, incoming),
    Door(JOURNAL, "action_make_ticket", FRONT, is_action, incoming),
    Door(JOURNAL, "action_plan_activity", FRONT, is_action, incoming),
    Door(JOURNAL, "action_cancel", FRONT, is_true, letter),
    Door(JOURNAL, "action_print_letters", FRONT, is_report, letter),
    Door(JOURNAL, "action_posting_list", FRONT, is_on_its_way, letter),
    Door(JOURNAL, "action_posted", FRONT, is_true, letter),
    Door(JOURNAL, "action_returned", FRONT, is_true, letter),
    Door("crm.contact.permission", "action_ask", FRONT, is_true, asked),
    Door("res.partner", "action_contact_log", FRONT, is_action, lambda firm: [addressed(firm)]),
    Door(COMPOSER, "action_send", FRONT, is_on_its_way, composed),
    Door(COMPOSER, "action_test", FRONT, is_action, composed),
    Door(COMPOSER, "action_plain", FRONT, is_action, composed),
    Door(
        "crm.contact.entry",
        "action_save",
        FRONT,
        is_closed,
        lambda firm: [firm.execute("crm.contact.entry", "create", {"partner_id": addressed(firm)})],
    ),
    Door("crm.personal.data", "action_export", "administrator", is_on_its_way, asking),
    Door("crm.personal.data", "action_erase", "administrator", is_action, asking),
    Door("privacy.lookup.wizard", "action_personal_data", "administrator", is_action, looked_up),
    Door("crm.sms.provider", "action_test", "administrator", is_on_its_way, silent_gateway),
]


def new_offer(client):
    """Return a fresh offer of the newest product to the newest company."""
    partner = client.execute(
        "res.partner", "search", [("is_company", "=", True)], order="id desc", limit=1
    )[0]
    product = client.execute(
        "product.product", "search", [("sale_ok", "=", True)], order="id desc", limit=1
    )[0]
    line = (0, 0, {"product_id": product, "product_uom_qty": 1})
    values = {"partner_id": partner, "user_id": client.uid, "order_line": [line]}
    return client.execute("sale.order", "create", values)


def values_of(door, firm):
    """Return the arguments of a call."""
    return door.values(firm) if callable(door.values) else door.values


def a_customer(firm):
    """Return the newest firm that ordered something."""
    return latest("res.partner", [("is_company", "=", True), ("sale_order_ids", "!=", False)])(firm)


def is_card(answer):
    """All that a sales manager may see, each block with what is behind it."""
    assert set(answer) == {"blocks", "hidden"}
    assert {"turnover", "balance", "margin", "products", "trends"} <= set(answer["blocks"])
    assert all("action" in block for block in answer["blocks"].values())


def is_page(answer):
    """Titles, and values as texts."""
    assert answer["partner"]["name"]
    assert all(block["title"] for block in answer["blocks"])
    assert {"name", "title", "shown"} == set(answer["layout"][0])


CARD = "action_customer_card"
KNOWN = ("partner_id", "!=", False)
DOORS += [
    Door("res.partner", "customer_card", "sales_manager", is_card, a_customer),
    Door("res.partner", "customer_card_page", "sales_manager", is_page, a_customer),
    Door("res.partner", CARD, "salesperson", is_action, a_customer),
    Door("sale.order", CARD, "salesperson", is_action, latest("sale.order")),
    Door("crm.lead", CARD, "salesperson", is_action, latest("crm.lead", [KNOWN])),
    Door("helpdesk.ticket", CARD, FRONT, is_action, latest("helpdesk.ticket", [KNOWN])),
    Door("crm.customer.card.layout", "save_blocks", FRONT, is_true, values={"blocks": []}),
]


def audience(firm):
    """Return a new audience of whoever ever ordered, and its members."""
    ordered = {"metric": "order_count", "operator": ">=", "value": 1}
    values = {"name": f"Promise {time.time_ns()}", "criterion_ids": [(0, 0, ordered)]}
    return [firm.execute("crm.audience", "create", values)]


def refreshed(firm):
    """Return a new audience with its members."""
    [number] = audience(firm)
    firm.execute("crm.audience", "refresh", [number])
    return [number]


def member(firm):
    """Return a member of an audience."""
    number = refreshed(firm)
    return firm.execute("crm.audience.member", "search", [("audience_id", "in", number)], limit=1)


def two_audiences(firm):
    """Return the dialog that holds two audiences against each other."""
    values = {"audience_id": refreshed(firm)[0], "other_id": refreshed(firm)[0]}
    return [firm.execute("crm.audience.comparison", "create", values)]


def export_dialog(firm):
    """Return the dialog that exports an audience."""
    values = {"audience_id": refreshed(firm)[0], "reason": "Promise"}
    return [firm.execute("crm.audience.export.wizard", "create", values)]


def campaign(firm, channel="phone"):
    """Return a new campaign of the marketer's, with one step to its audience."""
    [template] = made("crm.message.template", {
        "name": f"Promise {time.time_ns()}",
        "purpose": "marketing",
        "variant_ids": [(0, 0, {"channel": "email", "subject": "Hello", "body": "<p>Hello</p>"})],
    })(firm)  # fmt: skip
    step = {"name": "Step", "channel": channel, "template_id": template}
    values = {
        "title": f"Promise {time.time_ns()}",
        "user_id": firm.execute("res.users", "search", [("login", "=", "marketer")])[0],
        "audience_id": refreshed(firm)[0],
        "auto_run": False,
        "step_ids": [(0, 0, step)],
    }
    return [firm.execute("utm.campaign", "create", values)]


def running(firm):
    """Return a campaign that runs."""
    number = campaign(firm)
    firm.execute("utm.campaign", "action_start", number)
    return number


def paused(firm):
    """Return a campaign that is paused."""
    number = running(firm)
    firm.execute("utm.campaign", "action_pause", number)
    return number


def step_of(find, *before):
    """Return a function that finds the step of a campaign, after these of its buttons."""

    def step(firm):
        found = firm.execute("crm.campaign.step", "search", [("campaign_id", "in", find(firm))])
        for button in before:
            firm.execute("crm.campaign.step", button, found)
        return found

    return step


def target(firm):
    """Return a customer in a step of a campaign."""
    [step] = step_of(campaign)(firm)
    [customer] = latest("res.partner", [("is_company", "=", True), ("ref", "!=", False)])(firm)
    values = {"step_id": step, "partner_id": customer}
    return [firm.execute("crm.campaign.target", "create", values)]


def answers(firm):
    """Return a file of answers, as a call centre sends it, and the campaign it is for."""
    [row] = firm.execute("crm.campaign.target", "read", target(firm), ["campaign_id", "partner_id"])
    file = f"partner id;response\n{row['partner_id'][0]};interested\nx;interested\n"
    content = base64.b64encode(file.encode()).decode()
    return {"campaign_id": row["campaign_id"][0], "filename": "a.csv", "content_base64": content}


def answers_dialog(firm):
    """Return the dialog with such a file in it."""
    values = answers(firm)
    values["file"] = values.pop("content_base64")
    return [firm.execute("crm.campaign.response.import", "create", values)]


def is_loaded(answer):
    """One answer recorded, one row of nobody."""
    assert (answer["recorded"], len(answer["rejected"])) == (1, 1)


def is_counted_audience(answer):
    """How many are in it."""
    [row] = answer
    assert row["count"] > 0


def is_funnel(answer):
    """Each step leaves as many or fewer."""
    left = [row["remaining"] for row in answer]
    assert left == sorted(left, reverse=True) and left[-1] > 0


def is_explained(answer):
    """Each criterion with its value."""
    assert all(isinstance(row["passed"], bool) for row in answer)


def is_file(answer):
    """A file with its name."""
    assert answer["filename"].endswith(".csv") and base64.b64decode(answer["content_base64"])


def is_result(answer):
    """All figures, and the same by part."""
    figures = {"planned", "sent", "delivered", "opened", "responded", "opportunities", "offers",
               "orders", "invoiced", "margin", "cost", "cost_per_response", "cost_per_order", "roi",
               "uplift", "uplift_low", "uplift_high", "direct", "influenced"}  # fmt: skip
    parts = {"by_step", "by_variant", "by_audience", "by_user"}
    assert set(answer) == figures | parts
    assert all(figures <= set(row) for part in parts for row in answer[part])


def is_comparison_of_members(answer):
    """Nobody is in one only."""
    assert (answer["only_this"], answer["only_other"]) == (0, 0) and answer["both"]


def is_link(answer):
    """A file to save."""
    assert answer["type"] == "ir.actions.act_url"


def is_dict(answer):
    """Figures by name."""
    assert isinstance(answer, dict) and answer


def is_list(answer):
    """Rows, or none."""
    assert isinstance(answer, list)


def is_scored(answer):
    """How many customers were scored."""
    assert answer > 0


MARKETER, LEAD_ENTRY = "marketer", "crm.campaign.lead.entry"
FAIR_GUEST = {"name": "Vendég Vera", "email": "vera@vendeg.example"}


def guest(firm):
    """Return the form of a fair with a guest on it."""
    return made(LEAD_ENTRY, {**FAIR_GUEST, "campaign_id": campaign(firm)[0]})(firm)


def self_compared(firm):
    """Another audience with the same members."""
    return {"other_id": refreshed(firm)[0]}


def first_customer(firm):
    """Return somebody to ask about."""
    return {"partner_id": latest("res.partner", [("is_company", "=", True)])(firm)[0]}


DOORS += [
    Door("crm.audience", "builder", MARKETER, is_dict, refreshed),
    Door("crm.audience", "refresh", MARKETER, is_counted_audience, audience),
    Door("crm.audience", "action_refresh", MARKETER, is_true, audience),
    Door("crm.audience", "funnel", MARKETER, is_funnel, refreshed),
    Door("crm.audience", "explain", MARKETER, is_explained, refreshed, first_customer),
    Door("crm.audience", "reach", MARKETER, is_dict, refreshed),
    Door(
        "crm.audience",
        "export_members",
        MARKETER,
        is_file,
        refreshed,
        {"format": "csv", "fields": ["name", "email"], "reason": "Promise"},
    ),
    Door("crm.audience", "compare_members", MARKETER, is_comparison_of_members, refreshed,
         self_compared),
    *(
        Door("crm.audience", f"action_{name}", MARKETER, is_action, refreshed)
        for name in ("export", "compare", "explain", "snapshots", "freeze", "members")
    ),
    Door("crm.audience", "action_labels", MARKETER, is_report, refreshed),
    Door("crm.audience", "recompute_rfm", MARKETER, is_scored),
    Door("crm.audience.member", "action_explain", MARKETER, is_action, member),
    Door("crm.audience.member", "action_open_partner", MARKETER, is_action, member),
    *(
        Door("crm.audience.comparison", f"action_{name}", MARKETER, is_action, two_audiences)
        for name in ("only_this", "both", "only_other")
    ),
    Door("crm.audience.export.wizard", "action_export", MARKETER, is_link, export_dialog),
    Door("crm.rfm.segment", "action_open_customers", MARKETER, is_action,
         latest("crm.rfm.segment")),
    Door("res.partner", "cross_sell_suggestions", "salesperson", is_list, latest("res.partner")),
    Door("res.partner", "action_cross_sell", "salesperson", is_action, latest("res.partner")),
    Door("utm.campaign", "campaign_result", MARKETER, is_result, campaign),
    Door("utm.campaign", "action_results_xlsx", MARKETER, is_link, campaign),
    Door("utm.campaign", "action_open_targets", MARKETER, is_action, campaign),
    Door("utm.campaign", "action_open_orders", MARKETER, is_action, campaign),
    Door("utm.campaign", "action_ask_approval", MARKETER, is_true, campaign),
    Door("utm.campaign", "action_approve", "sales_manager", is_true, campaign),
    Door("utm.campaign", "action_start", MARKETER, is_true, campaign),
    Door("utm.campaign", "action_pause", MARKETER, is_true, running),
    Door("utm.campaign", "action_resume", MARKETER, is_true, paused),
    Door("utm.campaign", "action_stop", MARKETER, is_true, running),
    Door("crm.campaign.step", "action_test", MARKETER, is_true,
         step_of(lambda firm: campaign(firm, "email"))),
    Door("crm.campaign.step", "action_start", MARKETER, is_true, step_of(running)),
    Door("crm.campaign.step", "action_pause", MARKETER, is_true,
         step_of(running, "action_start")),
    Door("crm.campaign.step", "action_resume", MARKETER, is_true,
         step_of(running, "action_start", "action_pause")),
    Door("crm.campaign.step", "action_stop", MARKETER, is_true,
         step_of(running, "action_start")),
    Door("crm.campaign.step", "action_open_targets", MARKETER, is_action, step_of(campaign)),
    *(
        Door("crm.campaign.target", f"action_{name}", MARKETER, is_action, target)
        for name in ("make_opportunity", "interested", "open_opportunity", "open_partner")
    ),
    Door("crm.campaign.target", "load_responses", MARKETER, is_loaded, values=answers),
    Door("crm.campaign.response.import", "action_load", MARKETER, is_action, answers_dialog),
    Door(LEAD_ENTRY, "action_save", MARKETER, is_action, guest),
    Door(LEAD_ENTRY, "action_save_next", MARKETER, is_action, guest),
]  # fmt: skip


def name_of(door):
    """Return how a door is called in the test's name."""
    return f"{door.model}.{door.method}"


@pytest.fixture(scope="session")
def users(node):
    """Return a function from a login to its XML-RPC client and its JSON-2 client, kept."""
    kept = {}

    def both(login):
        if login not in kept:
            kept[login] = node.as_user(login), node.json2(login)
        return kept[login]

    return both


@pytest.mark.parametrize("door", DOORS, ids=name_of)
def test_over_xmlrpc(users, door):
    client, _json2 = users(door.login)
    records = list(door.records(client))
    args = [records] if records else []
    answer = client.execute(door.model, door.method, *args, **values_of(door, client))
    assert_xmlrpc_safe(answer)
    door.check(answer)


@pytest.mark.parametrize("door", DOORS, ids=name_of)
def test_over_json2(users, door):
    client, json2 = users(door.login)
    records = list(door.records(client))
    answer = json2.execute(door.model, door.method, records, **values_of(door, client))
    assert_xmlrpc_safe(answer)
    door.check(answer)


def test_both_say_the_same(users):
    client, json2 = users("salesperson")
    order = latest("sale.order", [ORDERED])(client)
    chain = client.execute("sale.order", "document_chain", order)
    assert json2.execute("sale.order", "document_chain", order) == chain


def test_private_methods_stay_shut(users):
    client, json2 = users("administrator")
    with pytest.raises(xmlrpc.client.Fault, match="_keep_offer"):
        client.execute("sale.order", "_keep_offer", [1])
    with pytest.raises(Json2Error) as refused:
        json2.execute("sale.order", "_keep_offer", [1])
    assert refused.value.status in (403, 404)


def test_a_key_opens_no_more_than_its_user(users):
    _client, json2 = users("salesperson")
    with pytest.raises(Json2Error) as refused:
        json2.execute("crm.suite.setup", "get_changes", company_id=1)
    assert refused.value.status == 403


def test_none_is_left_out():
    listed = {(door.model, door.method) for door in DOORS}
    found = {door for path in ADDONS.rglob("*.py") for door in public_methods(path)}
    assert listed <= found, "a method that was promised is gone"
    assert {(model, name) for model, name in found - listed if name not in EXTENDED} == set()


def public_methods(path):
    """Return ``(model, method)`` of each public method of models in a file of an addon."""
    parts = path.relative_to(ADDONS).parts
    if "tests" in parts or "migrations" in parts:
        return
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ClassDef) and (model := model_name(node)):
            for item in node.body:
                if isinstance(item, ast.FunctionDef) and not is_shut(item):
                    yield model, item.name


def model_name(node):
    """Return the name of the model that a class defines or extends, "" for other classes."""
    names = {
        target.id: ast.literal_eval(statement.value)
        for statement in node.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name) and target.id in ("_name", "_inherit")
    }
    name = names.get("_name") or names.get("_inherit") or ""
    return name if isinstance(name, str) else name[0]


def is_shut(function):
    """Tell whether a method cannot be called from outside."""
    private = any("private" in ast.unparse(decorator) for decorator in function.decorator_list)
    return function.name.startswith("_") or private
