from odoo import models
from odoo.tools import SQL

from ..import_engine import KnownPartner, Resolver, Rules, stored_identity
from ..import_engine.codes import (
    INVALID_VAT,
    MISSING_NAME,
    REJECTED,
    UNKNOWN_COUNTRY,
    UNREADABLE_ROW,
)
from ..import_engine.identity import Identity
from ..messages import reason_message
from ..partner_values import foreign_checker

PAGE = 5000
# what is wrong with a row for itself is said when it is read
OF_CLEANING = (UNREADABLE_ROW, MISSING_NAME, INVALID_VAT, UNKNOWN_COUNTRY)


class CrmImportRun(models.Model):
    """A load's second step: each row finds its partner, in the order of the file."""

    _inherit = "crm.import.run"

    def _resolve(self):
        """Find the partner of each row, or why there is none."""
        self.env["res.partner"]._refresh_unique_keys()
        refused = {int(number): text for number, text in (self.excluded or {}).items()}
        rules = Rules(self.source_id.same_tax_number, self.source_id._get_policies())
        resolver = Resolver(rules, frozenset(refused))
        for known in self._known_partners():
            resolver.add_partner(known)
        first_rows = {}
        for page in self._line_pages():
            found = []
            for number, content, vat_key, registry_key in page:
                identity = Identity.of(content, vat_key or "", registry_key or "")
                found.append(resolver.resolve(number, identity))
                if found[-1].first and found[-1].place.new_group:
                    first_rows[found[-1].place.new_group] = number
            self._keep_resolutions(found, first_rows, refused)
        # sudo: the load's own record, which users only read
        self.sudo().state = "resolved"

    def _line_pages(self):
        """Give the good rows in the order of the file: (number, content, keys) by pages."""
        last = -1
        while True:
            # SQL: a million rows pass by once, as tuples
            self.env.cr.execute(
                SQL(
                    "SELECT row_number, content, tax_number_key, registry_key"
                    "  FROM crm_import_line WHERE run_id = %s AND row_number > %s"
                    "   AND (reason IS NULL OR reason NOT IN %s)"
                    " ORDER BY row_number LIMIT %s",
                    self.id,
                    last,
                    OF_CLEANING,
                    PAGE,
                )
            )
            page = self.env.cr.fetchall()
            if not page:
                return
            last = page[-1][0]
            yield page

    # Stored partners that any row could hit

    def _known_partners(self):
        """Give the engine the partners that share a code, a key or a name with a row."""
        ids = self._candidate_ids()
        # sudo: a partner that the user may not see stands in a row's way all the same
        partners = self.env["res.partner"].sudo().with_context(active_test=False).browse(ids)
        visible = set(
            self.env["res.partner"].with_context(active_test=False).search([("id", "in", ids)]).ids
        )
        codes, memory = self._codes_of(ids), self._memory_of(ids)
        country, checker = self.source_id.country_id.code or "", foreign_checker(self.env)
        for partner in partners:
            delivered = memory.get(partner.id)
            yield KnownPartner(
                partner.id,
                stored_identity(
                    _identifying(partner) | {"code": codes.get(partner.id, "")}, country, checker
                ),
                stored_identity(delivered, country, checker) if delivered else Identity(),
                active=partner.active,
                visible=partner.id in visible,
                site=bool(partner.parent_id),
            )

    def _candidate_ids(self):
        """Return the ids of partners to look at; contacts only where a code makes them sites."""
        self.env.flush_all()
        # SQL: all rows are held against all customers, whose rules must hide none
        self.env.cr.execute(
            SQL(
                """
                WITH line AS (
                    SELECT content ->> 'code' AS code, tax_number_key, registry_key, name_key
                      FROM crm_import_line WHERE run_id = %(run)s
                ), hit AS (
                    SELECT c.partner_id AS id
                      FROM crm_import_code AS c JOIN line AS l ON l.code = c.code
                     WHERE c.source_id = %(source)s
                     UNION
                    SELECT p.id FROM res_partner AS p JOIN line AS l USING (tax_number_key)
                     WHERE p.parent_id IS NULL
                     UNION
                    SELECT p.id FROM res_partner AS p JOIN line AS l USING (registry_key)
                     WHERE p.parent_id IS NULL
                     UNION
                    SELECT p.id FROM res_partner AS p JOIN line AS l USING (name_key)
                     WHERE p.parent_id IS NULL
                       AND l.tax_number_key IS NULL AND l.registry_key IS NULL
                )
                SELECT id FROM hit
                 WHERE NOT EXISTS (SELECT FROM res_users WHERE partner_id = hit.id)
                 ORDER BY id
                """,
                run=self.id,
                source=self.source_id.id,
            )
        )
        return [partner_id for (partner_id,) in self.env.cr.fetchall()]

    def _codes_of(self, partner_ids):
        """Map partners' ids to their codes in the source."""
        codes = self.env["crm.import.code"].search_fetch(
            [("source_id", "=", self.source_id.id), ("partner_id", "in", partner_ids)],
            ["partner_id", "code"],
        )
        return {code.partner_id.id: code.code for code in codes}

    def _memory_of(self, partner_ids):
        """Map partners' ids to what the source delivered last."""
        # sudo: a partner may be invisible to the user, see above
        memory = (
            self.env["crm.import.memory"]
            .sudo()
            .search_fetch(
                [("source_id", "=", self.source_id.id), ("partner_id", "in", partner_ids)],
                ["partner_id", "delivered"],
            )
        )
        return {record.partner_id.id: record.delivered for record in memory}

    # What was found

    def _keep_resolutions(self, found, first_rows, refused):
        names = self._partner_names({pid for row in found for pid in row.partner_ids})
        values = [
            (
                row.row_number,
                row.reason or None,
                self._explain(row, names, refused) if row.reason else None,
                REJECTED if row.reason else None,
                *_place(row.place, first_rows),
                *_place(row.company, first_rows),
                row.first,
                row.site,
            )
            for row in found
        ]
        # SQL: each row gets values of its own
        self.env.cr.execute_values(
            f"""
            UPDATE crm_import_line AS l
               SET reason = v.reason, message = v.message, outcome = v.outcome,
                   is_noted = v.reason IS NOT NULL OR l.warnings IS NOT NULL,
                   place_partner = v.partner, place_row = v.place,
                   site_of_partner = v.of_partner, site_of_row = v.of_row,
                   is_first = v.is_first, is_site = v.is_site
              FROM (VALUES %s) AS v(number, reason, message, outcome, partner, place, of_partner,
                                    of_row, is_first, is_site)
             WHERE l.run_id = {int(self.id)} AND l.row_number = v.number
            """,  # noqa: S608 - a whole number
            values,
            template="(%s, %s, %s, %s, %s::int, %s::int, %s::int, %s::int, %s, %s)",
            page_size=PAGE,
        )
        self.env["crm.import.line"].invalidate_model(flush=False)

    def _partner_names(self, ids):
        return {partner.id: partner.display_name for partner in self.env["res.partner"].browse(ids)}

    def _explain(self, row, names, refused):
        """Return the reason of a rejection in words."""
        facts = {"refusal": refused.get(row.row_number, "")}
        if row.partner_ids:
            facts["partners"] = ", ".join(names[pid] for pid in row.partner_ids)
        return reason_message(self.env, row.reason, **facts)


def _identifying(partner):
    return {
        "name": partner.name or "",
        "vat": partner.vat or "",
        "company_registry": partner.company_registry or "",
        "email": partner.email or "",
        "phone": partner.phone or "",
        "country": partner.country_id.code or "",
    }


def _place(place, first_rows):
    if not place:
        return None, None
    return place.partner_id, first_rows.get(place.new_group)
