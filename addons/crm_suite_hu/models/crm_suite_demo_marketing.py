from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

LISTS = {
    "contractors": ("Kivitelezők", ("contractor", "sole")),
    "resellers": ("Viszonteladók", ("retailer",)),
    "newsletter": ("Hírlevél", ("contractor", "sole", "retailer", "municipal")),
}
MAILINGS = {
    "autumn": ("Őszi szigetelési akció: 10% a homlokzati EPS lapokra", "newsletter", 24),
    "resellers": ("Új termékek a viszonteladóknak", "resellers", 66),
    "winter": ("Téli nyitvatartás és készletsöprés", "newsletter", None),
}
BODY = """<div class="o_layout o_default_theme"><div class="container o_mail_wrapper">
<h1>%(title)s</h1><p>Tisztelt Partnerünk!</p>
<p>A Kőris Építőanyag Kft. ajánlata a hónap végéig vagy a készlet erejéig érvényes. Kérdésével
forduljon kapcsolattartójához.</p><p>Üdvözlettel:<br/>Kőris Építőanyag Kft.</p></div></div>"""
QUESTIONS = {
    "service": ("Mennyire elégedett a kiszolgálással?", "scale"),
    "delivery": ("Időben megérkezett az áru?", "simple_choice"),
    "wish": ("Mit hiányol a kínálatunkból?", "char_box"),
}
DELIVERY_ANSWERS = ("Igen", "Kis késéssel", "Nem")
WISHES = ("Több fűrészáru", "Szombati nyitvatartás", "Festékkeverés", "Semmit, így jó")
ANSWERED = 12


