from odoo import fields, models
from odoo.tools import SQL

# who is on which list: by tax number, or by registry number where the tax numbers do not differ
HITS = """
    WITH found AS (
        SELECT r.list_id, p.id AS partner_id, r.name
          FROM crm_check_list_row AS r
          JOIN res_partner AS p ON p.tax_number_key = r.tax_number_key
         WHERE r.list_id = ANY(%(lists)s) %(of_partners)s
         UNION ALL
        SELECT r.list_id, p.id, r.name
          FROM crm_check_list_row AS r
          JOIN res_partner AS p ON p.registry_key = r.registry_key
         WHERE r.list_id = ANY(%(lists)s) %(of_partners)s
           AND (p.tax_number_key IS NULL OR r.tax_number_key IS NULL)
    ), hits AS (
        SELECT DISTINCT ON (l.id, p.id) l.id AS list_id, l.company_id, l.kind, l.date AS day,
               p.id AS partner_id, concat_ws(', ', l.name, l.source) AS source, found.name
          FROM found
          JOIN crm_check_list AS l ON l.id = found.list_id AND l.active
          JOIN res_partner AS p ON p.id = found.partner_id AND p.commercial_partner_id = p.id
           AND (p.company_id IS NULL OR p.company_id = l.company_id)
         ORDER BY l.id, p.id, found.name
    ), latest AS (
        SELECT c.* FROM crm_partner_check AS c JOIN res_partner AS p ON p.id = c.partner_id
         WHERE c.list_id = ANY(%(lists)s) AND c.is_latest %(of_partners)s
    )
"""
# all parts of a statement see the same state: each of them changes other rows
KEEP = """
    , same AS (
        UPDATE crm_partner_check AS c
           SET date = %(now)s, source = hits.source, list_kind = hits.kind,
               list_date = hits.day, register_name = hits.name
          FROM hits JOIN latest USING (list_id, partner_id, company_id)
         WHERE c.id = latest.id AND latest.result = 'listed'
        RETURNING c.id, c.result
    ), past AS (
        UPDATE crm_partner_check AS c SET is_latest = false
          FROM latest LEFT JOIN hits USING (list_id, partner_id, company_id)
         WHERE c.id = latest.id
           AND (latest.result = 'listed') = (hits.partner_id IS NULL)
    ), changed AS (
        INSERT INTO crm_partner_check
            (partner_id, company_id, register, list_id, list_kind, list_date, source,
             result, warns, is_latest, date, since, register_name, create_uid, create_date,
             write_uid, write_date)
        SELECT partner_id, company_id, 'list', list_id, kind, day, source, result,
               result = 'listed', true, %(now)s, %(now)s, name, %(uid)s, %(now)s, %(uid)s, %(now)s
          FROM (
            SELECT hits.partner_id, hits.company_id, hits.list_id, hits.kind, hits.day,
                   hits.source, hits.name, 'listed' AS result
              FROM hits LEFT JOIN latest USING (list_id, partner_id, company_id)
             WHERE COALESCE(latest.result, 'gone') = 'gone'
             UNION ALL
            SELECT latest.partner_id, latest.company_id, latest.list_id, latest.list_kind,
                   latest.list_date, latest.source, latest.register_name, 'gone'
              FROM latest LEFT JOIN hits USING (list_id, partner_id, company_id)
             WHERE latest.result = 'listed' AND hits.partner_id IS NULL
          ) AS news
        RETURNING result
    )
    SELECT result FROM same UNION ALL SELECT result FROM changed
"""


class CrmCheckList(models.Model):
    """Customers are held against the rows of lists, all at once."""

    _inherit = "crm.check.list"

    def _match(self, partners=None):
        """Write down who is on the lists, and who no longer is.

        :param partners: these customers alone
        :return: dict with the numbers ``listed`` (on them now) and ``gone`` (no longer)
        """
        if not self:
            return self._count_results(())
        for model in ("res.partner", "crm.check.list", "crm.partner.check"):
            self.env[model].flush_model()
        of_partners = SQL("AND p.id = ANY(%s)", partners.ids) if partners is not None else SQL()
        # SQL: every customer of every list in one go, however many
        self.env.cr.execute(
            SQL(
                HITS + KEEP,
                lists=self.ids,
                of_partners=of_partners,
                now=fields.Datetime.now(),
                uid=self.env.uid,
            )
        )
        results = [result for (result,) in self.env.cr.fetchall()]
        self.env["crm.partner.check"].invalidate_model(flush=False)
        shown = ["check_ids", "check_count", "check_warning"]
        self.env["res.partner"].invalidate_model(shown, flush=False)
        return self._count_results(results)
