from lxml import html as lxml_html

from odoo.tests import tagged

from .common_trader import TraderCase

REPORT = "stock.report_deliveryslip"


@tagged("post_install", "-at_install")
class TestDeliveryNote(TraderCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site = cls.env["res.partner"].create(
            {
                "name": "Építkezés",
                "parent_id": cls.customer.id,
                "type": "delivery",
                "street": "Telep út 9.",
                "city": "Sopron",
            }
        )

    def deliver(self, order, *quantities):
        picking = order.picking_ids
        for move, quantity in zip(picking.move_ids, quantities, strict=True):
            move.quantity = quantity
            move.picked = True
        picking.with_context(skip_backorder=True).button_validate()
        return picking

    def get_texts(self, picking, path):
        tree = lxml_html.fromstring(self.get_html(REPORT, picking))
        return [" ".join(node.text_content().split()) for node in tree.xpath(path)]

    def test_seller_buyer_numbers_quantities_and_signatures(self):
        order = self.get_order((12.5, 100), partner_shipping_id=self.site.id)
        order.action_confirm()
        picking = self.deliver(order, 12.5)
        [seller] = self.get_texts(picking, "//div[@name='delivery_note_seller']")
        for part in ("Próba Kereskedő Kft.", "Raktár utca 1.", "12892312-2-43"):
            self.assertIn(part, seller)
        [buyer] = self.get_texts(picking, "//div[@name='delivery_note_buyer']")
        for part in ("Vevő Építő Kft.", "Fő tér 2.", "10585560-2-08"):
            self.assertIn(part, buyer)
        [place] = self.get_texts(picking, "//div[@name='delivery_note_place']")
        self.assertIn("Telep út 9.", place)
        [page] = self.get_texts(picking, "//div[@class='page']")
        self.assertIn(picking.name, page)
        self.assertIn(order.name, page)
        [signatures] = self.get_texts(picking, "//div[@name='signature_lines']")
        self.assertIn("Received by", signatures)
        cells = self.get_texts(picking, "//table[@name='stock_move_line_table']/tbody/tr/td")
        self.assertTrue(cells[-1].startswith("12.5"), cells)
        self.assertFalse(self.get_texts(picking, "//th[@name='th_price']"))

    def test_the_place_is_left_out_where_the_buyer_is_there(self):
        order = self.get_order((1, 100), partner_shipping_id=self.customer.id)
        order.action_confirm()
        self.assertFalse(self.get_texts(order.picking_ids, "//div[@name='delivery_note_place']"))

    def test_quantities_are_written_as_the_customer_writes_them(self):
        self.env["res.lang"]._activate_lang("hu_HU")
        self.customer.lang = "hu_HU"
        order = self.get_order((1234.5, 100), partner_shipping_id=self.customer.id)
        order.action_confirm()
        picking = self.deliver(order, 1234.5)
        cells = self.get_texts(picking, "//table[@name='stock_move_line_table']/tbody/tr/td")
        self.assertTrue(cells[-1].replace("\u00a0", " ").startswith("1 234,5"), cells)

    def test_prices_of_what_is_delivered_lines_of_other_price_apart(self):
        self.company.delivery_note_prices = True
        order = self.get_order((3, 33.3), (10, 20))
        # three at 33.3 are 100 forints in all: rounded per line, not per piece
        self.assertEqual(order.order_line.mapped("price_subtotal"), [100.0, 200.0])
        order.action_confirm()
        self.assertTrue(order.picking_ids.print_prices)
        picking = self.deliver(order, 3, 4)
        rows = self.get_texts(picking, "//table[@name='stock_move_line_table']/tbody/tr/td[last()]")
        self.assertEqual([row.split()[0] for row in rows], ["100", "80"])
        [total] = self.get_texts(picking, "//div[@name='delivery_note_total']")
        self.assertIn("180", total)
        picking.print_prices = False
        self.assertFalse(self.get_texts(picking, "//div[@name='delivery_note_total']"))

    def test_prices_are_those_of_the_unit_delivered(self):
        dozen = self.env["uom.uom"].create(
            {"name": "Tucat (SZ)", "relative_factor": 12, "relative_uom_id": self.brick.uom_id.id}
        )
        order = self.get_order((2, 1200))
        order.order_line.write({"product_uom_id": dozen.id, "price_unit": 1200})
        order.action_confirm()
        move = order.picking_ids.move_ids
        per_unit = {dozen: 1200.0, self.brick.uom_id: 100.0}[move.product_uom]
        self.assertEqual(move._get_delivery_note_price(), per_unit)

    def test_a_receipt_keeps_odoos_own_form(self):
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.company.id)], limit=1
        )
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": warehouse.in_type_id.id,
                "partner_id": self.customer.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.brick.id,
                            "product_uom_qty": 5,
                            "location_id": self.env.ref("stock.stock_location_suppliers").id,
                            "location_dest_id": warehouse.lot_stock_id.id,
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        self.assertFalse(self.get_texts(picking, "//div[@name='delivery_note_seller']"))
