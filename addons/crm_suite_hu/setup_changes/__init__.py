"""The changes of the Hungarian set-up, in the order in which they build on each other."""

from . import accounting, database, documents, money, place, trade
from .base import UNTOUCHED_CHARTS, Change, is_fresh

CHANGES = (
    place.Country(),
    place.Languages(),
    place.NumberFormat(),
    place.Locale(),
    place.NameOrder(),
    money.Forint(),
    money.CompanyCurrency(),
    accounting.Chart(),
    accounting.Taxes(),
    accounting.TaxRounding(),
    accounting.PaymentTerms(),
    accounting.BankJournal(),
    accounting.CashJournal(),
    accounting.JournalCodes(),
    accounting.CreditLimit(),
    accounting.NavMode(),
    money.CashRounding(),
    money.ExchangeRates(),
    trade.Units(),
    *trade.FEATURES,
    trade.DeliveryMessages(),
    trade.Warehouse(),
    trade.SalesTeam(),
    documents.DocumentLayout(),
    documents.CompanyDetails(),
    database.Sorting(),
)
