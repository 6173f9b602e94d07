"""Benchmarks: one file each, run with `./dev bench [NAME…]`.

A benchmark's file has a docstring whose first line is its title, and `measure(env)`, which yields
`support.measure.Ratio`s: how long our way takes, divided by Odoo's own way on the same data,
measured side by side. The database has crm_suite_hu and no demo; what a benchmark makes in it is
rolled back.
"""
