from odoo import fields, models
from odoo.exceptions import LockError, UserError, ValidationError
from odoo.tools import SQL

from ..audience_engine import find_circle


class CrmAudience(models.Model):
    """Membership: written in one statement, those who stay keep their rows."""

    _inherit = "crm.audience"

    def refresh(self):
        """Select the members anew, of the living audiences that these build on first.

        Each is selected with the rights of its owner; one without owner with the user's.

        :return: a list of {"audience_id", "count"}, in the order of the records
        :raise UserError: one is frozen, uses itself, is being refreshed by somebody else, or a
            criterion makes no sense
        """
        self.check_access("read")
        frozen = self.filtered(lambda one: one.kind == "frozen")
        if frozen:
            raise UserError(
                self.env._(
                    "“%(audience)s” is frozen: it keeps its members. Refresh a living one.",
                    audience=frozen[0].name,
                )
            )
        self._check_circle()
        self.env.flush_all()
        self._give_room()
        counts = {}
        for audience in self._with_used():
            counts[audience.id] = audience._selecting()._write_members()
        return [{"audience_id": one.id, "count": counts[one.id]} for one in self]

    def _write_members(self):
        """Make the members those whom the audience selects now; return how many they are."""
        matching = self._matching_partners()
        # sudo: members are written by nobody but this
        me = self.sudo()
        me._lock_members()
        ((count,),) = self.env.execute_query(self._merge_members(matching))
        me.invalidate_recordset(["member_ids"])
        self.env["crm.audience.member"].invalidate_model()
        me.write(
            {
                "member_count": count,
                "refreshed_at": fields.Datetime.now(),
                "refresh_user_id": self.env.uid,
                "refresh_error": False,
            }
        )
        return count

    def _lock_members(self):
        try:
            self.lock_for_update(allow_referencing=True)
        except LockError:
            raise UserError(
                self.env._(
                    "“%(audience)s” is being refreshed by somebody else: try again in a moment.",
                    audience=self.name,
                )
            ) from None

    def _merge_members(self, matching):
        """Return one statement: who left goes, who came is added, others keep their rows."""
        return SQL(
            """
            WITH matching AS MATERIALIZED (%(matching)s),
            gone AS (
                DELETE FROM crm_audience_member member
                 WHERE member.audience_id = %(audience)s
                   AND NOT EXISTS (SELECT FROM matching WHERE matching.id = member.partner_id)
            ),
            come AS (
                INSERT INTO crm_audience_member (audience_id, partner_id)
                SELECT %(audience)s, matching.id FROM matching
                 WHERE NOT EXISTS (SELECT FROM crm_audience_member member
                                    WHERE member.audience_id = %(audience)s
                                      AND member.partner_id = matching.id)
            )
            SELECT COUNT(*) FROM matching
            """,
            matching=matching,
            audience=self.id,
        )

    def _uses(self):
        """Return which audience uses which: id → ids, of all that there are."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT audience_id, included_id::text FROM crm_audience_include_rel
                UNION ALL SELECT audience_id, excluded_id::text FROM crm_audience_exclude_rel
                UNION ALL SELECT audience_id, value FROM crm_audience_criterion
                           WHERE metric = 'member_of_audience'
                """
            )
        )
        uses = {}
        for audience, others in rows:
            numbers = (one.strip() for one in (others or "").split(","))
            found = (int(one) for one in numbers if one.isascii() and one.isdigit())
            uses.setdefault(audience, []).extend(found)
        return uses

    def _check_circle(self):
        """See that no audience uses itself, on whatever way."""
        uses = self._uses()
        for audience in self:
            circle = find_circle(uses, audience.id)
            if circle:
                # sudo: the names on the way, also of those that the user may not read
                names = self.sudo().browse(circle).mapped("name")
                raise ValidationError(
                    self.env._(
                        "An audience cannot be made of itself: %(circle)s",
                        circle=" → ".join(names),
                    )
                )

    def _with_used(self):
        """Return these audiences after the living ones that they use, each once."""
        uses = self._uses()
        ordered, ahead = [], [(one, False) for one in reversed(self.ids)]
        while ahead:
            one, ready = ahead.pop()
            if one in ordered:
                continue
            if ready:
                ordered.append(one)
            else:
                ahead.append((one, True))
                ahead += [(other, False) for other in uses.get(one, ())]
        used = self.browse(ordered).exists()
        # sudo: whether they live; who uses them is checked where he does
        living = used.sudo().filtered(lambda one: one.kind == "living")
        return living.with_env(self.env)
