def let_see_margins(users):
    """Let users see margins, also where another addon keeps them for some."""
    groups = users.env["sale.order"]._fields["margin"].groups
    if groups:
        group = users.env.ref(groups.split(",")[0])
        users.write({"group_ids": [(4, group.id)]})
