"""Bad input: one line that names the file and says what is wrong, one that says what to do; nothing is written."""

from __future__ import annotations

import errno
import json
import os
import re
import unicodedata
from pathlib import Path

import pytest

from timeline import building, cli
from timeline.articles import formats, sources
from timeline.errors import CODES, InputError, UndatedError, offer

GOOD = "The council met on 20 April 2016.\n"
Files = dict[str, str | bytes]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, so that paths are told as they were written."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lay(folder: Path, files: Files) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def contents(folder: Path) -> dict[str, bytes]:
    """Every file and folder but those of the cache."""
    return {str(path): path.read_bytes() if path.is_file() else b"" for path in sorted(folder.rglob("*"))
            if ".timeline" not in path.parts}


def build(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        cli.main(["build", *arguments])
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


FRONT = "---\ntitle: {}\ndate: {}\n---\n" + GOOD

CASES: dict[str, tuple[Files, list[str], str]] = {
    "a missing file": ({}, ["gone.md"], "gone.md:1:1: TL101 there is no such file or folder"),
    "a missing folder": ({}, [], "articles:1:1: TL101 there is no such file or folder"),
    "a name that is too long": ({}, ["x" * 300 + ".md"],
                                "x" * 300 + ".md:1:1: TL102 it cannot be read: File name too long"),
    "an empty folder": ({"articles/.keep": ""}, ["articles"], "articles:1:1: TL108 no article was found"),
    "a folder of other things": ({"articles/a.odt": "x", "articles/b/c.epub": "x"}, ["articles"],
                                 "articles:1:1: TL108 no article was found among 2 files"),
    "a format nobody reads": ({"a.odt": GOOD}, ["a.odt"], "a.odt:1:1: TL102 there is no reader for .odt files"),
    "an image called text": ({"2016-04-20.txt": b"\x89PNG\r\n\x1a\n\0\0"}, ["2016-04-20.txt"],
                             "2016-04-20.txt:1:1: TL103 the file is not text: it holds NUL bytes"),
    "bytes of no encoding": ({"2016-04-20.txt": b"\x81\x8d"}, ["2016-04-20.txt"],
                             "2016-04-20.txt:1:1: TL103 the file is not text: it is neither UTF-8 nor Windows-1252: "
                             "byte 1 fits no character"),
    "front matter with a stray colon": ({"a.md": FRONT.format("One: two", "2016-04-20")}, ["a.md"],
                                        "a.md:2:11: TL104 not valid YAML: mapping values are not allowed here"),
    "front matter without an end": ({"a.md": "---\ndate: 2016-04-20\n" + GOOD}, ["a.md"],
                                    "a.md:1:1: TL104 the front matter has no end"),
    "front matter that is a list": ({"a.md": "---\n- 2016-04-20\n---\n" + GOOD}, ["a.md"],
                                    "a.md:2:1: TL104 not a list of names and values"),
    "front matter too deep": ({"a.md": f"---\ndate: {'[' * 9000}\n---\n" + GOOD}, ["a.md"],
                              "a.md:2:1: TL104 not valid YAML: nested too deeply"),
    "front matter too long": ({"a.md": f"---\ndate: {'x' * 40_000}\n---\n" + GOOD}, ["a.md"],
                              "a.md:2:1: TL104 the fields are longer than 32,000 characters"),
    "a control character in front matter": ({"a.md": "---\ndate: \x07\n---\n" + GOOD}, ["a.md"],
                                            "a.md:2:1: TL104 not valid YAML: special characters are not allowed"),
    "a date in no calendar": ({"a.md": FRONT.format("One", "2016-02-30")}, ["a.md"],
                              "a.md:3:7: TL202 front matter: date: '2016-02-30' is not a date: "
                              "February 2016 has no day 30"),
    "a date in two ways": ({"a.md": FRONT.format("One", "03/04/2016")}, ["a.md"],
                           "a.md:3:7: TL202 front matter: date: '03/04/2016' can be read in two ways"),
    "a date that moves": ({"a.md": FRONT.format("One", "yesterday")}, ["a.md"],
                          "a.md:3:7: TL202 front matter: date: 'yesterday' is not a date"),
    "a list for a date": ({"a.md": FRONT.format("One", "[2016-04-20]")}, ["a.md"],
                          "a.md:3:7: TL202 front matter: date: it is no single value"),
    "a list for a title": ({"a.md": FRONT.format("[One]", "2016-04-20")}, ["a.md"],
                           "a.md:2:8: TL106 title is not a string"),
    "a language without a grammar": ({"a.md": FRONT.format("One\nlang: tlh", "2016-04-20")}, ["a.md"],
                                     "a.md:3:7: TL106 there is no grammar for the language 'tlh', only for en"),
    "an article without words": ({"2016-04-20.md": "---\ntitle: One\n---\n\n"}, ["2016-04-20.md"],
                                 "2016-04-20.md:1:1: TL109 the article holds no text"),
    "an empty file": ({"2016-04-20.txt": ""}, ["2016-04-20.txt"],
                      "2016-04-20.txt:1:1: TL109 the article holds no text"),
    "broken JSON": ({"a.jsonl": '{"published": "2016-04-20", "text": "x"}\n{"text": "y"'}, ["a.jsonl"],
                    "a.jsonl:2:13: TL105 not valid JSON: Expecting ',' delimiter"),
    "JSON of another shape": ({"a.jsonl": "[1]"}, ["a.jsonl"], "a.jsonl:1:1: TL105 not a JSON object"),
    "JSON too deep": ({"a.jsonl": "[" * 100_000}, ["a.jsonl"],
                      "a.jsonl:1:1: TL105 not valid JSON: nested too deeply, or a number too long"),
    "JSON without text": ({"a.jsonl": '{"published": "2016-04-20"}'}, ["a.jsonl"],
                          "a.jsonl:1:1: TL106 `text` is missing or no string"),
    "a stamp in seconds": ({"a.jsonl": '{"published": 1461110400, "text": "x"}'}, ["a.jsonl"],
                           "a.jsonl:1:2: TL202 JSON line: published: '1461110400' is not a date"),
    "two articles of one name": ({"a.jsonl": '{"id": "x", "published": "2016-04-20", "text": "One."}\n'
                                             '{"id": "x", "published": "2016-04-20", "text": "Two."}'}, ["a.jsonl"],
                                 "a.jsonl:2:1: TL107 the id 'x' is taken by a.jsonl"),
    "a broken sidecar": ({"2016-04-20.txt": GOOD, "2016-04-20.json": "{,}"}, ["2016-04-20.txt"],
                         "2016-04-20.json:1:2: TL105 not valid JSON: Expecting property name enclosed in double "
                         "quotes"),
    "a manifest without its columns": ({"a/2016-04-20.txt": GOOD, "a/dates.csv": "name,date\na.txt,\n"}, ["a"],
                                       "a/dates.csv:1:1: TL106 no column is called file or published"),
    "a manifest without one of them": ({"a/2016-04-20.txt": GOOD, "a/dates.csv": "file,publishd\na.txt,2016\n"}, ["a"],
                                       "a/dates.csv:1:1: TL106 no column is called published"),
    "a manifest that dates a file twice": (
        {"a/b.txt": GOOD, "a/2016-04-20.txt": GOOD,
         "a/dates.csv": "file,published\nb.txt,2016-04-20\n./b.txt,2016-04-21\n"}, ["a", "--undated", "skip"],
        "a/dates.csv:3:1: TL106 a second row dates ./b.txt"),
    "a manifest with a date in no calendar": (
        {"a/b.txt": GOOD, "a/dates.csv": "file,published\nb.txt,2016-02-30\n"}, ["a"],
        "a/dates.csv:2:1: TL202 dates.csv, line 2: published: '2016-02-30' is not a date: February 2016 has no day 30"),
    "somebody else's folder": ({"2016-04-20.txt": GOOD, "site/thesis.doc": "Years of work."}, ["2016-04-20.txt"],
                               "site:1:1: TL401 the folder holds files that timeline did not make: thesis.doc"),
    "a source as the output folder": ({"a/2016-04-20.txt": GOOD}, ["a", "--out", "a"],
                                      "a:1:1: TL401 the folder holds files that timeline did not make: 2016-04-20.txt"),
    "a file as the output folder": ({"2016-04-20.txt": GOOD, "site": "A file."}, ["2016-04-20.txt"],
                                    "site:1:1: TL402 is a file, not a folder"),
}


@pytest.mark.parametrize(("files", "arguments", "line"), CASES.values(), ids=CASES.keys())
def test_bad_input_is_one_line(folder: Path, capsys: pytest.CaptureFixture[str], files: Files, arguments: list[str],
                               line: str) -> None:
    lay(folder, files)
    before = contents(folder)
    code, out, err = build(capsys, *arguments)
    first, *shown, help = err.splitlines()
    assert (code, out, first) == (2, "", line)
    assert len(shown) <= 2
    assert all(each.startswith("    ") for each in shown), "the line it is about, and a mark under it"
    assert re.fullmatch(r"  help: [A-Z].*\.", help)
    assert contents(folder) == before


@pytest.mark.parametrize(("word", "asked"), [
    ("jsn", "Did you mean json? There are json, "), ("Json", "Did you mean json? There are json, "),
    ("xyzzy", "There are "), ("", "There are ")])
def test_what_is_like_a_word_is_asked_for_and_told_first(word: str, asked: str) -> None:
    told = offer(word, ("site", "csv", "json"))
    assert told.startswith(asked)
    assert sorted(told.rstrip(".").partition("There are ")[2].split(", ")) == ["csv", "json", "site"]


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO])
def test_an_unreadable_file(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
                            number: int) -> None:
    lay(folder, {"2016-04-20.txt": GOOD})

    def refuse(path: str, _: int) -> int:
        raise OSError(number, os.strerror(number), path)

    monkeypatch.setattr(sources.os, "open", refuse)
    code, out, err = build(capsys, "2016-04-20.txt")
    assert (code, out) == (2, "")
    assert err.splitlines()[0] == f"2016-04-20.txt:1:1: TL102 it cannot be read: {os.strerror(number)}"
    assert not (folder / "site").exists()


