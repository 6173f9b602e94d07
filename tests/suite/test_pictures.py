"""Takes the pictures of README and manual from the demo company, in both languages.

They lie in .dev/pictures afterwards. `UPDATE_PICTURES=1 ./dev test tests/suite/test_pictures.py`
puts them into docs/images.
"""

import io
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from devtools.story import runner
from tests.helpers.browser import Chromium

ROOT = Path(__file__).resolve().parents[2]
TAKEN, KEPT = ROOT / ".dev" / "pictures", ROOT / "docs" / "images"
LANGUAGES = {"hu": "hu_HU", "en": "en_US"}
SIZE = (1280, 800)
COLOURS = 128
SPOKEN = "odoo.loader.modules.get('@web/core/user').user.lang"


@dataclass(frozen=True)
class Picture:
    """A screen: who opens which action (a record of it), clicks what, and sees what then."""

    name: str
    role: str
    action: str
    seen: str
    click: str = ""
    record: str = ""

    def path(self, told):
        """The page's address below the server's; `told` is the story's result."""
        number = f"/{told[self.record]}" if self.record else ""
        return f"/odoo/action-{self.action}{number}"


PICTURES = (
    Picture(
        "order_chain", "salesperson", "sale.action_orders", ".o_chain_table tbody tr",
        click=".nav-link[name=document_chain]", record="order_id",
    ),
    Picture("opportunities", "salesperson", "crm.action_your_pipeline", ".o_kanban_record"),
    Picture(
        "forecast", "sales_manager", "crm_suite_hu.action_crm_sales_forecast_report",
        ".o_pivot table tbody tr, .o_list_view tbody tr, .o_graph_renderer canvas",
    ),
    Picture("open_items", "accountant", "account_due_list.action_invoice_payments", ".o_data_row"),
    Picture("setup", "administrator", "crm_suite_hu.crm_suite_setup_action", ".o_data_row"),
)  # fmt: skip


@pytest.fixture(scope="module")
def told(node):
    """The story's result on the served demo company, with the order's id."""
    result = runner.run(node.url, node.db, progress=lambda _text: None)
    client = node.as_user("administrator")
    (order_id,) = client.execute("sale.order", "search", [("name", "=", result["order"])])
    return {**result, "order_id": order_id}


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
    with Chromium(SIZE) as browser:
        browser.log_in(node.url, node.db, picture.role)
        browser.open(node.url + picture.path(told))
        if picture.click:
            browser.click(picture.click)
        browser.wait_for(picture.seen)
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
    assert Image.open(KEPT / name).size == SIZE


def _keep(data, path):
    """Write the picture with few colours: a screen needs no more, and it stays small."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.open(io.BytesIO(data)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def test_every_kept_picture_is_one_of_these():
    taken = {f"{picture.name}.{language}.png" for picture in PICTURES for language in LANGUAGES}
    assert {path.name for path in KEPT.glob("*.png")} <= taken
