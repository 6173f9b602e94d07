"""How printed documents look, and what must be known of the company for them."""

from .base import ByHand, CompanyValues, _lt

#: Layouts whose header grows with the address; all stand right on the paper format of the suite.
LAYOUT = "web.external_layout_boxed"
PAPER = "crm_suite_hu.paperformat_a4"
#: Odoo's default letters lack ő and ű; these have them, in bold too.
FONT = "Roboto"
LETTERS_WITHOUT_HUNGARIAN = (False, "Lato", "Tajawal")


class DocumentLayout(CompanyValues):
    key = "document_layout"
    title = _lt("Documents on A4 with room for header and footer, letters with ő and ű")
    reason = _lt(
        "No line hides under the header from the second page on. Odoo's own letters lack "
        "ő and ű, and its placeholder is printed where the logo should be."
    )

    def current(self, company):
        layout = company.env["report.layout"].search(
            [("view_id", "=", company.external_report_layout_id.id)], limit=1
        )
        names = [layout.name, company.paperformat_id.name]
        return ", ".join(name for name in names if name) or company.env._("none")

    def values(self, company):
        layout = company.external_report_layout_id or company.env.ref(LAYOUT)
        values = {
            "external_report_layout_id": layout.id,
            "paperformat_id": company.env.ref(PAPER).id,
        }
        if company.font in LETTERS_WITHOUT_HUNGARIAN:
            values["font"] = FONT
        if company.uses_default_logo:
            values["logo"] = False
        return values


class CompanyDetails(ByHand):
    key = "company_details"
    title = _lt("Data of the company")
    reason = _lt(
        "An invoice must name the seller with address and tax number; the bank account "
        "tells where to pay."
    )

    FIELDS = ("vat", "zip", "city", "street", "company_registry", "phone", "email")

    def current(self, company):
        return company.name

    def needed(self, company):
        return bool(self._missing(company))

    def notice(self, company):
        missing = self._missing(company)
        if not missing:
            return ""
        return company.env._(
            "Fill in on the company's form: %(fields)s.", fields=", ".join(missing)
        )

    def _missing(self, company):
        described = company.fields_get(self.FIELDS, ["string"])
        missing = [described[name]["string"] for name in self.FIELDS if not company[name]]
        if not company.partner_id.bank_ids:
            missing.append(company.env._("Bank account"))
        return missing
