"""Stamps tell what is done, for which input."""

from devtools.stamps import digest, folder_digest, is_done, mark_done, write_atomically


def test_a_step_is_done_for_its_input_only(ws):
    assert not is_done(ws, "python", "a")
    mark_done(ws, "python", "a")
    assert is_done(ws, "python", "a")
    assert not is_done(ws, "python", "b")


def test_where_one_part_ends_matters():
    assert digest(["ab", "c"]) != digest(["a", "bc"])


def test_a_folder_counts_by_names_and_contents_not_by_times(tmp_path):
    folder = tmp_path / "addon"
    folder.mkdir()
    (folder / "a.py").write_text("1")
    first = folder_digest([folder])
    (folder / "a.py").write_text("1")
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "a.pyc").write_text("x")
    assert folder_digest([folder]) == first
    (folder / "a.py").write_text("2")
    assert folder_digest([folder]) != first


def test_what_is_left_out_does_not_count(tmp_path):
    folder = tmp_path / "tests" / "addon"
    (folder / "tests").mkdir(parents=True)
    (folder / "a.py").write_text("1")
    first = folder_digest([folder], without=["tests"])
    (folder / "tests" / "test_a.py").write_text("2")
    assert folder_digest([folder], without=["tests"]) == first
    assert folder_digest([folder]) != first
    (folder / "a.py").write_text("2")
    assert folder_digest([folder], without=["tests"]) != first


def test_a_file_is_written_whole_with_its_mode(tmp_path):
    path = tmp_path / "deep" / "secret"
    write_atomically(path, "x", mode=0o600)
    assert path.read_text() == "x"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["secret"]
