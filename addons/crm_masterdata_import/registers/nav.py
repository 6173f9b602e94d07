"""The register of taxpayers of NAV, asked over its Online Invoice interface (version 3.0)."""

import re

import requests
from lxml import etree

from odoo.tools import cleanup_xml_node

from odoo.addons.l10n_hu_edi.models.l10n_hu_edi_connection import (
    XML_NAMESPACES,
    L10nHuEdiConnection,
    L10nHuEdiConnectionError,
)

from ..import_engine import street_line
from .answer import INVALID, REFUSED, UNKNOWN, UNREACHABLE, UNREADABLE, VALID, Answer, RegisterError

TIMEOUT = 20
ERROR_CODE = re.compile(r"([A-Z][A-Z_]+): ")
# NAV does not know who asks, or what was signed
NOT_ACCEPTED = frozenset(
    {
        "FORBIDDEN",
        "INVALID_CUSTOMER",
        "INVALID_REQUEST_SIGNATURE",
        "INVALID_SECURITY_USER",
        "INVALID_USER_RELATION",
        "NOT_REGISTERED_CUSTOMER",
    }
)
OUT_OF_ORDER = frozenset({"MAINTENANCE_MODE", "OPERATION_FAILED", "REQUEST_ID_NOT_UNIQUE"})
# the seat first, then other places of business
ADDRESS_TYPES = ("HQ", "SITE", "BRANCH")
INNER_PARTS = (("building", "ép."), ("staircase", "lph."), ("floor", "em."), ("door", ""))


class NavConnection(L10nHuEdiConnection):
    """Odoo's connection to NAV, which reports invoices, also asks about taxpayers."""

    def do_query_taxpayer(self, credentials, tax_number):
        """Ask about a taxpayer.

        :param credentials: see `do_token_exchange`
        :param tax_number: the first eight digits of the Hungarian tax number
        :return: an `Answer`
        :raise RegisterError: there is no answer
        """
        values = self._get_header_values(credentials) | {"queriedTaxNumber": tax_number}
        body = self.env["ir.qweb"]._render("crm_masterdata_import.query_taxpayer_request", values)
        node = cleanup_xml_node(body, remove_blank_nodes=False)
        request = etree.tostring(node, xml_declaration=True, encoding="UTF-8")
        try:
            response = self._call_nav_endpoint(
                credentials["mode"], "queryTaxpayer", request, timeout=TIMEOUT
            )
            self._parse_error_response(response)
        except L10nHuEdiConnectionError as error:
            raise _explained(error) from error
        if etree.QName(response).localname != "QueryTaxpayerResponse":
            raise RegisterError(UNREADABLE, etree.QName(response).localname)
        return _answer(response)


def _explained(error):
    """Return the `RegisterError` that an error of Odoo's connection comes to."""
    found = ERROR_CODE.match(error.errors[0])
    if found and found[1] in NOT_ACCEPTED:
        return RegisterError(REFUSED, str(error))
    out_of_order = found and found[1] in OUT_OF_ORDER
    if out_of_order or isinstance(error.__cause__, requests.RequestException):
        return RegisterError(UNREACHABLE, str(error))
    return RegisterError(UNREADABLE, str(error))


def _answer(response):
    data = response.find("api:taxpayerData", XML_NAMESPACES)
    is_valid = _text(response, "taxpayerValidity") in ("true", "1")
    if data is None:
        return Answer(VALID if is_valid else UNKNOWN)
    vat_code = _text(data, "taxNumberDetail/vatCode")
    return Answer(
        VALID if is_valid else INVALID,
        name=_text(data, "taxpayerName"),
        tax_number=_tax_number(data.find("{*}taxNumberDetail")),
        vat_code=vat_code,
        incorporation=_text(data, "incorporation").lower(),
        vat_group=_text(data, "vatGroupMembership"),
        **_address(data),
    )


def _tax_number(detail):
    if detail is None:
        return ""
    parts = [_text(detail, name) for name in ("taxpayerId", "vatCode", "countyCode")]
    return "-".join(parts) if all(parts) else ""


def _address(data):
    """Return the taxpayer's address: of several the one that counts most."""
    items = {
        _text(item, "taxpayerAddressType"): item.find("{*}taxpayerAddress")
        for item in data.iterfind("{*}taxpayerAddressList/{*}taxpayerAddressItem")
    }
    node = next((items[kind] for kind in ADDRESS_TYPES if items.get(kind) is not None), None)
    if node is None:
        return {}
    street = street_line(
        _text(node, "streetName"),
        _text(node, "publicPlaceCategory"),
        _text(node, "number"),
        [(_text(node, name), what) for name, what in INNER_PARTS],
    )
    return {
        "country": _text(node, "countryCode"),
        "zip": _text(node, "postalCode"),
        "city": _text(node, "city"),
        "street": street,
    }


def _text(node, path):
    """Return the text at a path, whatever the namespaces; NAV has moved elements between them."""
    steps = "/".join(f"{{*}}{step}" for step in path.split("/"))
    return " ".join((node.findtext(steps) or "").split())
