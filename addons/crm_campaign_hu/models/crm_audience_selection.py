from ast import literal_eval
from zoneinfo import ZoneInfo

import psycopg2

from odoo import fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, mute_logger

from ..audience_engine import FIRM, Leaf
from ..audience_query import UTC, Asked, Compiled, compared, joined

#: what a domain that nobody wrote by hand may make Odoo stumble over
NO_DOMAIN = (
    AssertionError, AttributeError, KeyError, MemoryError, NotImplementedError, OverflowError,
    RecursionError, SyntaxError, TypeError, ValueError,
)  # fmt: skip
LONGEST_DOMAIN = 100_000


class CrmAudience(models.Model):
    """The compiler: criteria become one query, with the rights of whoever asks."""

    _inherit = "crm.audience"

    def _in_company(self):
        """Return the audience as its own company alone sees it."""
        return self.with_context(allowed_company_ids=self.company_id.ids)

    def _partner_query(self, more=()):
        """Return the query of active partners of the domain whom the user may read.

        :raise UserError: the domain makes no sense
        """
        try:
            if len(self.domain) > LONGEST_DOMAIN:
                raise ValueError
            domain = Domain(literal_eval(self.domain)) & Domain("active", "=", True)
            return self.env["res.partner"]._search(domain & Domain(more))
        except NO_DOMAIN as error:
            raise UserError(self._domain_text(error)) from None

    def _domain_text(self, error):
        return self.env._(
            "The customers of “%(audience)s” cannot be selected by %(domain)s. %(error)s",
            audience=self.name,
            domain=self.domain[:200],
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

    def _compiled(self, candidates=None):
        """Return the audience in SQL.

        :param candidates: a query of partners to look at instead of the domain's, which becomes
            a condition of its own
        """
        self.ensure_one()
        joins, values, conditions = [], {}, {}
        criteria = self.criterion_ids
        tree = criteria._tree()
        for key, value, condition, join in self._compiled_leaves(tree):
            joins.append(join)
            values[key], conditions[key] = value, condition
        for part in tree:
            self._compile_nodes(part, conditions)
        query = self._partner_query()
        inside = SQL("TRUE")
        if candidates is not None:
            inside, query = SQL("candidate.id IN %s", query.subselect()), candidates
        tops = criteria.browse([part.key for part in tree])
        steps = [
            (False, self.env._("Customers"), inside),
            *((one.id, one.display_name, conditions[one.id]) for one in tops),
            *self._other_audiences(),
        ]
        return Compiled(self._candidates(query), joins, values, conditions, steps)

    def _candidates(self, query):
        return query.select(
            SQL("res_partner.id"),
            SQL("COALESCE(res_partner.commercial_partner_id, res_partner.id) AS firm_id"),
            SQL("COALESCE(res_partner.email, '') != '' AS has_email"),
        )

    def _compiled_leaves(self, tree):
        """Yield (criterion's id, value, condition, join) of all criteria that compare."""
        metrics = self.env["crm.audience.metric"]
        today, zone = self._today()
        ahead = list(tree)
        while ahead:
            part = ahead.pop()
            if not isinstance(part, Leaf):
                ahead += part.parts
                continue
            spec = metrics._metric(part.metric)
            criterion = self.env["crm.audience.criterion"].browse(part.key)
            asked = Asked(part, criterion, self.company_id, today, zone)
            alias = f"m{part.key}"
            value, condition = compared(part, spec, alias)
            join = SQL(
                "LEFT JOIN (%s) %s ON %s = %s",
                metrics._query(asked),
                SQL.identifier(alias),
                SQL.identifier(alias, "partner_id"),
                SQL("candidate.firm_id") if spec.of == FIRM else SQL("candidate.id"),
            )
            yield part.key, value, condition, join

    def _compile_nodes(self, part, conditions):
        """Add the conditions of joins to those of what they join; one of nothing is left out."""
        if isinstance(part, Leaf):
            return True
        parts = [one for one in part.parts if self._compile_nodes(one, conditions)]
        conditions[part.key] = joined(part.join, [conditions[one.key] for one in parts])
        return bool(parts)

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
                    "candidate.id IN "
                    "(SELECT partner_id FROM crm_audience_member WHERE audience_id IN %s)",
                    tuple(audiences.ids),
                )
                label = label % {"names": ", ".join(audiences.mapped("name"))}
                steps.append((False, label, SQL(form, inside)))
        return steps

    def _matching_partners(self):
        """Return SQL: the ids of those whom the audience selects now, with the user's rights."""
        self = self._in_company()
        compiled = self._compiled()
        what, order = SQL("candidate.id"), SQL()
        if self.per_company == "one":
            what = SQL("DISTINCT ON (candidate.firm_id) candidate.id")
            order = SQL(
                " ORDER BY candidate.firm_id, NOT candidate.has_email,"
                " candidate.id != candidate.firm_id, candidate.id"
            )
        everybody = compiled.select(
            SQL("%s FROM %s WHERE %s%s", what, compiled.source, compiled.passing, order)
        )
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
