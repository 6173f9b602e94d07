"""Invents half a year of trade for the demo firm: no Odoo, no clock, the same seed the same story.

:func:`plan.make_plan` takes what the firm sells and to whom, and a day to end before; it returns
what was bought, sold, delivered, invoiced, paid and returned on which day. Stock never falls
below zero on any day of the plan.
"""
