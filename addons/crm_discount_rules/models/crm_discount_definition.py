from odoo import api, models


class CrmDiscountDefinition(models.AbstractModel):
    """What rule books are made of: a change forgets the books that were made before."""

    _name = "crm.discount.definition"
    _description = "Part of the Discount Rules"

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()


class CrmDiscountCoded(models.AbstractModel):
    """A definition with a code of its own, also where it is copied."""

    _name = "crm.discount.coded"
    _inherit = ["crm.discount.definition"]
    _description = "Part of the Discount Rules with a Code"

    def copy_data(self, default=None):
        """A copy gets a free code: its own, with a word in brackets."""
        rows = super().copy_data(default)
        if "code" not in (default or {}):
            for row, code in zip(rows, self._codes_of_copies(), strict=True):
                row["code"] = code
        return rows

    def _codes_of_copies(self):
        # codes of records that the user may not see are taken as well
        everything = self.sudo().with_context(active_test=False)
        taken = set(everything.search([("code", "=like", "% (%)")]).mapped("code"))
        codes = []
        for record in self:
            free = _numbered(f"{record.code} ({self.env._('copy')}")
            codes.append(next(code for code in free if code not in taken))
            taken.add(codes[-1])
        return codes


def _numbered(start):
    yield f"{start})"
    number = 2
    while True:
        yield f"{start} {number})"
        number += 1
