"""No file names a folder of somebody's machine or the host of a package registry."""

import re

import pytest

from .tree import make

# in pieces, so that this file keeps the rule too
FOLDERS = ("home/[a-z]", "Users/[A-Za-z]", "root/", "work/", "tmp/x/", "opt/pypi")
HOSTS = ("pypi|org", "pythonhosted|org", "npmjs|org", "debian|org/debian", "proxy.golang|org")
PLACE = re.compile(
    "|".join(
        [rf"(?<![\w.~}}>)])/{folder}" for folder in FOLDERS]
        + [host.replace("|", ".").replace(".", r"\.") for host in HOSTS]
    )
)


def violations(tree):
    for path in tree.files:
        data = path.read_bytes()
        if b"\0" in data[:8000]:
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            match = PLACE.search(line)
            if match:
                yield f"{tree.place(path, number)}: {match.group()}"


def test_no_file_names_a_machine(tree):
    assert list(violations(tree)) == []


@pytest.mark.parametrize(
    "line",
    [
        "source: /" + "work/main/addons",
        'path = "/' + 'home/anna/odoo"',
        "/" + "root/.cache",
        "https://" + "pypi" + ".org/simple",
        "deb http://deb.debian" + ".org/debian sid main",
    ],
)
def test_places_are_found(tmp_path, line):
    assert len(list(violations(make(tmp_path, {"docs/a.md": line})))) == 1


def test_other_paths_are_welcome(tmp_path):
    text = "/var/lib/odoo\n$HOME/work/a\nhttps://firm.example/home/login\n./root/x\naddons/work/\n"
    assert list(violations(make(tmp_path, {"docs/a.md": text}))) == []
