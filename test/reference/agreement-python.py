"""Krippendorff's alpha by its pairwise definition, its bootstrap on the same draws; kappas by statsmodels and scikit-learn;
tau, rho and F by SciPy and mpmath."""

import json
import pathlib
import platform
import warnings

import mpmath
import numpy
import scipy
import scipy.stats
import sklearn
import sklearn.metrics
import statsmodels
import statsmodels.stats.inter_rater as inter_rater
from mpmath import mp, mpf

warnings.filterwarnings("ignore")
mp.dps = 60
NONE = float("nan")


def distances(values, metric):
    """Every pair's distance; the ordinal one by the sums of counts of the original definition."""
    a, b = values[:, None], values[None, :]
    if metric == "nominal":
        return (a != b).astype(float)
    if metric == "interval":
        return (a - b) ** 2
    if metric == "ratio":
        total = a + b
        return numpy.where(total == 0, 0, (a - b) / numpy.where(total == 0, 1, total)) ** 2
    distinct, counts = numpy.unique(values, return_counts=True)
    place = numpy.searchsorted(distinct, values)
    between = numpy.empty((len(distinct), len(distinct)))
    for c in range(len(distinct)):
        for k in range(len(distinct)):
            low, high = min(c, k), max(c, k)
            between[c, k] = (counts[low:high + 1].sum() - (counts[c] + counts[k]) / 2) ** 2
    return between[place[:, None], place[None, :]]


def alpha(units, metric):
    """1 - observed / expected over all pairs, written out; None without variation."""
    units = [numpy.asarray(u, float) for u in units if len(u) >= 2]
    values = numpy.concatenate(units)
    n = len(values)
    everything = distances(values, metric)
    expected = everything.sum() / (n * (n - 1))
    observed, start = 0.0, 0
    for unit in units:
        m = len(unit)
        observed += everything[start:start + m, start:start + m].sum() / (m - 1)
        start += m
    return None if expected == 0 else 1 - observed / n / expected


def bootstrap(units, metric, seed, replicates, level):
    units = [u for u in units if len(u) >= 2]
    rng = numpy.random.RandomState(seed)
    found, missing = [], 0
    for _ in range(replicates):
        drawn = numpy.floor(rng.random_sample(len(units)) * len(units)).astype(int)
        value = alpha([units[i] for i in drawn], metric)
        if value is None:
            missing += 1
        else:
            found.append(value)
    return numpy.quantile(found, [(1 - level) / 2, (1 + level) / 2]).tolist(), missing


KRIPPENDORFF = [
    [1, 1, NONE, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4], [1, 1, 2, 1],
    [2, 2, 2, 2], [NONE, 5, 5, 5], [NONE, NONE, 1, 1], [NONE, NONE, 3, NONE],
]
make = numpy.random.RandomState(11)


def panel(n, m, draw, missing):
    table = draw(n, m)
    table[make.random_sample((n, m)) < missing] = NONE
    return table.tolist()


def likert(n, m):
    return numpy.clip(make.randint(0, 5, (n, 1)) + make.randint(-1, 2, (n, m)), 0, 5).astype(float)


panels = [
    KRIPPENDORFF,
    panel(30, 5, likert, 0.3),
    panel(25, 3, lambda n, m: numpy.round(make.gamma(2, 3, (n, 1)) + make.gamma(1, 1, (n, m)), 2), 0.2),
    panel(40, 2, lambda n, m: (make.random_sample((n, m)) < 0.06).astype(float), 0.1),
]
krippendorff = []
for index, table in enumerate(panels):
    units = [[v for v in row if v == v] for row in table]
    flat = [(u, v) for u, row in enumerate(units) for v in row]
    row = {"units": [u for u, _ in flat], "values": [v for _, v in flat], "seed": 5 + index, "replicates": 400, "level": 0.9}
    for metric in ("nominal", "ordinal", "interval", "ratio"):
        limits, missing = bootstrap(units, metric, 5 + index, 400, 0.9)
        row[metric] = {"alpha": alpha(units, metric), "limits": limits, "undefined": missing}
    krippendorff.append(row)

tables = [
    [[53, 5, 2], [11, 14, 5], [1, 6, 3]], [[118, 5], [2, 0]], [[20, 7, 0, 1], [3, 30, 9, 0], [0, 4, 11, 8], [2, 0, 5, 40]],
    [[900, 3], [40, 57]],
]
kappas = []
for table in tables:
    table = numpy.asarray(table)
    first = numpy.repeat(numpy.arange(len(table)), table.sum(axis=1))
    second = numpy.concatenate([numpy.repeat(numpy.arange(len(table)), row) for row in table])
    for weights, name in (("identity", None), ("linear", "linear"), ("quadratic", "quadratic")):
        found = inter_rater.cohens_kappa(table, wt={"identity": None, "linear": "linear", "quadratic": "quadratic"}[weights])
        kappas.append({
            "first": first.tolist(), "second": second.tolist(), "categories": len(table), "weights": weights,
            "value": float(found.kappa), "se": float(found.std_kappa), "nullSe": float(found.std_kappa0),
            "sklearn": float(sklearn.metrics.cohen_kappa_score(first, second, weights=name)),
        })

