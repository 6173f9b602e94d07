"""The table of ratios, and what counts as a benchmark."""

import pytest

from benchmarks.support.measure import compare
from devtools import bench
from devtools.errors import DevError

OUTPUT = """\
some log line
bench: {"what": "read", "ours": 0.02, "own": 0.1, "limit": 0.5}
bench: {"what": "write", "ours": 3.0, "own": 1.5, "limit": 1.0}
bench: {"what": "count", "ours": 1.0, "own": 4.0, "limit": null}
"""
TABLE = """\
benchmark  what      ours  Odoo's own  ratio  limit
chain      read   20.0 ms    100.0 ms   0.20   0.50
chain      write   3.00 s      1.50 s   2.00   1.00  too slow
chain      count   1.00 s      4.00 s   0.25"""


def test_table_of_what_a_benchmark_printed():
    rows = bench.parse("chain", OUTPUT)
    assert [row.kept for row in rows] == [True, False, True]
    assert bench.table(rows) == TABLE


def test_a_benchmark_without_ratio_is_an_error():
    with pytest.raises(DevError, match="gave no ratio"):
        bench.parse("chain", "nothing\n")


def test_benchmarks_are_the_files_and_their_titles(tmp_path):
    for name in ("chain", "__init__", "support/measure"):
        path = tmp_path / "benchmarks" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('"""The chain of documents.\n\nMore."""\n')
    assert bench.available(tmp_path) == {"chain": "The chain of documents"}
    assert bench.available(tmp_path / "empty") == {}


def test_both_ways_are_measured_in_turns_after_a_warm_up():
    calls = []
    ratio = compare("x", lambda: calls.append("ours"), lambda: calls.append("own"), rounds=2,
                    before=lambda: calls.append("-"))  # fmt: skip
    assert calls == ["-", "own", "-", "ours", "-", "ours", "-", "own", "-", "own", "-", "ours"]
    assert ratio.ours > 0
    assert ratio.own > 0
