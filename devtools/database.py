"""Databases: templates with the third-party addons, and fresh ones copied from them.

A database is built under another name and renamed when it is complete: a name that exists is
whole. The comment on each says that ./dev made it, and from which code.
"""

import re
import shutil
from pathlib import Path

from . import manifests, sql, stamps
from .environment import Environment
from .errors import DevError
from .locks import lock
from .odoo_log import summarize
from .programs import run
from .progress import step

DEFAULT_ADDONS = ("crm_suite_hu",)
MARK = "ugyfelkor"
LANGUAGES = "hu_HU,en_US"
# Before `account` is installed: otherwise Odoo gives the company the generic chart of the US.
HUNGARIAN = """
company = env.ref("base.main_company")
company.country_id = env.ref("base.hu")
env.ref("base.HUF").active = True
company.currency_id = env.ref("base.HUF")
env["res.lang"]._activate_lang("en_US")
env.cr.commit()
"""
# Odoo makes these when the first user comes; a browser test would wait for them
ASSETS = """
qweb = env["ir.qweb"]
for bundle in ("web.assets_web", "web.assets_frontend", "web.assets_frontend_lazy"):
    qweb._get_asset_bundle(bundle, css=False, js=True).js()
    qweb._get_asset_bundle(bundle, css=True, js=False).css()
env.cr.commit()
"""
DEMO = "env['crm.suite.demo'].load()\nenv.cr.commit()\n"


def fresh(
    env: Environment, name: str, addons: tuple[str, ...] = DEFAULT_ADDONS, demo: bool = False
) -> None:
    """Make the database `name` with these addons, in place of one of that name."""
    check_name(name)
    built = ensure_built(env, addons, demo)
    with lock(env.ws, f"database-{name}"):
        building = f"{name}__new"
        remove(env, building)
        copy(env, built, building)
        sql.set_comment(env, building, sql.comment(env, built))
        remove(env, name)
        move(env, building, name)


def ensure_built(env: Environment, addons: tuple[str, ...], demo: bool = False) -> str:
    """A database to copy from, with these addons as their code is now (and the demo company)."""
    mine, others = manifests.closure(env.ws.addons, list(addons))
    folders = [*env.source.addons, *_oca_folders(env)]
    manifests.check(env.ws.addons, folders, [*mine, *others])
    template = ensure_template(env, others)
    if not mine and not demo:
        return template
    family = f"ugyfelkor_{env.ws.short_name}_{stamps.digest([*mine, str(demo)])[:6]}_"
    name = family + stamps.digest([template, code_key(env, mine)])
    with lock(env.ws, family):
        if name not in sql.names(env):
            _drop_outdated(env, family)
            source = ensure_built(env, addons) if demo and mine else template
            _build(env, source, name, mine, demo)
    return name


def _drop_outdated(env: Environment, family: str) -> None:
    for name in sql.names(env):
        if name.startswith(family):
            remove(env, name)


def _build(env: Environment, source: str, name: str, mine: list[str], demo: bool) -> None:
    building = f"{name}__new"
    remove(env, building)
    copy(env, source, building)
    if demo:
        run_script(env, building, DEMO, "loading the demo company")
    else:
        install(env, building, mine)
        run_script(env, building, ASSETS, "preparing the web client's files")
    sql.set_comment(env, building, f"{MARK} {code_key(env, mine)}")
    move(env, building, name)


def ensure_template(env: Environment, others: list[str]) -> str:
    """A database with Odoo and other people's addons only; made once for each set of them."""
    pins = (env.ws.root / "requirements.txt").read_bytes()
    made_of = stamps.digest([env.source.version, pins, LANGUAGES, HUNGARIAN, *others])
    name = f"ugyfelkor_base_{made_of}"
    with lock(env.ws, name):
        if name not in sql.names(env):
            building = f"{name}__new"
            remove(env, building)
            _build_template(env, building, others)
            sql.set_comment(env, building, f"{MARK} template")
            move(env, building, name)
    return name


def _build_template(env: Environment, name: str, others: list[str]) -> None:
    if others:
        # an empty Odoo is the same for all; more is not shared, since rows that one set of addons
        # leaves behind can stand in the way of another
        copy(env, ensure_template(env, []), name)
        install(env, name, others)
        return
    first = ["-d", name, "-i", "base", f"--load-language={LANGUAGES}", "--stop-after-init"]
    with step("making an empty Odoo database") as work:
        _odoo(env, name, env.command(*first, "--no-http"), work)
    run_script(env, name, HUNGARIAN, "making the company Hungarian")


def install(env: Environment, name: str, addons: list[str], update: bool = False) -> None:
    """Install (or update) addons; an addon's own error is shown, not the whole log."""
    title = f"{'updating' if update else 'installing'} {_short(addons)} in {name}"
    option = "-u" if update else "-i"
    words = ["-d", name, option, ",".join(addons), "--stop-after-init", "--no-http"]
    with step(title) as work:
        output = _odoo(env, name, env.command(*words), work)
    trouble = summarize(output)
    if trouble:
        raise DevError(f"{title} failed:\n{trouble}", f"whole log: {_log(env, name)}")


def run_script(env: Environment, name: str, script: str, title: str) -> str:
    """Run a script in Odoo's shell on a database, and return what it printed."""
    with step(title) as work:
        return _odoo(env, name, env.command("shell", "-d", name, "--no-http"), work, script)


def _odoo(env: Environment, name: str, command: list[str], work, stdin: str | None = None) -> str:
    log = _log(env, name)
    try:
        return run(command, log=log, env=env.variables(), cwd=env.ws.root, stdin=stdin, work=work)
    except DevError as error:
        output = log.read_text() if log.is_file() else ""
        trouble = summarize(output)
        if not trouble:
            raise
        raise DevError(f"{work.title} failed:\n{trouble}", f"whole log: {log}") from error


def _log(env: Environment, name: str) -> Path:
    return env.ws.logs / f"{name}.log"


def _short(addons: list[str]) -> str:
    return ", ".join(addons) if len(addons) < 4 else f"{len(addons)} addons"


def _oca_folders(env: Environment) -> list[Path]:
    return list((env.ws.state / "venv" / "lib").glob("python3*/site-packages/odoo/addons"))


def code_key(env: Environment, addons: list[str]) -> str:
    """Changes when the addons' code does; what is only tested or read by people is left out."""
    folders = (env.ws.addons / name for name in sorted(addons))
    return stamps.folder_digest(folders, without=("tests", "readme", "description"))


def check_name(name: str) -> None:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,49}", name):
        raise DevError(f"{name!r} is no name for a database", "use letters, digits, _ and -")
    if name in ("postgres", "template0", "template1"):
        raise DevError(f"{name} is PostgreSQL's own database", "choose another name")


def copy(env: Environment, old: str, new: str) -> None:
    """Copy a database and its files."""
    sql.copy(env, old, new)
    if _files(env, old).is_dir():
        shutil.copytree(_files(env, old), _files(env, new), dirs_exist_ok=True)


def move(env: Environment, old: str, new: str) -> None:
    """Rename; files first, since the database's name is what says that it is whole."""
    shutil.rmtree(_files(env, new), ignore_errors=True)
    if _files(env, old).is_dir():
        _files(env, old).rename(_files(env, new))
    sql.rename(env, old, new)


def remove(env: Environment, name: str) -> None:
    sql.drop(env, name)
    shutil.rmtree(_files(env, name), ignore_errors=True)


def _files(env: Environment, name: str) -> Path:
    return env.ws.data_dir / "filestore" / name
