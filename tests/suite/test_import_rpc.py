"""Customers come in as programs send them: the samples over XML-RPC, two loads at once."""

import base64
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "addons" / "crm_masterdata_import" / "tests" / "data"
EXPECTED = json.loads((DATA / "expected.json").read_text(encoding="utf-8"))
LOADS = json.loads((DATA / "loads.json").read_text(encoding="utf-8"))
# not told by the result itself
APART = ("rejected_rows", "partners_after")


def make_source(client, code):
    """Return the id of a new source."""
    return client.execute("crm.import.source", "create", {"name": code, "code": code})


def load(client, source, content):
    """Load a file; return the result without the load's id."""
    text = base64.b64encode(content).decode()
    result = client.execute("crm.import.source", "load_file", [source], "a", text)
    assert result.pop("run_id")
    assert result.pop("state") == "done"
    return result


def test_samples(own_node):
    """Other customers are there, with other numbers: those of the samples come out all the same."""
    admin, client = own_node.as_user("administrator"), own_node.as_user("sales_manager")
    sources = {code: make_source(admin, code) for code in ("erp", "shop")}
    for name, (file, code) in LOADS.items():
        result = load(client, sources[code], (DATA / file).read_bytes())
        expected = {key: value for key, value in EXPECTED[name].items() if key not in APART}
        assert result == expected, name


def test_two_loads_at_once_make_each_customer_once(node):
    """Both files bring the same tax numbers: what one creates, the other finds."""
    admin = node.as_user("administrator")
    sources = [make_source(admin, code) for code in ("left", "right")]
    rows = [f"V{n};Egyszerre {n} Kft.;{tax_number(n)}" for n in range(40)]
    content = "\n".join(["Vevőkód;Név;Adószám", *rows]).encode()
    gate = threading.Barrier(2)

    def run(source):
        client = admin.another()
        gate.wait()
        return load(client, source, content)

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(run, sources))
    assert sorted((r["created"], r["updated"], r["rejected"]) for r in results) == [
        (0, 40, 0),
        (40, 0, 0),
    ]
    found = admin.search_read("res.partner", [("name", "like", "Egyszerre ")], ["import_code_ids"])
    assert [len(partner["import_code_ids"]) for partner in found] == [2] * 40


def tax_number(number):
    """Return a Hungarian tax number with its check digit: weights 9, 7, 3, 1, 9, 7, 3."""
    body = f"{3100000 + number:07}"
    total = sum(
        int(digit) * weight for digit, weight in zip(body, (9, 7, 3, 1, 9, 7, 3), strict=True)
    )
    return f"{body}{-total % 10}"
