"""The private MariaDB starts, survives a power cut, and says how to get it where it is missing."""

import signal

import pytest

from .mariadb import MariaDb, MariaDbMissing
from .ports import listening


def test_says_how_to_install_it(monkeypatch, tmp_path):
    monkeypatch.setenv("MARIADB_HOME", str(tmp_path))
    with pytest.raises(MariaDbMissing, match="apt-get install mariadb-server"):
        MariaDb()


def test_starts_again_after_a_power_cut():
    try:
        database = MariaDb()
    except MariaDbMissing as missing:
        pytest.skip(str(missing))
    with database:
        assert listening(database.port)
        database.stop(signal.SIGKILL)
        assert not listening(database.port)
        database.start()
        assert listening(database.port)
    assert not listening(database.port)
