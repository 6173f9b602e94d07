"""Every XML and CSV file of an addon is named in its manifest, and every named file is there."""

from .tree import make

FOLDERS = ("data", "demo", "report", "security", "views", "wizard")


def violations(tree):
    for addon in tree.addons:
        manifest = tree.manifest(addon)
        named = [*manifest.get("data", ()), *manifest.get("demo", ())]
        there = {
            path.relative_to(addon).as_posix()
            for folder in FOLDERS
            for path in (addon / folder).rglob("*")
            if path.suffix in (".xml", ".csv")
        }
        yield from (f"{addon.name}: {name} is not in the manifest" for name in there - set(named))
        yield from (
            f"{addon.name}: the manifest names {name}, which is missing"
            for name in named
            if not (addon / name).is_file()
        )
        twice = {name for name in named if named.count(name) > 1}
        yield from (f"{addon.name}: the manifest names {name} twice" for name in twice)


def test_manifests_name_what_is_there(tree):
    assert list(violations(tree)) == []


def test_differences_are_found(tmp_path):
    manifest = {"data": ["views/a.xml", "views/gone.xml", "views/a.xml"], "demo": ["demo/d.xml"]}
    bad = make(
        tmp_path,
        {
            "addons/a/__manifest__.py": repr(manifest),
            "addons/a/views/a.xml": "<odoo/>",
            "addons/a/demo/d.xml": "<odoo/>",
            "addons/a/security/ir.model.access.csv": "id\n",
            "addons/a/static/src/xml/templates.xml": "<templates/>",
        },
    )
    assert list(violations(bad)) == [
        "a: security/ir.model.access.csv is not in the manifest",
        "a: the manifest names views/gone.xml, which is missing",
        "a: the manifest names views/a.xml twice",
    ]
