from odoo import models
from odoo.exceptions import AccessError, UserError


class CrmAudience(models.Model):
    """An audience selects with the rights of its owner: who may say what it selects."""

    _inherit = "crm.audience"

    def _check_definable(self, owner=None):
        """See that only its owner changes what an audience selects, and nobody a frozen one.

        :param owner: whom the same change makes the owner
        """
        frozen = self.filtered(lambda one: one.kind == "frozen" and one.refreshed_at)
        if frozen:
            raise UserError(
                self.env._(
                    "“%(audience)s” is a snapshot: it stays as it was. Change the living audience.",
                    audience=frozen[0].name,
                )
            )
        if self.env.su or owner == self.env.uid:
            return
        foreign = self.filtered(lambda one: one.user_id and one.user_id != self.env.user)
        if foreign:
            raise AccessError(
                self.env._(
                    "“%(audience)s” selects with the rights of its owner, %(owner)s. To change "
                    "what it selects, copy it, or make yourself its owner first.",
                    audience=foreign[0].name,
                    owner=foreign[0].user_id.name,
                )
            )

    def _check_owner(self):
        """See that nobody lends an audience rights that he does not have."""
        if self.env.su:
            return
        others = self.filtered(lambda one: one.user_id != self.env.user)
        manager = self.env.user.has_group("crm_campaign_hu.group_campaign_manager")
        if others and not manager:
            raise AccessError(
                self.env._("Only managers of campaigns share audiences or hand them to others.")
            )
        # sudo: the groups of another user
        mighty = others.user_id.sudo().filtered(lambda one: one._is_system() or one._is_superuser())
        if mighty and not self.env.user._is_system():
            raise AccessError(
                self.env._(
                    "An audience selects with the rights of its owner: hand it to nobody who has "
                    "more of them than you, such as %(user)s.",
                    user=mighty[0].name,
                )
            )

    def _check_usable(self):
        """See that the user may read audiences that another one builds on.

        :raise UserError: there is none of an id
        """
        if len(self.exists()) < len(self):
            raise UserError(
                self.env._(
                    "There is no audience with the number %(id)s: choose another.",
                    id=(self - self.exists())[0].id,
                )
            )
        self.check_access("read")

    def _selecting(self):
        """Return the audience with the rights that it selects with: its owner's, if it has one.

        :raise UserError: the owner has left
        """
        self.ensure_one()
        owner = self.user_id
        if not owner or owner == self.env.user:
            return self
        if not (owner.active or owner._is_superuser()):
            raise UserError(
                self.env._(
                    "%(owner)s, who owns “%(audience)s”, is archived: give it another owner.",
                    owner=owner.name,
                    audience=self.name,
                )
            )
        return self.with_user(owner)