# One kappa over clusters of units, on the same draws.
first = make.randint(0, 3, 90)
second = numpy.where(make.random_sample(90) < 0.7, first, make.randint(0, 3, 90))
clusters = numpy.sort(make.randint(0, 25, 90))
labels = list(dict.fromkeys(clusters.tolist()))
rng = numpy.random.RandomState(77)
resampled = []
for _ in range(300):
    drawn = numpy.floor(rng.random_sample(len(labels)) * len(labels)).astype(int)
    cases = numpy.concatenate([numpy.flatnonzero(clusters == labels[i]) for i in drawn])
    resampled.append(sklearn.metrics.cohen_kappa_score(first[cases], second[cases], weights="quadratic"))
clustered = {
    "first": first.tolist(), "second": second.tolist(), "clusters": clusters.tolist(), "seed": 77, "replicates": 300, "level": 0.95,
    "value": sklearn.metrics.cohen_kappa_score(first, second, weights="quadratic"),
    "limits": numpy.quantile(resampled, [0.025, 0.975]).tolist(),
}

# Fleiss 1971: 10 units, 14 raters, 5 categories (the table that textbooks print), and two more.
counts = [
    [[0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1], [7, 7, 0, 0, 0], [3, 2, 6, 3, 0],
     [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7]],
    make.multinomial(4, [0.5, 0.3, 0.2], 20).tolist(),
    make.multinomial(3, [0.9, 0.1], 50).tolist(),
]
fleiss = [{"counts": c, "value": float(inter_rater.fleiss_kappa(numpy.asarray(c)))} for c in counts]

mcc = []
for tp, fp, fn, tn in ((50, 10, 5, 35), (7, 0, 1, 90), (2, 30, 25, 1)):
    truth = [1] * tp + [0] * fp + [1] * fn + [0] * tn
    guess = [1] * tp + [1] * fp + [0] * fn + [0] * tn
    mcc.append({"counts": [tp, fp, fn, tn], "value": float(sklearn.metrics.matthews_corrcoef(truth, guess))})

ranks = []
for n, levels in ((200, 5), (400, 40), (55, 1000)):
    x, y = make.randint(0, levels, n), make.randint(0, levels, n)
    y = y + x // 2
    tau, rho = scipy.stats.kendalltau(x, y, method="asymptotic"), scipy.stats.spearmanr(x, y)
    ranks.append({"x": x.tolist(), "y": y.tolist(), "tau": tau.correlation, "tauP": tau.pvalue, "rho": rho.correlation, "rhoP": rho.pvalue})


def beta_lower(x, y, a, b):
    return mp.betainc(a, b, 0, x, regularized=True)


def f_lower(f, d1, d2):
    f, d1, d2 = mpf(f), mpf(d1), mpf(d2)
    return beta_lower(d1 * f / (d1 * f + d2), None, d1 / 2, d2 / 2)


def f_upper(f, d1, d2):
    f, d1, d2 = mpf(f), mpf(d1), mpf(d2)
    return beta_lower(d2 / (d1 * f + d2), None, d2 / 2, d1 / 2)


def f_quantile(p, d1, d2, tail):
    low, high, p = mpf(-400), mpf(400), mpf(p)
    for _ in range(170):
        middle = (low + high) / 2
        below = f_lower(mp.exp(middle), d1, d2) < p if tail == "lower" else f_upper(mp.exp(middle), d1, d2) > p
        low, high = (middle, high) if below else (low, middle)
    return mp.exp((low + high) / 2)


POINTS = [(2.5, 3, 17), (0.01, 5.5, 100), (40, 2, 9.3), (1, 1000, 1000), (6, 0.7, 3), (1e-5, 9, 4), (300, 12, 50), (1e6, 3, 7),
          (1e-12, 1.5, 20), (1.3, 2003, 8016), (5000, 1, 1)]
LEVELS = [(0.025, 5, 15), (0.975, 2.3, 8), (0.5, 40, 40), (0.01, 0.8, 6), (1e-8, 4, 30), (0.05, 2003, 8016), (1e-20, 3, 9)]
values = {
    "generator": "agreement-python.py",
    "versions": {
        "python": platform.python_version(), "mpmath": mpmath.__version__, "numpy": numpy.__version__, "scipy": scipy.__version__,
        "scikit-learn": sklearn.__version__, "statsmodels": statsmodels.__version__,
    },
    "krippendorff": krippendorff, "kappas": kappas, "clustered": clustered, "fleiss": fleiss, "mcc": mcc, "ranks": ranks,
    "fPoints": [{"args": list(p), "lower": float(f_lower(*p)), "upper": float(f_upper(*p))} for p in POINTS],
    "fQuantiles": [{"args": list(p), "lower": float(f_quantile(*p, "lower")), "upper": float(f_quantile(*p, "upper"))} for p in LEVELS],
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(values) + "\n")
