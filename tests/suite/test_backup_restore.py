"""A backup of a database with attachments, restored under another name, is the same firm."""

import base64
import hashlib

import pytest

from tests.helpers import databases
from tests.helpers.server import Node

from .trade import Trade

NUMBERS = (
    ("account.move", [("state", "=", "posted")], ["amount_total_signed:sum", "__count"]),
    ("sale.order", [("state", "=", "sale")], ["amount_total:sum", "__count"]),
    ("stock.quant", [("location_id.usage", "=", "internal")], ["quantity:sum", "__count"]),
    ("res.partner", [], ["__count"]),
)


@pytest.fixture
def restored(node, tmp_path):
    """Return a server on a restored backup of the session's database."""
    name = f"{node.db}_restored"
    databases.drop(name)
    databases.backup(node.db, tmp_path / "backup")
    databases.restore(tmp_path / "backup", name)
    try:
        with Node(name) as running:
            yield running
    finally:
        databases.drop(name)


def numbers(client):
    """Return sums and counts over the firm's documents."""
    return {
        model: client.execute(model, "formatted_read_group", domain, [], aggregates)
        for model, domain, aggregates in NUMBERS
    }


def stored_files(client):
    """Return the content's check sum of each attachment that lies in the file store."""
    # naming res_field makes Odoo show the files behind fields, too
    both = ["|", ("res_field", "=", False), ("res_field", "!=", False)]
    domain = [("store_fname", "!=", False), *both]
    files = client.search_read("ir.attachment", domain, ["name", "checksum", "store_fname"])
    return {file["id"]: (file["name"], file["checksum"]) for file in files}


def test_attachments_and_numbers_survive(trade, request):
    order = trade.order(trade.customer(), (trade.product(2190), 4))
    trade.deliver(order)
    trade.invoice(order)
    drawing = bytes(range(256)) * 400  # far beyond what would be kept in the database
    attachment = trade.admin.execute(
        "ir.attachment",
        "create",
        {
            "name": "Tervrajz – Ő.bin",
            "datas": base64.b64encode(drawing).decode(),
            "res_model": "sale.order",
            "res_id": order,
        },
    )
    before, files = numbers(trade.admin), stored_files(trade.admin)
    assert attachment in files

    there = Trade(request.getfixturevalue("restored"))
    assert numbers(there.admin) == before
    assert stored_files(there.admin) == files
    content = base64.b64decode(there.seller.read("ir.attachment", attachment, "datas")["datas"])
    assert content == drawing
    folder = databases.filestore(there.node.db)
    for _name, checksum in files.values():
        stored = (folder / checksum[:2] / checksum).read_bytes()
        assert hashlib.sha1(stored).hexdigest() == checksum
    assert there.chain(order) == trade.chain(order)


def test_the_restored_firm_goes_on(restored):
    firm = Trade(restored)
    order = firm.order(firm.customer(), (firm.product(2190), 4))
    firm.deliver(order)
    # 4 × 2,190 = 8,760, 27 %: 2,365.2 → 2,365
    assert firm.invoice(order)["amount_total"] == 11125
