from odoo.tools.sql import column_exists, create_column


def pre_init_hook(env):
    """Add the computed columns empty, so that installing does not price existing orders anew."""
    for name, kind in (("auto_discount", "numeric"), ("discount_result", "jsonb")):
        if not column_exists(env.cr, "sale_order_line", name):
            create_column(env.cr, "sale_order_line", name, kind)


def post_init_hook(env):
    """Turn on discounts on lines, as the setting of Sales does; who turns it off keeps it off."""
    env.ref("base.group_user")._apply_group(env.ref("sale.group_discount_per_so_line"))
