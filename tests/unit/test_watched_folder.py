"""A folder that others write into: complete files are found, nothing outside is touched."""

import os
import time

import pytest
from watched_folder import DONE, FAILED, QUIET, FolderError, WatchedFolder


@pytest.fixture
def box(tmp_path):
    (tmp_path / "erp").mkdir()
    return tmp_path / "erp"


@pytest.fixture
def folder(box):
    with WatchedFolder(str(box.parent), "erp") as opened:
        yield opened


def later(seconds=QUIET + 1):
    return time.time() + seconds


def names(folder, now=None):
    return [found.name for found in folder.complete_files(now or later())]


def test_the_oldest_comes_first(box, folder):
    for age, name in ((50, "b.csv"), (90, "c.csv"), (50, "a.csv")):
        (box / name).write_bytes(b"x")
        os.utime(box / name, (1_700_000_000 - age,) * 2)
    assert names(folder) == ["c.csv", "a.csv", "b.csv"]


def test_what_may_be_growing_waits(box, folder):
    (box / "a.csv").write_bytes(b"x")
    # a program that copies puts an old date on what it has just written
    os.utime(box / "a.csv", (1_700_000_000,) * 2)
    assert names(folder, later(QUIET - 2)) == []
    assert names(folder) == ["a.csv"]


@pytest.mark.parametrize("name", [".a.csv", "a.csv.part", "a.CSV.TMP", "a.csv~", "a.crdownload"])
def test_what_is_unfinished_or_hidden_waits(box, folder, name):
    (box / name).write_bytes(b"x")
    assert names(folder) == []


def test_only_plain_files(box, folder, tmp_path):
    (tmp_path / "secret").write_bytes(b"x")
    (box / "link.csv").symlink_to(tmp_path / "secret")
    (box / "folder.csv").mkdir()
    os.mkfifo(box / "pipe.csv")
    assert names(folder) == []


def test_a_file_replaced_by_a_link_is_not_read(box, folder, tmp_path):
    (box / "a.csv").write_bytes(b"x")
    [found] = folder.complete_files(later())
    (tmp_path / "secret").write_bytes(b"secret")
    (box / "a.csv").unlink()
    (box / "a.csv").symlink_to(tmp_path / "secret")
    with pytest.raises(FolderError):
        folder.content_of(found)
    folder.put_away(found.identity, DONE, "1 a.csv", "done")
    assert (box / "a.csv").is_symlink()
    assert (tmp_path / "secret").read_bytes() == b"secret"


def test_what_grows_or_goes_while_it_is_read_is_left(box, folder):
    (box / "a.csv").write_bytes(b"x")
    [found] = folder.complete_files(later())
    assert folder.content_of(found) == b"x"
    (box / "a.csv").write_bytes(b"xy")
    assert folder.content_of(found) is None
    (box / "a.csv").unlink()
    assert folder.content_of(found) is None


@pytest.mark.parametrize("name", ["..", ".", "", "a/b", "/", "/etc", ".x", "a b", None])
def test_names_that_lead_elsewhere(tmp_path, name):
    with pytest.raises(FolderError), WatchedFolder(str(tmp_path), name):
        pass


def test_a_folder_that_is_a_link_or_missing(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    for name in ("link", "missing"):
        with pytest.raises(FolderError), WatchedFolder(str(tmp_path), name):
            pass


def test_put_away_once_and_again(box, folder):
    (box / "a.csv").write_bytes(b"x")
    [found] = folder.complete_files(later())
    for _time in range(2):
        folder.put_away(found.identity, FAILED, "1 a.csv", "why\n")
    assert sorted(path.name for path in (box / FAILED).iterdir()) == ["1 a.csv", "1 a.csv.txt"]
    assert (box / FAILED / "1 a.csv").read_bytes() == b"x"
    assert (box / FAILED / "1 a.csv.txt").read_text() == "why\n"


def test_another_file_of_the_same_name_stays(box, folder):
    (box / "a.csv").write_bytes(b"x")
    [found] = folder.complete_files(later())
    (box / "b.csv").write_bytes(b"news")
    os.rename(box / "b.csv", box / "a.csv")
    folder.put_away(found.identity, DONE, "1 a.csv", "done")
    assert (box / "a.csv").read_bytes() == b"news"


def test_done_may_be_no_link(box, folder, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (box / DONE).symlink_to(tmp_path / "elsewhere")
    (box / "a.csv").write_bytes(b"x")
    [found] = folder.complete_files(later())
    with pytest.raises(FolderError):
        folder.put_away(found.identity, DONE, "1 a.csv", "done")
    assert (box / "a.csv").exists()
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_nothing_is_put_elsewhere(folder):
    for place, name in (("..", "a.csv"), (DONE, "../a.csv")):
        with pytest.raises(FolderError):
            folder.put_away("x", place, name, "text")
