"""Runs the story: each step in turn, each finding what is there already."""

import importlib

from . import STEPS
from .context import Context


def run(url, db, users=None, progress=print):
    """Run the firm's story through a served demo database.

    Each step looks for what it would make and goes on from there, and each call is one
    transaction, so a run that was killed at any moment is mended by the next one: the chain exists
    once. Two runs at the same time are the caller's to prevent.

    :param url: base address of the server, for instance ``http://127.0.0.1:8069``
    :param db: database name
    :param users: ``{role: {"login", "password"}}``, the demo users when left out
    :param progress: function called with one line of text per step
    :return: the result, fit for JSON: see :mod:`devtools.story`
    :raises StoryError: naming the step, the user and Odoo's message
    """
    context = Context(url, db, users, progress)
    modules = [importlib.import_module(name) for name in STEPS]
    for number, module in enumerate(modules, start=1):
        context.step = module.TITLE
        progress(f"[{number}/{len(modules)}] {module.TITLE}")
        module.run(context)
    return context.result
