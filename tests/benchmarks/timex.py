"""Tag the documents of a corpus folder: files for a scorer, or a report of our own scores.

    python tests/benchmarks/timex.py CORPORA [--out DIR] [--part all|open|aside]
    python tests/benchmarks/timex.py CORPORA --report docs/benchmarks.md

CORPORA holds NAME.jsonl files, a document a line: `id`, `dct` (ISO date of publication), `text`, and `timexes` with
`start`, `end`, `type` and `value`. DIR gets NAME.system.jsonl, and with a part other than "all" NAME.gold.jsonl cut to
the same documents. Sixty documents of a corpus with more than 150 are kept aside, chosen by the digest of their id:
develop with `--part open`, and look at the others never; only the report scores them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import timeline

sys.path.insert(0, str(Path(__file__).parent))
import scoring
import speed

ASIDE, LARGE = 60, 150
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
Row = dict[str, Any]


def documents(path: Path) -> list[Row]:
    """The documents of a corpus file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def part(rows: list[Row], which: str) -> list[Row]:
    """The documents of a part: "open", "aside" or "all"."""
    kept = sorted((r["id"] for r in rows), key=lambda i: hashlib.sha256(i.encode()).hexdigest())[:ASIDE]
    aside = set(kept if len(rows) > LARGE else ())
    return [r for r in rows if which == "all" or (r["id"] in aside) == (which == "aside")]


def tagged(row: Row) -> Row:
    """What the tagger finds in one document, with the rule that found it."""
    values = timeline.tag(row["text"], date.fromisoformat(row["dct"][:10]))
    return {"id": row["id"], "timexes": [_timex(value) for value in values]}


def _timex(value: timeline.TimeValue) -> Row:
    told = {name: getattr(value, name) for name in ("start", "end", "text", "type", "value", "rule")}
    return told | ({"mod": value.mod} if value.mod else {})


def corpora(folder: Path) -> dict[str, list[Row]]:
    """The documents of every corpus in a folder, by its name."""
    found = {path.stem: documents(path) for path in sorted(folder.glob("*.jsonl"))}
    if not found:
        sys.exit(f"{folder}: no .jsonl file in this folder")
    return found


def write_files(folder: Path, out: Path, which: str) -> None:
    """What was found in each corpus, and the gold beside it where only a part is tagged."""
    out.mkdir(parents=True, exist_ok=True)
    for name, rows in corpora(folder).items():
        chosen = part(rows, which)
        _write(out / f"{name}.system.jsonl", [tagged(row) for row in chosen])
        if which != "all":
            _write(out / f"{name}.gold.jsonl", chosen)
        print(f"{name}: {len(chosen)} documents -> {out / name}.system.jsonl")


def _write(path: Path, rows: list[Row]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def report(folder: Path) -> str:
    """Scores of every corpus, what is wrong in what is not right, and the speed, in Markdown."""
    found = corpora(folder)
    pairs = {name: {row["id"]: _pairs(row) for row in rows} for name, rows in found.items()}
    lines = ["| corpus | documents | expressions | strict F1 | relaxed F1 | value F1 |", "|---|---|---|---|---|---|"]
    for name, rows in found.items():
        for which in ("all", "open", "aside"):
            chosen = [row["id"] for row in part(rows, which)]
            if chosen and (which == "all" or len(chosen) < len(rows)):
                told = name if which == "all" else f"{name}, {which}"
                lines.append(_scores(told, len(chosen), [p for i in chosen for p in pairs[name][i]]))
    lines += [
        "",
        "What is left, by what is wrong and by the rule that read it (the kept-aside documents left out):",
        "",
    ]
    seen = [p for name, rows in found.items() for row in part(rows, "open") for p in pairs[name][row["id"]]]
    lines += [*_left(seen), "", "Speed:", "", *(f"- {line}" for line in speed.measured(folder))]
    return "\n".join(lines)


def _pairs(row: Row) -> list[scoring.Pair]:
    return list(scoring.paired(row["timexes"], tagged(row)["timexes"]))


def _scores(name: str, count: int, pairs: list[scoring.Pair]) -> str:
    told = scoring.score(pairs)
    figures = " | ".join(f"{told.f1(measure):.3f}" for measure in ("strict", "relaxed", "value"))
    return f"| {name} | {count} | {told.gold} | {figures} |"


def _left(pairs: list[scoring.Pair]) -> list[str]:
    counts = scoring.fault_counts(pairs)
    rules = {fault: Counter(f["rule"] for g, f in pairs if f and fault in scoring.faults(g, f)) for fault in counts}
    lines = ["| what is wrong | count | where most |", "|---|---|---|"]
    for fault, count in counts.most_common():
        where = ", ".join(f"{rule} {n}" for rule, n in rules[fault].most_common(8))
        lines.append(f"| {fault} | {count} | {where} |")
    return lines


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("corpora", type=Path)
    ap.add_argument("--out", type=Path)
    ap.add_argument("--part", choices=("all", "open", "aside"), default="all")
    ap.add_argument("--report", type=Path, help="a Markdown page whose measured part is made anew")
    args = ap.parse_args()
    if args.report is None:
        write_files(args.corpora, args.out or Path(tempfile.mkdtemp(prefix="timex-")), args.part)
        return
    head, _, rest = args.report.read_text(encoding="utf-8").partition(BEGIN)
    told = f"Measured on {date.today().isoformat()}.\n\n{report(args.corpora)}"
    args.report.write_text(f"{head}{BEGIN}\n\n{told}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    print(told)


if __name__ == "__main__":
    main()
