"""Which stored customers rows hit, by a code, a number or a name."""

from odoo.tools import SQL

# looked up row by row by the index of its key, whatever PostgreSQL believes of tables that have
# just grown: COALESCE keeps it from the index of companies, in which most customers stand under
# none
HITS = """
SELECT l.row_number, found.id
  FROM line AS l CROSS JOIN LATERAL (
       SELECT partner_id AS id FROM crm_import_code
        WHERE source_id = %(source)s AND code = l.code
        UNION ALL
       SELECT id FROM res_partner
        WHERE tax_number_key = l.tax_number_key AND COALESCE(parent_id, 0) = 0
        UNION ALL
       SELECT id FROM res_partner
        WHERE registry_key = l.registry_key AND COALESCE(parent_id, 0) = 0
        UNION ALL
       -- only rows without numbers look for others by name
       SELECT id FROM res_partner
        WHERE name_key = l.name_key AND COALESCE(parent_id, 0) = 0 AND l.by_name
  ) AS found
"""
LINE = """
SELECT row_number, content ->> 'code' AS code, tax_number_key, registry_key, name_key,
       tax_number_key IS NULL AND registry_key IS NULL AS by_name
  FROM (%(lines)s) AS line
"""


def with_hits(lines, source):
    """Return SQL for a WITH: ``line``, and ``hit`` (row_number, id) of the customers they hit.

    To be run within `by_index`.

    :param lines: SQL of rows of ``crm_import_line``
    """
    return SQL(
        "WITH line AS MATERIALIZED (%s), hit AS (%s)",
        SQL(LINE, lines=lines),
        SQL(HITS, source=source.id),
    )
