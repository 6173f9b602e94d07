"""Who may know whom: the addons' dependencies are those of the picture, and make no circle.

    crm_masterdata_import   crm_discount_rules   crm_complaints   crm_messaging
              \\                    |                   |           /    |
               \\                   |                   |          /  crm_campaign_hu
                \\__________________|___________________|_________/______/
                                   crm_customer_card
                                          |
                                    crm_suite_hu

Whoever stands lower may know what stands above. Glue (`auto_install`) joins any of them with an
optional module, in under a hundred lines; nobody depends on glue. Drivers speak to what only some
firms have: nobody depends on them, and who needs one installs it.
"""

import ast
from graphlib import CycleError, TopologicalSorter

import pytest

from .tree import make

ABOVE_CARD = {
    "crm_masterdata_import": set(),
    "crm_discount_rules": set(),
    "crm_complaints": set(),
    "crm_messaging": set(),
    "crm_campaign_hu": {"crm_messaging"},
}
MAY_KNOW = ABOVE_CARD | {
    "crm_customer_card": set(ABOVE_CARD),
    "crm_suite_hu": {*ABOVE_CARD, "crm_customer_card"},
}
DRIVERS = {"crm_messaging_smpp": {"crm_messaging"}}
GLUE_LINES = 100


def violations(tree):
    manifests = {addon.name: tree.manifest(addon) for addon in tree.addons}
    glue = {name for name, manifest in manifests.items() if manifest.get("auto_install")}
    ours = {name: set(manifest["depends"]) & set(manifests) for name, manifest in manifests.items()}
    yield from _circles(ours)
    for name, known in ours.items():
        yield from (f"{name} depends on the glue {other}" for other in known & glue)
        yield from (f"{name} depends on the driver {other}" for other in known & set(DRIVERS))
        if name in glue:
            yield from _glue_size(tree, name)
        elif name not in MAY_KNOW | DRIVERS:
            yield f"{name} is not in the picture"
        else:
            may = (MAY_KNOW | DRIVERS)[name] | glue | set(DRIVERS)
            yield from (f"{name} may not know {other}" for other in known - may)
    yield from _left_out(ours, glue | set(DRIVERS))
    yield from _imports(tree, ours)


def _circles(ours):
    try:
        TopologicalSorter(ours).prepare()
    except CycleError as error:
        yield f"a circle: {' -> '.join(error.args[1])}"


def _glue_size(tree, name):
    lines = sum(
        text.count("\n")
        for path, text, _module in tree.python("addons")
        if path.relative_to(tree.root).parts[1] == name and path.name != "__manifest__.py"
    )
    if lines >= GLUE_LINES:
        yield f"the glue {name} has {lines} lines"


def _left_out(ours, glue):
    """The suite installs all of it."""
    if "crm_suite_hu" in ours:
        reached, ahead = set(), {"crm_suite_hu"}
        while ahead:
            reached |= ahead
            ahead = set().union(*(ours[name] for name in ahead)) - reached
        yield from (f"crm_suite_hu leaves out {name}" for name in set(ours) - reached - glue)


def _imports(tree, ours):
    for path, _text, module in tree.python("addons", tests=True):
        own = path.relative_to(tree.root).parts[1]
        for node in ast.walk(module):
            for other in _imported_addons(node) & set(ours) - ours[own] - {own}:
                yield f"{tree.place(path, node.lineno)} imports {other} without depending on it"


def _imported_addons(node):
    if isinstance(node, ast.ImportFrom) and node.module == "odoo.addons":
        return {alias.name for alias in node.names}
    names = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
    names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    return {name.split(".")[2] for name in names if name.startswith("odoo.addons.")}


def test_dependencies_are_those_of_the_picture(tree):
    assert list(violations(tree)) == []


def _tree(tmp_path, files=None, **depends):
    glue = {"glue"} & set(depends)
    manifests = {
        f"addons/{name}/__manifest__.py": repr(
            {"depends": others} | ({"auto_install": True} if name in glue else {})
        )
        for name, others in depends.items()
    }
    return make(tmp_path, manifests | (files or {}))


@pytest.mark.parametrize(
    ("depends", "sentence"),
    [
        ({"crm_complaints": ["crm_suite_hu"], "crm_suite_hu": []}, "may not know crm_suite_hu"),
        ({"crm_messaging": ["crm_campaign_hu"], "crm_campaign_hu": ["crm_messaging"]}, "a circle"),
        ({"crm_discount_rules": ["crm_complaints"], "crm_complaints": []}, "may not know"),
        ({"crm_unknown": ["base"]}, "crm_unknown is not in the picture"),
        ({"crm_suite_hu": ["sale"], "crm_complaints": ["base"]}, "leaves out crm_complaints"),
        ({"crm_complaints": ["glue"], "glue": []}, "depends on the glue glue"),
        (
            {"crm_suite_hu": ["crm_messaging_smpp"], "crm_messaging_smpp": []},
            "depends on the driver crm_messaging_smpp",
        ),
    ],
)
def test_a_wrong_arrow_is_found(tmp_path, depends, sentence):
    assert any(sentence in text for text in violations(_tree(tmp_path, **depends)))


def test_large_glue_is_found(tmp_path):
    bad = _tree(tmp_path, {"addons/glue/models/a.py": "x = 1\n" * GLUE_LINES}, glue=["base"])
    assert list(violations(bad)) == ["the glue glue has 100 lines"]


@pytest.mark.parametrize(
    "line",
    [
        "from odoo.addons.crm_messaging.models import x",
        "import odoo.addons.crm_messaging",
        "from odoo.addons import crm_messaging",
    ],
)
def test_an_import_without_dependency_is_found(tmp_path, line):
    files = {"addons/crm_complaints/models/a.py": line}
    bad = _tree(tmp_path, files, crm_complaints=["base"], crm_messaging=["base"])
    (text,) = violations(bad)
    assert text.endswith("imports crm_messaging without depending on it")


def test_the_whole_picture_is_welcome(tmp_path):
    depends = {name: ["base", *others] for name, others in (MAY_KNOW | DRIVERS).items()}
    assert (
        list(violations(_tree(tmp_path, **depends, glue=["crm_messaging", "sale_loyalty"]))) == []
    )