class CrmSuiteDemo(models.AbstractModel):
    """Mailing lists, a campaign with its mailings, a trade day and a survey of satisfaction."""

    _inherit = "crm.suite.demo"

    @api.model
    def _load_marketing(self):
        demo = self._hungarian()
        lists = demo._create_mailing_lists()
        mailings = demo._create_mailings()
        registrations = demo._create_trade_day()
        answers = demo._create_survey()
        return {
            "mailing.list": len(lists),
            "mailing.mailing": len(mailings),
            "event.registration": len(registrations),
            "survey.user_input": len(answers),
        }

    @api.model
    def _create_mailing_lists(self):
        lists = self._create_missing(
            "mailing.list",
            "mailing_list",
            {key: {"name": name} for key, (name, _kinds) in LISTS.items()},
        )
        known = self._known("mailing_list")
        self._create_missing(
            "mailing.contact",
            "mailing_contact",
            {
                row["id"]: {
                    "name": f"{row['name']} {row['firstname']}".strip(),
                    "email": row["email"],
                    "list_ids": [
                        Command.set(
                            [
                                known[key]
                                for key, (_n, kinds) in LISTS.items()
                                if row["kind"] in kinds
                            ]
                        )
                    ],
                }
                for row in self._rows("customer")
                if row["kind"] not in ("private", "foreign")
            },
        )
        return lists

    @api.model
    def _create_mailings(self):
        campaign = self._create_missing(
            "utm.campaign",
            "campaign",
            {
                "autumn": {
                    "title": "Őszi szigetelési akció",
                    "user_id": self._user("marketer").id,
                }
            },
        )
        lists, today = self._known("mailing_list"), fields.Date.context_today(self)
        mailings = self._create_missing(
            "mailing.mailing",
            "mailing",
            {
                key: {
                    "subject": subject,
                    "body_html": BODY % {"title": subject},
                    "body_arch": BODY % {"title": subject},
                    "mailing_model_id": self.env["ir.model"]._get("mailing.list").id,
                    "contact_list_ids": [Command.set([lists[target]])],
                    "user_id": self._user("marketer").id,
                    "campaign_id": campaign["autumn"].id if key == "autumn" and campaign else False,
                }
                for key, (subject, target, _age) in MAILINGS.items()
            },
        )
        for key, mailing in mailings.items():
            if age := MAILINGS[key][2]:
                self._mark_as_sent(mailing, self._moment(today - timedelta(days=age), age))
        return mailings

    @api.model
    def _mark_as_sent(self, mailing, moment):
        """Write what the recipients did; nothing was ever sent."""
        mailing.write({"state": "done", "sent_date": moment})
        traces = []
        for index, contact in enumerate(mailing.contact_list_ids.contact_ids):
            status = ("open", "sent", "open", "reply", "bounce", "open", "sent")[index % 7]
            seen = moment + timedelta(hours=1 + index)
            traces.append(
                {
                    "mass_mailing_id": mailing.id,
                    "model": "mailing.contact",
                    "res_id": contact.id,
                    "email": contact.email,
                    "trace_status": status,
                    "sent_datetime": moment,
                    "open_datetime": seen if status in ("open", "reply") else False,
                    "reply_datetime": seen if status == "reply" else False,
                    "links_click_datetime": seen if status != "sent" and index % 2 else False,
                }
            )
        self.env["mailing.trace"].create(traces)

    @api.model
    def _create_trade_day(self):
        """A day at the yard for builders in three weeks, with registrations."""
        start = fields.Datetime.now().replace(hour=8, minute=0, second=0, microsecond=0)
        start += timedelta(days=21 - start.weekday() + 3)
        self._create_missing(
            "event.event",
            "event",
            {
                "trade_day": {
                    "name": "Kőris szakmai nap kivitelezőknek",
                    "date_begin": start,
                    "date_end": start + timedelta(hours=7),
                    "date_tz": "Europe/Budapest",
                    "user_id": self._user("marketer").id,
                    "address_id": self.env.company.partner_id.id,
                    "seats_limited": True,
                    "seats_max": 60,
                    "stage_id": self.env.ref("event.event_stage_announced").id,
                }
            },
        )
        event = self._known("event")["trade_day"]
        customers = self._known("customer")
        return self._create_missing(
            "event.registration",
            "registration",
            {
                row["id"]: {
                    "event_id": event,
                    "partner_id": customers[row["id"]],
                    "name": f"{row['name']} {row['firstname']}".strip(),
                    "email": row["email"],
                    "phone": row["phone"],
                    "state": "open",
                }
                for row in self._rows("customer")
                if row["kind"] in ("contractor", "sole")
            },
        )

    @api.model
    def _create_survey(self):
        survey = self._create_missing(
            "survey.survey",
            "survey",
            {
                "satisfaction": {
                    "title": "Vevői elégedettség",
                    "survey_type": "survey",
                    "user_id": self._user("marketer").id,
                }
            },
        )
        questions = self._create_missing(
            "survey.question",
            "survey_question",
            {
                key: {
                    "survey_id": self._known("survey")["satisfaction"],
                    "title": title,
                    "question_type": kind,
                    "sequence": index,
                    **(
                        {
                            "suggested_answer_ids": [
                                Command.create({"value": value}) for value in DELIVERY_ANSWERS
                            ]
                        }
                        if kind == "simple_choice"
                        else {}
                    ),
                }
                for index, (key, (title, kind)) in enumerate(QUESTIONS.items())
            },
        )
        return self._create_answers(questions) if survey else {}

    @api.model
    def _create_answers(self, questions):
        today, rows = fields.Date.context_today(self), self._rows("customer")[:ANSWERED]
        partners = self._known("customer")
        answers = self._create_missing(
            "survey.user_input",
            "survey_answer",
            {
                row["id"]: {
                    "survey_id": self._known("survey")["satisfaction"],
                    "partner_id": partners[row["id"]],
                    "email": row["email"],
                    "state": "done",
                    "start_datetime": self._moment(today - timedelta(days=30 - index), index),
                    "end_datetime": self._moment(today - timedelta(days=30 - index), index),
                    "user_input_line_ids": [
                        Command.create(values)
                        for values in self._prepare_answer_lines(questions, index)
                    ],
                }
                for index, row in enumerate(rows)
            },
        )
        self._backdate({answer: answer.start_datetime for answer in answers.values()})
        return answers

    @api.model
    def _prepare_answer_lines(self, questions, index):
        suggested = questions["delivery"].suggested_answer_ids
        return [
            {
                "question_id": questions["service"].id,
                "answer_type": "scale",
                "value_scale": (8, 9, 10, 7, 9, 5)[index % 6],
            },
            {
                "question_id": questions["delivery"].id,
                "answer_type": "suggestion",
                "suggested_answer_id": suggested[(0, 0, 1, 0, 2)[index % 5]].id,
            },
            {
                "question_id": questions["wish"].id,
                "answer_type": "char_box",
                "value_char_box": WISHES[index % len(WISHES)],
            },
        ]
