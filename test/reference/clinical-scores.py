"""Scores and reliability by their definitions: every subset enumerated, every criterion looped over, every answer mapped by hand."""

import datetime
import decimal
import fractions
import itertools
import json
import pathlib
import platform
import statistics

import numpy

F = fractions.Fraction
rng = numpy.random.RandomState(11)


def worst(scores, k):
    return float(statistics.fmean(min(s) for s in itertools.combinations(scores, k)))


def at_k(c, n, k):
    """Of all k-subsets of n samples of which c are right: share with any right, share with all right."""
    sets = list(itertools.combinations([1] * c + [0] * (n - c), k))
    return float(F(sum(any(s) for s in sets), len(sets))), float(F(sum(all(s) for s in sets), len(sets)))


def rubric(points, met):
    total = sum(F(p) for p in points if p > 0)
    return float(sum(F(p) for p, m in zip(points, met) if m) / total) if total else None


worst_rows = []
for scores in ([0.5], [0.2, 0.2, 0.9], [-0.4, 1.0, 0.3, 0.3, 0.0], list(numpy.round(rng.uniform(-0.5, 1, 9), 3)), list(rng.normal(size=14))):
    for k in range(1, len(scores) + 1):
        worst_rows.append({"scores": [float(s) for s in scores], "k": k, "expected": worst(scores, k)})
prompts = [list(numpy.round(rng.uniform(-0.6, 0.5, 6), 2)) for _ in range(7)]
suites = []
for k in (1, 3, 6):
    terms = [worst(p, k) for p in prompts]
    suites.append({"scores": [[float(s) for s in p] for p in prompts], "k": k, "terms": terms, "unclipped": float(numpy.mean(terms)),
                   "clipped": float(numpy.clip(numpy.mean(terms), 0, 1))})
at_rows = [[c, n, k, *at_k(c, n, k)] for n in (1, 2, 5, 11) for c in range(n + 1) for k in range(1, n + 1)]
# Large n in exact fractions of binomial coefficients; numpy.math is not exact there.
from math import comb
large = [[c, n, k, float(1 - F(comb(n - c, k), comb(n, k))), float(F(comb(c, k), comb(n, k)))] for c, n, k in
         ((1, 100000, 3), (3, 1000, 900), (999, 1000, 500), (17, 200, 60), (180, 200, 60), (1, 1000000, 1))]

rubrics = []
for size in (1, 3, 8, 20, 20):
    points = [int(p) for p in rng.randint(-10, 11, size)]
    met = [bool(m) for m in rng.randint(0, 2, size)]
    tags = [[t for t in ("axis:accuracy", "axis:completeness", "level:example") if rng.random_sample() < 0.5] for _ in range(size)]
    by_tag = {}
    for tag in ("axis:accuracy", "axis:completeness", "level:example"):
        value = rubric([p for p, t in zip(points, tags) if tag in t], [m for m, t in zip(met, tags) if tag in t])
        if value is not None:
            by_tag[tag] = value
    ungraded = [i for i in range(size) if i % 4 == 1]
    every = [rubric(points, [graded[ungraded.index(i)] if i in ungraded else m for i, m in enumerate(met)])
             for graded in itertools.product((False, True), repeat=len(ungraded))]
    rubrics.append({"points": points, "met": met, "tags": tags, "score": rubric(points, met), "byTag": by_tag, "ungraded": ungraded,
                    "worst": None if every[0] is None else min(every), "best": None if every[0] is None else max(every)})
rubrics.append({"points": [-3, -5], "met": [True, False], "tags": [[], ["level:example"]], "score": None, "byTag": {}, "ungraded": [0], "worst": None, "best": None})
suite_scores = [[0.3, -0.9, None, 0.2], [1.0, 0.4], [-2.0, 0.1, -0.3], [None, None], [0.1] * 10]
means = []
for scores in suite_scores:
    kept = [s for s in scores if s is not None]
    means.append({"scores": scores, "unclipped": float(numpy.mean(kept)) if kept else None,
                  "value": float(numpy.clip(numpy.mean(kept), 0, 1)) if kept else None})

severity = []
for events, weights in (([[0, 0, 3], [], [1], [2, 3], []], [1, 2, 5, 10]), ([[], [], []], [0, 1]), ([[1]] * 7 + [[0]] * 4, [0.25, 0.75])):
    counts = [sum(e.count(s) for e in events) for s in range(len(weights))]
    terms = [100 * sum(weights[s] for s in e) for e in events]
    severity.append({"events": events, "weights": weights, "counts": counts, "terms": terms, "rate": float(numpy.mean(terms))})

rounded = [[float(x), round(float(x))] for x in (0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 2.4999999999999996, 0.49999999999999994, -0.49999999999999994,
                                                 -0.5000000000000001, 4503599627370495.5, 4503599627370496.5, -1e-20, 1e15 + 0.5, 7, -7, 123456.5)]
rounded += [[float(x), int(decimal.Decimal(float(x)).quantize(decimal.Decimal(1), rounding=decimal.ROUND_HALF_EVEN))] for x in rng.randint(-4000, 4000, 40) / 8]
tolerance = [{"truth": t, "answer": a, "right": min(0.95 * t, 1.05 * t) <= a <= max(0.95 * t, 1.05 * t)}
             for t in (100.0, -2.1, 0.0, -7.0, 0.16364) for a in (t, t * 0.951, t * 1.049, t * 0.949, t * 1.051, -t, 0.0)]
