"""The weights of `timeline.worth`, learned from articles whose salient events people have marked.

    python tests/benchmarks/train_worth.py CORPUS [--write timeline/worth.toml]

CORPUS-articles.jsonl holds {"id", "published", "title", "text"} a line, CORPUS-salient.jsonl {"article", "start"}:
where in its text an event worth a place on a timeline is mentioned. The model learns from clauses, one that holds such
a mention being worth an entry; the F1 printed is that of sentences, the clauses of each taken together, from eightfold
cross-validation by article: no article is judged by weights that it helped to learn. Logistic regression by Newton's
method with a ridge penalty of 1, in plain Python.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from timeline import Article
from timeline.dating import readings
from timeline.inheritance import Dates
from timeline.likeness import content
from timeline.resolve import tag
from timeline.worth import Place, features, together

FOLDS = 8
RIDGE = 1.0
HEADER = """\
# What makes a clause worth an entry: the weights of a logistic model (timeline/worth.py says what each feature is).
# tests/benchmarks/train_worth.py writes this file. A positive weight speaks for an entry.
# Cross-validated by article: F1 {f1:.3f} of sentences, at a worth of {cut:.2f} and more.

[weights]
"""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The features of a sentence's clauses, which of these hold a mention, and whether the sentence does."""

    article: str
    clauses: tuple[dict[str, float], ...]
    held: tuple[bool, ...]
    salient: bool


def sentences(corpus: str) -> list[Sentence]:
    """Every sentence of a corpus."""
    marked = defaultdict(list)
    for row in rows(corpus + "-salient.jsonl"):
        marked[row["article"]].append(row["start"])
    return [sentence for row in rows(corpus + "-articles.jsonl") for sentence in of_article(row, marked[row["id"]])]


def rows(path: str) -> list[dict]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]


def of_article(row: dict, marks: Sequence[int]) -> list[Sentence]:
    published = date.fromisoformat(row["published"][:10])
    article = Article(row["text"], published, title=row["title"] or "", id=row["id"])
    read = readings(article, tag(article.text, published))
    headline = frozenset(content(article.title))
    found, n = [], 0
    many = sum(not reading.is_heading for reading in read)
    dates = Dates(read)
    for k, reading in enumerate(read):
        spans = [
            (reading.words.spans[a][0], reading.words.spans[b - 1][1]) for a, b in (p.extent for p in reading.parts)
        ]
        homes = {
            min((b - a, i) for i, (a, b) in enumerate(spans) if a <= mark < b)[1]
            for mark in marks
            if any(a <= mark < b for a, b in spans)
        }
        place = Place(n, many, headline)
        told = [features(reading, part, dates.named(k, part), place) for part in reading.parts]
        salient = any(reading.start <= mark < reading.end for mark in marks)
        found.append(Sentence(article.id, tuple(told), tuple(i in homes for i in range(len(spans))), salient))
        n += not reading.is_heading
    return found


def learned(told: Sequence[Sentence]) -> dict[str, float]:
    """The weights under which the clauses are likeliest, less what the ridge takes off."""
    names = sorted({name for sentence in told for clause in sentence.clauses for name in clause}) + ["bias"]
    place = {name: i for i, name in enumerate(names)}
    examples = [
        ([(place[name], x) for name, x in clause.items()] + [(place["bias"], 1.0)], held)
        for sentence in told
        for clause, held in zip(sentence.clauses, sentence.held, strict=True)
    ]
    weights = [0.0] * len(names)
    for _ in range(12):
        ridge = [RIDGE] * (len(names) - 1) + [1e-6]
        slope = [-r * weight for r, weight in zip(ridge, weights, strict=True)]
        bend = [[r if i == k else 0.0 for k in range(len(names))] for i, r in enumerate(ridge)]
        for example, held in examples:
            p = 1 / (1 + math.exp(-sum(weights[i] * x for i, x in example)))
            for i, x in example:
                slope[i] += (held - p) * x
                for k, y in example:
                    bend[i][k] += p * (1 - p) * x * y
        weights = [weight + step for weight, step in zip(weights, solved(bend, slope), strict=True)]
    return dict(zip(names, weights, strict=True))


def solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a system of linear equations, by Gauss's elimination with pivots."""
    rows_ = [[*row, x] for row, x in zip(matrix, right, strict=True)]
    for i in range(len(rows_)):
        best = max(range(i, len(rows_)), key=lambda k: abs(rows_[k][i]))
        rows_[i], rows_[best] = rows_[best], rows_[i]
        for k in range(len(rows_)):
            if k != i:
                factor = rows_[k][i] / rows_[i][i]
                rows_[k] = [x - factor * y for x, y in zip(rows_[k], rows_[i], strict=True)]
    return [row[-1] / row[i] for i, row in enumerate(rows_)]


def judged(told: Sequence[Sentence], weights: dict[str, float]) -> list[tuple[float, bool]]:
    """For each sentence the worth of its clauses together, and whether it is salient."""
    return [(together(worth(clause, weights) for clause in sentence.clauses), sentence.salient) for sentence in told]


def worth(clause: dict[str, float], weights: dict[str, float]) -> float:
    return 1 / (1 + math.exp(-weights["bias"] - sum(weights.get(name, 0.0) * x for name, x in clause.items())))


def f1(scores: Sequence[tuple[float, bool]], cut: float) -> float:
    """The harmonic mean of precision and recall of the sentences at `cut` and above."""
    right = sum(salient for score, salient in scores if score >= cut)
    return 2 * right / (sum(score >= cut for score, _ in scores) + sum(salient for _, salient in scores))


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("corpus", help="the path of CORPUS-articles.jsonl without -articles.jsonl")
    ap.add_argument("--write", type=Path, help="where to write the weights (default: they are only measured)")
    args = ap.parse_args()
    told = sentences(args.corpus)
    articles = sorted({sentence.article for sentence in told})
    random.Random(1).shuffle(articles)
    scores: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        left_out = set(articles[fold::FOLDS])
        weights = learned([s for s in told if s.article not in left_out])
        scores += judged([s for s in told if s.article in left_out], weights)
    cuts = [n / 100 for n in range(10, 61, 2)]
    for cut in cuts:
        print(f"worth >= {cut:.2f}   F1 {f1(scores, cut):.3f}")
    best = max(cuts, key=lambda cut: f1(scores, cut))
    weights = learned(told)
    lines = [f"{json.dumps(name) if ' ' in name else name} = {weight:.2f}" for name, weight in sorted(weights.items())]
    print(
        f"{len(articles)} articles, {len(told)} sentences; best F1 {f1(scores, best):.3f} at {best:.2f}",
        *lines,
        sep="\n",
    )
    if args.write:
        args.write.write_text(HEADER.format(f1=f1(scores, best), cut=best) + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
