"""Codes of copies."""


def copied_codes(records, word):
    """Return a free code for a copy of each record: its own, and `word` in brackets."""
    # codes of records that the user may not see are taken as well
    everything = records.sudo().with_context(active_test=False)
    taken = set(everything.search([("code", "=like", "% (%)")]).mapped("code"))
    codes = []
    for record in records:
        free = (code for code in _numbered(f"{record.code} ({word}") if code not in taken)
        codes.append(next(free))
        taken.add(codes[-1])
    return codes


def _numbered(start):
    yield f"{start})"
    number = 2
    while True:
        yield f"{start} {number})"
        number += 1
