from odoo import models

from ..campaign_engine import Facts, figures

#: part → the model of its ids
MODELS = {
    "step": "crm.campaign.step",
    "variant": "crm.campaign.variant",
    "audience": "crm.audience",
    "user": "res.users",
}


class UtmCampaign(models.Model):
    """What a campaign brought."""

    _inherit = "utm.campaign"

    def campaign_result(self):
        """Return what a campaign brought, as far as the user may read it.

        Counts: ``planned`` (persons and steps, control group apart), ``sent``, ``delivered``,
        ``opened`` (so far or further), ``responded`` (with a response), ``opportunities``,
        ``offers`` (all orders that are not cancelled) and ``orders`` (confirmed ones) with this
        campaign as origin. Amounts, in the currency of the campaign's company: ``invoiced``
        (posted, untaxed, credit notes deducted), ``margin`` and ``direct`` (untaxed) of the
        confirmed orders, ``influenced`` (orders without this origin within `influence_days` after
        a contact), ``cost`` (actual, else planned), ``cost_per_response``, ``cost_per_order``.
        ``roi``: (margin - cost) / cost. ``uplift``: share of buyers among those selected minus that
        of the control group, within `influence_days` of the first contact (of the draw);
        ``uplift_low`` and ``uplift_high`` are the ends of its 95 % interval (Newcombe, method 10).
        What cannot be said is False: no costs, no responses, no control group; ``margin`` and
        ``roi`` also for who may not read the margin of orders.

        :return: dict of these, and ``by_step``, ``by_variant``, ``by_audience``, ``by_user``:
            lists of dicts with ``id`` and ``name`` (id False: what no contact belongs to) and the
            same keys; costs of the whole campaign are shared out by the number of planned targets
        :raise AccessError: the user may not read what the figures come from
        """
        self.ensure_one()
        self.check_access("read")
        self.env["crm.campaign.target"].check_access("read")
        self.env.flush_all()
        facts = self._facts()
        control = self._control_counts()
        digits = self._company().currency_id.decimal_places
        whole = figures(facts.get(("all", False), Facts()), *control, digits)
        for part, model in MODELS.items():
            ids = [id_ for name, id_ in facts if name == part]
            names = self._names(model, [id_ for id_ in ids if id_])
            whole[f"by_{part}"] = [
                {"id": id_, "name": names[id_]} | figures(facts[part, id_], *control, digits)
                for id_ in sorted(ids, key=lambda one: (not one, list(names).index(one)))
            ]
        return whole if self._may_read_margin() else self._without_margin(whole)

    def _may_read_margin(self):
        orders = self.env["sale.order"]
        return orders._has_field_access(orders._fields["margin"], "read")

    def _without_margin(self, whole):
        for figures_of in (whole, *(row for part in MODELS for row in whole[f"by_{part}"])):
            figures_of.update({"margin": False, "roi": False})
        return whole

    def _names(self, model, ids):
        """Return what parts are called, in their order; the one without id comes last."""
        # sudo: whoever may see a target is told the names of what it belongs to
        records = self.env[model].sudo().with_context(active_test=False).search([("id", "in", ids)])
        return {one.id: one.display_name for one in records} | {False: self.env._("Not assigned")}

    def _facts(self):
        """Return what was counted: (part, id) → `Facts`."""
        facts = {}
        for rows in (
            self._reached_facts(),
            self._order_facts(),
            self._lead_facts(),
            self._invoice_facts(),
            self._influenced_facts(),
            self._buyer_facts(),
        ):
            for key, row in rows.items():
                self._add(facts.setdefault(key, Facts()), row)
        self._share_costs(facts)
        # what has no contact and nothing else is no part
        return {
            key: one for key, one in facts.items() if key[1] or key[0] == "all" or one != Facts()
        }

    def _add(self, facts, row):
        for name, value in row.items():
            kind = type(getattr(facts, name))
            setattr(facts, name, kind(value or 0))

    def _share_costs(self, facts):
        """Give the whole its costs, and each part its share of them."""
        # sudo: costs are on the campaign's form; bills behind them need not be readable
        lines = self.sudo().cost_line_ids
        by_step = {}
        for line in lines:
            step = line.step_id.id or False
            by_step[step] = by_step.get(step, 0.0) + line._counted()
        facts.setdefault(("all", False), Facts()).cost = sum(by_step.values())
        rates = self._rates(facts, by_step)
        for (part, id_), count in self._planned_by_step(facts).items():
            for step, planned in count.items():
                facts.setdefault((part, id_), Facts()).cost += planned * rates.get(step, 0.0)

    def _rates(self, facts, by_step):
        """Return what one target of each step costs."""
        planned = facts["all", False].planned
        shared = by_step.get(False, 0.0) / planned if planned else 0.0
        return {
            id_: shared + (by_step.get(id_, 0.0) / one.planned if one.planned else 0.0)
            for (part, id_), one in facts.items()
            if part == "step" and id_
        }

    def _planned_by_step(self, facts):
        """Return how many targets of each step each part has: (part, id) → step → count."""
        found = {("step", id_): {id_: one.planned} for (part, id_), one in facts.items()
                 if part == "step" and id_}  # fmt: skip
        rows = self.env["crm.campaign.target"]._read_group(
            [("campaign_id", "=", self.id), ("state", "!=", "control")],
            ["step_id", "variant_id", "user_id"],
            ["__count"],
        )
        for step, variant, user, count in rows:
            audience = (step.audience_id or self.audience_id).id or False
            parts = (("variant", variant.id), ("audience", audience), ("user", user.id))
            for part, id_ in parts:
                mine = found.setdefault((part, id_ or False), {})
                mine[step.id] = mine.get(step.id, 0) + count
        return found
