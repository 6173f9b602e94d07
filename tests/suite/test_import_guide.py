"""The guided screen on a real server: a file too long to wait for is loaded in the background."""

import base64
import json
from pathlib import Path

import pytest

from tests.helpers.browser import Chromium

DATA = Path(__file__).resolve().parents[2] / "addons" / "crm_masterdata_import" / "tests" / "data"
EXPECTED = json.loads((DATA / "expected.json").read_text(encoding="utf-8"))["1_erp"]
FIGURES = """Object.fromEntries([...document.querySelectorAll(".o_import_figure")].map((figure) =>
    [figure.dataset.outcome, Number(figure.querySelector(".o_import_count").innerText
        .replace(/[^0-9]/g, ""))]))"""
PATIENCE = 600


@pytest.fixture
def guide(node):
    """A sales manager's browser on the guided screen, with a source of its own."""
    admin = node.as_user("administrator")
    number = admin.execute("crm.import.source", "search_count", [])
    name = f"Háttér {number}"
    admin.execute("crm.import.source", "create", {"name": name, "code": f"guide_{number}"})
    with Chromium() as browser:
        browser.log_in(node.url, node.db, "sales_manager")
        browser.open(f"{node.url}/odoo/load-customers")
        browser.wait_for(".o_import_source")
        browser.run(
            f"""[...document.querySelectorAll(".o_import_source")]
                .find((label) => label.innerText.includes({json.dumps(name)}))
                .querySelector("input").click()"""
        )
        browser.wait_for(".o_import_pick")
        yield browser
    assert browser.errors == []


def sample():
    return (DATA / "erp_customers.csv").read_bytes()


def test_a_long_file_is_followed_to_its_end(guide):
    guide.drop("erp_customers.csv", sample())
    guide.click(".o_import_next")
    guide.wait_for(".o_import_progress[role=progressbar]")
    assert guide.run("document.querySelector('.o_import_progress').ariaValueText")
    guide.wait_for(".o_import_outcome[data-trial=true][data-state=done]", PATIENCE)
    figures = guide.run(FIGURES)
    assert (figures["merged"], figures["rejected"]) == (EXPECTED["merged"], EXPECTED["rejected"])
    # other tests may have loaded some of these customers
    assert figures["created"] + figures["updated"] + figures["unchanged"] == EXPECTED["created"]
    # the address names the trial: it is there again when the page is loaded anew
    guide.open(guide.run("location.href"))
    guide.wait_for(".o_import_outcome[data-trial=true][data-state=done]")
    assert guide.run(FIGURES) == figures


def test_a_load_that_waits_is_cancelled(guide, node):
    """The one scheduler is kept busy by another file."""
    admin = node.as_user("administrator")
    values = {"name": "Előtte", "code": "before_the_guide"}
    busy = admin.execute("crm.import.source", "create", values)
    content = base64.b64encode(sample()).decode()
    admin.execute("crm.import.source", "load_file_async", [busy], "a.csv", content, dry_run=True)
    guide.drop("erp_customers.csv", sample())
    guide.click(".o_import_next")
    guide.click(".o_import_cancel")
    guide.wait_for(".o_import_outcome[data-state=cancelled]", PATIENCE)
    run = int(guide.run("location.pathname.split('/').pop()"))
    [found] = admin.search_read("crm.import.run", [("id", "=", run)], ["state", "created"])
    assert (found["state"], found["created"]) == ("cancelled", 0)
