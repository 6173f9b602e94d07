"""Makes a large, believable Hungarian customer base with its orders, in minutes.

`python -m tests.helpers.generator DATABASE --customers 200000 --lines 500000 --seed 1` fills a
database that has crm_suite_hu (or at least sale, stock and l10n_hu). In a test or a benchmark:

    from tests.helpers.generator.main import Size, generate
    made = generate(env, Size(customers=300, lines=1000), seed=7)

What varies is drawn in Python (`people`, `trade`: pure, the same for the same seed); the rest of
each row is copied in SQL from a pattern that the ORM made in this very database, so that the rows
are those which the ORM would have written, whatever addons are installed. Messages and followers
are not made. Customers buy by Zipf's law, with seasons and workdays; products are services, since
orders of goods would need their deliveries.
"""
