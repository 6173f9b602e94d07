"""What webhooks answer: short, and the same for everybody."""

from odoo.http import request


def taken():
    """Say that a call was taken."""
    return request.make_json_response({"status": "ok"})


def refused(status):
    """Say that a call was not taken, and had no effect."""
    return request.make_json_response({"status": "refused"}, status=status)
