"""Differences of AUROCs and calibration slopes between two models on the same cases, each against its own outcomes.

What a case moves an estimate by is found by numerical differentiation: the case's weight is raised and lowered by a little
and the weighted statistic computed anew (a weighted Mann-Whitney count; a weighted logistic fit by Newton's method).
"""

import json
import pathlib
import platform

import numpy
import scipy
from scipy import stats

STEP = 1e-4


def weighted_auroc(scores, outcomes, weights):
    ones, zeros = outcomes == 1, outcomes == 0
    s1, s0, w1, w0 = scores[ones], scores[zeros], weights[ones], weights[zeros]
    wins = (s1[:, None] > s0[None, :]) + 0.5 * (s1[:, None] == s0[None, :])
    return (w1[:, None] * w0[None, :] * wins).sum() / (w1.sum() * w0.sum())


def weighted_slope(forecasts, outcomes, weights, clip=0.01):
    f = numpy.clip(forecasts, clip, 1 - clip)
    design = numpy.column_stack([numpy.ones(len(f)), numpy.log(f / (1 - f))])
    beta = numpy.zeros(2)
    for _ in range(200):
        p = 1 / (1 + numpy.exp(-design @ beta))
        step = numpy.linalg.solve(design.T @ (design * (weights * p * (1 - p))[:, None]), design.T @ (weights * (outcomes - p)))
        beta = beta + step
        if numpy.abs(step).max() < 1e-15:
            break
    return beta[1]


def influences(statistic, values, outcomes):
    n = len(values)
    moves = numpy.empty(n)
    for i in range(n):
        # Central differences of two step sizes, extrapolated: the error falls from h^2 to h^4.
        slopes = []
        for h in (STEP, STEP / 2):
            up, down = numpy.ones(n), numpy.ones(n)
            up[i] += h
            down[i] -= h
            slopes.append((statistic(values, outcomes, up) - statistic(values, outcomes, down)) / (2 * h))
        moves[i] = (4 * slopes[1] - slopes[0]) / 3
    return moves


def difference(statistic, new, old, clusters, level):
    ones = numpy.ones(len(clusters))
    value = statistic(*new, ones) - statistic(*old, ones)
    moves = influences(statistic, *new) - influences(statistic, *old)
    names = numpy.unique(clusters)
    totals = numpy.array([moves[clusters == c].sum() for c in names])
    g = len(names)
    se = numpy.sqrt(g / (g - 1) * (totals**2).sum())
    t = stats.t.ppf(1 - (1 - level) / 2, g - 1)
    return {"value": value, "se": se, "lower": value - t * se, "upper": value + t * se}


make = numpy.random.RandomState(11)
rows = []
for n, groups, level, coarse in ((40, 40, 0.95, False), (90, 30, 0.9, True), (120, 25, 0.95, True), (60, 12, 0.99, False)):
    clusters = numpy.sort(make.randint(0, groups, n)) if groups < n else numpy.arange(n)
    hard = make.normal(0, 1, n)
    columns = {}
    for name, skill in (("new", 1.2), ("old", 0.6)):
        f = 1 / (1 + numpy.exp(-(0.6 + skill * hard + make.normal(0, 0.6, n))))
        # Stated confidences pile up on a few values; some lie at the ends.
        f = numpy.round(f, 1) if coarse else numpy.round(f, 6)
        o = (make.random_sample(n) < 1 / (1 + numpy.exp(-(0.5 + hard)))).astype(float)
        columns[name] = (f, o)
    rows.append({
        "level": level,
        "clusters": clusters.tolist(),
        **{f"{name}{what}": column[i].tolist() for name, column in columns.items() for i, what in enumerate(("Forecasts", "Outcomes"))},
        "auroc": difference(weighted_auroc, columns["new"], columns["old"], clusters, level),
        "slope": difference(weighted_slope, columns["new"], columns["old"], clusters, level),
    })
values = {
    "generator": "figure-differences.py",
    "versions": {"python": platform.python_version(), "numpy": numpy.__version__, "scipy": scipy.__version__},
    "rows": rows,
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(values, indent=1) + "\n")
