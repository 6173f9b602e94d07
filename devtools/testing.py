"""./dev test: lint, tests without Odoo, each addon alone, all together, the suite's tests.

Each group of tests is a pytest process of its own; as many run at once as there are processors.
"""

import os
import re
import subprocess
import threading
import time
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from . import database, environment, lint, manifests, settings, system
from .environment import Environment
from .errors import DevError
from .locks import lock
from .progress import step

PURE = ("tests/unit", "tests/structure", "devtools/tests")
SUITE = ("tests/helpers", "tests/suite")
NO_TESTS_COLLECTED = 5
# the demo firm takes minutes to load: its tests run where it is loaded already
DEMO = "addons/crm_suite_hu/tests/test_demo.py"
# these take minutes and show nothing more alone: they run with all addons
ONCE = (
    "addons/crm_complaints/tests/test_complaint_form.py",
    "addons/crm_complaints/tests/test_withdrawal.py",
    "addons/crm_discount_rules/tests/test_cases_in_orders.py",
    "addons/crm_discount_rules/tests/test_tours.py",
    "addons/crm_masterdata_import/tests/test_doubles_tour.py",
    "addons/crm_masterdata_import/tests/test_import_guide_tour.py",
    "addons/crm_masterdata_import/tests/test_import_samples.py",
)
# these talk to one server and mind nothing of what the others leave: they share it
OVER_RPC = tuple(
    f"tests/suite/test_{name}.py"
    for name in (
        "chain_rpc",
        "complaints_rpc",
        "discount_concurrency",
        "doubles_rpc",
        "import_guide",
        "import_rpc",
        "messaging_browser",
        "messaging_rpc",
        "promised_methods",
        "roles_rpc",
    )
)
LANES = min(os.cpu_count() or 1, 4)


@dataclass(frozen=True)
class Group:
    """Tests that run in one pytest process; with `addons`, inside Odoo on a fresh database.

    With `demo`, that database has the demo firm; what `without` names is left out.
    """

    name: str
    paths: tuple[str, ...]
    addons: tuple[str, ...] = ()
    demo: bool = False
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    passed: int = 0
    failed: int = 0
    errors: int = 0
    skipped: tuple[str, ...] = ()

    def __add__(self, other: "Result") -> "Result":
        return Result(
            self.passed + other.passed,
            self.failed + other.failed,
            self.errors + other.errors,
            self.skipped + other.skipped,
        )

    @property
    def good(self) -> bool:
        return not (self.failed or self.errors or self.skipped)


def run(paths: list[str], expression: str = "") -> int:
    """Run the tests; 0 when all passed and none was skipped."""
    started = time.monotonic()
    env = environment.ensure((*system.TO_RUN, *system.TO_TEST))
    narrowed = bool(paths or expression)
    if not narrowed and lint.run(env.ws.root, env.ws.python):
        return 1
    groups = chosen(env.ws.root, paths) if paths else all_groups(env)
    with lock(env.ws, "tests"):
        total = run_groups(env, groups, expression)
    if not narrowed and not total.passed:
        raise DevError("No test ran", "look at the output above")
    report(total, time.monotonic() - started)
    return 0 if total.good else 1


def all_groups(env: Environment) -> list[Group]:
    """Those that take longest come first, so that no processor waits at the end.

    The first makes the database of all addons, which takes minutes; others go on meanwhile.
    """
    addons = manifests.ours(env.ws.addons)
    # glue installs itself where its two parts meet: it has nothing to be tested alone
    glue = sorted(name for name, manifest in addons.items() if manifest.get("auto_install"))
    demo = (DEMO,) if (env.ws.root / DEMO).is_file() else ()
    first, *together = [
        Group(f"{name} with all addons", (f"addons/{name}",), tuple(addons), without=demo)
        for name in addons
        if name not in glue
    ]
    if glue:
        places = tuple(f"addons/{name}" for name in glue)
        together.append(Group("glue with all addons", places, tuple(addons)))
    if demo:
        together.append(Group("the demo firm", demo, database.DEFAULT_ADDONS, demo=True))
    alone = []
    for name in addons:
        mine, _others = manifests.closure(env.ws.addons, [name])
        if name not in glue and {*mine, *glue} != set(addons):
            alone.append(Group(f"{name} alone", (f"addons/{name}",), (name,), without=ONCE))
    suite = [place for folder in SUITE for place in sorted(env.ws.root.glob(f"{folder}/test_*.py"))]
    places = [str(place.relative_to(env.ws.root)) for place in suite]
    apart = [Group(place, (place,)) for place in places if place not in OVER_RPC]
    over_rpc = tuple(place for place in places if place in OVER_RPC)
    shared = [Group("over RPC", over_rpc)] if over_rpc else []
    return [first, *alone, *together, *shared, *apart, Group("without Odoo", PURE)]


