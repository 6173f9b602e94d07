"""What a fresh installation needs before the first ticket comes in."""


def post_init_hook(env):
    """Load the working days of the years around this one."""
    env["crm.working.day"]._load_years_around()
