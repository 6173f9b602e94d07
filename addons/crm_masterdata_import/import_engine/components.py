"""Rows that touch one another: they are loaded together, all others in any order."""


def first_rows(groups):
    """Return a dict of row → the first row that it hangs together with, without the first ones.

    :param groups: lists of row numbers; the rows of a list touch one another, and whatever
        touches one of them hangs together with all
    """
    parents = {}

    def root(row):
        while (parent := parents.setdefault(row, row)) != row:
            # every second step is cut short, so that long chains do not stay long
            parents[row] = row = parents[parent]
        return row

    for first, *others in groups:
        for other in others:
            low, high = sorted((root(first), root(other)))
            parents[high] = low
    return {row: root(row) for row in parents if root(row) != row}
