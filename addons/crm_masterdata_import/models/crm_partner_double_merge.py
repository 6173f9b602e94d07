from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..partner_comparison import compared_fields
from .crm_partner_double import DIFFERENT, MERGED, OPEN


class CrmPartnerDouble(models.Model):
    """One customer made of two, unless something stands in the way."""

    _inherit = "crm.partner.double"

    def _merger(self):
        return self.env["base.partner.merge.automatic.wizard"]

    def _obstacles(self, source, target, counts=None):
        """Return in words why one of the two cannot go into the other."""
        both, texts = source | target, []
        if not all(both.mapped("active")) or any(both.mapped("parent_id")):
            texts.append(
                self.env._("One of them is archived or has become an address: look at it first.")
            )
        # sudo: whoever merges customers need not see users
        users = self.env["res.users"].sudo().with_context(active_test=False)
        of_users = users.search([("partner_id", "in", both.ids)]).partner_id
        # sudo: nor other companies
        of_companies = self.env["res.company"].sudo().search([("partner_id", "in", both.ids)])
        own = (of_users | of_companies.partner_id).with_env(self.env)
        if own:
            texts.append(
                self.env._(
                    "%(partners)s logs in as a user or is one of our companies; such a one is "
                    "not merged here.",
                    partners=", ".join(own.mapped("display_name")),
                )
            )
        texts += self._contradictions(both)
        if self._merger()._hashed_sources(source):
            texts.append(self._merger()._hashed_refusal(source))
        collisions = self._merger()._find_collisions(source, target, counts)
        return texts + self._merger()._refusals(collisions)

    def _contradictions(self, both):
        texts = []
        labels = {
            "tax_number_key": self.env._("tax numbers"),
            "registry_key": self.env._("company registry numbers"),
        }
        for name, label in labels.items():
            if len(set(filter(None, both.mapped(name)))) > 1:
                texts.append(
                    self.env._(
                        "They have different %(numbers)s: these are two firms. If one number is "
                        "wrong, correct it first.",
                        numbers=label,
                    )
                )
        if len(both.company_id) > 1:
            texts.append(self.env._("They belong to two of our companies."))
        return texts

    def merge_into(self, survivor_id, other_values=()):
        """Make one customer of the two.

        Where the survivor has no value it gets the other's; all that hangs on the other is moved.

        :param survivor_id: id of the one that stays
        :param other_values: names of the fields of which the other's values are kept
        :return: dict with ``merge_id`` (``crm.partner.merge``) and ``next_id`` (the open pair to
            look at next, or False)
        :raise UserError: the pair was judged already, or something stands in the way
        :raise AccessError: the user may not merge
        """
        self.ensure_one()
        self._check_judge()
        if self.state != OPEN:
            raise UserError(
                self.env._(
                    "%(user)s has judged these two already.",
                    user=self.judged_by_id.name or self.env._("Somebody"),
                )
            )
        both = self.partner_id | self.other_id
        target = both.filtered(lambda partner: partner.id == survivor_id)
        source = both - target
        if not target:
            raise UserError(self.env._("Choose which of the two survives."))
        source.check_access("unlink")
        obstacles = self._obstacles(source, target)
        if obstacles:
            raise UserError("\n".join(obstacles))
        self._merge(source, target, other_values)
        return {"merge_id": self.merge_id.id, "next_id": self.get_next(self.id)}

    def _merge(self, source, target, other_values):
        chosen = self._chosen(source, other_values)
        self._merger()._merge((source | target).ids, target, extra_checks=False)
        if chosen:
            # numbers that were good enough to be stored are not checked anew
            target.with_context(no_vat_validation=True).write(chosen)
            self.env["res.partner"]._refresh_unique_keys()

    def _chosen(self, source, names):
        """Return the values of fields that are taken over from the one that goes."""
        unknown = set(names) - set(compared_fields(source))
        if unknown:
            raise UserError(
                self.env._("These fields cannot be chosen: %(names)s", names=", ".join(unknown))
            )
        return {name: source.read([name], load=None)[0][name] for name in names}

    # What the merge does with pairs

    @api.model
    def _move_pairs(self, source, target):
        """Let the survivor have the pairs of the one that goes; judged once is judged for ever."""
        self.env.flush_all()
        # SQL: two pairs may become one, which the unique key lets in one order only
        self.env.cr.execute(
            SQL(
                """
                UPDATE crm_partner_double
                   SET state = %(merged)s, partner_id = %(target)s, other_id = NULL
                 WHERE state <> %(merged)s
                   AND (partner_id, other_id) IN ((%(low)s, %(high)s));
                WITH moved AS (
                    DELETE FROM crm_partner_double
                     WHERE state <> %(merged)s AND %(source)s IN (partner_id, other_id)
                 RETURNING *
                )
                INSERT INTO crm_partner_double
                    (partner_id, other_id, score, why, state, search_id, judged_by_id, judged_at,
                     create_uid, create_date, write_uid, write_date)
                SELECT least(third, %(target)s), greatest(third, %(target)s), score, why, state,
                       search_id, judged_by_id, judged_at, create_uid, create_date, write_uid,
                       write_date
                  FROM (SELECT *, CASE WHEN partner_id = %(source)s THEN other_id
                               ELSE partner_id END AS third FROM moved) AS pair
                    ON CONFLICT (partner_id, other_id) DO UPDATE
                   SET state = %(different)s, judged_by_id = excluded.judged_by_id,
                       judged_at = excluded.judged_at
                 WHERE excluded.state = %(different)s AND crm_partner_double.state = %(open)s
                """,
                merged=MERGED,
                different=DIFFERENT,
                open=OPEN,
                source=source.id,
                target=target.id,
                low=min(source.id, target.id),
                high=max(source.id, target.id),
            )
        )
        self.invalidate_model(flush=False)

    @api.model
    def _settle(self, merge):
        """Note the merge on its pair, if it stood in the list."""
        # sudo: pairs are judged here alone
        pairs = self.sudo().search(
            [
                ("state", "=", MERGED),
                ("partner_id", "=", merge.survivor_id.id),
                ("merge_id", "=", False),
            ]
        )
        pairs.write(
            {
                "merge_id": merge.id,
                "judged_by_id": merge.user_id.id,
                "judged_at": fields.Datetime.now(),
            }
        )
