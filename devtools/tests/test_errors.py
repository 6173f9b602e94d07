"""What goes wrong is told in a line, with the mend."""

import errno
import sys

import pytest

from devtools import cli, programs, server, system
from devtools.errors import DevError, explain, explain_os_error
from devtools.odoo_log import summarize
from devtools.python_env import _explain

LOG = """\
2026-11-22 10:00:00,001 77 INFO shop odoo.modules.loading: Loading module crm_suite_hu (3/3)
2026-11-22 10:00:01,002 77 CRITICAL shop odoo.modules.registry: Failed to load registry
Traceback (most recent call last):
  File "convert.py", line 1, in parse
    raise ParseError
odoo.tools.convert.ParseError: while parsing /x/addons/crm_suite_hu/views/a.xml:3
Field "nme" does not exist in model "res.partner"
2026-11-22 10:00:01,003 77 INFO shop odoo.service.server: Stopping
"""


def test_the_addons_error_is_shown_without_the_wall_of_log():
    text = summarize(LOG)
    assert "[crm_suite_hu]" in text
    assert 'Field "nme" does not exist in model "res.partner"' in text
    assert "INFO" not in text
    assert 'File "convert.py"' not in text


def test_a_quiet_log_has_no_trouble():
    assert summarize("2026-11-22 10:00:00,001 77 INFO shop odoo: all well\n") == ""


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("E: Could not resolve 'mirror.example'", "download failed"),
        ("ERROR: Failed to establish a new connection: [Errno 111]", "download failed"),
        ("cp: error writing 'x': No space left on device", "disk is full"),
    ],
)
def test_troubles_that_any_program_meets_are_recognised(output, said):
    assert said in explain(f"first line\n{output}\nlast line").message


def test_other_output_is_nobodys_trouble():
    assert explain("error: no such option") is None


def test_a_full_disk_is_recognised_in_our_own_writes():
    assert "disk is full" in explain_os_error(OSError(errno.ENOSPC, "no", "/x")).message
    assert explain_os_error(OSError(errno.EACCES, "no", "/x")) is None


def test_a_failing_program_is_shown_with_its_last_lines(tmp_path):
    log = tmp_path / "log"
    script = "import sys; print('one'); print('the reason'); sys.exit(3)"
    with pytest.raises(DevError) as caught:
        programs.run([sys.executable, "-c", script], log=log, mend="do this")
    assert "exit code 3" in caught.value.message
    assert "the reason" in caught.value.message
    assert caught.value.mend == "do this"
    assert "the reason" in log.read_text()


def test_a_missing_program_is_named():
    with pytest.raises(DevError, match="no-such-program is missing"):
        programs.run(["no-such-program"])


def test_a_python_without_wheels_is_explained():
    error = _explain(DevError("ERROR: No matching distribution found for gevent==26.9.0"))
    assert "pins are made for CPython" in error.mend


def test_a_taken_port_names_a_free_one():
    import socket

    with socket.socket() as taken:
        taken.bind((server.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(DevError) as caught:
            server.check_port(port)
    assert f"Port {port} is taken" in caught.value.message
    assert f"--port {port + 1}" in caught.value.mend
    server.check_port(port)


def test_a_nearly_full_disk_stops_the_set_up(tmp_path):
    with pytest.raises(DevError, match="nearly full"):
        system.ensure_room(tmp_path, needed=10**18)
    system.ensure_room(tmp_path, needed=1)


def test_missing_packages_are_named_for_whoever_may_not_install(monkeypatch):
    monkeypatch.setattr(system, "is_debian", lambda: True)
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000)
    needs = (system.Need("libnone1", lambda: False), system.Need("there", lambda: True))
    with pytest.raises(DevError) as caught:
        system.ensure(needs)
    assert "libnone1" in caught.value.message
    assert "there" not in caught.value.message
    assert caught.value.mend == "run as root: apt-get install --no-install-recommends libnone1"


def test_an_error_ends_the_command_with_its_mend(monkeypatch, capsys):
    def fail(_ws):
        raise DevError("It broke", "glue it")

    monkeypatch.setattr(cli.cleaning, "stop", fail)
    assert cli.main(["stop"]) == 1
    assert "It broke\n  Mend: glue it" in capsys.readouterr().err
