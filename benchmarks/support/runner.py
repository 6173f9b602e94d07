"""Runs one benchmark inside Odoo's shell and prints each ratio as a line of JSON."""

import importlib
import json
from dataclasses import asdict

MARK = "bench: "


def run(env, name: str) -> None:
    """Run benchmarks/NAME.py in the transaction of `env`, which is rolled back."""
    try:
        for ratio in importlib.import_module(f"benchmarks.{name}").measure(env):
            print(MARK + json.dumps(asdict(ratio)), flush=True)
    finally:
        env.cr.rollback()
