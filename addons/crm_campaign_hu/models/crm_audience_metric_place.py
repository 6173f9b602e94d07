from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

EARTH_DIAMETER_KM = 12742


class CrmAudienceMetric(models.AbstractModel):
    """How far people are."""

    _inherit = "crm.audience.metric"

    @api.model
    def _metric_distance_km(self, asked):
        """As the crow flies, from the criterion's place; 0° N 0° E is no place."""
        place = asked.criterion.place_id or asked.company.partner_id
        if not (place.partner_latitude or place.partner_longitude):
            raise UserError(
                self.env._(
                    "“%(place)s” has no coordinates, so nobody's distance from it is known: "
                    "fill in its latitude and longitude, or choose another place.",
                    place=place.display_name,
                )
            )
        return SQL(
            "SELECT far.id AS partner_id, %s * ASIN(LEAST(1, SQRT("
            "POWER(SIN(RADIANS(far.partner_latitude - %s) / 2), 2)"
            " + COS(RADIANS(%s)) * COS(RADIANS(far.partner_latitude))"
            " * POWER(SIN(RADIANS(far.partner_longitude - %s) / 2), 2)))) AS value"
            " FROM res_partner far JOIN candidate here ON here.id = far.id"
            " WHERE COALESCE(far.partner_latitude, 0) != 0"
            " OR COALESCE(far.partner_longitude, 0) != 0",
            EARTH_DIAMETER_KM, place.partner_latitude, place.partner_latitude,
            place.partner_longitude,
        )  # fmt: skip
