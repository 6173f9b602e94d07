def let_see_margins(users):
    """Let users see margins, also where another addon keeps them for some."""
    groups = users.env["sale.order"]._fields["margin"].groups
    if groups:
        users.group_ids |= users.env.ref(groups.split(",")[0])
