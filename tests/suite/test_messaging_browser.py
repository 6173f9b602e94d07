"""The inbox and a call that rings, in a browser, while others work too."""

import json
import urllib.request

import pytest

from tests.helpers.browser import Chromium

# what somebody types into a field that Odoo watches
TYPE = """(() => {
    const field = document.querySelector(%s);
    field.focus();
    field.value = %s;
    field.dispatchEvent(new InputEvent("input", {bubbles: true}));
    field.dispatchEvent(new Event("change", {bubbles: true}));
})()"""


@pytest.fixture
def front(node):
    """Return a browser in which the front office is logged in."""
    with Chromium() as browser:
        browser.log_in(node.url, node.db, "front_office")
        yield browser
    assert browser.errors == []


@pytest.fixture
def clerk(node):
    return node.as_user("customer_service")


def customer(clerk, name, phone):
    return clerk.execute("res.partner", "create", {"name": name, "phone": phone})


def arrived(clerk, partner, text):
    """Record a text message that came in."""
    values = {"partner_id": partner, "channel": "sms", "direction": "in", "state": "delivered"}
    return clerk.execute("crm.contact.log", "create", {**values, "user_id": False, "text": text})


def row(text):
    """Return a script that finds a row of the list."""
    return (
        f"[...document.querySelectorAll('.o_data_row')].find(r => r.innerText.includes('{text}'))"
    )


def state(clerk, log):
    [read] = clerk.search_read("crm.contact.log", [("id", "=", log)], ["state"])
    return read["state"]


def test_a_message_is_taken_by_another_and_one_is_answered(front, node, clerk):
    person = customer(clerk, "Várakozó Vilma", "+36305559901")
    first, second = (arrived(clerk, person, text) for text in ("Hol a futár?", "Mikor nyitnak?"))
    front.open(f"{node.url}/odoo/contact-inbox")
    front.wait(f"!!{row('Hol a futár?')}")
    assert not front.run(f"!!{row('Hol a futár?')}.querySelector('.o_m2o_avatar img')")
    clerk.execute("crm.contact.log", "action_take", [first])
    # nobody reloads the page: the other browser is told
    front.wait(f"!!{row('Hol a futár?')}?.querySelector('.o_m2o_avatar img')")

    front.run(f"{row('Mikor nyitnak?')}.querySelector('button[name=action_answer]').click()")
    front.wait_for(".modal .o_field_widget[name=text] textarea")
    front.run(
        TYPE
        % (
            json.dumps(".modal .o_field_widget[name=text] textarea"),
            json.dumps("Nyolckor nyitunk."),
        )
    )
    front.wait("document.querySelector('.modal [name=sms_note]')?.innerText.includes('17')")
    front.click(".modal footer button[name=action_send]")
    front.wait("!document.querySelector('.modal')")
    assert state(clerk, second) == "answered"
    [answer] = clerk.search_read("crm.contact.log", [("reply_to_id", "=", second)], ["text"])
    assert answer["text"] == "Nyolckor nyitunk."


def ring(node, token, number):
    event = {"from": number, "to": "77", "call_id": "browser-1", "event": "ringing"}
    request = urllib.request.Request(  # noqa: S310 - our own server
        f"{node.url}/crm_messaging/call/{token}",
        json.dumps(event).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        assert answer.status == 200


def test_the_card_of_who_calls_opens(front, node, clerk):
    admin = node.as_user("administrator")
    person = customer(clerk, "Hívó Hedvig", "+36305559902")
    [user] = admin.execute("res.users", "search", [("login", "=", "front_office")])
    admin.execute("res.users", "write", [user], {"phone_extension": "77"})
    values = {"name": "Központ", "token": "browser-test"}
    admin.execute("crm.phone.exchange", "create", values)
    front.open(f"{node.url}/odoo/contact-journal")
    front.wait_for(".o_list_view")
    # the browser is told once it listens
    front.wait("odoo.__WOWL_DEBUG__.root.env.services.bus_service.isActive")
    ring(node, "browser-test", "06 30 555 9902")
    front.wait("document.querySelector('.o_customer_card')?.innerText.includes('Hívó Hedvig')")
    front.click(".o_crm_messaging_call .o_notification_buttons button")
    front.wait_for(".modal .o_field_widget[name=text] textarea")
    front.run(
        TYPE
        % (json.dumps(".modal .o_field_widget[name=text] textarea"), json.dumps("Ajánlatot kér"))
    )
    front.click(".modal footer button[name=action_save]")
    front.wait("!document.querySelector('.modal')")
    [call] = clerk.search_read(
        "crm.contact.log",
        [("partner_id", "=", person), ("channel", "=", "phone")],
        ["state", "text", "direction"],
    )
    assert (call["state"], call["text"], call["direction"]) == ("answered", "Ajánlatot kér", "in")
