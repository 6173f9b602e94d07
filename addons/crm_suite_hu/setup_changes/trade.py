"""Sales, stock, units of measure."""

from .base import HUNGARIAN, Change, CompanyValues, Feature, _lt, write_term

WAREHOUSE_CODE = "KR"
WAREHOUSE_NAME = _lt("Main warehouse")
#: How Odoo's Hungarian calls a piece, and what stands on documents in Hungary.
ODOO_PIECE, PIECE = "Egység", "db"
TEAM_NAME = _lt("Sales")

FEATURES = (
    Feature(
        "discounts",
        _lt("Discount on order lines"),
        _lt("Salespeople give a discount in per cent on a line, and the customer sees it."),
        "sale.group_discount_per_so_line",
    ),
    Feature(
        "pro_forma",
        _lt("Pro-forma invoice (díjbekérő)"),
        _lt("Customers who pay in advance get a request for payment that is no invoice."),
        "sale.group_proforma_sales",
    ),
    Feature(
        "delivery_address",
        _lt("Delivery address beside the invoice address"),
        _lt("Goods go to a site or a branch, the invoice to the seat of the company."),
        "account.group_delivery_invoice_address",
    ),
    Feature(
        "delivery_signature",
        _lt("Signature on the delivery note"),
        _lt("The customer signs for the goods; the delivery note carries the signature."),
        "stock.group_stock_sign_delivery",
    ),
)


class Units(Feature):
    """Units of measure as a feature, with the cubic metre, and pieces called "db"."""

    def __init__(self):
        super().__init__(
            "units",
            _lt("Units of measure and packages"),
            _lt(
                "Goods are bought and sold in pieces, packs, kilograms, tonnes, square and cubic "
                "metres, and converted by themselves."
            ),
            "uom.group_uom",
        )

    def needed(self, company):
        return (
            super().needed(company)
            or not self._cubic_metre(company).active
            or self._piece(company).name == ODOO_PIECE
        )

    def apply(self, company):
        self._cubic_metre(company).active = True
        piece = self._piece(company)
        if piece.name == ODOO_PIECE:
            piece.name = PIECE
        return super().apply(company)

    def _piece(self, company):
        """Return the unit for pieces, in Hungarian where that is active."""
        piece = company.env.ref("uom.product_uom_unit")
        if company.env["res.lang"]._get_data(code=HUNGARIAN):
            piece = piece.with_context(lang=HUNGARIAN)
        return piece

    def _cubic_metre(self, company):
        return company.env.ref("uom.product_uom_cubic_meter")


class DeliveryMessages(CompanyValues):
    key = "delivery_sms"
    title = _lt("No text message at each delivery")
    reason = _lt(
        "Odoo would send a text message for each delivery through its own paid service, "
        "and stops the first delivery to ask about it."
    )

    def current(self, company):
        return company.env._("on") if company.stock_text_confirmation else company.env._("off")

    def values(self, company):
        return {"stock_text_confirmation": False}


class Warehouse(Change):
    key = "warehouse"
    title = _lt("Main warehouse at the address of the company")
    reason = _lt(
        "Delivery notes name the warehouse and number themselves with its short code; "
        "Odoo's first warehouse bears the first letters of the company instead."
    )

    def current(self, company):
        warehouse = self._warehouse(company)
        return f"{warehouse.name} ({warehouse.code})" if warehouse else company.env._("none")

    def needed(self, company):
        warehouse = self._warehouse(company)
        return not warehouse or not warehouse.partner_id or self._named_by_odoo(warehouse)

    def apply(self, company):
        warehouse = self._warehouse(company)
        values = {"partner_id": warehouse.partner_id.id or company.partner_id.id}
        if not warehouse or self._named_by_odoo(warehouse):
            values.update(name=self._name(company), code=WAREHOUSE_CODE)
        if warehouse:
            warehouse.write(values)
        else:
            company.env["stock.warehouse"].create({"company_id": company.id, **values})

    def _warehouse(self, company):
        domain = [("company_id", "=", company.id)]
        return company.env["stock.warehouse"].search(domain, limit=1)

    def _named_by_odoo(self, warehouse):
        """Return True while the name is Odoo's own and no document bears the code."""
        if warehouse.name != warehouse.company_id.name and warehouse.code != warehouse.name[:5]:
            return False
        domain = [("picking_type_id.warehouse_id", "=", warehouse.id)]
        pickings = warehouse.env["stock.picking"]
        return not pickings.search_count(domain, limit=1)

    def _name(self, company):
        """Return the name in Hungarian, as it is one text for all languages."""
        if company.env["res.lang"]._get_data(code=HUNGARIAN):
            company = company.with_context(lang=HUNGARIAN)
        return company.env._(WAREHOUSE_NAME)


class SalesTeam(Change):
    key = "sales_team"
    title = _lt("A sales team")
    reason = _lt("Opportunities and orders are counted by team.")

    def current(self, company):
        return self._team(company).name or company.env._("none")

    def needed(self, company):
        return not self._team(company)

    def apply(self, company):
        team = company.env["crm.team"].create(
            {"name": "Sales", "company_id": company.id, "use_opportunities": True}
        )
        write_term(team, "name", TEAM_NAME)

    def _team(self, company):
        domain = [("company_id", "in", (False, company.id)), ("use_opportunities", "=", True)]
        return company.env["crm.team"].search(domain, limit=1)
