"""The document chain of sales orders: reading it (facts), shaping it (documents, lines).

The words, as they are used in this package, on the screen and in the manual:

offered    kept when the offer is sent; sending again after a change replaces it. A line added
           after the last sending was offered 0; an order confirmed without sending has none.
ordered    what is on the confirmed order now.
delivered  everything shipped to the customer, replacements included; returns do not lower it.
invoiced   posted invoices less posted credit notes; drafts are listed but not counted.
returned   everything that came back from the customer, credited or not.

Every quantity of a line is in the line's own unit.
"""

from .chain import build_chains

__all__ = ["build_chains"]
