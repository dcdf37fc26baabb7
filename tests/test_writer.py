"""The writer: a folder changes whole or not at all, and nothing of somebody else's is lost."""

from __future__ import annotations

import os
import random
import resource
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from timeline import locking, writer
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


@pytest.mark.parametrize(("paths", "why"), [
    (["a", "a/b"], "inside what is a file"), (["a", "a/b/c"], "inside what is a file"),
    (["a/b", "a"], "is there already"), (["a/b/c", "a/b"], "is there already"), (["a", "b", "a"], "is there already")])
def test_two_files_cannot_have_one_place(site, paths, why):
    with pytest.raises(ValueError, match=why):
        write(((path, b"") for path in paths), site)
    assert held(site) == OLD


# One after the other


def test_files_are_written_as_they_come(site):
    def files():
        for path, content in NEW.items():
            yield path, content
            (staged,) = site.parent.glob(".site.timeline-staging-*/new")
            assert (staged / path).read_bytes() == content
            assert held(site) == OLD

    write(files(), site)
    assert held(site) == NEW


@pytest.mark.parametrize("error", [KeyboardInterrupt(), MemoryError(), LookupError("no template")], ids=repr)
@pytest.mark.parametrize("count", [0, 1, len(NEW)])
def test_files_that_end_in_an_error_leave_the_old_site(site, error, count):
    def files():
        yield from list(NEW.items())[:count]
        raise error

    with pytest.raises(type(error)):
        write(files(), site)
    assert held(site) == OLD
    assert os.listdir(site.parent) == ["site"]


def test_what_stands_as_it_is_is_not_read(site, monkeypatch):
    monkeypatch.setattr(writer, "_content", lambda path: pytest.fail(f"{path} was read"))
    inodes = {name: (site / name).stat().st_ino for name in OLD}
    write([(name, None) for name in OLD], site)
    assert {name: (site / name).stat().st_ino for name in OLD} == inodes
    assert held(site) == OLD


def test_what_stands_is_copied_where_there_are_no_links(site, monkeypatch):
    monkeypatch.setattr(os, "link", unlinked)
    times = {name: (site / name).stat().st_mtime_ns for name in OLD}
    write([(name, None) for name in OLD], site)
    assert held(site) == OLD
    assert {name: (site / name).stat().st_mtime_ns for name in OLD} == times


def unlinked(*places: object) -> None:
    raise OSError("a file system without links")


def test_what_should_stand_and_is_gone_changes_nothing(site):
    with pytest.raises(OutputError, match="TL402"):
        write([*OLD.items(), ("gone.html", None)], site)
    assert held(site) == OLD
    assert os.listdir(site.parent) == ["site"]


# Whole or not at all

FILLING = [("os.write", n) for n in (1, 3, 6)] + [("os.mkdir", n) for n in (1, 2, 3)] + [
    ("os.chmod", 1), ("tempfile.mkdtemp", 1)]
MOVING = [("os.rename", n) for n in range(1, 12)]
STEPS = [(*step, True) for step in FILLING] + [(*step, False) for step in FILLING + MOVING]


@pytest.fixture
def in_place(monkeypatch) -> None:
    """As on a system that cannot exchange two folders."""
    monkeypatch.setattr(writer, "_exchanged", lambda one, other: False)


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


@pytest.mark.parametrize(("name", "step", "exchanges"), STEPS)
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), PermissionError(13, "Permission denied"),
                                   KeyboardInterrupt(), MemoryError()], ids=repr)
def test_a_failure_leaves_the_old_site_and_no_rubbish(site, monkeypatch, name, step, exchanges, error):
    (site / ".git").mkdir()
    with monkeypatch.context() as patch:
        if not exchanges:
            patch.setattr(writer, "_exchanged", lambda one, other: False)
        break_at(patch, (name, step), error)
        with pytest.raises(OutputError if isinstance(error, OSError) else type(error)) as caught:
            write(NEW, site)
    if isinstance(error, OSError):
        assert f"TL402 cannot be written: {error.strerror}" in str(caught.value)
    assert held(site) == OLD
    assert sorted(os.listdir(site)) == sorted([".git", MARKER, "assets", "entries", "index.html", "old.txt"])
    assert os.listdir(site.parent) == ["site"]
    write(NEW, site)
    assert held(site) == NEW


