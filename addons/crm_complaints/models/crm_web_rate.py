from datetime import timedelta
from ipaddress import ip_address, ip_network

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.misc import hmac

#: what may be set as a system parameter crm_complaints.…
LIMITS = {
    "web_requests": 30,
    "web_minutes": 60,
    "web_file_mb": 10,
    "web_total_mb": 50,
    "web_files": 10,
}


class CrmWebRate(models.Model):
    """How often an address used a public form in the current window.

    The address itself is not kept, only its keyed hash, and that no longer than a day after the
    window. The count stands in one row, so that all workers and nodes meet there.
    """

    _name = "crm.web.rate"
    _description = "Use of Public Forms"
    _log_access = False

    visitor = fields.Char(required=True, export_string_translation=False)
    since = fields.Datetime(required=True, index=True, export_string_translation=False)
    hits = fields.Integer(required=True, export_string_translation=False)

    _visitor_once = models.UniqueIndex("(visitor)")

    @api.model
    def _count(self, form, address):
        """Count a request.

        :return: None when it is within the limit, else when the next one is taken
        """
        limit = self._limit("web_requests")
        window = timedelta(minutes=self._limit("web_minutes"))
        hits, since = self._add_hit(self._visitor_key(form, address), window)
        return since + window if hits > limit else None

    @api.model
    def _add_hit(self, visitor, window):
        # one statement, atomic over all workers: the ORM would read first and write later
        now = fields.Datetime.now()
        query = SQL(
            """
            INSERT INTO crm_web_rate AS rate (visitor, since, hits) VALUES (%(visitor)s, %(now)s, 1)
            ON CONFLICT (visitor) DO UPDATE SET
                hits = CASE WHEN rate.since <= %(start)s THEN 1 ELSE rate.hits + 1 END,
                since = CASE WHEN rate.since <= %(start)s THEN %(now)s ELSE rate.since END
            RETURNING hits, since
            """,
            visitor=visitor,
            now=now,
            start=now - window,
        )
        return self.env.execute_query(query)[0]

    @api.model
    def _visitor_key(self, form, address):
        keyed = self.env(su=True)  # the key of the hash is the database's secret
        return hmac(keyed, "crm_complaints.rate", (form, _network_of(address)))

    @api.model
    def _limit(self, name):
        # limits of forms are no secret to those who fill them in
        value = self.env["ir.config_parameter"].sudo().get_param(f"crm_complaints.{name}")
        return int(value) if str(value or "").isdigit() and int(value) else LIMITS[name]

    @api.autovacuum
    def _gc_past_windows(self):
        window = timedelta(minutes=self._limit("web_minutes"))
        self.search([("since", "<=", fields.Datetime.now() - window)]).unlink()


def _network_of(address):
    """Return what one visitor cannot change at will: an IPv6 host has a whole /64."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return address or ""
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
