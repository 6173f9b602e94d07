"""A row's cells made into values: a `Cleaner` is built once and cleans one row after the other."""

from dataclasses import dataclass, field

from . import codes
from .canonical import PARSERS, tax_number_country
from .identity import Identity
from .legal_form import has_legal_form
from .phone import parse_phone
from .registry_number import parse_registry_number
from .targets import COUNTRY, GROUP_VAT, IS_COMPANY, LIST, NAME, OTHERS, PHONE, kind_of
from .tax_number import parse_tax_number
from .text import tidy
from .value_list import parse_list

# these hang together: the country says how to read the numbers
TOGETHER = ("country", "vat", "company_registry")


@dataclass(slots=True)
class CleanRow:
    """What a row says.

    ``values`` maps targets to canonical text (no target without a value); ``vat_key`` and
    ``registry_key`` find partners; ``warnings`` are codes, one per defect; ``reason`` is the code
    of a rejection or empty, and then the row has nothing else.
    """

    row_number: int
    values: dict[str, str] = field(default_factory=dict)
    vat_key: str = ""
    registry_key: str = ""
    warnings: tuple[str, ...] = ()
    reason: str = ""

    @property
    def identity(self):
        """The part of the row by which its partner is found."""
        return Identity.of(self.values, self.vat_key, self.registry_key)


class UnreadableCells(list):
    """The cells of a record that the reader could not make out; its row is rejected."""


class Cleaner:
    """Cleans the rows of a file.

    :param columns: `headers.Column` for every column of the file, mapped or not
    :param country: ISO code of the source's default country, or empty
    :param foreign_checker: see `foreign_vat.check_foreign`
    """

    def __init__(self, columns, country="", foreign_checker=None):
        self._width = len(columns)
        self._country = country
        self._checker = foreign_checker
        places = {column.target: column.index for column in columns if column.target}
        self._together = tuple(places.pop(target, None) for target in TOGETHER)
        kinds = [(target, index, kind_of(target)) for target, index in places.items()]
        self._phones = [(target, index) for target, index, kind in kinds if kind == PHONE]
        self._lists = [(target, index) for target, index, kind in kinds if kind == LIST]
        self._plain = [
            (target, index, *PARSERS[kind]) for target, index, kind in kinds if kind in PARSERS
        ]

    def clean(self, row_number, cells):
        """Return the `CleanRow` of a row; more cells than headers make it unreadable."""
        if len(cells) > self._width or type(cells) is UnreadableCells:
            return CleanRow(row_number, reason=codes.UNREADABLE_ROW)
        if len(cells) < self._width:
            cells = [*cells, *[""] * (self._width - len(cells))]
        row, warnings = CleanRow(row_number), []
        self._read_plain(cells, row.values, warnings)
        if NAME not in row.values:
            return CleanRow(row_number, reason=codes.MISSING_NAME)
        reason = self._read_together(cells, row, warnings)
        if reason:
            return CleanRow(row_number, reason=reason)
        self._read_phones(cells, row.values, warnings)
        row.warnings = tuple(warnings)
        return row

    def _read_plain(self, cells, values, warnings):
        for target, index, parse, warning in self._plain:
            text = cells[index] and tidy(cells[index])
            if text:
                value = parse(text)
                if value:
                    values[target] = value
                elif warning:
                    warnings.append(warning)
        for target, index in self._lists:
            items = parse_list(cells[index])
            if items:
                values[target] = items

    def _read_together(self, cells, row, warnings):
        """Country, tax number, registry number; return the reason of a rejection or nothing."""
        texts = ["" if index is None else tidy(cells[index]) for index in self._together]
        country_text, vat_text, registry_text = texts
        cell_country = country_text and PARSERS[COUNTRY][0](country_text)
        country = cell_country or tax_number_country(vat_text) or self._country
        tax = parse_tax_number(vat_text, country, self._checker) if vat_text else None
        if tax and tax.invalid:
            return codes.INVALID_VAT
        if country_text and not cell_country:
            return codes.UNKNOWN_COUNTRY
        if cell_country:
            row.values["country"] = cell_country
        if tax:
            _take_tax_number(tax, row, warnings)
        if registry_text:
            _take_registry_number(registry_text, country, row, warnings)
        if _is_company(row.values):
            row.values[IS_COMPANY] = "1"
        return ""

    def _read_phones(self, cells, values, warnings):
        for target, index in self._phones:
            if cells[index]:
                phone = parse_phone(cells[index], self._country)
                if phone.value:
                    values[target] = phone.value
                if phone.others:
                    values[target + OTHERS] = "\n".join(phone.others)
                warnings += phone.warnings


def _take_tax_number(tax, row, warnings):
    if tax.value:
        row.values["vat"], row.vat_key = tax.value, tax.key
    if tax.group:
        row.values[GROUP_VAT] = tax.group
    if tax.warning:
        warnings.append(tax.warning)


def _take_registry_number(text, country, row, warnings):
    if country not in ("", "HU"):
        row.values["company_registry"] = text
        return
    number = parse_registry_number(text)
    if number:
        row.values["company_registry"] = row.registry_key = number
    else:
        warnings.append(codes.INVALID_REGISTRY)


def _is_company(values):
    # a VAT group's number alone makes none: sole traders have been seen with one
    return "vat" in values or "company_registry" in values or has_legal_form(values[NAME])
