"""Every link of the documents to a file of the project, and to a heading in it, leads somewhere."""

import re
from urllib.parse import unquote

import pytest

from .tree import make

LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?[^)]*\)")
FENCE = re.compile(r"^```.*?^```", re.M | re.S)


def violations(tree):
    for path in tree.files:
        if path.suffix == ".md":
            text = FENCE.sub("", path.read_text(encoding="utf-8"))
            for target in LINK.findall(text):
                if not re.match(r"[a-z]+:", target) and not _leads(path, unquote(target)):
                    yield f"{tree.place(path)}: {target}"


def _leads(path, target):
    name, _hash, heading = target.partition("#")
    file = (path.parent / name).resolve() if name else path
    if not file.exists():
        return False
    return not heading or heading in _anchors(file.read_text(encoding="utf-8"))


def _anchors(text):
    headings = re.findall(r"^#+\s+(.*)$", FENCE.sub("", text), re.M)
    bare = (re.sub(r"[^\w\s-]", "", heading.strip().lower()) for heading in headings)
    return {re.sub(r"\s", "-", heading) for heading in bare}


def test_links_lead_somewhere(tree):
    assert list(violations(tree)) == []


@pytest.mark.parametrize("target", ["gone.md", "b.md#no-such", "#no-such", "images/x.png"])
def test_a_broken_link_is_found(tmp_path, target):
    files = {"docs/a.md": f"See [there]({target}).\n", "docs/b.md": "# Első lépés\n"}
    assert list(violations(make(tmp_path, files))) == [f"docs/a.md: {target}"]


def test_good_links_are_welcome(tmp_path):
    text = "# Top\n[b](b.md#első-lépés) [top](#top) [web](https://a.example/x) ![p](<p.png>)\n"
    files = {"docs/a.md": text, "docs/b.md": "## Első lépés!\n", "docs/p.png": b"x"}
    assert list(violations(make(tmp_path, files))) == []
