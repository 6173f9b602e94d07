from odoo import models

#: rows of a table that fit on the page beside all other blocks
ROWS = 5
BAR = 46
#: what a block's heading and its chart take on paper, in rows
HEADING, CHART = 2, 5


class ResPartner(models.Model):
    """The card on one page of paper: two columns, short lists, drawn bars."""

    _inherit = "res.partner"

    def _card_print(self):
        """Return the page with its blocks in two columns of about the same length."""
        page = self.customer_card_page()
        blocks = [_for_paper(block) for block in page["blocks"]]
        left, half = [], sum(map(_length, blocks)) / 2
        while blocks and sum(map(_length, left)) + _length(blocks[0]) / 2 <= half:
            left.append(blocks.pop(0))
        partner = page["partner"]
        head = [partner[name] for name in ("responsible", "address", "phone", "email")]
        return {**page, "columns": [left, blocks], "head": [*filter(None, head), *partner["tags"]]}


def _for_paper(block):
    figures = block["figures"]
    return {
        **block,
        "figure_pairs": [figures[place : place + 2] for place in range(0, len(figures), 2)],
        "tables": [{**table, "rows": table["rows"][:ROWS]} for table in block["tables"]],
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


def _length(block):
    """Return about how many rows a block takes on paper."""
    rows = sum(len(table["rows"]) + bool(table["title"]) for table in block["tables"])
    return HEADING + len(block["figure_pairs"]) + rows + (CHART if block["chart"] else 0)
