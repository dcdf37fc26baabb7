"""The writer: a folder changes whole or not at all, and nothing of somebody else's is lost."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from timeline.errors import OutputError
from timeline.writer import MARKER, write

OLD = {"index.html": b"old", "entries/a.html": b"a", "entries/gone.html": b"g", "assets/s.css": b"s", "old.txt": b"o"}
NEW = {"index.html": b"new", "entries/a.html": b"A", "entries/b.html": b"b", "assets/s.css": b"S",
       "new/deep/x.txt": b"x"}


def held(folder: Path) -> dict[str, bytes]:
    """Every file in the folder but the marker."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != MARKER}


@pytest.fixture
def site(tmp_path) -> Path:
    folder = tmp_path / "out" / "site"
    write(OLD, folder)
    return folder


def test_a_new_folder_is_made_with_its_parents(tmp_path):
    write(OLD, tmp_path / "not" / "yet" / "site")
    assert held(tmp_path / "not" / "yet" / "site") == OLD
    assert os.listdir(tmp_path / "not" / "yet") == ["site"]


def test_an_empty_folder_is_taken(tmp_path):
    write(OLD, tmp_path)
    assert held(tmp_path) == OLD


def test_what_is_gone_goes_and_what_is_new_comes(site):
    write(NEW, site)
    assert held(site) == NEW
    assert os.listdir(site.parent) == ["site"]
    assert not (site / "old.txt").exists()
    assert sorted(os.listdir(site)) == [MARKER, "assets", "entries", "index.html", "new"]


def test_writing_the_same_again_changes_nothing(site):
    before = (site / MARKER).read_bytes()
    write(OLD, site)
    assert held(site) == OLD
    assert (site / MARKER).read_bytes() == before


def test_no_files_leave_an_empty_site(site):
    write({}, site)
    assert held(site) == {}


def test_git_and_cname_stay(site):
    (site / ".git" / "objects").mkdir(parents=True)
    (site / ".git" / "HEAD").write_bytes(b"ref")
    (site / "CNAME").write_bytes(b"a.example")
    inode = (site / ".git").stat().st_ino
    write(NEW, site)
    assert held(site) == NEW | {".git/HEAD": b"ref", "CNAME": b"a.example"}
    assert (site / ".git").stat().st_ino == inode


def test_a_fresh_repository_is_taken(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "CNAME").write_bytes(b"a.example")
    write(NEW, tmp_path)
    assert held(tmp_path) == NEW | {"CNAME": b"a.example"}


def test_a_git_file_of_a_worktree_stays(site):
    (site / ".git").write_bytes(b"gitdir: elsewhere")
    write(NEW, site)
    assert held(site) == NEW | {".git": b"gitdir: elsewhere"}


@pytest.mark.parametrize("umask", [0o022, 0o077, 0o000])
def test_everything_is_readable_by_all(tmp_path, umask):
    before = os.umask(umask)
    try:
        write(NEW, tmp_path / "a" / "site")
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "a").rglob("*") if path.is_file()}
    assert modes == {0o644}
    folders = [tmp_path / "a", *(path for path in (tmp_path / "a").rglob("*") if path.is_dir())]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o755}


# Somebody else's files


@pytest.mark.parametrize("name", ["notes.txt", "entries/mine.html", ".gitignore", "deep/down/x", "sub/.git/HEAD",
                                  "sub/CNAME", ".env", "entries/CNAME"])
def test_a_file_of_somebody_else_stops_the_writing(site, name):
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_bytes(b"mine")
    with pytest.raises(OutputError) as caught:
        write(NEW, site)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("TL401", str(site))
    assert name in problem.message
    assert problem.help
    assert held(site) == OLD | {name: b"mine"}


def test_a_folder_that_is_not_ours_is_refused_and_the_first_files_named(tmp_path):
    for name in "edcba":
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(OutputError, match="a, b, c and 2 more"):
        write(NEW, tmp_path)
    assert sorted(os.listdir(tmp_path)) == list("abcde")


def test_a_link_counts_as_a_file_and_is_not_followed(site, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious").write_bytes(b"p")
    (site / "linked").symlink_to(elsewhere)
    with pytest.raises(OutputError, match="linked"):
        write(NEW, site)
    assert held(elsewhere) == {"precious": b"p"}


def test_what_a_file_manager_leaves_is_no_hindrance(site):
    (site / ".DS_Store").write_bytes(b"")
    (site / "entries" / "Thumbs.db").write_bytes(b"")
    write(NEW, site)
    assert held(site) == NEW


def test_an_empty_folder_of_somebody_else_is_no_file(site):
    (site / "empty").mkdir()
    write(NEW, site)
    assert held(site) == NEW


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "site").write_bytes(b"mine")
    with pytest.raises(OutputError, match="TL402 is a file"):
        write(NEW, tmp_path / "site")
    assert (tmp_path / "site").read_bytes() == b"mine"


