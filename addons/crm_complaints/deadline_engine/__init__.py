"""When something is due: days, working hours, the law's terms, escalation. No Odoo, no clock.

Moments go in and come out as UTC without zone, as Odoo stores them.
"""

from .days import DayTable, end_of_day, local_day
from .escalation import Due, Facts, Level, due_between, due_now, fresh
from .hours import ALWAYS, Timeline, opening_hours
from .law import LegalDeadlines, LegalTerms, legal_deadlines
