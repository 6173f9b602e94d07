"""Usual Hungarian and English names of columns."""

import re
from dataclasses import dataclass

from .text import fold

SEPARATORS = re.compile(r"[\W_]+")
NAMES = {
    "code": "vevőkód, vevő kódja, ügyfélkód, ügyfél kódja, partnerkód, partner kódja, vevőszám, "
    "ügyfélszám, vevőazonosító, ügyfélazonosító, partnerazonosító, azonosító, kód, code, id, "
    "customer code, customer number, customer no, customer id, partner code, client code, "
    "account number",
    "name": "név, vevő, vevőnév, vevő neve, ügyfél, ügyfélnév, ügyfél neve, partner, partnernév, "
    "partner neve, cégnév, cég, cég neve, megnevezés, vállalat, elnevezés, company name, company, "
    "name, customer, customer name, partner name, client, client name, organization",
    "vat": "adószám, adóazonosító, adóazonosító szám, belföldi adószám, közösségi adószám, "
    "eu adószám, tax number, tax id, tax no, vat, vat number, vat id, vat no, tax identification",
    "group_vat": "csoportazonosító, csoportazonosító szám, csoportos adószám, vat group number, "
    "group tax number, group vat",
    "company_registry": "cégjegyzékszám, cégjegyzék szám, cégjegyzék, cégjegyz szám, cjsz, "
    "company registry, registry number, registration number, company registration number, "
    "company id, company number, trade register number",
    "zip": "irányítószám, irsz, ir szám, postai irányítószám, székhely irányítószám, székhely "
    "irányítószáma, székhely irsz, zip, zip code, postcode, "
    "postal code, post code",
    "city": "város, település, helység, helységnév, városnév, székhely város, székhely település, "
    "székhely városa, székhely települése, city, town",
    "street": "cím, utca, utca házszám, közterület, lakcím, székhely, székhely cím, székhely címe, "
    "székhely utca, street, address, street address, address line 1, registered address, "
    "registered seat, registered office",
    "street2": "cím 2, utca 2, cím kiegészítés, street 2, address 2, address line 2",
    "state": "megye, vármegye, state, county, region",
    "country": "ország, országkód, ország neve, country, country code, country name",
    "phone": "telefon, telefonszám, tel, tel szám, mobil, mobilszám, mobiltelefon, phone, "
    "phone number, telephone, mobile, mobile phone, tel no",
    "fax": "fax, faxszám, telefax, fax number",
    "email": "e-mail, email cím, e-mail cím, elektronikus levélcím, emailcím, e-mail address, mail",
    "website": "honlap, weboldal, weblap, web, webcím, website, web site, homepage, url",
    "industry": "teáor, teáor kód, teáor szám, iparág, ágazat, főtevékenység, nace, nace code, "
    "industry, sector",
    "headcount_class": "létszám, létszámkategória, foglalkoztatottak száma, headcount, employees, "
    "headcount class",
    "revenue_class": "árbevétel, forgalmi kategória, árbevétel kategória, revenue, turnover, "
    "revenue class",
    "legal_form": "cégforma, jogi forma, társasági forma, legal form, company type",
    "credit_limit": "hitelkeret, hitelkeret ft, hitellimit, vevőlimit, vevő limit, credit limit",
    "payment_term": "fizetési feltétel, fizetési határidő, fizetési mód, payment terms, "
    "payment term",
    "user": "felelős, értékesítő, üzletkötő, kapcsolattartónk, responsible, salesperson",
    "category": "címke, címkék, kategória, szegmens, vevőcsoport, tag, tags, category, segment",
    "note": "megjegyzés, jegyzet, note, notes, comment, comments, remark, remarks",
    "bank.acc_number": "bankszámlaszám, bankszámla, számlaszám, iban, pénzforgalmi jelzőszám, "
    "bank account, bank account number",
    "contact.name": "kapcsolattartó, kapcsolattartó neve, ügyintéző, contact, contact name, "
    "contact person",
    "contact.function": "kapcsolattartó beosztása, beosztás, job position, contact position",
    "contact.phone": "kapcsolattartó telefon, kapcsolattartó telefonja, kapcsolattartó "
    "telefonszáma, contact phone",
    "contact.email": "kapcsolattartó e-mail, kapcsolattartó e-mail címe, contact email",
    "contact.role": "kapcsolattartó szerepköre, kapcsolattartó szerepe, szerepkör, szerepkörök, "
    "szerep, contact role, contact roles, role, roles",
    "delivery.name": "szállítási név, delivery name, shipping name",
    "delivery.zip": "szállítási irányítószám, delivery zip, shipping zip",
    "delivery.city": "szállítási város, delivery city, shipping city",
    "delivery.street": "szállítási cím, szállítási utca, delivery address, delivery street, "
    "shipping address, shipping street",
    "delivery.country": "szállítási ország, delivery country, shipping country",
    "invoice.name": "számlázási név, billing name, invoice name",
    "invoice.zip": "számlázási irányítószám, billing zip, invoice zip",
    "invoice.city": "számlázási város, billing city, invoice city",
    "invoice.street": "számlázási cím, számlázási utca, billing address, billing street, "
    "invoice address, invoice street",
    "invoice.country": "számlázási ország, billing country, invoice country",
    "postal.name": "levelezési név, postázási név, mailing name, postal name",
    "postal.zip": "levelezési irányítószám, levelezési irsz, postázási irányítószám, mailing zip, "
    "postal zip, mailing postcode",
    "postal.city": "levelezési város, levelezési település, postázási város, mailing city, "
    "postal city",
    "postal.street": "levelezési cím, levelezési utca, postázási cím, postacím, mailing address, "
    "postal address, mailing street, postal street, correspondence address",
    "postal.country": "levelezési ország, postázási ország, mailing country, postal country",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file: its place from 0, its header, its target (empty: unmapped)."""

    index: int
    header: str
    target: str = ""


def header_key(header):
    """Return a header without case, accents and punctuation, to compare with."""
    return SEPARATORS.sub("", fold(header))


TARGETS = {header_key(name): target for target, names in NAMES.items() for name in names.split(",")}


def suggest(headers):
    """Return a `Column` per header, with its target where the header is a usual name.

    Where two headers mean one target the leftmost has it, the other stays unmapped.
    """
    return assign(headers, lambda header: TARGETS.get(header_key(header), ""))


def assign(headers, target_of):
    """Return a `Column` per header; ``target_of(header)`` names its target or nothing."""
    taken, columns = {""}, []
    for index, header in enumerate(headers):
        target = target_of(header)
        columns.append(Column(index, header, "" if target in taken else target))
        taken.add(target)
    return tuple(columns)


def bind(mapping, headers):
    """Return ``(columns, missing)``: a kept mapping on the headers of today's file.

    :param mapping: source column → target; headers compare without case, accents, punctuation
    :return: a `Column` per header, and the mapped source columns that the file does not have
    """
    targets = {header_key(name): target for name, target in mapping.items()}
    present = set(map(header_key, headers))
    missing = tuple(name for name in mapping if header_key(name) not in present)
    return assign(headers, lambda header: targets.get(header_key(header), "")), missing


def recognised(cells):
    """Return how many targets the cells of a row name, were it the header."""
    return len({TARGETS[key] for key in map(header_key, cells) if key in TARGETS})