def test_a_file_in_the_place_of_a_parent_is_told(tmp_path):
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(OutputError, match="TL402"):
        write(NEW, tmp_path / "file" / "site")
    assert held(tmp_path) == {"file": b"mine"}


# Where the folder may lie


def test_a_symbolic_link_to_the_folder_is_followed_and_stays(site, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(site)
    write(NEW, link)
    assert link.is_symlink()
    assert held(site) == NEW


def test_the_current_folder_stays_the_current_folder(site, monkeypatch):
    monkeypatch.chdir(site)
    write(NEW, Path("."))
    assert held(Path(os.getcwd())) == NEW


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/etc/x", "a//b", "", ".", "./a", "a/", "a\\b", "c:x", "a\nb",
                                  "a\0b", ".git/config", ".git", "CNAME", MARKER, ".timeline-staging-x/a"])
def test_a_path_that_leaves_the_folder_or_hides_what_stays_is_refused(site, path):
    with pytest.raises(ValueError, match="is not a plain|would replace"):
        write({"index.html": b"", path: b""}, site)
    assert held(site) == OLD


def test_a_file_cannot_be_a_folder_too(site):
    with pytest.raises(ValueError, match="inside what is a file"):
        write({"a": b"", "a/b": b""}, site)


# Whole or not at all

STEPS = [("os.rename", n) for n in range(1, 12)] + [("Path.write_bytes", n) for n in (1, 3, 6)] + [
    ("Path.mkdir", n) for n in (1, 2, 3)] + [("Path.chmod", 1), ("tempfile.mkdtemp", 1)]


def failing_at(step: int, original, error: BaseException, forever: bool = False):
    calls = 0

    def call(*args, **kwargs):
        nonlocal calls
        calls += 1
        if calls == step or (forever and calls > step):
            raise error
        return original(*args, **kwargs)

    return call


def break_at(monkeypatch, step: tuple[str, int], error: BaseException, forever: bool = False) -> None:
    home, name = step[0].split(".")
    place = {"os": "timeline.writer.os", "tempfile": "timeline.writer.tempfile", "Path": "timeline.writer.Path"}[home]
    original = {"os": os, "Path": Path}.get(home) or __import__(home)
    monkeypatch.setattr(f"{place}.{name}", failing_at(step[1], getattr(original, name), error, forever))


@pytest.mark.parametrize("step", STEPS, ids=str)
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), PermissionError(13, "Permission denied"),
                                   KeyboardInterrupt(), MemoryError()], ids=repr)
def test_a_failure_leaves_the_old_site_and_no_rubbish(site, monkeypatch, step, error):
    (site / ".git").mkdir()
    with monkeypatch.context() as patch:
        break_at(patch, step, error)
        with pytest.raises(OutputError if isinstance(error, OSError) else type(error)) as caught:
            write(NEW, site)
    if isinstance(error, OSError):
        assert f"TL402 cannot be written: {error.strerror}" in str(caught.value)
    assert held(site) == OLD
    assert sorted(os.listdir(site)) == sorted([".git", MARKER, "assets", "entries", "index.html", "old.txt"])
    assert os.listdir(site.parent) == ["site"]
    write(NEW, site)
    assert held(site) == NEW


@pytest.mark.parametrize("step", [("os.rename", 1), ("Path.write_bytes", 2), ("Path.mkdir", 1), ("Path.mkdir", 2),
                                  ("tempfile.mkdtemp", 1)], ids=str)
def test_a_failure_to_make_a_new_folder_leaves_none(tmp_path, monkeypatch, step):
    with monkeypatch.context() as patch:
        break_at(patch, step, OSError(28, "No space left on device"))
        with pytest.raises(OutputError, match="TL402"):
            write(NEW, tmp_path / "deep" / "site")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("step", range(1, 14))
def test_after_a_kill_at_any_rename_the_next_writing_finds_everything(site, monkeypatch, step):
    (site / ".git").mkdir()
    with monkeypatch.context() as patch:
        break_at(patch, ("os.rename", step), OSError("killed"), forever=True)
        try:
            write(NEW, site)
        except OutputError:
            (site / "mine.txt").write_bytes(b"mine")
    if (site / "mine.txt").exists():
        with pytest.raises(OutputError, match="TL401.*mine.txt"):
            write(NEW, site)
        assert held(site) == OLD | {"mine.txt": b"mine"}
        (site / "mine.txt").unlink()
    write(NEW, site)
    assert held(site) == NEW
    assert not [name for name in os.listdir(site) if name.startswith(".timeline-staging")]


def test_the_new_site_stands_even_where_the_old_cannot_be_cleared(site, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("timeline.writer.shutil.rmtree", lambda *a, **k: None)
        write(NEW, site)
    write(NEW, site)
    assert held(site) == NEW


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_one_may_not_write_is_told(site):
    site.chmod(0o555)
    try:
        with pytest.raises(OutputError, match="TL402.*Permission denied"):
            write(NEW, site)
    finally:
        site.chmod(0o755)
    assert held(site) == OLD
