from ast import literal_eval
from zoneinfo import ZoneInfo

import psycopg2

from odoo import fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, mute_logger

from ..audience_engine import Leaf, leaves, pruned
from ..audience_query import UTC, Asked, Step, condition, joined, narrowed, value

#: what a domain that nobody wrote by hand may make Odoo stumble over
NO_DOMAIN = (
    AssertionError, AttributeError, KeyError, MemoryError, NotImplementedError, OverflowError,
    RecursionError, SyntaxError, TypeError, ValueError,
)  # fmt: skip
LONGEST_DOMAIN = 100_000
ROOM = 64 * 1024 * 1024


class CrmAudience(models.Model):
    """The compiler: criteria become one query, with the rights of whoever asks."""

    _inherit = "crm.audience"

    def _in_company(self):
        """Return the audience as its own company alone sees it."""
        return self.with_context(allowed_company_ids=self.company_id.ids)

    def _give_room(self):
        """Let the database hash sets of millions in memory, in this transaction.

        Where it expects no room for a set, it looks through all of it for each single person.
        """
        self.env.cr.execute(
            SQL(
                "SELECT set_config('work_mem', "
                "GREATEST(pg_size_bytes(current_setting('work_mem')), %s) / 1024 || 'kB', TRUE)",
                ROOM,
            )
        )

    def _partner_query(self):
        """Return the query of active partners of the domain whom the user may read.

        :raise UserError: the domain makes no sense
        """
        domain = self._parsed_domain() & Domain("active", "=", True)
        try:
            return self.env["res.partner"]._search(domain)
        except NO_DOMAIN as error:
            raise UserError(self._domain_text(error)) from None

    def _parsed_domain(self):
        """Return the domain, of which nothing is known but that it is one.

        :raise UserError: it is none
        """
        try:
            if len(self.domain or "") > LONGEST_DOMAIN:
                raise ValueError(LONGEST_DOMAIN)
            return Domain(literal_eval(self.domain or "[]"))
        except NO_DOMAIN as error:
            raise UserError(self._domain_text(error)) from None

    def _domain_text(self, error):
        return self.env._(
            "The customers of “%(audience)s” cannot be selected by %(domain)s. %(error)s",
            audience=self.name,
            domain=(self.domain or "")[:200],
            error=str(error)[:200],
        )

    def _try_domain(self):
        """Let the database read the domain, without finding anybody."""
        query = self._in_company()._partner_query()
        query.limit = 1
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint(flush=False):
                self.env.cr.execute(SQL("EXPLAIN %s", query.select()))
        except (psycopg2.DataError, psycopg2.ProgrammingError, *NO_DOMAIN) as error:
            raise ValidationError(self._domain_text(error)) from None

    def _today(self):
        """Return the local day and the name of its time zone: the user's, else the company's."""
        zone = self.env.user.tz or self.company_id.partner_id.tz or "UTC"
        now = fields.Datetime.now().replace(tzinfo=UTC)
        return now.astimezone(ZoneInfo(zone)).date(), zone

    def _steps(self):
        """Return the `Step`s that narrow the customers of the domain, one after the other."""
        self.ensure_one()
        tree = self.criterion_ids._tree()
        return [*map(self._criterion_step, tree), *self._other_audiences()]

    def _criterion_step(self, part):
        figures, conditions, values = self._compiled_leaves(leaves([part]))
        kept = pruned(part)
        if kept:
            self._compile_nodes(kept, conditions)
        return Step(
            part.key, "", conditions.get(part.key, SQL("TRUE")), figures, conditions, values
        )

    def _candidates(self, query):
        return query.select(
            SQL("res_partner.id"),
            SQL("COALESCE(res_partner.commercial_partner_id, res_partner.id) AS firm_id"),
            SQL("COALESCE(res_partner.email, '') != '' AS has_email"),
        )

    def _compiled_leaves(self, criteria):
        """Return (figures, conditions, values) of criteria that compare; each figure once."""
        metrics = self.env["crm.audience.metric"]
        today, zone = self._today()
        aliases, figures, conditions, values = {}, {}, {}, {}
        for leaf in criteria:
            spec = metrics._metric(leaf.metric)
            criterion = self.env["crm.audience.criterion"].browse(leaf.key)
            figure = (leaf.figure(spec), criterion.place_id)
            alias = aliases.setdefault(figure, f"figure_{leaf.key}")
            if alias not in figures:
                asked = Asked(leaf, criterion, self.company_id, today, zone)
                figures[alias] = metrics._query(asked)
            conditions[leaf.key] = condition(leaf, spec, alias)
            values[leaf.key] = value(spec, alias)
        return figures, conditions, values

    def _compile_nodes(self, part, conditions):
        """Add the conditions of groups to those of what they join; return that of the part."""
        if not isinstance(part, Leaf):
            parts = [self._compile_nodes(one, conditions) for one in part.parts]
            conditions[part.key] = joined(part.join, parts)
        return conditions[part.key]

    def _used_here(self):
        """Return the audiences that this one is limited to or leaves out, archived ones too.

        Those that the user may not read are among them: leaving them out silently would contact
        people who were to be left alone.
        """
        # sudo: see above; who calls checks access
        own = self.sudo().with_context(active_test=False)
        used = own.include_audience_ids | own.exclude_audience_ids
        return used.with_env(self.env)

    def _other_audiences(self):
        """Return the steps of the audiences that this one is limited to or leaves out."""
        self._used_here()._check_usable()
        everything = self.with_context(active_test=False)
        steps = []
        for audiences, label, form in (
            (everything.include_audience_ids, self.env._("Only from %(names)s"), "%s"),
            (everything.exclude_audience_ids, self.env._("Without %(names)s"), "NOT (%s)"),
        ):
            if audiences:
                inside = SQL(
                    "(candidate.id IN "
                    "(SELECT partner_id FROM crm_audience_member WHERE audience_id IN %s)) IS TRUE",
                    tuple(audiences.ids),
                )
                label = label % {"names": ", ".join(audiences.mapped("name"))}
                steps.append(Step(False, label, SQL(form, inside)))
        return steps

    def _matching_partners(self):
        """Return SQL: the ids of those whom the audience selects now, with the user's rights."""
        self = self._in_company()
        tables, names = narrowed(self._candidates(self._partner_query()), self._steps())
        what, order = SQL("candidate.id"), SQL()
        if self.per_company == "one":
            what = SQL("DISTINCT ON (candidate.firm_id) candidate.id")
            order = SQL(
                " ORDER BY candidate.firm_id, NOT candidate.has_email,"
                " candidate.id != candidate.firm_id, candidate.id"
            )
        everybody = SQL("WITH %s SELECT %s FROM %s candidate%s", tables, what, names[-1], order)
        return self._sampled(everybody)

    def _sampled(self, everybody):
        """Draw by lot; each person's lot is his own, and the same at each refresh."""
        if self.sample_kind == "none":
            return everybody
        lot = SQL(
            "('x' || SUBSTR(MD5(CONCAT(%s, drawn.id)), 1, 8))::bit(32)::bigint",
            f"{self.id}-{self.sample_seed}-",
        )
        if self.sample_kind == "number":
            rest = SQL("ORDER BY %s, drawn.id LIMIT %s", lot, int(self.sample_size))
        else:
            rest = SQL("WHERE %s < %s", lot, int(self.sample_size / 100 * 2**32))
        return SQL("SELECT drawn.id FROM (%s) drawn %s", everybody, rest)
