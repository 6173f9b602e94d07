from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL


class ResPartner(models.Model):
    """A customer's segments, shown like tags: one of an axis takes the place of the other."""

    _inherit = "res.partner"

    segment_link_ids = fields.One2many("crm.partner.segment", "partner_id", readonly=True)
    segment_ids = fields.Many2many(
        "crm.segment",
        string="Segments",
        compute="_compute_segment_ids",
        inverse="_inverse_segment_ids",
        search="_search_segment_ids",
    )

    @api.depends("segment_link_ids.segment_id")
    def _compute_segment_ids(self):
        for partner in self:
            partner.segment_ids = partner.segment_link_ids.segment_id

    @api.onchange("segment_ids")
    def _onchange_segment_ids(self):
        new = self.segment_ids._origin - self._origin.segment_ids
        self.segment_ids = self.segment_ids.filtered(
            lambda segment: segment._origin in new or segment._origin.axis_id not in new.axis_id
        )

    def _inverse_segment_ids(self):
        """Keep what was chosen; a new segment replaces the one that its axis had.

        :raise ValidationError: two new segments of one axis
        """
        links = self.env["crm.partner.segment"].search([("partner_id", "in", self.ids)])
        of_partner, gone, values = links.grouped("partner_id"), links.browse(), []
        for partner in self:
            held = of_partner.get(partner, links.browse())
            new = partner.segment_ids - held.segment_id
            partner._check_one_per_axis(new)
            gone += held.filtered(
                lambda link, new=new, kept=partner.segment_ids: (
                    link.axis_id in new.axis_id
                    # archived ones are not shown, so nobody took them away
                    or (link.segment_id.active and link.segment_id not in kept)
                )
            )
            values += [{"partner_id": partner.id, "segment_id": segment.id} for segment in new]
        # sudo: who may write the customer says where it stands; links are written here alone
        links = links.sudo()
        links.browse(gone.ids).unlink()
        links.create(values)
        self.invalidate_recordset(["segment_ids", "segment_link_ids"])

    def _check_one_per_axis(self, segments):
        for axis, of_axis in segments.grouped("axis_id").items():
            if len(of_axis) > 1:
                raise ValidationError(
                    self.env._(
                        "%(partner)s can have one segment on the axis %(axis)s, not all of these: "
                        "%(segments)s.",
                        partner=self.display_name,
                        axis=axis.name,
                        segments=", ".join(of_axis.mapped("name")),
                    )
                )

    @api.model
    def _search_segment_ids(self, operator, value):
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        domain = Domain("segment_link_ids", "any", [("segment_id", operator, value)])
        if operator == "in" and False in value:
            domain |= Domain("segment_link_ids", "=", False)
        return domain

    def _read_group_groupby(self, alias, groupby_spec, query):
        """Group by segments as by a field that is stored: by the links that the user may see."""
        if groupby_spec != "segment_ids":
            return super()._read_group_groupby(alias, groupby_spec, query)
        links = self.env["crm.partner.segment"]
        link = query.make_alias(alias, "segment_ids")
        condition = SQL(
            "%s = %s AND %s IN %s",
            SQL.identifier(alias, "id"),
            SQL.identifier(link, "partner_id"),
            SQL.identifier(link, "id"),
            links._search([]).subselect(),
        )
        query.add_join("LEFT JOIN", link, links._table, condition)
        return SQL.identifier(link, "segment_id")
