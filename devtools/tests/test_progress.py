"""People see that something goes on; what is quick stays quiet."""

import io
import time

import pytest

from devtools import progress


def test_quick_work_shows_nothing():
    stream = io.StringIO()
    with progress.step("quick", stream):
        pass
    assert stream.getvalue() == ""


def test_long_work_shows_what_it_does_and_its_end(monkeypatch):
    monkeypatch.setattr(progress, "QUIET_SECONDS", 0.05)
    stream = io.StringIO()
    with progress.step("unpacking", stream) as work:
        work.note("2026-11-22 10:00:00,001 77 INFO shop odoo: file 3 of 9")
        time.sleep(0.3)
    assert "… unpacking, 0 s: odoo: file 3 of 9" in stream.getvalue()
    assert stream.getvalue().endswith("✓ unpacking, 0 s\n")


def test_failed_work_is_marked(monkeypatch):
    monkeypatch.setattr(progress, "QUIET_SECONDS", 0.05)
    stream = io.StringIO()
    with pytest.raises(ValueError, match="no"), progress.step("unpacking", stream):
        time.sleep(0.3)
        raise ValueError("no")
    assert "✗ unpacking" in stream.getvalue()
