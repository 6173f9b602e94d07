"""The private MariaDB starts, survives a power cut, and says how to get it where it is missing."""

import signal

import pytest

from .mariadb import MariaDb, MariaDbMissing, installed
from .ports import listening


def test_says_how_to_install_it(monkeypatch, tmp_path):
    monkeypatch.setenv("MARIADB_HOME", str(tmp_path))
    with pytest.raises(MariaDbMissing, match="apt-get install mariadb-server"):
        MariaDb()


if installed():  # a machine without MariaDB works on everything else; there is nothing to try

    def test_starts_again_after_a_power_cut():
        with MariaDb() as database:
            assert listening(database.port)
            database.stop(signal.SIGKILL)
            assert not listening(database.port)
            database.start()
            assert listening(database.port)
        assert not listening(database.port)