@pytest.mark.parametrize("step", [("os.rename", 1), ("os.write", 2), ("os.mkdir", 1), ("os.mkdir", 2),
                                  ("os.mkdir", 3), ("os.mkdir", 4), ("tempfile.mkdtemp", 1)], ids=str)
def test_a_failure_to_make_a_new_folder_leaves_none(tmp_path, monkeypatch, step):
    with monkeypatch.context() as patch:
        break_at(patch, step, OSError(28, "No space left on device"))
        with pytest.raises(OutputError, match="TL402"):
            write(NEW, tmp_path / "very" / "deep" / "site")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("step", range(1, 14))
@pytest.mark.usefixtures("in_place")
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
    assert os.listdir(site.parent) == ["site"]
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


@pytest.mark.parametrize("exchanges", [True, False])
def test_a_file_that_says_the_same_keeps_its_time(site, tmp_path, monkeypatch, exchanges):
    if not exchanges:
        monkeypatch.setattr(writer, "_exchanged", lambda one, other: False)
    for name in OLD:
        os.utime(site / name, (1, 1))
    os.link(site / "old.txt", tmp_path / "mine")
    write(OLD | {"index.html": b"odd"}, site)
    assert {name for name in OLD if (site / name).stat().st_mtime == 1} == {*OLD} - {"index.html", "old.txt"}
    assert {(site / name).stat().st_nlink for name in OLD} == {1}


def test_several_processes_fill_one_folder(site):
    parts = [[("a/b/1", b"1"), ("index.html", b"new")], [("a/b/2", iter([b"2", b"", b"2"]))], [("a/c/3", b"")]]
    write(writer.Shares(3, lambda n: parts[n], lambda: [("last", b"l")], jobs=2), site)
    assert held(site) == {"a/b/1": b"1", "a/b/2": b"22", "a/c/3": b"", "index.html": b"new", "last": b"l"}
    for n in range(2):
        with pytest.raises(ValueError, match="is there already"):
            write(writer.Shares(2, lambda n: [("twice", b"")], lambda: (), jobs=1 + n), site)
    assert "last" in held(site)


@pytest.mark.skipif(sys.platform != "linux", reason="work is shared on Linux alone")
def test_a_killed_process_is_told_and_changes_nothing(site):
    here = os.getpid()

    def part(number):
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.02)
        return [(f"{number}", b"")]

    with pytest.raises(OutputError, match="TL402 cannot be written: a process that shared the work was killed"):
        write(writer.Shares(9, part, lambda: (), jobs=2), site)
    assert held(site) == OLD
    assert os.listdir(site.parent) == ["site"]


def test_a_file_of_somebody_else_is_written_anew(site, monkeypatch):
    for name in OLD:
        (site / name).chmod(0o600)
    monkeypatch.setattr(writer, "_open_to_all", unlinked)
    write([("index.html", OLD["index.html"]), ("old.txt", iter([OLD["old.txt"]]))], site)
    assert held(site) == {name: OLD[name] for name in ("index.html", "old.txt")}
    assert (site / "index.html").stat().st_mode & 0o777 == 0o644
    write(NEW, site)
    assert held(site) == NEW


def test_a_file_that_comes_bit_by_bit_keeps_its_time_too(site):
    os.utime(site / "old.txt", (1, 1))
    write([*OLD.items()][:-1] + [("old.txt", iter([OLD["old.txt"][:1], OLD["old.txt"][1:]]))], site)
    assert (site / "old.txt").stat().st_mtime == 1
    write([("old.txt", iter([b"other"]))], site)
    assert held(site) == {"old.txt": b"other"}


# Really killed, really full, really at once

LOOP = """
import sys
from pathlib import Path
from timeline import writer
if sys.argv[2] == "in place":
    writer._exchanged = lambda one, other: False
sites = [{f"{n % 7}/{n}.html": bytes([65 + k]) * 3000 for n in range(60)} | {"index.html": bytes([65 + k])}
         for k in range(2)]
def shares(site):
    files = list(site.items())
    return writer.Shares(6, lambda n: files[n::6], lambda: (), jobs=2) if sys.argv[2] == "shared" else site

writer.write(sites[0], Path(sys.argv[1]))
print("ready", flush=True)
while True:
    for site in reversed(sites):
        writer.write(shares(site), Path(sys.argv[1]))
"""


