"""Contacts, campaigns, opportunities, events and surveys of a generated customer base."""

from datetime import datetime, timedelta

from odoo import Command
from odoo.tools import SQL

from . import copies

LOG_STATES = ("draft", "queued", "sent", "delivered", "opened", "answered", "failed", "skipped")
TARGET_STATES = (
    "planned", "queued", "sent", "delivered", "opened", "responded", "failed", "skipped", "control",
)  # fmt: skip


def fill(env, rng, people, other, sample) -> dict:
    """Make all of it; returns ids by `campaigns`, `events`, `surveys`."""
    companies = (env.company.id, env.company.id, env.company.id, other.id)
    _log(env, rng, people, sample, companies)
    _leads(env, rng, people, sample, (*companies, None))
    return {
        "campaigns": _targets(env, rng, people, sample, companies),
        "events": _events(env, rng, people, sample, (*companies, None)),
        "surveys": _surveys(env, rng, people, sample),
    }


def _moment(rng, days=500):
    ago = timedelta(seconds=rng.randrange(days * 86400))
    return (datetime.utcnow() - ago).replace(microsecond=0)


def _log(env, rng, people, sample, companies):
    drawn = [
        {
            "partner_id": rng.choice(people),
            "company_id": rng.choice(companies),
            "direction": rng.choice(("out", "out", "in")),
            "state": rng.choice(LOG_STATES),
            "date": _moment(rng),
        }
        for _ in people
    ]
    types = dict.fromkeys(("partner_id", "company_id"), "int")
    types |= {"direction": "text", "state": "text", "date": "timestamp"}
    values = {"partner_id": sample, "channel": "visit", "subject": "Visit"}
    copies.insert(env, lambda: env["crm.contact.log"].create(values), drawn, types)


def _leads(env, rng, people, sample, companies):
    drawn = [
        {
            "partner_id": rng.choice(people),
            "company_id": rng.choice(companies),
            "type": rng.choice(("opportunity", "opportunity", "lead")),
            "active": rng.random() < 0.8,
            "create_date": _moment(rng),
        }
        for _ in people[::2]
    ]
    types = {"partner_id": "int", "company_id": "int", "type": "text", "active": "bool",
             "create_date": "timestamp"}  # fmt: skip
    values = {"name": "Deal", "partner_id": sample, "type": "opportunity"}
    copies.insert(env, lambda: env["crm.lead"].create(values), drawn, types)


def _targets(env, rng, people, sample, companies):
    campaigns = env["utm.campaign"].create([{"title": f"Campaign {n}"} for n in range(3)])
    steps = env["crm.campaign.step"].create(
        [{"name": "Step", "campaign_id": one.id, "channel": "email"} for one in campaigns]
    )
    responses = env["crm.campaign.response"].search([], order="id").ids
    drawn = []
    for step in steps:
        for person in rng.sample(people, len(people) // 3):
            answered = rng.random() < 0.3
            drawn.append(
                {
                    "partner_id": person,
                    "campaign_id": step.campaign_id.id,
                    "step_id": step.id,
                    "company_id": rng.choice(companies),
                    "state": rng.choice(TARGET_STATES),
                    "sent_at": _moment(rng),
                    "response_id": rng.choice(responses) if answered else None,
                    "response_date": _moment(rng) if answered else None,
                }
            )
    types = dict.fromkeys(
        ("partner_id", "campaign_id", "step_id", "company_id", "response_id"), "int"
    )
    types |= {"state": "text", "sent_at": "timestamp", "response_date": "timestamp"}
    values = {"campaign_id": campaigns[0].id, "step_id": steps[0].id, "partner_id": sample}
    copies.insert(env, lambda: env["crm.campaign.target"].create(values), drawn, types)
    return campaigns.ids


def _events(env, rng, people, sample, companies):
    day = datetime.utcnow() + timedelta(days=30)
    event = {"date_begin": day, "date_end": day + timedelta(hours=4), "date_tz": "Europe/Budapest"}
    # Odoo's letters to guests commit
    event["event_mail_ids"] = [Command.clear()]
    events = env["event.event"].create([{"name": f"Fair {n}", **event} for n in range(2)])
    drawn = [
        {
            "partner_id": rng.choice(people),
            "event_id": rng.choice(events.ids),
            "company_id": rng.choice(companies),
            "state": rng.choice(("draft", "open", "done", "cancel")),
            "create_date": _moment(rng),
        }
        for _ in people[::2]
    ]
    types = dict.fromkeys(("partner_id", "event_id", "company_id"), "int")
    types |= {"state": "text", "create_date": "timestamp"}
    values = {"name": "Guest", "event_id": events[0].id, "partner_id": sample}
    more = {"barcode": SQL("g.id::text")}
    copies.insert(env, lambda: env["event.registration"].create(values), drawn, types, more)
    return events.ids


def _surveys(env, rng, people, sample):
    question = {"title": "Content?", "question_type": "text_box"}
    surveys = env["survey.survey"].create(
        [
            {"title": f"Survey {n}", "question_and_page_ids": [Command.create(question)]}
            for n in range(2)
        ]
    )
    drawn = [
        {
            "partner_id": rng.choice(people),
            "survey_id": rng.choice(surveys.ids),
            "state": rng.choice(("new", "in_progress", "done", "done")),
            "test_entry": rng.random() < 0.2,
            "end_datetime": _moment(rng),
        }
        for _ in people[::2]
    ]
    types = {"partner_id": "int", "survey_id": "int", "state": "text", "test_entry": "bool",
             "end_datetime": "timestamp"}  # fmt: skip
    values = {"survey_id": surveys[0].id, "partner_id": sample}
    more = {"access_token": SQL("md5(g.id::text)")}
    copies.insert(env, lambda: env["survey.user_input"].create(values), drawn, types, more)
    return surveys.ids
