from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_datetime


class CrmAudience(models.Model):
    """Snapshots, and what changed between two."""

    _inherit = "crm.audience"

    def action_freeze(self):
        """Make a snapshot: a frozen copy with the members of the last refresh, and its date.

        One that was never refreshed is refreshed first.

        :return: a window's action that opens the snapshot
        :raise UserError: it is a snapshot itself
        """
        self.ensure_one()
        self.check_access("read")
        if self.kind == "frozen":
            raise UserError(self.env._("“%(audience)s” is a snapshot already.", audience=self.name))
        if not self.refreshed_at:
            self.refresh()
        moment = format_datetime(self.env, self.refreshed_at, dt_format="yyyy-MM-dd HH:mm")
        name = self.env._("%(audience)s, %(moment)s", audience=self.name, moment=moment)
        snapshot = self.copy({"name": name, "kind": "frozen"})
        # sudo: members are written by nobody but refresh and this
        snapshot.sudo()._take_members(self)
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "crm.audience",
            "res_id": snapshot.id,
            "views": [(False, "form")],
        }

    def _take_members(self, audience):
        """Copy the members of another audience, and when they were selected."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "INSERT INTO crm_audience_member (audience_id, partner_id) "
                "SELECT %s, partner_id FROM crm_audience_member WHERE audience_id = %s",
                self.id,
                audience.id,
            )  # fmt: skip
        )
        count = self.env.cr.rowcount
        self.env["crm.audience.member"].invalidate_model()
        self.invalidate_recordset(["member_ids"])
        self.write(
            {
                "snapshot_of_id": audience.id,
                "sample_seed": audience.sample_seed,
                "member_count": count,
                "refreshed_at": audience.refreshed_at,
                "refresh_user_id": audience.refresh_user_id.id,
            }
        )

    def compare_members(self, other_id):
        """Return how many members two audiences have in common, as of their last refresh.

        Those whom the user may not read are not counted.

        :param other_id: id of the other audience
        :return: {"only_this", "both", "only_other"}
        """
        self.ensure_one()
        self.check_access("read")
        other = self.browse(other_id)
        other._check_usable()
        self.env.flush_all()
        members = self.env["crm.audience.member"]
        mine, theirs = (
            members._search([("audience_id", "=", one.id)]).select(
                SQL("crm_audience_member.partner_id")
            )
            for one in (self, other)
        )
        ((only_this, both, only_other),) = self.env.execute_query(
            SQL(
                "SELECT COUNT(*) FILTER (WHERE theirs.partner_id IS NULL), "
                "COUNT(*) FILTER (WHERE mine.partner_id = theirs.partner_id), "
                "COUNT(*) FILTER (WHERE mine.partner_id IS NULL) "
                "FROM (%s) mine FULL JOIN (%s) theirs USING (partner_id)",
                mine,
                theirs,
            )  # fmt: skip
        )
        return {"only_this": only_this, "both": both, "only_other": only_other}

    def action_members(self):
        """Open the members.

        :return: a window's action
        """
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Members of %(audience)s", audience=self.name),
            "res_model": "crm.audience.member",
            "views": [(False, "list")],
            "domain": [("audience_id", "=", self.id)],
        }
