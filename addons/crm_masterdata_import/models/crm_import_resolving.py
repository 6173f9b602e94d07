from odoo import models
from odoo.tools import SQL

from ..bulk.rows import by_index
from ..foreign_numbers import foreign_checker
from ..import_engine import KnownPartner, Resolver, Rules, stored_identity
from ..import_engine.identity import Identity
from ..messages import reason_message
from ..row_groups import Found
from ..stored_hits import with_hits

# what a partner is found by, beside its code
FOUND_BY = ("name", "vat", "company_registry", "email", "phone")
# and what says how to read that
IDENTIFYING = (*FOUND_BY, "country")


class CrmImportPart(models.Model):
    """A part's first step: each row finds its partner, in the order of the file."""

    _inherit = "crm.import.part"

    def _resolve(self):
        """Find the partner of each row, or why there is none: return what was `Found`."""
        source, ids = self.run_id.source_id, self._candidate_ids()
        codes, memory = self._codes_of(ids), self._memory_of(ids)
        rules = Rules(source.same_tax_number, source._get_policies())
        resolver = Resolver(rules, frozenset(self._get_refused()))
        for known in self._known_partners(ids, codes, memory):
            resolver.add_partner(known)
        rows = [
            (resolver.resolve(number, Identity.of(content, vat or "", registry or "")), content)
            for number, content, vat, registry in self._read_lines()
        ]
        return Found(rows, codes, memory)

    def _get_refused(self):
        """Return a dict of row number → why the database refused it."""
        return {int(number): text for number, text in (self.excluded or {}).items()}

    def _read_lines(self):
        """Return the good rows in the order of the file: (number, content, keys)."""
        # SQL: thousands of rows pass by once, as tuples
        self.env.cr.execute(
            SQL(
                "SELECT row_number, content, tax_number_key, registry_key FROM (%s) AS line"
                " ORDER BY row_number",
                self._lines(),
            )
        )
        return self.env.cr.fetchall()

    def _lines(self):
        """Return SQL for the part's rows that cleaning let through."""
        return SQL(
            "SELECT * FROM crm_import_line WHERE run_id = %(run)s AND reason IS NULL"
            "   AND (row_number BETWEEN %(first)s AND %(last)s AND part_row IS NULL"
            "        OR part_row = %(first)s)",
            run=self.run_id.id,
            first=self.first_row,
            last=self.last_row,
        )

    # Stored partners that any row could hit

    def _known_partners(self, ids, codes, memory):
        """Give the engine the partners that share a code, a key or a name with a row."""
        partners = self.env["res.partner"].with_context(active_test=False)
        visible = set(partners.search([("id", "in", ids)]).ids)
        country = self.run_id.source_id.country_id.code or ""
        checker = foreign_checker(self.env)
        for partner_id, active, is_site, tax_key, registry_key, *texts in self._read_partners(ids):
            values, delivered = dict(zip(IDENTIFYING, texts, strict=True)), memory.get(partner_id)
            code = codes.get(partner_id, "")
            if delivered and all(delivered.get(name, "") == values[name] for name in FOUND_BY):
                # as it was delivered, so all is canonical already
                stored = Identity.of(values | {"code": code}, tax_key, registry_key)
                last = stored
            else:
                stored = stored_identity(values | {"code": code}, country, checker)
                last = stored_identity(delivered or {}, country, checker)
            yield KnownPartner(
                partner_id,
                stored,
                last,
                active=active,
                visible=partner_id in visible,
                site=is_site,
            )

    def _read_partners(self, ids):
        """Return (id, active, is address, keys, texts of `IDENTIFYING`) of partners."""
        # SQL: thousands pass by as tuples, and one that the user may not see stands in a row's
        # way all the same
        self.env.cr.execute(
            SQL(
                """
                SELECT p.id, p.active, p.parent_id IS NOT NULL, COALESCE(p.tax_number_key, ''),
                       COALESCE(p.registry_key, ''), COALESCE(p.name, ''), COALESCE(p.vat, ''),
                       COALESCE(p.company_registry, ''), COALESCE(p.email, ''),
                       COALESCE(p.phone, ''), COALESCE(c.code, '')
                  FROM res_partner AS p LEFT JOIN res_country AS c ON c.id = p.country_id
                 WHERE p.id = ANY(%s) ORDER BY p.id
                """,
                ids,
            )
        )
        return self.env.cr.fetchall()

    def _candidate_ids(self):
        """Return the ids of partners to look at; contacts only where a code makes them sites."""
        self.env.flush_all()
        with by_index(self.env):
            # SQL: all rows are held against all customers, whose rules must hide none
            self.env.cr.execute(
                SQL(
                    "%s SELECT DISTINCT id FROM hit"
                    " WHERE NOT EXISTS (SELECT FROM res_users WHERE partner_id = hit.id)"
                    " ORDER BY id",
                    with_hits(self._lines(), self.run_id.source_id),
                )
            )
            return [partner_id for (partner_id,) in self.env.cr.fetchall()]

    def _codes_of(self, partner_ids):
        """Map partners' ids to their codes in the source."""
        codes = self.env["crm.import.code"].search_fetch(
            [("source_id", "=", self.run_id.source_id.id), ("partner_id", "in", partner_ids)],
            ["partner_id", "code"],
        )
        return {code.partner_id.id: code.code for code in codes}

    def _memory_of(self, partner_ids):
        """Map partners' ids to what the source delivered last."""
        # SQL: a partner may be invisible to the user, see above; and thousands pass by
        self.env.cr.execute(
            SQL(
                "SELECT partner_id, delivered FROM crm_import_memory"
                " WHERE source_id = %s AND partner_id = ANY(%s)",
                self.run_id.source_id.id,
                partner_ids,
            )
        )
        return dict(self.env.cr.fetchall())

    def _partner_names(self, ids):
        return {partner.id: partner.display_name for partner in self.env["res.partner"].browse(ids)}

    def _explanations(self, found):
        """Return a dict of row number → the reason of its rejection in words."""
        rejected = [row for row, _content in found.rows if row.reason]
        names = self._partner_names({pid for row in rejected for pid in row.partner_ids})
        refused = self._get_refused()
        return {row.row_number: self._explain(row, names, refused) for row in rejected}

    def _explain(self, row, names, refused):
        facts = {"refusal": refused.get(row.row_number, "")}
        if row.partner_ids:
            facts["partners"] = ", ".join(names[pid] for pid in row.partner_ids)
        return reason_message(self.env, row.reason, **facts)