def test_a_pipe_is_not_waited_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(folder / "2016-04-20.txt")
    told = build(capsys, "2016-04-20.txt")[2]
    assert told.startswith("2016-04-20.txt:1:1: TL102 it cannot be read: not a regular file\n")
    assert "TL108" in build(capsys, ".")[2]


def test_a_file_over_the_limit(folder: Path, capsys: pytest.CaptureFixture[str],
                               monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "LARGEST", 1_000_000)
    lay(folder, {"2016-04-20.txt": b"a" * 1_000_001, "2016-04-21.txt": b"a " * 500_000})
    code, _, err = build(capsys, ".")
    assert (code, err.splitlines()[0]) == (2, "2016-04-20.txt:1:1: TL110 the file is larger than 1 MB")
    assert "2016-04-21" not in err


def test_a_folder_called_like_an_article_is_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay(folder, {"articles.md/2016-04-20.txt": GOOD})
    assert build(capsys, "articles.md", "--quiet") == (0, "", "")


def test_all_problems_of_a_run_are_told_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay(folder, {"a/bad.md": FRONT.format("One", "2016-02-30"), "a/nul.txt": b"\0", "a/undated.txt": GOOD,
                 "a/2016-04-20.txt": GOOD})
    code, _, err = build(capsys, "a", "gone")
    assert code == 2
    assert re.findall(r"^(\S+):\d+:\d+: (TL\d+) ", err, re.MULTILINE) == [
        ("gone", "TL101"), ("a/bad.md", "TL202"), ("a/nul.txt", "TL103"), ("a/undated.txt", "TL201")]
    assert not (folder / "site").exists()


