import base64

from odoo import api, fields, models
from odoo.tools import format_amount
from odoo.tools.misc import formatLang

from ..campaign_engine import KEYS, workbook

FUNNEL = (
    "planned",
    "sent",
    "delivered",
    "opened",
    "responded",
    "opportunities",
    "offers",
    "orders",
)
AMOUNTS = {"invoiced", "margin", "cost", "cost_per_response", "cost_per_order", "direct",
           "influenced"}  # fmt: skip
SHARES = {"roi", "uplift", "uplift_low", "uplift_high"}
#: what is shown of each part; the file has all of it
OF_PARTS = ("planned", "sent", "opened", "responded", "opportunities", "offers", "orders", "direct",
            "influenced", "invoiced", "margin", "cost", "roi")  # fmt: skip
PARTS = ("step", "variant", "audience", "user")
#: which targets each figure of the funnel opens
STATES = {
    "sent": ("sent", "delivered", "opened", "responded"),
    "opened": ("opened", "responded"),
    "missed": ("failed", "skipped"),
    "control": ("control",),
}


class UtmCampaign(models.Model):
    """What a campaign brought, to look at: figures, funnel, parts, files."""

    _inherit = "utm.campaign"

    result_board = fields.Html("Results", compute="_compute_result_board", sanitize=False)
    target_count = fields.Integer("Persons", compute="_compute_target_counts")
    response_count = fields.Integer("Responses", compute="_compute_target_counts")

    def _compute_target_counts(self):
        rows = self.env["crm.campaign.target"]._read_group(
            [("campaign_id", "in", self.ids), ("state", "!=", "control")],
            ["campaign_id"],
            ["__count", "response_id:count"],
        )
        counts = {campaign: (count, responses) for campaign, count, responses in rows}
        for campaign in self:
            campaign.target_count, campaign.response_count = counts.get(campaign._origin, (0, 0))

    @api.depends_context("uid", "lang")
    def _compute_result_board(self):
        for campaign in self:
            known = campaign._origin
            campaign.result_board = known._board() if known else False

    def _board(self):
        values = self._board_values()
        return self.env["ir.qweb"]._render(
            "crm_campaign_hu.campaign_board", values, lang=self.env.lang
        )

    def _board_values(self):
        """Return what the board and the report show, in words."""
        self.ensure_one()
        result = self.campaign_result()
        words = self._figure_words()
        most = max(result["planned"], 1)
        return {
            "campaign": self,
            "funnel": [
                {
                    "name": words[key],
                    "count": self._figure_text(key, result[key]),
                    "percent": self._percent(result[key], most),
                    "width": min(100, round(100 * result[key] / most, 1)),
                }
                for key in FUNNEL
            ],
            "figures": [
                (words[key], self._figure_text(key, result[key]))
                for key in KEYS
                if key not in FUNNEL
            ],
            "columns": [words[key] for key in OF_PARTS],
            "parts": [
                (words[part], [(one["name"], [self._figure_text(key, one[key]) for key in OF_PARTS])
                               for one in result[f"by_{part}"]])
                for part in PARTS if any(one["id"] for one in result[f"by_{part}"])
            ],
        }  # fmt: skip

    def _percent(self, count, whole):
        return self.env._("%(percent)s %%", percent=formatLang(self.env, 100 * count / whole, 1))

    def _figure_text(self, key, value):
        """Return a figure as people read it; a dash where nothing can be said."""
        if value is False:
            return "–"
        if key in AMOUNTS:
            return format_amount(self.env, value, self._company().currency_id)
        if key in SHARES:
            return self._percent(value, 1)
        return formatLang(self.env, value, 0)

    @api.model
    def _figure_words(self):
        return {
            "planned": self.env._("Planned"),
            "sent": self.env._("Sent"),
            "delivered": self.env._("Delivered"),
            "opened": self.env._("Opened"),
            "responded": self.env._("Responded"),
            "opportunities": self.env._("Opportunities"),
            "offers": self.env._("Offers"),
            "orders": self.env._("Orders"),
            "invoiced": self.env._("Invoiced"),
            "margin": self.env._("Margin"),
            "cost": self.env._("Cost"),
            "cost_per_response": self.env._("Cost per response"),
            "cost_per_order": self.env._("Cost per order"),
            "roi": self.env._("Return on investment"),
            "uplift": self.env._("Uplift against the control group"),
            "uplift_low": self.env._("Uplift, at least (95 %)"),
            "uplift_high": self.env._("Uplift, at most (95 %)"),
            "direct": self.env._("Ordered by this campaign"),
            "influenced": self.env._("Ordered soon after a contact"),
            "step": self.env._("Step"),
            "variant": self.env._("Variant"),
            "audience": self.env._("Audience"),
            "user": self.env._("Salesperson"),
        }

    def action_results_xlsx(self):
        """Make a workbook of the results: the whole, and a sheet for each part.

        :return: an action that downloads it
        """
        self.ensure_one()
        result, words = self.campaign_result(), self._figure_words()
        heads = [words[key] for key in KEYS]
        sheets = [(self.env._("Results"), [[self.env._("Figure"), self.title],
                   *([words[key], result[key]] for key in KEYS)])]  # fmt: skip
        for part in PARTS:
            rows = [[one["name"], *(one[key] for key in KEYS)] for one in result[f"by_{part}"]]
            sheets.append((words[part], [[words[part], *heads], *rows]))
        file = self.env["ir.attachment"].create(
            {
                "name": f"{self.title} {fields.Date.context_today(self)}.xlsx",
                "datas": base64.b64encode(workbook(sheets)),
            }
        )
        url = f"/web/content/{file.id}?download=true"
        return {"type": "ir.actions.act_url", "url": url, "target": "download"}

    def action_open_targets(self):
        """Open the persons of campaigns; the context's `campaign_targets` says which of them.

        :return: a window's action
        """
        wanted = self.env.context.get("campaign_targets")
        domain = [("campaign_id", "in", self.ids)]
        if wanted == "responded":
            domain.append(("response_id", "!=", False))
        elif wanted in STATES:
            domain.append(("state", "in", STATES[wanted]))
        return self.step_ids[:1]._open_targets(domain)

    def action_open_orders(self):
        """Open the offers and orders that name the campaigns.

        :return: a window's action
        """
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Offers and orders"),
            "res_model": "sale.order",
            "views": [(False, "list"), (False, "form")],
            "domain": [("campaign_id", "in", self.ids), ("state", "!=", "cancel")],
        }