def kill(folder: Path, how: str, delay: float) -> None:
    """Writes one of two sites after the other into the folder, until it is killed."""
    with subprocess.Popen([sys.executable, "-c", LOOP, str(folder), how], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)


def kill_often(folder: Path, times: int, seed: int) -> None:
    chance = random.Random(seed)
    (folder / "site" / ".git").mkdir(parents=True)
    (folder / "site" / "CNAME").write_bytes(b"a.example")
    for n in range(times):
        kill(folder / "site", ("exchanged", "shared")[n % 2], chance.uniform(0, 0.08))
        found = held(folder / "site")
        assert found.pop("CNAME") == b"a.example"
        assert len(found) == 61
        assert len({content[:1] for content in found.values()}) == 1
    write(OLD, folder / "site")
    assert held(folder / "site") == OLD | {"CNAME": b"a.example"}
    assert (folder / "site" / ".git").is_dir()
    assert os.listdir(folder) == ["site"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs a system that exchanges folders")
def test_killed_at_some_moments_the_old_site_or_the_new_one_stands(tmp_path):
    kill_often(tmp_path, 5, seed=1)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="needs a system that exchanges folders")
def test_killed_at_a_hundred_moments_the_old_site_or_the_new_one_stands(tmp_path):
    kill_often(tmp_path, 100, seed=2)


@pytest.mark.slow
def test_killed_where_folders_cannot_be_exchanged_the_next_writing_mends_it(tmp_path):
    chance = random.Random(3)
    for _ in range(20):
        kill(tmp_path / "site", "in place", chance.uniform(0, 0.08))
        write(OLD, tmp_path / "site")
        assert held(tmp_path / "site") == OLD
        assert os.listdir(tmp_path) == ["site"]


def test_a_full_disk_leaves_the_old_site(site):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
        with pytest.raises(OutputError, match="TL402 cannot be written: File too large"):
            write(NEW | {"large.bin": b"x" * 20_000}, site)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert held(site) == OLD
    assert os.listdir(site.parent) == ["site"]


@pytest.mark.parametrize("killed_after", ["exchange", "link"])
def test_after_a_kill_about_the_exchange_git_is_given_back(site, monkeypatch, killed_after):
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_bytes(b"ref")
    (site / "CNAME").write_bytes(b"a.example")
    exchanged = writer._exchanged
    with monkeypatch.context() as patch:
        patch.setattr(writer, "_exchanged", lambda *both: killed_after == "exchange" and exchanged(*both))
        patch.setattr(writer, "_swap", lambda *both: None)
        patch.setattr(writer, "_put_back", lambda target: None)
        write(NEW, site)
    assert (site / "CNAME").read_bytes() == b"a.example"
    assert (site / ".git").exists() == (killed_after == "link")
    write(OLD, site)
    assert held(site) == OLD | {"CNAME": b"a.example", ".git/HEAD": b"ref"}
    assert os.listdir(site.parent) == ["site"]


def test_what_stays_is_never_given_back_over_what_is_there(site):
    left = site.parent / ".site.timeline-staging-x" / "new"
    left.mkdir(parents=True)
    (left / "CNAME").write_bytes(b"old.example")
    (site / "CNAME").write_bytes(b"new.example")
    write(NEW, site)
    assert held(site) == NEW | {"CNAME": b"new.example"}


def test_a_parent_one_may_not_write_is_done_without(site, monkeypatch):
    access = os.access
    monkeypatch.setattr(writer.os, "access", lambda path, mode: path != site.parent and access(path, mode))
    monkeypatch.setattr(writer, "_exchanged", lambda *both: pytest.fail("exchanged"))
    write(NEW, site)
    assert held(site) == NEW
    assert MARKER in os.listdir(site)


def test_two_at_once_wait_for_each_other(tmp_path):
    sites = [{f"{n}.html": bytes([65 + k]) for n in range(50)} for k in range(4)]
    threads = [threading.Thread(target=write, args=(files, tmp_path / "site")) for files in sites]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert held(tmp_path / "site") in sites
    assert os.listdir(tmp_path) == ["site"]


def test_who_waits_for_long_gives_up(site, monkeypatch):
    monkeypatch.setattr(locking, "PATIENCE", 0.1)
    with locking.locked(writer._lock(site), site), pytest.raises(OutputError, match="TL404 another build is writing"):
        write(NEW, site)
    assert held(site) == OLD
    assert os.listdir(site.parent) == ["site"]
