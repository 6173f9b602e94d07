"""The front office: an agreement recorded, messages sent, a call and an answer in the journal."""

import itertools

from .. import plot

TITLE = "Messages to customers, and what they permit"
FRONT, MARKETER = "front_office", "marketer"
RECIPIENTS = 4
#: of them these agreed to advertising, at a fair
AGREED = 2
CALL = "Mikor ér ki a ragasztó?"
KEYS = ("ugyfelkor-story-service", "ugyfelkor-story-offer")


def run(ctx):
    """Record who agreed, write to customers, note a call; say how many messages wait."""
    clerk, marketer = ctx.as_role(FRONT), ctx.as_role(MARKETER)
    people = _reachable(clerk)
    agree(clerk, people[:AGREED])
    service = _send(
        clerk,
        people[:1],
        "service",
        KEYS[0],
        subject="A szállítmány holnap érkezik",
        body="<p>Tisztelt Partnerünk! A szállítmány holnap délelőtt érkezik.</p>",
    )
    offer = _send(
        marketer,
        people,
        "marketing",
        KEYS[1],
        subject="Őszi homlokzati akció",
        body="<p>Novemberben minden homlokzati rendszerünk kedvezményes.</p>",
    )
    _note_call(clerk, plot.customer(clerk))
    ctx.result["messages_queued"] = _count(service + offer, "queued")
    ctx.result["messages_not_permitted"] = _count(service + offer, "skipped")


def _reachable(clerk):
    return clerk.execute(
        "res.partner",
        "search",
        [("is_company", "=", True), ("email", "!=", False), ("customer_rank", ">", 0)],
        order="id",
        limit=RECIPIENTS,
    )


def agree(clerk, people, channels=("email",)):
    """Record that persons agreed to advertising, unless they said something already."""
    model = "crm.contact.permission"
    for person, channel in itertools.product(people, channels):
        said = {"partner_id": person, "channel": channel, "purpose": "marketing"}
        if not clerk.execute(model, "search_count", [(key, "=", said[key]) for key in said]):
            proof = {"source": "Construma 2026", "proof": "Névjegykártya"}
            clerk.execute(model, "create", said | proof)


def _send(client, people, purpose, key, **text):
    return client.execute(
        "crm.message", "send", people, purpose, ["email"], idempotency_key=key, **text
    )


def _note_call(clerk, customer):
    known = [("subject", "=", CALL), ("partner_id", "=", customer)]
    if clerk.execute("crm.contact.log", "search_count", known):
        return
    values = {
        "partner_id": customer,
        "channel": "phone",
        "direction": "in",
        "result": "call_back",
        "subject": CALL,
        "duration": 3,
    }
    entry = clerk.execute("crm.contact.entry", "create", values)
    clerk.execute("crm.contact.entry", "action_save", [entry])


def _count(results, state):
    return sum(result["state"] == state for result in results)
