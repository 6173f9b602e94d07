"""The rows of a part by the partner that they fall on, and what came of them."""

from dataclasses import dataclass, field

from .import_engine import has_news
from .import_engine.codes import MERGED, UNCHANGED
from .import_engine.targets import OTHERS


@dataclass(frozen=True, eq=False)
class Group:
    """The rows of one partner; ``rows`` are (number, content) in the order of the file."""

    partner_id: int
    first_row: int
    is_site: bool
    site_of_partner: int
    site_of_row: int
    rows: tuple

    @property
    def contents(self):
        """What the rows say, in the order of the file."""
        return [content for _number, content in self.rows]

    def outcomes(self, outcome, partner_id):
        """Return a dict of row number → (outcome, partner's id).

        :param outcome: that of the first row
        """
        return {
            number: (outcome if number == self.first_row else MERGED, partner_id)
            for number, _content in self.rows
        }


@dataclass(frozen=True)
class Found:
    """Whose the rows are.

    ``rows``: list of (Resolution, content), in the order of the file. ``codes`` and ``memory``:
    partner's id → its code in the source, and what the source delivered last.
    """

    rows: list
    codes: dict
    memory: dict

    def groups(self):
        """Return the groups of rows, in the order of their first rows."""
        rows, firsts = {}, {}
        for row, content in self.rows:
            if row.place:
                rows.setdefault(row.place, []).append((row.row_number, content))
                firsts.setdefault(row.place, row)
        return [
            Group(
                place.partner_id or 0,
                first.row_number,
                first.site,
                (first.company and first.company.partner_id) or 0,
                firsts[first.company].row_number if first.company in firsts else 0,
                tuple(rows[place]),
            )
            for place, first in firsts.items()
        ]

    def has_news(self, group):
        """Return whether the rows could change anything."""
        partner = group.partner_id
        delivered = self.memory.get(partner)
        return delivered is None or has_news(group.contents, delivered, self.codes.get(partner, ""))


@dataclass
class Written:
    """What came of groups, added up.

    ``outcomes``: row number → (outcome, partner's id). ``new_ids``: first row → id of the partner
    that the load created, None where it was refused. ``changes``: values of the records of changes.
    ``refused``: row number → why. ``slow``: why customers were written one by one, in words.
    """

    outcomes: dict = field(default_factory=dict)
    new_ids: dict = field(default_factory=dict)
    changes: list = field(default_factory=list)
    refused: dict = field(default_factory=dict)
    slow: set = field(default_factory=set)

    def leave(self, group):
        """Note that the rows change nothing."""
        self.outcomes |= group.outcomes(UNCHANGED, group.partner_id)

    def add(self, other):
        """Add what came of further groups."""
        self.outcomes |= other.outcomes
        self.new_ids |= other.new_ids
        self.changes += other.changes
        self.slow |= other.slow

    def can_write(self, group):
        """Return whether no row of the group's company was refused."""
        return self.new_ids.get(group.site_of_row, True) is not None


def needed_targets(groups):
    """Return the targets whose stored values the rows of groups are held against."""
    said = {target for group in groups for content in group.contents for target in content}
    # further telephone numbers go into the note
    noted = {"note"} if any(target.endswith(OTHERS) for target in said) else set()
    return {target.removesuffix(OTHERS) for target in said} | noted
