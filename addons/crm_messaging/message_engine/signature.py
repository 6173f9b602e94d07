"""Whether a webhook's call comes from whom it says: HMAC-SHA256 over time and body."""

import hashlib
import hmac
from datetime import datetime, timedelta

VALID_FOR = timedelta(minutes=5)


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Return the signature in hexadecimal digits."""
    message = timestamp.encode() + b"." + body
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def verify(secret: str, timestamp: str, body: bytes, signature: str, now: datetime) -> bool:
    """Return whether a call is signed with the secret and not older than five minutes.

    :param timestamp: seconds since 1970, as the caller wrote them
    :param now: in UTC, with or without zone
    """
    if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 12:
        return False
    seconds = (now.replace(tzinfo=None) - datetime(1970, 1, 1)).total_seconds()
    if abs(seconds - int(timestamp)) > VALID_FOR.total_seconds():
        return False
    expected = sign(secret, timestamp, body)
    return hmac.compare_digest(expected.encode(), signature.strip().lower().encode())
