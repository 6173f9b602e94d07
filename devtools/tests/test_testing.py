"""The closing line counts all runs; a skipped test counts as failed."""

import threading
from types import SimpleNamespace

import pytest

from devtools import testing
from devtools.errors import DevError
from devtools.testing import Group, Result

REPORT = """<testsuites><testsuite>
<testcase classname="a" name="good"/>
<testcase classname="a" name="bad"><failure message="x"/></testcase>
<testcase classname="a" name="broken"><error message="x"/></testcase>
<testcase classname="a" name="left"><skipped message="Chrome not found"/></testcase>
</testsuite></testsuites>"""


def test_each_outcome_is_counted(tmp_path):
    path = tmp_path / "junit.xml"
    path.write_text(REPORT)
    result = testing.read_report(path)
    assert (result.passed, result.failed, result.errors) == (1, 1, 1)
    assert result.skipped == ("a::left: Chrome not found",)


def test_a_run_without_a_report_is_an_error(tmp_path):
    assert testing.read_report(tmp_path / "none.xml") == Result(errors=1)


def test_a_browser_test_that_was_skipped_fails_the_run(capsys):
    total = Result(passed=3) + Result(skipped=("a::left: Chrome not found",))
    assert not total.good
    testing.report(total, 65.0)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "SKIPPED, which counts as failed: a::left: Chrome not found"
    assert "0 failed, 3 passed, 1 skipped in 65.00s (0:01:05)" in lines[-1]


def test_a_good_run_closes_as_pytest_does(capsys):
    testing.report(Result(passed=12), 1.5)
    assert capsys.readouterr().out.strip("=\n") == " 12 passed in 1.50s (0:00:01) "


def test_paths_are_given_to_the_group_they_belong_to(ws, monkeypatch):
    monkeypatch.chdir(ws.root)
    for name in ("addons/card/tests", "tests/suite", "tests/unit", "devtools/tests"):
        (ws.root / name).mkdir(parents=True)
    (ws.root / "addons/card/__manifest__.py").write_text("{'name': 'card'}")
    (ws.root / "tests/suite/test_x.py").touch()
    paths = ["addons/card", "tests/suite/test_x.py::test_a", "tests/unit", "devtools/tests"]
    assert testing.chosen(ws.root, paths) == [
        Group("without Odoo", ("tests/unit", "devtools/tests")),
        Group("in Odoo", ("addons/card",), ("card",)),
        Group("across addons", ("tests/suite/test_x.py::test_a",)),
    ]


def test_a_path_that_is_not_there_is_refused(ws, monkeypatch):
    monkeypatch.chdir(ws.root)
    with pytest.raises(DevError, match="No such path"):
        testing.chosen(ws.root, ["tests/unti"])


def test_output_of_groups_that_run_side_by_side_is_kept_apart(capsys, monkeypatch, tmp_path):
    env = SimpleNamespace(ws=SimpleNamespace(logs=tmp_path, run=tmp_path))
    together = threading.Barrier(2, timeout=10)

    def run_group(env, group, expression, output):
        together.wait()
        output.write_text(f"{group.name} one\n{group.name} two\n")
        return Result(passed=1)

    monkeypatch.setattr(testing, "run_group", run_group)
    monkeypatch.setattr(testing, "LANES", 2)
    groups = [Group("first part", ("a",)), Group("second part", ("b",))]
    assert testing.run_groups(env, groups, "").passed == 2
    printed = capsys.readouterr().out
    for name in ("first part", "second part"):
        assert f"=== {name}\n{name} one\n{name} two\n" in printed


def test_each_suite_file_is_a_group_but_those_that_share_a_server(ws):
    shared = ("tests/suite/test_chain_rpc.py", "tests/suite/test_roles_rpc.py")
    for name in ("tests/helpers/test_a.py", "tests/suite/test_b.py", *shared):
        (ws.root / name).parent.mkdir(parents=True, exist_ok=True)
        (ws.root / name).touch()
    (ws.root / "addons/card").mkdir(parents=True)
    (ws.root / "addons/card/__manifest__.py").write_text("{'name': 'card'}")
    groups = testing.all_groups(SimpleNamespace(ws=ws))
    assert [group.name for group in groups] == [
        "card with all addons",
        "over RPC",
        "tests/helpers/test_a.py",
        "tests/suite/test_b.py",
        "without Odoo",
    ]
    assert groups[1].paths == shared
