from odoo import api, models
from odoo.exceptions import AccessError, UserError

#: all blocks, as a card shows them before its user orders them otherwise
BLOCKS = (
    "trends", "turnover", "balance", "identity", "margin", "products", "documents", "activities",
    "contacts", "campaigns", "tickets", "prices", "similar", "checks",
)  # fmt: skip


class ResPartner(models.Model):
    """The whole customer on one page.

    A block is a method `_card_<name>` that returns its figures, or None where the user's rights do
    not reach. Its titles and columns are said by `_card_<name>_words`.
    """

    _inherit = "res.partner"

    @api.readonly
    def customer_card(self, blocks=None):
        """Return what is known of one customer; a contact person's card is his firm's.

        All is read with the rights of the user: he gets sums of what he may see. Money is in the
        currency of the company that he works in, without tax; days are days where he is. What does
        not apply is False.

        :param blocks: names of blocks; all of them where it is left out
        :return: ``{"blocks": {name: {…figures…, "action": [window actions]}}, "hidden": [names]}``;
            ``hidden`` are those that the user has no right to. An action names in ``opens`` the
            figures that its documents make up; rows of lists have ``action`` lists of their own.
        :raise UserError: there is no block of that name
        :raise AccessError: the user is no employee, or may not see the customer
        """
        names = self._card_names(blocks)
        card = self._card_of()
        found = {name: getattr(card, f"_card_{name}")() for name in names}
        return {
            "blocks": {name: figures for name, figures in found.items() if figures is not None},
            "hidden": [name for name, figures in found.items() if figures is None],
        }

    @api.model
    def _card_blocks(self):
        """Return the names of all blocks in their usual order."""
        return list(BLOCKS)

    @api.model
    def _card_names(self, blocks):
        known = self._card_blocks()
        names = known if blocks is None else list(blocks)
        unknown = [str(name) for name in names if name not in known]
        if unknown:
            raise UserError(
                self.env._(
                    "The customer card has no block %(unknown)s. It has these: %(known)s.",
                    unknown=", ".join(unknown),
                    known=", ".join(known),
                )
            )
        return names

    def _card_of(self):
        """Return the firm whose card it is, with what all blocks need to know."""
        self.ensure_one()
        if not self.env.user._is_internal():
            raise AccessError(self.env._("Only employees may see the customer card."))
        self.check_access("read")
        firm = self.commercial_partner_id
        firm.check_access("read")
        everybody = self.with_context(active_test=False).search(
            [("commercial_partner_id", "=", firm.id)]
        )
        return firm.with_context(
            card_partner_ids=everybody.ids,
            tz=self.env.user.tz or self.env.context.get("tz") or "UTC",
        )