days = [[d.year, d.month, d.day] for d in (datetime.date(2000, 12, 2) + datetime.timedelta(n) for n in (0, 1, 29, 30, 31, 366))]

points_rows = []
for right, wrong, unread in ((60, 30, 10), (0, 4, 0), (7, 0, 3), (1000, 870, 130), (0, 0, 5)):
    read = [1.0] * right + [-0.25] * wrong
    points_rows.append({"args": [right, wrong, unread], "all": float(numpy.mean(read + [-0.25] * unread)), "read": float(numpy.mean(read)) if read else None,
                        "overHundred": float(numpy.sum(read) / 100), "accuracy": float(F(right, right + wrong)) if read else None})

ratings = []
for values in ([1, 2, 5, None, 4, 3], [1, 1, 1], [None, None], [5, 4, None, 4, 4, 2, 1, 1, 3, None, None]):
    kept = [v for v in values if v is not None]
    fill = lambda r: [r if v is None else v for v in values]
    ratings.append({"ratings": values, "mean": float(numpy.mean(kept)) if kept else None, "bounds": [float(numpy.mean(fill(1))), float(numpy.mean(fill(5)))],
                    "share": float(numpy.mean([v >= 4 for v in kept])) if kept else None,
                    "shareBounds": [float(numpy.mean([v >= 4 for v in fill(1)])), float(numpy.mean([v >= 4 for v in fill(5)]))]})

retests = []
for cases, size in ((6, 20), (10, 60), (4, 4)):
    ids = [int(i) for i in rng.randint(0, cases, size)]
    answers = [int(a) for a in rng.randint(0, 3, size)]
    agree = {}
    for case in dict.fromkeys(ids):
        pairs = list(itertools.combinations([a for a, i in zip(answers, ids) if i == case], 2))
        if pairs:
            agree[case] = float(numpy.mean([a == b for a, b in pairs]))
    retests.append({"cases": ids, "answers": answers, "ids": list(agree), "terms": list(agree.values()), "value": float(numpy.mean(list(agree.values()))) if agree else None,
                    "single": sum(ids.count(i) == 1 for i in set(ids))})

orders = []
for questions, most in ((12, 4), (30, 5), (3, 2)):
    rows = []
    for q in range(questions):
        options = most if q % 3 else max(2, most - 1)
        content = rng.randint(0, options)
        # Rotating the list of contents s times to the right puts content c at position (c + s) mod options.
        positions = []
        for s in range(options):
            shown = list(range(options))
            for _ in range(s):
                shown = [shown[-1]] + shown[:-1]
            chosen = content if rng.random_sample() < 0.7 else int(rng.randint(0, options))
            positions.append(None if rng.random_sample() < 0.08 else shown.index(chosen))
        rows.append({"key": int(content) if q % 2 else 0, "positions": positions})
    flips, all_right, by_shift, unread = [], [], [], 0
    for row in rows:
        options = len(row["positions"])
        contents = []
        for s, position in enumerate(row["positions"]):
            shown = list(range(options))
            for _ in range(s):
                shown = [shown[-1]] + shown[:-1]
            contents.append(None if position is None else shown[position])
        unread += contents.count(None)
        read = [c for c in contents[1:] if c is not None]
        if contents[0] is not None and read:
            flips.append(numpy.mean([c != contents[0] for c in read]))
        all_right.append(all(c == row["key"] for c in contents))
        by_shift.append([c == row["key"] for c in contents])
    shortest = min(len(b) for b in by_shift)
    accuracy = [float(numpy.mean([b[s] for b in by_shift])) for s in range(shortest)]
    orders.append({"questions": rows, "flipRate": float(numpy.mean(flips)), "allRight": float(numpy.mean(all_right)), "accuracy": accuracy,
                   "range": max(accuracy) - min(accuracy), "unread": unread})

drops = []
for n in (3, 40, 200):
    before, after = rng.uniform(0, 1, n), rng.uniform(-0.2, 0.9, n)
    other = numpy.round(rng.uniform(0, 1, n), 1)
    drops.append({"canonical": list(before), "changed": list(after), "other": list(other), "drop": float(numpy.mean(before) - numpy.mean(after)),
                  "rate": float(1 - numpy.mean(after) / numpy.mean(before)), "worstMean": float(min(numpy.mean(after), numpy.mean(other))),
                  "worstByCase": [float(x) for x in numpy.array([after, other]).min(axis=0)]})
chance = [[a, c, float((F(a) - F(c)) / (1 - F(c)))] for a in (0.0, 0.25, 0.486, 1.0) for c in (0.0, 0.2, 0.25, 0.5)]
guessing = [{"options": o, "expected": float(numpy.mean([F(1, x) for x in o]))} for o in ([4, 4, 4], [2, 5, 3, 4], [1], list(range(1, 30)))]

document = {"generator": "clinical-scores.py", "versions": {"python": platform.python_version(), "numpy": numpy.__version__},
            "worst": worst_rows, "suites": suites, "atK": at_rows, "atKLarge": large, "rubrics": rubrics, "means": means, "severity": severity,
            "rounded": rounded, "tolerance": tolerance, "days": days, "points": points_rows, "ratings": ratings, "retests": retests, "orders": orders,
            "drops": drops, "chance": chance, "guessing": guessing}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(document, indent=None, separators=(", ", ": ")).replace('], "', '],\n"') + "\n")
