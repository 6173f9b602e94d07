"""`python -m tests.helpers.generator DATABASE`: see the package."""

import argparse

import odoo.tools
from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry

from .main import Size, generate


def main() -> None:
    words = argparse.ArgumentParser(prog="generator", description="Fill a database with trade.")
    words.add_argument("database")
    words.add_argument("--config", default=".dev/odoo.conf", help="Odoo's configuration file")
    words.add_argument("--customers", type=int, default=Size.customers)
    words.add_argument("--lines", type=int, default=Size.lines)
    words.add_argument("--products", type=int, default=Size.products)
    words.add_argument("--seed", type=int, default=1)
    options = words.parse_args()
    odoo.tools.config.parse_config(["-c", options.config, "-d", options.database])
    with Registry(options.database).cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        size = Size(options.customers, options.lines, options.products)
        print(generate(env, size, options.seed))


if __name__ == "__main__":
    main()
