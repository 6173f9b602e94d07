"""What a role may not do is refused to a program as well: XML-RPC, OdooRPC, JSON-2."""

import functools
import importlib.util
import json
import xmlrpc.client
from pathlib import Path

import odoorpc
import pytest

from tests.helpers import databases
from tests.helpers.rpc import Json2Error
from tests.helpers.server import Node

ADDON_TESTS = Path(__file__).resolve().parents[2] / "addons" / "crm_suite_hu" / "tests"
ACCESS_REFUSED = 4  # Odoo's fault code on /xmlrpc/2 for AccessError
MAKE_FIRM = """
import importlib.util, json
spec = importlib.util.spec_from_file_location("firm_of_roles", {path!r})
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
Firm = module.Firm
Firm.env = env(context={{"lang": "en_US", "tracking_disable": True}})
Firm.make_users()
Firm.make_documents()
env.cr.commit()
made = {{name: (record._name, record.id) for name, record in Firm.documents.items()}}
print("DOCUMENTS " + json.dumps(made))
"""
FIELDS = {
    "account.move": "ref",
    "account.payment": "memo",
    "mailing.mailing": "subject",
    "purchase.order": "partner_ref",
    "res.currency.rate": "inverse_company_rate",
    "res.partner.bank": "acc_number",
    "sale.order": "client_order_ref",
    "stock.move.line": "quantity",
    "stock.picking": "note",
    "survey.survey": "title",
    "utm.campaign": "title",
}
TOP_MENUS = {
    "salesperson": ["sales"],
    "sales_manager": ["sales"],
    "marketer": ["marketing"],
    "customer_service": ["service"],
    "front_office": ["front"],
    "accountant": ["finance"],
    "management": ["management"],
}


@functools.cache
def _rights():
    """Return the table of rights that the addon's own tests use."""
    spec = importlib.util.spec_from_file_location("crm_suite_rights", ADDON_TESTS / "rights.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ROLES = _rights().ROLES


@pytest.fixture(scope="module")
def firm():
    """A served database with one user for each role and one document of each kind."""
    with databases.copy_of(databases.template()) as name:
        script = MAKE_FIRM.format(path=str(ADDON_TESTS / "firm_of_roles.py"))
        output = databases.shell(name, script)
        [line] = [line for line in output.splitlines() if line.startswith("DOCUMENTS ")]
        with Node(name) as node:
            yield node, json.loads(line.removeprefix("DOCUMENTS "))


def _refused(call, *words, **named):
    with pytest.raises(xmlrpc.client.Fault) as caught:
        call(*words, **named)
    assert caught.value.faultCode == ACCESS_REFUSED, caught.value.faultString
    return True


@pytest.mark.parametrize("role", ROLES)
def test_documents(firm, role):
    """What the table allows can be read; what it does not is neither listed, read nor changed."""
    node, documents = firm
    call = node.as_user(role).execute
    for name, cell_role, letters in _rights().parse(_rights().RIGHTS):
        if cell_role != role:
            continue
        model, record = documents[name]
        field = FIELDS.get(model, "name")
        if "r" in letters:
            assert call(model, "search", [("id", "=", record)]) == [record], name
            assert call(model, "read", [record], [field])[0]["id"] == record
        else:
            assert _listed(call, model, record) == [], name
            assert _refused(call, model, "read", [record], [field]), name
        _check_changes(call, model, record, field, letters)
    changeable = _changeable(documents, role)
    for model, record in dict(documents.values()).items():
        if model not in changeable:
            assert _creation_refused(call, model, record), model


def _creation_refused(call, model, record):
    """Where it is a rule that refuses, only a record shows it: try with a copy."""
    return not call(model, "has_access", [], "create") or _refused(call, model, "copy", [record])


def _changeable(documents, role):
    """Models of which the role may change at least one document."""
    cells = _rights().parse(_rights().RIGHTS)
    return {
        documents[name][0] for name, whose, may in cells if whose == role and may not in ("", "r")
    }


def _listed(call, model, record):
    try:
        return call(model, "search", [("id", "=", record)])
    except xmlrpc.client.Fault as fault:
        assert fault.faultCode == ACCESS_REFUSED, fault.faultString
        return []


def _check_changes(call, model, record, field, letters):
    value = 1 if field in ("quantity", "inverse_company_rate") else "1"
    if "w" not in letters:
        assert _refused(call, model, "write", [record], {field: value})
    if "u" not in letters:
        assert _refused(call, model, "unlink", [record])


@pytest.mark.parametrize("role", TOP_MENUS)
def test_menus(firm, role):
    node, _documents = firm
    root = node.as_user(role).execute("ir.ui.menu", "load_menus_root")
    jobs = [f"crm_suite_hu.menu_{job}_root" for job in TOP_MENUS[role]]
    expected = [*jobs, "mail.menu_root_discuss", "calendar.mail_menu_calendar"]
    assert [menu["xmlid"] for menu in root["children"]] == expected


@pytest.mark.parametrize("role", ROLES[:-1])
def test_nobody_raises_himself(firm, role):
    """Roles are given by the administrator alone, and what is private cannot be called."""
    node, _documents = firm
    client = node.as_user(role)
    [group] = client.execute("res.groups", "search", [("name", "=", "Administrator")], limit=1)
    client_call = client.execute
    assert _refused(client_call, "res.users", "write", [client.uid], {"group_ids": [(4, group)]})
    assert _refused(client_call, "res.groups", "write", [group], {"user_ids": [(4, client.uid)]})
    with pytest.raises(xmlrpc.client.Fault):
        client_call("crm.suite.demo", "_load_users")


def test_odoorpc(firm):
    """The same with the client that most programs in Python use."""
    node, documents = firm
    program = odoorpc.ODOO("127.0.0.1", port=node.port)
    program.login(node.db, "marketer", "marketer")
    model, record = documents["mailing"]
    assert program.env[model].search([("id", "=", record)]) == [record]
    model, record = documents["purchase_order"]
    for call in (
        lambda: program.env[model].search([]),
        lambda: program.env[model].read([record], ["name"]),
        lambda: program.env[model].write([record], {"partner_ref": "x"}),
        lambda: program.env[model].unlink([record]),
    ):
        with pytest.raises(odoorpc.error.RPCError, match="not allowed|nincs"):
            call()


def test_json2(firm):
    node, documents = firm
    client = node.json2("management")
    model, record = documents["own_order"]
    assert client.execute(model, "read", [record], fields=["name"])[0]["id"] == record
    with pytest.raises(Json2Error) as caught:
        client.execute(model, "write", [record], vals={"client_order_ref": "x"})
    assert caught.value.status == 403
