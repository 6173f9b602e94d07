"""Rows that hang together, against a search through the graph."""

from hypothesis import given
from hypothesis import strategies as st
from import_engine.components import first_rows

ROWS = st.integers(2, 40)


def reachable(groups, row):
    """Return all rows that a walk from group to group reaches."""
    seen, todo = {row}, [row]
    while todo:
        here = todo.pop()
        for group in groups:
            if here in group:
                todo += set(group) - seen
                seen |= set(group)
    return seen


@given(st.lists(st.lists(ROWS, min_size=1, max_size=4), max_size=30))
def test_first_row_of_all_that_hang_together(groups):
    found = first_rows(groups)
    for row in {row for group in groups for row in group}:
        assert found.get(row, row) == min(reachable(groups, row))


def test_by_hand():
    # 9 meets 4, 4 meets 2; 7 and 8 meet each other only
    assert first_rows([[4, 9], [7, 8], [2, 4], [5]]) == {4: 2, 9: 2, 8: 7}
    assert first_rows([]) == {}


def test_long_chains():
    groups = [[row, row + 1] for row in range(50_000, 0, -1)]
    found = first_rows(groups)
    assert set(found.values()) == {1}
    assert len(found) == 50_000
