"""Messages as other programs send them, over a real mail server and a real gateway."""

import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request

import pytest

from tests.helpers.http_sink import Answer, HttpSink
from tests.helpers.ports import wait_for
from tests.helpers.smtp_sink import SmtpSink

from .test_concurrency import at_once

SECRET = "hush"


@pytest.fixture
def clerk(node):
    return node.as_user("customer_service")


@pytest.fixture
def admin(node):
    return node.as_user("administrator")


@pytest.fixture
def gateway(admin):
    """Return a gateway that takes everything, and its provider."""
    with HttpSink() as sink:
        sink.script("/send", Answer({"id": "gw-1"}))
        provider = admin.execute(
            "crm.sms.provider",
            "create",
            {
                "name": "Sink",
                "url": f"{sink.url}/send",
                "headers": "Content-Type: application/json",
                "body_template": '{"to": "{number}", "text": "{text}", "ref": "{ref}"}',
                "id_path": "id",
                "report_id_path": "id",
                "report_state_path": "status",
                "report_state_map": "OK=delivered",
                "incoming_from_path": "from",
                "incoming_text_path": "text",
                "incoming_id_path": "id",
                "rate_per_second": 100,
                "secret": SECRET,
            },
        )
        yield sink, provider
        admin.execute("crm.sms.provider", "write", [provider], {"active": False})


@pytest.fixture
def mail_server(admin):
    """Return a mail server that takes everything."""
    with SmtpSink() as sink:
        values = {"name": "Sink", "smtp_host": "127.0.0.1", "smtp_port": sink.port}
        server = admin.execute("ir.mail_server", "create", {**values, "smtp_encryption": "none"})
        yield sink
        admin.execute("ir.mail_server", "unlink", [server])


def customer(clerk, number, **values):
    values = {"name": f"Levelező {number}", "phone": f"+3630555{number:04}", **values}
    return clerk.execute("res.partner", "create", values)


def send(clerk, people, channels, **more):
    text = {"subject": "Hír", "body": "Kedves Vevőnk"}
    return clerk.execute("crm.message", "send", people, "service", channels, **text, **more)


def run_queue(clerk, logs):
    """Run the queue until these messages are done; the scheduled job may be at it too."""

    def done():
        clerk.execute("crm.message", "process_queue")
        return not clerk.execute(
            "crm.contact.log", "search_count", [("id", "in", logs), ("state", "=", "queued")]
        )

    wait_for(done, 30, "the queue")


def state(clerk, log):
    [read] = clerk.search_read("crm.contact.log", [("id", "=", log)], ["state", "reason"])
    return read["state"]


def post(node, path, document, **headers):
    """Post JSON as a gateway does; return the status."""
    body = json.dumps(document).encode()
    stamp = str(int(time.time()))
    signature = hmac.new(SECRET.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    headers = {"X-Timestamp": stamp, "X-Signature": signature, **headers}
    request = urllib.request.Request(  # noqa: S310 - our own server
        node.url + path, body, {"Content-Type": "application/json", **headers}
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_a_text_message_out_its_report_and_its_answer(node, clerk, admin, gateway):
    sink, provider = gateway
    person = customer(clerk, 1)
    [result] = send(clerk, [person], ["sms"])
    run_queue(clerk, [result["log_id"]])
    [request] = [one for one in sink.requests if one.json["to"] == "+36305550001"]
    assert request.json["text"] == "Kedves Vevőnk"
    assert state(clerk, result["log_id"]) == "sent"

    [read] = admin.search_read("crm.sms.provider", [("id", "=", provider)], ["token"])
    path = f"/crm_messaging/sms/{read['token']}"
    report = {"id": "gw-1", "status": "OK"}
    assert post(node, f"{path}/report", report, **{"X-Signature": "0" * 64}) == 401
    assert state(clerk, result["log_id"]) == "sent"
    assert post(node, f"{path}/report", report) == 200
    assert state(clerk, result["log_id"]) == "delivered"
    assert post(node, f"{path}/incoming", {"from": "+36305550001", "text": "Jó", "id": "i1"}) == 200
    assert state(clerk, result["log_id"]) == "answered"
    [answer] = clerk.search_read(
        "crm.contact.log",
        [("partner_id", "=", person), ("direction", "=", "in")],
        ["text", "state", "user_id"],
    )
    assert (answer["text"], answer["state"], answer["user_id"]) == ("Jó", "delivered", False)


def test_an_email_out(clerk, mail_server):
    person = customer(clerk, 2, email="levelezo2@vevo.example")
    [result] = send(clerk, [person], ["email", "sms"])
    run_queue(clerk, [result["log_id"]])
    [letter] = [one for one in mail_server.letters if "levelezo2@vevo.example" in one.recipients]
    assert letter.message["Subject"] == "Hír"
    assert "Kedves Vevőnk" in letter.message.get_body(("plain",)).get_content()
    assert state(clerk, result["log_id"]) == "sent"


def test_the_same_message_at_once_goes_out_once(clerk, gateway):
    sink, _provider = gateway
    person = customer(clerk, 3)
    clients = [clerk.another() for _client in range(3)]
    results = at_once(
        *(lambda own=own: send(own, [person], ["sms"], idempotency_key="once") for own in clients)
    )
    logs = {result[0]["log_id"] for result in results}
    assert len(logs) == 1
    at_once(*(lambda own=own: own.execute("crm.message", "process_queue") for own in clients))
    run_queue(clerk, list(logs))
    assert len([one for one in sink.requests if one.json["to"] == "+36305550003"]) == 1


def test_two_take_the_same_message(node, clerk):
    values = {"channel": "sms", "direction": "in", "state": "delivered", "user_id": False}
    message = clerk.execute("crm.contact.log", "create", {**values, "text": "Hol van?"})
    others = [clerk.another(), node.as_user("front_office")]
    results = at_once(
        *(
            lambda own=own: own.execute("crm.contact.log", "action_take", [message])
            for own in others
        )
    )
    assert [result for result in results if result is True] == [True]
    [refused] = [result for result in results if result is not True]
    assert "Hol van?" in str(refused)
