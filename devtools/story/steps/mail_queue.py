"""Without a mail server, letters wait in the queue instead of failing one by one."""

from ..people import ADMINISTRATOR

TITLE = "Letters wait in the queue where there is no mail server"


def run(ctx):
    """Turn off immediate sending and the sending job, unless a mail server is set up."""
    admin = ctx.as_role(ADMINISTRATOR)
    if admin.execute("ir.mail_server", "search_count", []):
        return
    # Odoo sends a letter at once when there are fewer than this many.
    admin.execute("ir.config_parameter", "set_param", "mail.mail.force.send.limit", "0")
    jobs = admin.execute(
        "ir.cron",
        "search",
        [("model_id.model", "in", ("mail.mail", "crm.message")), ("active", "=", True)],
    )
    if jobs:
        admin.execute("ir.cron", "write", jobs, {"active": False})
