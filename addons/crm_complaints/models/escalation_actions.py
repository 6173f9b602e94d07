from collections import defaultdict

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL

#: so many tickets are named in one message; the others are counted
NAMED_AT_MOST = 50
HIGHEST_PRIORITY = 3


class CrmEscalationPolicy(models.Model):
    """Making events, and doing what their levels say: in sets, one message a person."""

    _inherit = "crm.escalation.policy"

    @api.model
    def _make_events(self, wanted, now):
        """Insert the events that nobody else made meanwhile.

        :param wanted: list of (due, occurrence)
        :return: list of (level, ticket id)
        """
        if not wanted:
            return []
        levels = {
            level.id: level
            for level in self.env["crm.escalation.level"].browse(
                {due.level_id for due, _occurrence in wanted}
            )
        }
        reasons = {level.id: level._reason() for level in levels.values()}
        values = [
            (
                due.ticket_id, levels[due.level_id].policy_id.id, levels[due.level_id].level,
                occurrence, due.moment, due.base, reasons[due.level_id], due.level_id,
            )
            for due, occurrence in wanted
        ]  # fmt: skip
        columns = [list(column) for column in zip(*values, strict=True)]
        self.env.cr.execute(self._insert_query(columns, now))
        made = set(self.env.cr.fetchall())
        self.env["crm.escalation.event"].invalidate_model()
        self.env["helpdesk.ticket"].invalidate_model(["escalation_event_ids"])
        return [
            (levels[row[7]], row[0]) for row in values if (row[0], row[1], row[2], row[3]) in made
        ]

    @api.model
    def _insert_query(self, columns, now):
        tickets, policies, numbers, occurrences, dues, bases, reasons, _levels = columns
        return SQL(
            """
            INSERT INTO crm_escalation_event (
                   ticket_id, policy_id, level, occurrence, due_at, base, reason,
                   company_id, date, user_id, create_uid, create_date, write_uid, write_date
            )
            SELECT new.ticket_id, new.policy_id, new.level, new.occurrence, new.due_at, new.base,
                   new.reason, ticket.company_id, %(now)s, %(user)s,
                   %(user)s, %(written)s, %(user)s, %(written)s
              FROM unnest(
                       %(tickets)s::int[], %(policies)s::int[], %(numbers)s::int[],
                       %(occurrences)s::int[], %(dues)s::timestamp[], %(bases)s::timestamp[],
                       %(reasons)s::text[]
                   ) AS new (ticket_id, policy_id, level, occurrence, due_at, base, reason)
              JOIN helpdesk_ticket ticket ON ticket.id = new.ticket_id
                ON CONFLICT DO NOTHING
            RETURNING ticket_id, policy_id, level, occurrence
            """,
            now=now,
            user=self.env.uid,
            written=fields.Datetime.now(),
            tickets=tickets,
            policies=policies,
            numbers=numbers,
            occurrences=occurrences,
            dues=dues,
            bases=bases,
            reasons=reasons,
        )

    @api.model
    def _act(self, made, now):
        """Do what the levels of these new events say."""
        tickets_of = defaultdict(list)
        for level, ticket_id in made:
            tickets_of[level].append(ticket_id)
        messages = defaultdict(lambda: defaultdict(list))  # person → level → tickets
        for level, numbers in tickets_of.items():
            # no tracking: the event is the record of it, and the persons get one message
            tickets = self.env["helpdesk.ticket"].with_context(tracking_disable=True)
            tickets = tickets.browse(numbers)
            tickets._climb_to(level.level)
            for user, own in level._do(tickets).items():
                messages[user][level] += own
        self._tell(messages)

    @api.model
    def _tell(self, messages):
        for user, by_level in messages.items():
            language = user.with_context(lang=user.lang)
            lines = [
                line
                for level, tickets in by_level.items()
                for line in self.with_context(lang=user.lang)._lines_of(level, tickets)
            ]
            first = next(iter(next(iter(by_level.values()))))
            target = (
                first if sum(map(len, by_level.values())) == 1 else next(iter(by_level)).policy_id
            )
            self.env["mail.thread"].message_notify(
                partner_ids=user.partner_id.ids,
                model=target._name,
                res_id=target.id,
                subject=language.env._("Escalated tickets"),
                body=Markup("<ul>%s</ul>") % Markup("").join(lines),
            )

    @api.model
    def _lines_of(self, level, tickets):
        label = level.with_env(self.env)._trigger_label()
        named = tickets[:NAMED_AT_MOST]
        for ticket in named:
            yield Markup("<li>%s: %s</li>") % (
                ticket._get_html_link(f"{ticket.number} {ticket.name}"),
                label,
            )
        if len(tickets) > len(named):
            rest = self.env._("and %s more", len(tickets) - len(named))
            yield Markup("<li>%s: %s</li>") % (rest, label)


class CrmEscalationLevel(models.Model):
    """What a level does with the tickets it is due for."""

    _inherit = "crm.escalation.level"

    def _reason(self):
        """Return why a ticket climbs, in the language of the policy's company."""
        company = self.policy_id.company_id or self.env.company
        words = self.with_context(lang=company.partner_id.lang or self.env.lang)
        return f"{words.policy_id.name}: {words._trigger_label()}"

    def _do(self, tickets):
        """Do it, and return who is to be told about which tickets."""
        return getattr(self, f"_do_{self.action}")(tickets) or {}

    def _by_person(self, tickets):
        """Group tickets by the person that this level names, or the leader as high as it stands."""
        found = defaultdict(tickets.browse)
        for ticket in tickets:
            user = self.user_id or ticket._leader_at(self.level) or ticket.user_id
            if user:
                found[user] |= ticket
        return dict(found)

    def _do_notify(self, tickets):
        return self._by_person(tickets)

    def _do_assign(self, tickets):
        people = self._by_person(tickets)
        for user, own in people.items():
            own._hand_over(self._reason(), user=user)
        return people

    def _do_team(self, tickets):
        tickets._hand_over(self._reason(), team=self.team_id)
        leader = self.user_id or self.team_id.user_id
        return {leader: tickets} if leader else {}

    def _do_priority(self, tickets):
        for priority, own in tickets.grouped("priority").items():
            own.priority = str(min(int(priority or 0) + 1, HIGHEST_PRIORITY))

    def _do_activity(self, tickets):
        kind = self.env.ref("mail.mail_activity_data_todo")
        model = self.env["ir.model"]._get_id("helpdesk.ticket")
        values = [
            {
                "activity_type_id": kind.id,
                "res_model_id": model,
                "res_id": ticket.id,
                "user_id": user.id,
                "summary": self._reason(),
                "date_deadline": fields.Date.context_today(self),
            }
            for user, own in self._by_person(tickets).items()
            for ticket in own
        ]
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(values)

    def _do_template(self, tickets):
        self.template_id.send_mail_batch(tickets.ids)

    def _do_server_action(self, tickets):
        self.server_action_id.with_context(
            active_model=tickets._name, active_ids=tickets.ids, active_id=tickets[:1].id
        ).run()
