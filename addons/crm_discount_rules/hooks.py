from odoo.tools.sql import column_exists, create_column


def pre_init_hook(env):
    """Add the computed columns empty, so that installing does not price existing orders anew."""
    for name, kind in (("auto_discount", "numeric"), ("discount_result", "jsonb")):
        if not column_exists(env.cr, "sale_order_line", name):
            create_column(env.cr, "sale_order_line", name, kind)
