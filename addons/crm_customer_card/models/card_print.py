from odoo import models

#: rows of a table that fit on the page beside all other blocks
ROWS = 5
BAR = 46
#: what a block's heading and its chart take on paper, in rows
HEADING, CHART = 2, 6


class ResPartner(models.Model):
    """The card on one page of paper: two columns, short lists, drawn bars."""

    _inherit = "res.partner"

    def _card_print(self):
        """Return the page with its blocks in two columns of about the same length."""
        page = self.customer_card_page()
        blocks = [_for_paper(block) for block in page["blocks"]]
        cut = min(
            range(len(blocks) + 1),
            key=lambda place: max(_rows(blocks[:place]), _rows(blocks[place:])),
        )
        partner = page["partner"]
        head = [partner[name] for name in ("responsible", "address", "phone", "email")]
        return {
            **page,
            "columns": [blocks[:cut], blocks[cut:]],
            "head": [*filter(None, head), *partner["tags"]],
        }


def _for_paper(block):
    return {
        **block,
        "tables": [
            table if table["counted"] else {**table, "rows": table["rows"][:ROWS]}
            for table in block["tables"]
        ],
        "chart": block["chart"] and _bars(block["chart"]),
    }


def _bars(chart):
    """Return for each label the heights of its bars in pixels."""
    most = max((value for series in chart["series"] for value in series["values"]), default=0)
    scale = BAR / most if most > 0 else 0
    heights = zip(*(series["values"] for series in chart["series"]), strict=True)
    return {
        "bars": [
            {"label": label, "heights": [max(0, round(value * scale)) for value in values]}
            for label, values in zip(chart["labels"], heights, strict=True)
        ]
    }


def _rows(blocks):
    """Return about how many rows blocks take on paper."""
    return sum(
        HEADING
        + len(block["figures"])
        + sum(len(table["rows"]) + bool(table["title"]) for table in block["tables"])
        + (CHART if block["chart"] else 0)
        for block in blocks
    )
