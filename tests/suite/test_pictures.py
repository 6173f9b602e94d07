"""Takes the pictures of README and manual from the demo company, in both languages.

They lie in .dev/pictures afterwards. `UPDATE_PICTURES=1 ./dev test tests/suite/test_pictures.py`
puts them into docs/images.
"""

import base64
import io
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from devtools.story import plot, runner
from tests.helpers.browser import Chromium

ROOT = Path(__file__).resolve().parents[2]
TAKEN, KEPT = ROOT / ".dev" / "pictures", ROOT / "docs" / "images"
LANGUAGES = {"hu": "hu_HU", "en": "en_US"}
CUSTOMERS = ROOT / "addons" / "crm_masterdata_import" / "tests" / "data"
WIDTH = 1280
COLOURS = 128
OPEN_MENU = """async (xmlid, options) => {
    const { menu, action } = odoo.__WOWL_DEBUG__.root.env.services;
    const item = menu.getAll().find((candidate) => candidate.xmlid === xmlid);
    menu.setCurrentMenu(item);
    await action.doAction(item.actionID, options);
}"""
LOADED = "[...document.images].every(image => image.complete)"
SPOKEN = "odoo.loader.modules.get('@web/core/user').user.lang"


@dataclass(frozen=True)
class Picture:
    """A screen: who opens which menu (a record of it), drops a file, clicks, and sees what then."""

    name: str
    role: str
    menu: str
    seen: str
    click: str = ""
    record: str = ""
    file: str = ""
    height: int = 800

    def script(self, told):
        """What opens the screen in the web client; `told` is the story's result."""
        options = {"viewType": "form", "props": {"resId": told[self.record]}} if self.record else {}
        return f"({OPEN_MENU})({json.dumps('crm_suite_hu.' + self.menu)}, {json.dumps(options)})"


PICTURES = (
    Picture(
        "order_chain", "salesperson", "menu_sales_orders", ".o_chain_table tbody tr",
        click=".nav-link[name=document_chain]", record="order_id", height=1160,
    ),
    Picture("opportunities", "salesperson", "menu_sales_opportunities", ".o_kanban_record"),
    Picture("forecast", "sales_manager", "menu_crm_sales_forecast_report", ".o_pivot tbody tr"),
    Picture("open_items", "accountant", "menu_finance_open_items", ".o_data_row"),
    Picture(
        "setup", "administrator", "menu_admin_hungarian_setup", ".o_data_row", height=1000
    ),
    Picture(
        "import_columns", "administrator", "menu_sales_import_load", ".o_import_column",
        file="erp_customers_next_month.csv", height=720,
    ),
    Picture(
        "import_trial", "administrator", "menu_sales_import_load", ".o_import_diff ins",
        file="erp_customers_next_month.csv", click=".o_import_next", height=1300,
    ),
    Picture("discount_rules", "sales_manager", "menu_sales_discount_rules", ".o_data_row"),
    Picture(
        "discount_why", "sales_manager", "menu_sales_orders", ".modal table",
        click=".o_data_row button[name=action_explain_discount]", record="offer_id",
    ),
    Picture(
        "audience", "marketer", "menu_marketing_audience_list", ".o_audience_count",
        record="audience_id", height=900,
    ),
    Picture(
        "campaign_results", "marketer", "menu_marketing_campaign_list",
        ".o_field_widget[name=result_board] table",
        click=".nav-link[name=results]", record="campaign_id", height=1100,
    ),
    Picture(
        "customer_card", "sales_manager", "menu_sales_customers", ".o_customer_card canvas",
        click="button[name=action_customer_card]", record="customer_id", height=1100,
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def told(node):
    """The story's result on the served demo company, with the order's id."""
    result = runner.run(node.url, node.db, progress=lambda _text: None)
    client = node.as_user("administrator")
    ids = {
        key: client.execute(model, "search", [(field, "=", value)])[0]
        for key, model, field, value in (
            ("order_id", "sale.order", "name", result["order"]),
            ("offer_id", "sale.order", "name", result["discounted_offer"]),
            ("audience_id", "crm.audience", "name", result["audience"]),
            ("campaign_id", "utm.campaign", "title", result["campaign"]),
            ("customer_id", "res.partner", "ref", plot.CUSTOMER),
        )
    }
    _load_customers(client)
    return {**result, **ids}


def _load_customers(client):
    """Let a source have sent its first customers: the next file of it changes some."""
    values = {"name": "Raktárprogram", "code": "raktar"}
    source = client.execute("crm.import.source", "create", values)
    content = base64.b64encode(_rows("erp_customers.csv", 0, 45)).decode()
    client.execute("crm.import.source", "load_file", [source], "vevok.csv", content)


def _rows(name, first, last):
    header, *rows = (CUSTOMERS / name).read_bytes().splitlines(keepends=True)
    return b"".join([header, *rows[first:last]])


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request, node):
    """Both languages in turn: all users of the pictures read it; Hungarian again at the end."""
    admin = node.as_user("administrator")
    logins = sorted({picture.role for picture in PICTURES})
    users = admin.execute("res.users", "search", [("login", "in", logins)])
    admin.execute("res.users", "write", users, {"lang": LANGUAGES[request.param]})
    yield request.param
    admin.execute("res.users", "write", users, {"lang": LANGUAGES["hu"]})


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_picture(picture, language, node, told):
    size = (WIDTH, picture.height)
    with Chromium(size) as browser:
        browser.log_in(node.url, node.db, picture.role)
        browser.run(picture.script(told))
        if picture.file:
            browser.wait_for(".o_import_file")
            browser.drop(picture.file, _rows(picture.file, 30, 75))
        if picture.click:
            browser.click(picture.click)
        browser.wait_for(picture.seen)
        browser.wait(LOADED)
        spoken = browser.run(SPOKEN)
        data = browser.picture()
    assert spoken.replace("-", "_") == LANGUAGES[language]
    assert browser.errors == []
    name = f"{picture.name}.{language}.png"
    _keep(data, TAKEN / name)
    if os.environ.get("UPDATE_PICTURES"):
        KEPT.mkdir(parents=True, exist_ok=True)
        shutil.copy(TAKEN / name, KEPT / name)
    assert (KEPT / name).is_file(), f"docs/images/{name} is missing: take it with UPDATE_PICTURES=1"
    assert Image.open(KEPT / name).size == size


def _keep(data, path):
    """Write the picture with few colours: a screen needs no more, and it stays small."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.open(io.BytesIO(data)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def test_every_kept_picture_is_one_of_these():
    taken = {f"{picture.name}.{language}.png" for picture in PICTURES for language in LANGUAGES}
    assert {path.name for path in KEPT.glob("*.png")} <= taken
