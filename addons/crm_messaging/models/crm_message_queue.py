import contextlib
import logging
import time

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.sql_db import db_connect

from ..adapters import reason_text
from ..gateway import Outcome, Verdict
from ..message_engine import pause_after

_logger = logging.getLogger(__name__)

#: rows of the queue that are read at once, the first purposes first; of advertising fewer, so that
#: what a customer waits for soon comes before the rest of a mailing
BATCH = 200
BATCHES = ((("service", "contract"), BATCH), (("marketing",), 50))
#: a run of a scheduled job ends before Odoo could take it for a stuck one
SECONDS = 50
#: so many failures to reach the other side in a row end a run: the next one tries again
DOWN_AFTER = 3
#: a number of our own, in front of the channel's, for PostgreSQL's advisory locks
LOCK = 7_140_601


class CrmMessage(models.AbstractModel):
    """The queue: each message is handed over once, whatever stops or kills the sender.

    One sender works on a carrier (the mail server, a gateway) at a time, so that its limits are
    kept. A message is marked before it is handed over and its end is noted after, each committed:
    what a dead sender leaves marked may have been handed over, is never repeated by itself, and
    is shown as failed for that reason, until a report of the other side says better.
    """

    _inherit = "crm.message"

    @api.model
    def process_queue(self, limit=None):
        """Hand over what is due.

        :param limit: messages at most; None: as many as there is time for
        :return: number of messages attempted
        :raise AccessError: the user may not run the queue
        """
        if not self.env.user.has_group("crm_messaging.group_messaging_manager"):
            raise AccessError(self.env._("Only who manages messages may run the queue."))
        # sudo: messages of all users and companies wait in one line
        queue = self.sudo()
        attempted = 0
        for carrier in queue._carriers():
            left = None if limit is None else limit - attempted
            # each has its time: none waits for another that is slow or silent
            attempted += queue._run_carrier(carrier, left, time.monotonic() + SECONDS)
        return attempted

    @api.model
    def _cron_process(self):
        """Hand over what is due, and say how much is left."""
        self._hold_meetings()
        attempted = self.process_queue()
        # sudo: as the queue itself
        left = self.env["crm.contact.log"].sudo().search_count(self._due(), limit=BATCH)
        # what is left although nothing could be attempted waits for the other side
        self.env["ir.cron"]._commit_progress(attempted, remaining=left if attempted else 0)

    @api.model
    def _hold_meetings(self):
        """Meetings that are over took place."""
        # sudo: meetings of all users and companies
        self.env["crm.contact.log"].sudo().search(
            [
                ("event_id", "!=", False),
                ("state", "=", "draft"),
                ("event_id.stop", "<=", fields.Datetime.now()),
            ]
        ).write({"state": "answered"})

    @api.model
    def _wake_workers(self):
        # sudo: whoever queues a message wakes the job that sends it
        self.env.ref("crm_messaging.ir_cron_messages").sudo()._trigger()

    @api.model
    def _carriers(self):
        """Return what carries messages: objects with `number`, `domain` and `open`."""
        return [*self._mail_carriers(), *self._sms_carriers()]

    @api.model
    def _due(self):
        return [
            ("state", "=", "queued"),
            ("direction", "=", "out"),
            ("by_odoo", "=", False),
            ("claimed_at", "=", False),
            "|",
            ("scheduled_at", "=", False),
            ("scheduled_at", "<=", fields.Datetime.now()),
        ]

    @api.model
    def _run_carrier(self, carrier, limit, deadline):
        """Hand over what waits for one carrier; return how many were attempted."""
        attempted = 0
        with self._alone(carrier.number) as free:
            if not free:
                return 0
            # look at what the one before has left, not at what was there before it ended
            self._commit()
            self._end_abandoned(carrier)
            while limit is None or attempted < limit:
                logs = self._next_ones(carrier, None if limit is None else limit - attempted)
                done, go_on = self._hand_over(carrier, logs, deadline)
                attempted += done
                if not go_on or not logs:
                    break
        return attempted

    @api.model
    def _next_ones(self, carrier, limit):
        """Return what goes next on a carrier: a large mailing holds up nobody's order."""
        logs = self.env["crm.contact.log"]
        for purposes, batch in BATCHES:
            due = [*self._due(), *carrier.domain, ("purpose", "in", purposes)]
            count = batch if limit is None else min(batch, limit)
            if logs := logs.search(due, limit=count, order="id"):
                break
        return logs

    @contextlib.contextmanager
    def _alone(self, number):
        """Give whether nobody else works on a carrier; a lock that a killed sender lets go."""
        # a connection of its own: the sender's commits would let go of the lock
        with db_connect(self.env.cr.dbname).cursor() as cr:
            cr.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK, number])
            yield cr.fetchone()[0]

    @api.model
    def _end_abandoned(self, carrier):
        """End what a sender that died had marked: it may have been handed over."""
        abandoned = self.env["crm.contact.log"].search(
            [("state", "=", "queued"), ("claimed_at", "!=", False), *carrier.domain]
        )
        if abandoned:
            abandoned._fail(self._unsure(""))
            self._commit()

    @api.model
    def _unsure(self, detail):
        said = self.env._(
            "It was cut off while being handed over and may have arrived;"
            " it is not repeated by itself."
        )
        return f"{said} {detail}".strip()

    @api.model
    def _hand_over(self, carrier, logs, deadline):
        """Hand messages over one by one; return how many, and whether to go on."""
        logs = self._prepared(carrier, self._still_permitted(logs))
        attempted = down = 0
        go_on = True
        with carrier.open() as deliver:
            # one by one: each commit empties the cache, and only this one is read again
            for log in (one.with_prefetch() for one in logs):
                go_on = time.monotonic() <= deadline and down < DOWN_AFTER
                if not go_on:
                    break
                if not self._mark(log):
                    continue
                outcome = self._attempt(deliver, log)
                # what was read before may have been changed meanwhile: look at it anew
                self._commit()
                down = down + 1 if outcome.is_down else 0
                self._note(log, outcome)
                attempted += 1
        self._commit()
        return attempted, go_on

    @api.model
    def _prepared(self, carrier, logs):
        """Return the messages that could be prepared; the others fail with the reason."""
        try:
            with self.env.cr.savepoint():
                carrier.prepare(logs)
            return logs
        except Exception as error:
            if len(logs) == 1:
                _logger.exception("Message %s cannot be prepared", logs.id)
                logs._fail(self._broken(error))
                return logs.browse()
        return logs.browse().union(*[self._prepared(carrier, log) for log in logs])

    @api.model
    def _attempt(self, deliver, log):
        """Hand a message over; one that cannot even be written never left."""
        try:
            return deliver(log)
        except Exception as error:
            _logger.exception("Message %s cannot be written", log.id)
            return Outcome(Verdict.REFUSED, detail=self._broken(error))

    @api.model
    def _broken(self, error):
        return self.env._("It cannot be written: %(error)s", error=error)

    @api.model
    def _mark(self, log):
        """Mark a message as being handed over, together with the end of the one before."""
        if log.state != "queued":
            return False
        now = fields.Datetime.now()
        allowed = log.company_id._next_allowed(now, log.purpose, log.channel)
        if allowed > now:
            log.scheduled_at = allowed
            return False
        # a report may name our number where an answer with theirs was cut off
        log.write({"claimed_at": now, "attempts": log.attempts + 1, "provider_ref": log._ref()})
        self._commit()
        return True

    @api.model
    def _commit(self):
        self.env["ir.cron"]._commit_progress()

    @api.model
    def _note(self, log, outcome):
        """Note what became of an attempt."""
        if outcome.verdict is Verdict.SENT:
            ref = outcome.ref or log.provider_ref
            log.write({"state": "sent", "reason": False, "provider_ref": ref,
                       "claimed_at": False, "date": fields.Datetime.now()})  # fmt: skip
        elif outcome.verdict is Verdict.UNSURE:
            log._fail(self._unsure(outcome.detail))
        elif outcome.verdict is Verdict.REFUSED or not pause_after(log.attempts):
            log._fail(self._given_up(log, outcome))
        else:
            self._postpone(log, outcome)
        log._tell_thread()

    @api.model
    def _given_up(self, log, outcome):
        if outcome.verdict is Verdict.REFUSED:
            return self.env._("Refused: %(said)s", said=outcome.detail)
        return self.env._(
            "Given up after %(count)s attempts: %(said)s", count=log.attempts, said=outcome.detail
        )

    @api.model
    def _postpone(self, log, outcome):
        due = fields.Datetime.now() + pause_after(log.attempts)
        allowed = log.company_id._next_allowed(due, log.purpose, log.channel)
        log.write({"claimed_at": False, "scheduled_at": allowed, "reason": outcome.detail})

    @api.model
    def _still_permitted(self, logs):
        """Leave out whoever has withdrawn his permission since the message was queued."""
        left = logs
        for (purpose, channel), group in logs.grouped(
            lambda log: (log.purpose, log.channel)
        ).items():
            decisions = self._decide(group.partner_id, purpose, (channel,))
            for log in group:
                decision, addresses = decisions.get(log.partner_id.id, (None, {}))
                if decision and decision.channel:
                    # sudo: users do not change what is queued, its address follows the customer
                    log.sudo().address = addresses[channel]
                    continue
                left -= log
                reason = reason_text(self.env, decision) if decision else self.env._("erased")
                log._move_on("skipped", reason)
        return left
