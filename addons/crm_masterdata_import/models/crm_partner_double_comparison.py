from odoo import fields, models

from ..partner_comparison import compared_fields, texts_of
from .crm_partner_double import OPEN


class CrmPartnerDouble(models.Model):
    """Two customers side by side."""

    _inherit = "crm.partner.double"

    def get_comparison(self):
        """Return a pair side by side.

        :return: dict with ``id``, ``state``, ``score``, ``why`` (text), ``open`` (number of open
            pairs), ``partners`` (two dicts: ``id``, ``name``, ``created`` (ISO date),
            ``obstacles``: why it cannot survive, texts), ``survivor_id`` (proposed), ``fields``
            (dicts: ``name``, ``label``, ``values`` (two texts), ``differs``), ``rows`` (dicts:
            ``model``, ``label``, ``counts`` (two numbers)); ``partners`` and what follows are
            empty for merged pairs
        :raise AccessError: the user may not see the pair
        """
        self.ensure_one()
        self.check_access("read")
        both = self.partner_id | self.other_id
        nothing = {"partners": [], "survivor_id": False, "fields": [], "rows": []}
        return {
            "id": self.id,
            "state": self.state,
            "score": self.score,
            "why": self.why_text,
            "open": self.search_count([("state", "=", OPEN)]),
            **(self._side_by_side(both) if len(both) > 1 else nothing),
        }

    def _side_by_side(self, both):
        counts = self._merger()._count_rows(both)
        labelled = self._merger()._label_rows(counts)
        obstacles = [self._obstacles(both - partner, partner, counts) for partner in both]
        return {
            "partners": [
                {
                    "id": partner.id,
                    "name": partner.display_name,
                    "created": fields.Date.to_string(partner.create_date),
                    "obstacles": texts,
                }
                for partner, texts in zip(both, obstacles, strict=True)
            ],
            "survivor_id": self._proposed(both, obstacles, labelled).id,
            "fields": self._compare(both),
            "rows": [
                {"model": model, "label": label, "counts": [found.get(pid, 0) for pid in both.ids]}
                for model, label, found in labelled
            ],
        }

    def _compare(self, both):
        names = compared_fields(both)
        known = both.fields_get(names, ["string"])
        one, other = (texts_of(partner, names) for partner in both)
        return [
            {
                "name": name,
                "label": known[name]["string"],
                "values": [one[name], other[name]],
                "differs": one[name] != other[name],
            }
            for name in names
            if one[name] or other[name]
        ]

    def _proposed(self, both, obstacles, labelled):
        """Return who should survive: who can, has more hanging on it, and is older."""
        weight = {
            partner.id: (
                not texts,
                sum(numbers.get(partner.id, 0) for _model, _label, numbers in labelled),
                -partner.id,
            )
            for partner, texts in zip(both, obstacles, strict=True)
        }
        return max(both, key=lambda partner: weight[partner.id])