def test_undated_articles_come_with_a_manifest_to_fill_in(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay(folder, {"a/b/one.txt": "One, and two\n\n" + GOOD, "a/two.md": GOOD, "three.txt": GOOD,
                 "a/wire.jsonl": '{"text": "The council met."}'})
    before = contents(folder)
    code, _, err = build(capsys, "a", "three.txt")
    assert code == 2
    assert err.splitlines()[:4] == [f"{place}: TL201 no publication date was found" for place in (
        "a/b/one.txt:1:1", "a/two.md:1:1", "a/wire.jsonl:1:1", "three.txt:1:1")]
    assert err.count("help:") == 1
    assert 'a/dates.csv\n\nfile,published,title\nb/one.txt,,"One, and two"\ntwo.md,,\n' in err
    assert "\ndates.csv\n\nfile,published,title\nthree.txt,,\n" in err
    assert contents(folder) == before


def test_the_manifest_filled_in_dates_the_articles(folder: Path) -> None:
    lay(folder, {"a/b/one.txt": "One, and two\n\n" + GOOD, "a/two.md": GOOD})
    with pytest.raises(UndatedError) as undated:
        building.build("a")
    for path, text in undated.value.manifests.items():
        Path(path).write_text(text.replace(",,", ",2016-04-21,"))
    report = building.build("a")
    assert (report.articles, report.left_out, report.warnings) == (2, (), ())


def test_every_code_is_explained() -> None:
    pages = Path(__file__).parent.parent / "docs" / "problems.md"
    assert re.findall(r"^### (TL\d+)", pages.read_text(encoding="utf-8"), re.MULTILINE) == list(CODES)


def test_every_code_is_used_and_known() -> None:
    package = Path(building.__file__).parent
    used = {code for path in package.rglob("*.py") if path.name != "errors.py"
            for code in re.findall(r'"(TL\d+)"', path.read_text(encoding="utf-8"))}
    assert used == set(CODES)


def test_a_good_site_stands_after_a_failed_build(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay(folder, {"a/2016-04-20.txt": GOOD})
    assert build(capsys, "a", "--quiet")[0] == 0
    lay(folder, {"a/broken.md": "---\n"})
    before = contents(folder)
    assert build(capsys, "a")[0] == 2
    assert contents(folder) == before


def test_the_python_interface_raises_the_same(folder: Path) -> None:
    with pytest.raises(InputError) as missing:
        building.build(["gone.md"])
    assert [problem.code for problem in missing.value.problems] == ["TL101"]


NAMES = (
    "../../../evil", "..", "/evil", "\\\\evil\\share", "C:\\evil", "con", "CON", "AUX.", "aux .md", "nul:",
    "lpt\u00b9", "caf\u00e9", "cafe\u0301", "CAF\u00c9", "stra\u00dfe", "STRASSE", "a" * 300, "\u65e5" * 200,
    "a?b*c|d<e>f", ".hidden", "a/b", "%2e%2e%2f", "-rf", "~", "\u202egnp.exe", " ", "index.html", "index")
"""What somebody may call an article, a tag, an outlet."""
RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?:\..*)?$", re.IGNORECASE)


@pytest.mark.parametrize("field", ["id", "title", "slug", "tags", "outlet", "author", "url", "text"])
def test_no_name_makes_a_file_elsewhere_or_one_that_a_system_cannot_have(folder: Path, field: str) -> None:
    told = [{"text": f"The mayor opened pier {n} on {n} May 2014.", "date": f"2016-04-{n:02d}", "outlet": "Quay",
             "tags": ["sea"]} for n in range(1, len(NAMES) + 1)]
    for each, name in zip(told, NAMES, strict=True):
        each[field] = [name] if field == "tags" else f"{each['text']} {name}" if field == "text" else name
    lay(folder, {"deep/down/a.jsonl": "\n".join(map(json.dumps, told))})
    report = building.build(folder / "deep" / "down", folder / "deep" / "down" / "site", full_text=True)
    assert report.articles == len(NAMES)
    paths = [path.relative_to(folder) for path in folder.rglob("*")]
    made = [path for path in paths if path.parts[:3] == ("deep", "down", "site")]
    assert {path.as_posix() for path in paths} - {path.as_posix() for path in made} == {
        "deep", "deep/down", "deep/down/a.jsonl"}
    folded = [unicodedata.normalize("NFC", path.as_posix()).casefold() for path in made]
    assert len(set(folded)) == len(folded)
    for part in {part for path in made for part in path.parts}:
        assert len(part.encode()) <= 255
        assert not RESERVED.match(part)
        assert not part.endswith((".", " "))
        assert not re.search(r'[<>:"|?*\\\x00-\x1f]', part)


def test_files_of_any_name_are_read(folder: Path) -> None:
    names = ["caf\u00e9", "cafe\u0301", "CAF\u00c9", "CON", "aux.", "a" * 240, " ", "-rf", "%2e%2e"]
    lay(folder, {f"a/2016-04-20 {name}.txt": f"The mayor opened pier {n} on {n} May 2014.\n"
                 for n, name in enumerate(names, 1)})
    report = building.build("a")
    # A file system may take some of these names for the same.
    assert report.articles == len(list((folder / "a").iterdir())) >= len(names) - 2


def test_no_link_brings_a_file_from_elsewhere_into_the_site(folder: Path) -> None:
    secret = "The spy opened the safe on 3 May 2014.\n"
    lay(folder, {"secret.txt": secret, "secrets/2016-04-20.md": secret, "secret.yml": "title: Safe\n",
                 "secret.csv": "file,published,title\n2016-04-20.txt,2016-04-20,Safe\n",
                 "a/2016-04-20.txt": "The mayor opened the pier on 3 May 2014.\n"})
    links = {"2016-04-21.txt": "secret.txt", "more": "secrets", "2016-04-20.yml": "secret.yml",
             "dates.csv": "secret.csv", "2016-04-22.md": "a/../secret.txt"}
    for name, target in links.items():
        (folder / "a" / name).symlink_to(folder / target)
    building.build("a")
    assert contents(folder / "site")
    assert not any(b"safe" in content.lower() for content in contents(folder / "site").values())
