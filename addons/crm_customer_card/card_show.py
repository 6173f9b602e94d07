"""How a block is shown: what its figures and columns are called, and what kind of value each is."""

from typing import NamedTuple


class Figure(NamedTuple):
    """One figure with its label; `tone` colours it where there is something to show."""

    key: str
    label: str
    kind: str = "text"
    tone: str = ""


class Column(NamedTuple):
    """One column of a table; a `minor` one is left out on narrow screens."""

    key: str
    label: str = ""
    kind: str = "text"
    minor: bool = False


class Table(NamedTuple):
    """A list of rows of a block; a row's own `tone` colours it."""

    key: str
    columns: tuple
    title: str = ""
    #: key of a number; rows where it is nought are left out
    counted: str = ""


class Show(NamedTuple):
    """A block: its title, the figures and tables in the order of reading."""

    title: str
    figures: tuple = ()
    tables: tuple = ()
    chart: str = ""
