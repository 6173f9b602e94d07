"""Delivery papers and labels carry barcodes: the pinned libraries must be able to draw them."""

import pytest
from reportlab.graphics.barcode import createBarcodeDrawing


@pytest.mark.parametrize("kind", ["Code128", "QR"])
def test_a_barcode_becomes_a_picture(kind):
    picture = createBarcodeDrawing(kind, value="WH/OUT/00001", format="png").asString("png")
    assert picture.startswith(b"\x89PNG")