def chosen(root: Path, paths: list[str]) -> list[Group]:
    """The groups that the named paths belong to."""
    pure, suite, inside = [], [], []
    for path in paths:
        place = (Path.cwd() / path.split("::")[0]).resolve()
        if not place.exists() or not place.is_relative_to(root):
            raise DevError(f"No such path in this project: {path}", "look for a typing error")
        name = str(place.relative_to(root)) + path[len(path.split("::")[0]) :]
        if name.startswith("addons"):
            inside.append(name)
        elif name.startswith(SUITE):
            suite.append(name)
        else:
            pure.append(name)
    addons = tuple(manifests.ours(root / "addons"))
    groups = [
        Group("without Odoo", tuple(pure)),
        Group("in Odoo", tuple(inside), addons),
        Group("across addons", tuple(suite)),
    ]
    return [group for group in groups if group.paths]


def run_groups(env: Environment, groups: list[Group], expression: str) -> Result:
    """Run groups side by side; what each printed is shown whole when it has ended."""
    if len(groups) == 1:
        return run_group(env, groups[0], expression)
    running, printing = [], threading.Lock()

    def run_one(group: Group) -> Result:
        output = env.ws.logs / f"tests-{_slug(group)}.log"
        running.append(group.name)
        work.note(", ".join(running))
        result = run_group(env, group, expression, output)
        running.remove(group.name)
        work.note(", ".join(running))
        with printing:
            print(f"\n=== {group.name}\n{output.read_text()}", end="", flush=True)
        return result

    with step(f"running {len(groups)} groups of tests") as work, ThreadPoolExecutor(LANES) as pool:
        return sum(pool.map(run_one, groups), Result())


def run_group(
    env: Environment, group: Group, expression: str, output: Path | None = None
) -> Result:
    """Run one group; its output goes to a file, or to the screen when none is named."""
    report_file = env.ws.run / f"tests-{_slug(group)}.xml"
    report_file.unlink(missing_ok=True)
    words = ["-q", f"--junitxml={report_file}", "-p", "no:cacheprovider"]
    if expression:
        words += ["-k", expression]
    if group.addons:
        words += _inside_odoo(env, group)
    existing = [path for path in group.paths if (env.ws.root / path.split("::")[0]).exists()]
    code = _pytest(env, [*words, *existing], output)
    if code == NO_TESTS_COLLECTED:
        return Result()
    result = read_report(report_file)
    return replace(result, errors=result.errors + 1) if code and result.good else result


def _pytest(env: Environment, words: list[str], output: Path | None) -> int:
    command = [str(env.ws.python), "-m", "pytest", *words]
    place = {"cwd": env.ws.root, "env": _variables(env)}
    if not output:
        return subprocess.run(command, **place).returncode
    with output.open("w") as file:
        return subprocess.run(command, stdout=file, stderr=subprocess.STDOUT, **place).returncode


def _slug(group: Group) -> str:
    return re.sub(r"\W+", "-", group.name)


def _variables(env: Environment) -> dict[str, str]:
    return {**env.variables(), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}


def _inside_odoo(env: Environment, group: Group) -> list[str]:
    name = f"test_{_slug(group)}"[:40].replace("-", "_")
    database.fresh(env, name, group.addons, group.demo)
    return [
        *(f"--ignore={env.ws.root / place}" for place in group.without),
        "-o",
        "addopts=",
        "--odoo-http",
        f"--odoo-database={name}",
        f"--odoo-config={settings.config_file(env.ws)}",
        "--odoo-log-level=error",
        f"--rootdir={env.ws.root}",
    ]


def read_report(path: Path) -> Result:
    """Count what pytest wrote; a run that was killed wrote nothing, which is an error."""
    if not path.is_file():
        return Result(errors=1)
    total = Result()
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        total += _outcome(case)
    return total


def _outcome(case: ElementTree.Element) -> Result:
    name = f"{case.get('classname')}::{case.get('name')}"
    if case.find("failure") is not None:
        return Result(failed=1)
    if case.find("error") is not None:
        return Result(errors=1)
    skipped = case.find("skipped")
    if skipped is not None:
        return Result(skipped=(f"{name}: {skipped.get('message') or ''}",))
    return Result(passed=1)


def report(total: Result, seconds: float) -> None:
    """The closing line, as pytest writes it, for all runs together."""
    for text in total.skipped:
        print(f"SKIPPED, which counts as failed: {text}")
    parts = [f"{total.failed} failed"] if total.failed or total.skipped else []
    parts.append(f"{total.passed} passed")
    parts += [f"{len(total.skipped)} skipped"] if total.skipped else []
    parts += [f"{total.errors} errors"] if total.errors else []
    minutes = f"{int(seconds) // 3600}:{int(seconds) // 60 % 60:02}:{int(seconds) % 60:02}"
    line = f" {', '.join(parts)} in {seconds:.2f}s ({minutes}) "
    print(line.center(80, "="), flush=True)
