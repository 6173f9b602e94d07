"""The exchange rate service of the Magyar Nemzeti Bank, asked over SOAP."""

from xml.sax.saxutils import escape

import requests
from lxml import etree

URL = "http://www.mnb.hu/arfolyamok.asmx"
# fmt: off
CURRENCIES = [
    "AUD", "BGN", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "IDR",
    "ILS", "INR", "ISK", "JPY", "KRW", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "RON", "RSD",
    "RUB", "SEK", "SGD", "THB", "TRY", "UAH", "USD", "ZAR",
]
# fmt: on
_ACTION = "http://www.mnb.hu/webservices/MNBArfolyamServiceSoap/GetExchangeRates"
_ENVELOPE = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
    '<GetExchangeRates xmlns="http://www.mnb.hu/webservices/">'
    "<startDate>{start}</startDate><endDate>{end}</endDate>"
    "<currencyNames>{currencies}</currencyNames>"
    "</GetExchangeRates></soap:Body></soap:Envelope>"
)
_TIMEOUT = 30


class MnbAnswerError(Exception):
    """The bank's answer holds no rates in the known form."""


def fetch_rates(url, currencies, date_from, date_to):
    """Forints for one unit of each currency, by ISO day: `{"2026-03-02": {"EUR": 380.12}}`.

    Each day has HUF with 1. Days without trade are absent. Raises requests.RequestException when
    the bank does not answer, MnbAnswerError when it answers something else.
    """
    body = _ENVELOPE.format(
        start=date_from, end=date_to, currencies=escape(",".join(currencies))
    ).encode()
    headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{_ACTION}"'}
    response = requests.post(url, data=body, headers=headers, timeout=_TIMEOUT)
    response.raise_for_status()
    return _get_days(response.content)


def _get_days(content):
    result = _parse(content).find(".//{*}GetExchangeRatesResult")
    if result is None or not result.text:
        raise MnbAnswerError("GetExchangeRatesResult")
    days = {}
    for day in _parse(result.text.encode()).iterfind("Day"):
        rates = {rate.get("curr"): _get_forints(rate) for rate in day.iterfind("Rate")}
        days[day.get("date")] = {"HUF": 1.0, **rates}
    return days


def _get_forints(rate):
    return float(rate.text.replace(",", ".")) / int(rate.get("unit") or 1)


def _parse(content):
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise MnbAnswerError("XML") from error
