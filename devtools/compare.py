"""./dev test --odoo: Odoo's and OCA's own tests, without ours and with; what differs is ours."""

import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from . import database, environment, manifests, settings, system
from .environment import Environment
from .progress import say, step


def run(addons: list[str]) -> int:
    """0 when no test of theirs fails with our addons that passes without them."""
    env = environment.ensure((*system.TO_RUN, *system.TO_TEST))
    manifests.check(env.source.server_addons, _oca(env), addons)
    # the same set of other people's addons in both databases: only ours make the difference
    _mine, others = manifests.closure(env.ws.addons, list(database.DEFAULT_ADDONS))
    wanted = tuple(sorted({*others, *addons}))
    without = _failures(env, "compare_without", wanted, addons)
    together = _failures(env, "compare_with", (*wanted, *database.DEFAULT_ADDONS), addons)
    new = sorted(together["failed"] - without["failed"])
    for name in new:
        print(f"FAILED only with our addons: {name}")
    for name in sorted(without["failed"] & together["failed"]):
        print(f"fails without our addons too: {name}")
    lost = sorted(without["ran"] - together["ran"])
    for name in lost:
        print(f"NOT RUN with our addons: {name}")
    passed = len(together["ran"] - together["failed"])
    known = len(together["failed"]) - len(new)
    print(f"{passed} passed, {len(new)} failed with our addons only, {known} failed either way")
    return 1 if new or lost else 0


def _oca(env: Environment) -> list[Path]:
    """Where OCA's addons lie: in the Python environment."""
    return sorted((env.ws.state / "venv" / "lib").glob("python3*/site-packages/odoo/addons"))


def _folder(env: Environment, addon: str) -> Path:
    folders = (env.source.server_addons, *_oca(env))
    return next(folder / addon for folder in folders if (folder / addon).is_dir())


def _failures(env: Environment, name: str, installed: tuple, tested: list[str]) -> dict[str, set]:
    database.fresh(env, name, installed)
    report = env.ws.run / f"{name}.xml"
    report.unlink(missing_ok=True)
    paths = [_folder(env, addon) / "tests" for addon in tested]
    command = [
        env.ws.python,
        "-m",
        "pytest",
        "-q",
        "-o",
        "addopts=",
        "-p",
        "no:cacheprovider",
        "--odoo-http",
        f"--odoo-database={name}",
        f"--odoo-config={settings.config_file(env.ws)}",
        f"--junitxml={report}",
        *paths,
    ]
    log = env.ws.logs / f"{name}.tests.log"
    with step(f"Odoo's tests of {', '.join(tested)} on {name}"), log.open("w") as output:
        subprocess.run(
            list(map(str, command)),
            cwd=env.ws.root,
            env=env.variables(),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    say(f"    (log: {log})")
    return _read(report)


def _read(report) -> dict[str, set]:
    ran, failed = set(), set()
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}"
        ran.add(name)
        if case.find("failure") is not None or case.find("error") is not None:
            failed.add(name)
    return {"ran": ran, "failed": failed}
