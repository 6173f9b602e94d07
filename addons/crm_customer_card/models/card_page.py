from odoo import api, models

from ..card_show import Column

#: kinds of values that stand at the left
WORDS = ("text", "date", "month")


class ResPartner(models.Model):
    """The card as it is shown and printed: blocks with labels and values in the user's words."""

    _inherit = "res.partner"

    @api.readonly
    def customer_card_page(self, blocks=None):
        """Return the card of one customer as the screen shows it.

        :param blocks: names of blocks; those that the user has chosen where it is left out
        :return: ``{"partner": {…}, "buttons": [{"key", "label", "icon", "action"}],
            "blocks": [{"name", "title", "figures": [{"key", "label", "text", "tone", "action"}],
            "tables": [{"key", "title", "counted", "columns": [{"label", "right", "whole",
            "minor"}], "rows": [{"cells": [texts], "tone", "action"}]}], "chart": {…} or False}],
            "hidden": [names], "layout": [{"name", "title", "shown"}]}``;
            ``action`` is a list with a window's action, or empty
        :raise UserError: there is no block of that name
        :raise AccessError: the user is no employee, or may not see the customer
        """
        card = self._card_of()
        layout = self.env["crm.customer.card.layout"]._of_user()
        found = self.customer_card(layout if blocks is None else blocks)
        return {
            "partner": card._card_head(),
            "buttons": card._card_buttons(),
            "blocks": [card._card_shown(name, block) for name, block in found["blocks"].items()],
            "hidden": found["hidden"],
            "layout": card._card_choices(layout),
        }

    def _card_head(self):
        warning = self.check_warning if self._card_may_read("crm.partner.check") else False
        segments = self._card_segments()
        return {
            "id": self.id,
            "name": self.display_name or "",
            "responsible": self.user_id.name or False,
            "responsible_id": self.user_id.id,
            "address": self._card_address(),
            "phone": self.phone or False,
            "email": self.email or False,
            "tags": [*(each["segment"] for each in segments), *self.category_id.mapped("name")],
            "warning": warning or False,
            "printed": self._card_text("date", self._card_today().isoformat()),
        }

    def _card_choices(self, layout):
        """Return all blocks, the chosen ones first, for the user to choose and order."""
        rest = [name for name in self._card_blocks() if name not in layout]
        return [
            {"name": name, "title": self._card_words(name).title, "shown": name in layout}
            for name in [*layout, *rest]
        ]

    def _card_words(self, name):
        return getattr(self, f"_card_{name}_words")()

    def _card_shown(self, name, block):
        """Return a block with its labels, and its values as texts."""
        show = self._card_words(name)
        tables = [self._card_table(table, block) for table in show.tables]
        return {
            "name": name,
            "title": show.title,
            "figures": [
                self._card_figure(figure, block)
                for figure in show.figures
                if block[figure.key] is not False and block[figure.key] not in ("", [])
            ],
            "tables": [table for table in tables if table["rows"] and table["key"] != show.chart],
            "chart": self._card_chart(show, block) if show.chart else False,
        }

    def _card_figure(self, figure, block):
        value = block[figure.key]
        action = [action for action in block["action"] if figure.key in action["opens"]]
        return {
            "key": figure.key,
            "label": figure.label,
            "text": self._card_text(figure.kind, value),
            "tone": figure.tone if value else "",
            "action": action[:1],
        }

    def _card_table(self, table, block):
        return {
            "key": table.key,
            "title": table.title,
            "counted": bool(table.counted),
            "columns": [
                {
                    "label": column.label,
                    "right": column.kind not in WORDS,
                    "whole": column.kind != "text",
                    "minor": column.minor,
                }
                for column in table.columns
            ],
            "rows": [
                {
                    "cells": [
                        self._card_text(column.kind, row[column.key]) for column in table.columns
                    ],
                    "tone": row.get("tone", ""),
                    "action": row.get("action", []),
                }
                for row in block[table.key]
                if not table.counted or row[table.counted]
            ],
        }

    def _card_chart(self, show, block):
        """Return the two series of a chart; False where there is nothing to draw."""
        [table] = [table for table in show.tables if table.key == show.chart]
        label, *series = table.columns
        rows = block[table.key]
        if not any(row[column.key] for row in rows for column in series):
            return False
        return {
            "labels": [self._card_text(label.kind, row[label.key]) for row in rows],
            "series": [self._card_series(column, rows) for column in series],
            "actions": [row["action"] for row in rows],
        }

    def _card_series(self, column: Column, rows):
        values = [row[column.key] for row in rows]
        return {
            "label": column.label,
            "values": values,
            "texts": [self._card_text(column.kind, value) for value in values],
        }
