"""When a message that could not be sent is tried again."""

from datetime import timedelta

#: after the first failure, the second …; about a day in all
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 1200))
GIVE_UP_AFTER = len(PAUSES) + 1


def pause_after(attempts: int) -> timedelta | None:
    """Return how long to wait after so many failed attempts; None: it is over.

    :raises ValueError: nothing was attempted
    """
    if attempts < 1:
        raise ValueError("nothing was attempted")
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None
