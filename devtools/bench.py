"""./dev bench: runs benchmarks and prints, for each, the ratio of our time to Odoo's own."""

import ast
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from . import database, sql
from .environment import Environment
from .errors import DevError
from .locks import lock

DATABASE = "bench"
PLAIN = "bench_plain"
# with Odoo's own promotions, to be compared with, and what the suite does not need
ADDONS = (*database.DEFAULT_ADDONS, "crm_campaign_hu", "crm_discount_rules_loyalty")
MARK = "bench: "
SCRIPT = "from benchmarks.support import runner\nrunner.run(env, {name!r})\n"


@dataclass(frozen=True)
class Row:
    """One ratio of a benchmark, in the words of benchmarks/support/measure.py."""

    benchmark: str
    what: str
    ours: float
    own: float
    limit: float | None

    @property
    def kept(self) -> bool:
        return self.limit is None or self.ours <= self.limit * self.own


def run(env: Environment, names: Iterable[str] = ()) -> int:
    """Run the benchmarks (all, or those named); 1 when one is slower than it promises."""
    known = available(env.ws.root)
    wanted = list(names) or list(known)
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise DevError(f"No such benchmark: {', '.join(unknown)}", f"there are: {', '.join(known)}")
    if not wanted:
        print("There is no benchmark yet.")
        return 0
    rows = []
    with lock(env.ws, "bench"):
        _ensure_database(env)
        for name in wanted:
            title = f"{name}: {known[name]}"
            output = database.run_script(env, DATABASE, SCRIPT.format(name=name), title)
            rows += parse(name, output)
    print(table(rows))
    return 0 if all(row.kept for row in rows) else 1


def available(root: Path) -> dict[str, str]:
    """Benchmarks by name, with their titles."""
    files = sorted((root / "benchmarks").glob("[!_]*.py"))
    return {path.stem: _title(path) for path in files}


def _title(path: Path) -> str:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or path.stem
    return text.splitlines()[0].rstrip(".")


def _ensure_database(env: Environment) -> None:
    """The database of the code as it is now, and one without our addons; made anew if changed."""
    mine, others = database.manifests.closure(env.ws.addons, list(ADDONS))
    wanted = f"{database.MARK} {database.code_key(env, mine)}"
    if DATABASE not in sql.names(env) or sql.comment(env, DATABASE) != wanted:
        database.fresh(env, DATABASE, ADDONS)
    template = database.ensure_template(env, others)
    wanted = f"{database.MARK} {template}"
    if PLAIN not in sql.names(env) or sql.comment(env, PLAIN) != wanted:
        database.remove(env, PLAIN)
        database.copy(env, template, PLAIN)
        sql.set_comment(env, PLAIN, wanted)


def parse(benchmark: str, output: str) -> list[Row]:
    """The ratios that a benchmark printed."""
    lines = [line for line in output.splitlines() if line.startswith(MARK)]
    if not lines:
        raise DevError(f"The benchmark {benchmark} gave no ratio", "does measure(env) yield any?")
    return [Row(benchmark, **json.loads(line.removeprefix(MARK))) for line in lines]


def table(rows: Iterable[Row]) -> str:
    """The ratios as text, one line each, numbers under numbers."""
    head = ("benchmark", "what", "ours", "Odoo's own", "ratio", "limit", "")
    cells = [head, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            text.ljust(width) if column in (0, 1, 6) else text.rjust(width)
            for column, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    )


def _cells(row: Row) -> tuple[str, ...]:
    limit = "" if row.limit is None else f"{row.limit:.2f}"
    return (
        row.benchmark,
        row.what,
        _seconds(row.ours),
        _seconds(row.own),
        f"{row.ours / row.own:.2f}",
        limit,
        "" if row.kept else "too slow",
    )


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.1f} ms"
