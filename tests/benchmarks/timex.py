"""Tag the documents of a corpus folder and write what was found, in the layout of the corpus, for a scorer.

    python tests/benchmarks/timex.py CORPORA [--out DIR] [--part all|open|aside]

CORPORA holds NAME.jsonl files, a document a line: `id`, `dct` (ISO date of publication) and `text`. DIR (default: a new
temporary folder, named at the end) gets NAME.system.jsonl, and with a part other than "all" NAME.gold.jsonl cut to the
same documents. Sixty documents of a corpus with more than 150 are kept aside, chosen by the digest of their id:
develop with `--part open`, and score `--part aside` at the end only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import timeline

ASIDE, LARGE = 60, 150


def documents(path: Path) -> list[dict[str, Any]]:
    """The documents of a corpus file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def part(rows: list[dict[str, Any]], which: str) -> list[dict[str, Any]]:
    """The documents of a part: "open", "aside" or "all"."""
    kept = sorted((r["id"] for r in rows), key=lambda i: hashlib.sha256(i.encode()).hexdigest())[:ASIDE]
    aside = set(kept if len(rows) > LARGE else ())
    return [r for r in rows if which == "all" or (r["id"] in aside) == (which == "aside")]


def tagged(row: dict[str, Any]) -> dict[str, Any]:
    """What the tagger finds in one document."""
    values = timeline.tag(row["text"], date.fromisoformat(row["dct"][:10]))
    return {
        "id": row["id"],
        "timexes": [
            {"start": v.start, "end": v.end, "text": v.text, "type": v.type, "value": v.value}
            | ({"mod": v.mod} if v.mod else {})
            for v in values
        ],
    }


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("corpora", type=Path)
    ap.add_argument("--out", type=Path)
    ap.add_argument("--part", choices=("all", "open", "aside"), default="all")
    args = ap.parse_args()
    out = args.out or Path(tempfile.mkdtemp(prefix="timex-"))
    out.mkdir(parents=True, exist_ok=True)
    files = sorted(args.corpora.glob("*.jsonl"))
    if not files:
        sys.exit(f"{args.corpora}: no .jsonl file in this folder")
    for path in files:
        rows = part(documents(path), args.part)
        write(out / f"{path.stem}.system.jsonl", [tagged(row) for row in rows])
        if args.part != "all":
            write(out / f"{path.stem}.gold.jsonl", rows)
        print(f"{path.stem}: {len(rows)} documents -> {out / path.stem}.system.jsonl")


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    """Rows as JSON lines."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
