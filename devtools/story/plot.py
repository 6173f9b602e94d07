"""What the story is about: whom we sell to, what, and how much of it goes first."""

PROJECT = "Gesztenye utcai társasház"
MARKER = "P-0001"  # the opportunity is found again by this reference
TITLE = f"{PROJECT}, hőszigetelés és vakolat ({MARKER})"
