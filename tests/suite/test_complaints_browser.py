"""The story in a browser: recorded while the customer speaks, settled in two clicks, then seen."""

import json

import pytest

from tests.helpers.browser import Chromium
from tests.helpers.ports import wait_for

PATIENCE = 30
KEYS = {"Tab": 9, "Enter": 13}
ROW = "document.querySelectorAll('.modal .o_data_row').length"
FOCUS = "document.activeElement?.closest('.o_field_widget')?.getAttribute('name')"


class Keyboard:
    """Types into a page as a person does, and counts the strokes."""

    def __init__(self, browser):
        self._browser, self.strokes = browser, 0

    def type(self, text):
        """Type letters, one stroke each."""
        for letter in text:
            self.strokes += 1
            self._browser.command("Input.dispatchKeyEvent", type="keyDown", text=letter, key=letter)
            self._browser.command("Input.dispatchKeyEvent", type="keyUp", key=letter)

    def press(self, key, **more):
        """Press a key that writes nothing; a combination counts as one stroke."""
        self.strokes += 1
        values = {"key": key, "code": key, "windowsVirtualKeyCode": KEYS.get(key, 0), **more}
        self._browser.command("Input.dispatchKeyEvent", type="rawKeyDown", **values)
        self._browser.command("Input.dispatchKeyEvent", type="keyUp", **values)


@pytest.fixture
def clerk(node):
    """Return a browser in which customer service is logged in."""
    with Chromium((1280, 1100)) as browser:
        browser.log_in(node.url, node.db, "customer_service")
        yield browser
    assert browser.errors == []


@pytest.fixture
def sold(trade):
    """Return an order of twenty boxes at 2,190, delivered and invoiced."""
    order = trade.order(trade.customer(), (trade.product(2190), 20))
    trade.deliver(order)
    trade.invoice(order)
    return trade.seller.read("sale.order", order, "name", "order_line")


def open_entry(browser):
    browser.run(
        "odoo.__WOWL_DEBUG__.root.env.services.action.doAction("
        "'crm_complaints.crm_complaint_entry_action')"
    )
    browser.wait(f"{FOCUS} === 'key'")


def record_by_phone(browser, name):
    """Record that two pieces of an order are broken; return the number of key strokes."""
    keyboard = Keyboard(browser)
    open_entry(browser)
    keyboard.type(name)
    keyboard.press("Tab")
    browser.wait(f"{ROW} === 1", PATIENCE)
    browser.wait(f"{FOCUS} === 'quantity'", PATIENCE)
    keyboard.type("2")
    keyboard.press("q", modifiers=1)  # Alt+Q: Record
    browser.wait("!document.querySelector('.modal') && location.href.includes('helpdesk.ticket')")
    return keyboard.strokes


def see_as_manager(browser, node, carrier):
    """Open the tickets behind a number, and the carrier behind a chart."""
    browser.open(f"{node.url}/odoo/complaints-overview")
    browser.wait_for(".o_complaint_panel[data-key=liable] canvas")
    browser.click(".o_complaint_tile[name=open]")
    browser.wait_for(".o_list_view .o_data_row")
    browser.open(f"{node.url}/odoo/complaints-overview")
    browser.click(".o_complaint_panel[data-key=liable] button")
    browser.wait_for(".o_graph_view canvas")
    browser.click(".o_switch_view.o_list")
    browser.wait(f"document.querySelector('.o_list_view')?.innerText.includes('{carrier}')")


def test_from_the_call_to_the_manager(clerk, node, trade, sold):
    assert record_by_phone(clerk, sold["name"]) < 20
    service = trade.shipper
    [line] = service.search_read(
        "crm.complaint.line",
        [("sale_line_id", "in", sold["order_line"])],
        ["ticket_id", "quantity"],
    )
    assert line["quantity"] == 2
    ticket = line["ticket_id"][0]
    service.execute("helpdesk.ticket", "write", [ticket], {"claim": "refund"})

    clerk.open(f"{node.url}/odoo/helpdesk.ticket/{ticket}")
    settle = trade.admin.ref("crm_complaints.crm_complaint_settle_action")
    clerk.click(f".o_statusbar_buttons button[name='{settle}']")
    clerk.click(".modal footer button.btn-primary")
    clerk.wait("!document.querySelector('.modal')")
    [document] = service.search_read(
        "crm.complaint.settlement", [("ticket_id", "=", ticket)], ["method", "invoice_id"]
    )
    assert document["method"] == "refund"
    assert document["invoice_id"]

    carrier = service.execute("res.partner", "create", {"name": "Zötyögő Fuvar"})
    values = {"liable": "carrier", "liable_partner_id": carrier, "decision": "accepted"}
    service.execute("helpdesk.ticket", "write", [ticket], values)
    see_as_manager(clerk, node, "Zötyögő Fuvar")


def test_kinds_of_a_policy_are_ticked(clerk, node, trade):
    policies = trade.shipper
    values = {"name": "Doboz", "kinds": "warranty"}
    policy = policies.execute("crm.escalation.policy", "create", values)
    clerk.open(f"{node.url}/odoo/crm.escalation.policy/{policy}")
    box = ".o_field_complaint_kinds input[name=%s]"
    clerk.wait_for(box % "warranty")
    assert clerk.run(f"document.querySelector({json.dumps(box % 'warranty')}).checked")
    clerk.click(box % "complaint")
    clerk.click(".o_form_button_save")

    def kinds():
        return policies.read("crm.escalation.policy", policy, "kinds")["kinds"]

    wait_for(lambda: kinds() == "complaint, warranty", PATIENCE, "the saved kinds")
