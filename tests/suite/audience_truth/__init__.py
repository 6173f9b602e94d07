"""Audiences against the truth: a generated world, figures by hand-written SQL, every comparison.

`world` fills a database, `figures` and `scores` say what is true of it (without any code of the
addon), `cases` asks the addon the same and `report` prints every difference.
"""
