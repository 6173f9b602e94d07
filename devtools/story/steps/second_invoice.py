"""The rest is invoiced, posted and sent."""

from .. import papers

TITLE = "Second invoice"


def run(ctx):
    """Make or finish the second invoice."""
    ctx.found["second_invoice"] = papers.invoice(ctx, 2)
