"""Cluster bootstraps: every replicate's draws from NumPy's legacy RandomState, the statistic by its definition, BCa's tails
from SciPy (`_bca_interval`, given the same replicates), quantiles from `numpy.quantile` (linear, type 7)."""

import json
import pathlib
import platform

import numpy
import scipy
from scipy.stats._resampling import _bca_interval


def streams(seed, replicates, single):
    """One generator a replicate, or the same one again and again."""
    common = numpy.random.RandomState(seed)
    for r in range(replicates):
        yield common if single else numpy.random.RandomState((seed + r) % 2**32)


def draw(rng, count):
    return numpy.floor(rng.random_sample(count) * count).astype(int)


def tail_levels(statistic, clusters, found, estimate, alpha):
    """SciPy asks for the statistic along the last axis; its jackknife leaves one cluster out at a time."""
    def vectorised(index, axis=-1):
        index = numpy.asarray(index)
        return numpy.apply_along_axis(statistic, -1, index) if index.ndim > 1 else statistic(index)

    low, high, acceleration = _bca_interval((numpy.arange(clusters),), vectorised, -1, alpha, found, None)
    return float(low), float(high), float(numpy.ravel(acceleration)[0])


def summary(statistic, clusters, found, level, method):
    estimate = statistic(numpy.arange(clusters))
    defined = found[~numpy.isnan(found)]
    alpha = (1 - level) / 2
    tails = (alpha, 1 - alpha)
    row = {
        "value": float(estimate), "undefined": int(numpy.isnan(found).sum()), "se": float(defined.std(ddof=1)),
        "bias": float(defined.mean() - estimate),
    }
    if method == "bca":
        low, high, row["acceleration"] = tail_levels(statistic, clusters, defined, estimate, alpha)
        tails = (low, high)
    row["lower"], row["upper"] = (float(numpy.quantile(defined, p)) for p in tails)
    return row


def ratio(numerators, denominators):
    top, bottom = numpy.sum(numerators), numpy.sum(denominators)
    return numpy.nan if bottom == 0 else top / bottom


def quadratic_kappa(reference, assigned):
    """1 - sum w O / sum w E on the table of counts, the textbook form."""
    low, high = min(reference.min(), assigned.min()), max(reference.max(), assigned.max())
    k = int(high - low + 1)
    table = numpy.zeros((k, k))
    for r, a in zip(reference, assigned):
        table[int(r - low), int(a - low)] += 1
    weight = (numpy.arange(k)[:, None] - numpy.arange(k)[None, :]) ** 2
    expected = table.sum(1)[:, None] * table.sum(0)[None, :] / table.sum()
    return numpy.nan if (weight * expected).sum() == 0 else 1 - (weight * table).sum() / (weight * expected).sum()


def of_rows(ids, function):
    """A statistic of clusters, in order of first appearance, from one of rows."""
    order = list(dict.fromkeys(ids.tolist()))
    rows = [numpy.flatnonzero(ids == c) for c in order]
    return (lambda drawn: function(numpy.concatenate([rows[c] for c in drawn]))), len(order)


make = numpy.random.RandomState(11)


def clusters_of(sizes):
    ids = numpy.repeat(make.permutation(len(sizes)) * 5 - 17, sizes)
    return ids


def rows_of(kind, ids):
    n = len(ids)
    effect = dict((c, make.normal(0, 0.4)) for c in dict.fromkeys(ids.tolist()))
    shift = numpy.array([effect[c] for c in ids.tolist()])
    if kind == "mean":
        values = numpy.round(numpy.exp(make.normal(0, 0.7, n) + shift), 5)
        return [values], lambda rows: values[rows].mean()
    if kind == "tenths":
        tenths = make.randint(0, 11, n)
        # Whole tenths are added up, so that a tie with the estimate is a tie.
        return [tenths / 10], lambda rows: tenths[rows].sum() / (10.0 * len(rows))
    if kind == "binary":
        values = (make.random_sample(n) < 0.8).astype(float)
        return [values], lambda rows: values[rows].mean()
    if kind == "ratio":
        den = make.poisson(2.5, n).astype(float)
        num = numpy.array([make.binomial(int(d), 0.7) for d in den], dtype=float)
        return [num, den], lambda rows: ratio(num[rows], den[rows])
    if kind == "rare":
        den = (make.random_sample(n) < 0.12).astype(float)
        num = den * (make.random_sample(n) < 0.5)
        return [num, den], lambda rows: ratio(num[rows], den[rows])
    if kind == "difference":
        d1, d2 = make.poisson(3, n) + 1.0, make.poisson(3, n) + 1.0
        n1 = numpy.array([make.binomial(int(d), 0.8) for d in d1], dtype=float)
        n2 = numpy.array([make.binomial(int(d), 0.7) for d in d2], dtype=float)
        return [n1, d1, n2, d2], lambda rows: ratio(n1[rows], d1[rows]) - ratio(n2[rows], d2[rows])
    if kind == "kappa":
        ref = make.randint(1, 6, n)
        ass = numpy.clip(ref + make.randint(-1, 2, n), 1, 5)
        return [ref.astype(float), ass.astype(float)], lambda rows: quadratic_kappa(ref[rows], ass[rows])
    values = numpy.round(make.normal(0, 1, n) + shift, 4)
    return [values], lambda rows: float(numpy.median(values[rows]))


WRAPS = 2**32 - 40
designs = [
    ("mean", [1] * 25, 20260115, 999, 0.95, "bca", False), ("mean", [1, 6, 2, 9, 1, 3, 4, 4, 1, 2, 7, 5], WRAPS, 1000, 0.9, "bca", False),
    ("mean", [3] * 14, 5, 500, 0.95, "percentile", True), ("tenths", [1] * 20, 8, 1500, 0.95, "bca", False),
    ("tenths", [2, 1, 4, 3, 3, 1, 1, 2], 9, 800, 0.8, "bca", False), ("binary", [2, 3, 1, 5, 4, 1, 2, 2, 6, 1], 77, 1200, 0.95, "bca", False),
    ("ratio", [1, 2, 1, 4, 3, 1, 2, 2, 1, 1, 5, 1, 1], 123, 1000, 0.95, "bca", False), ("ratio", [1] * 40, 124, 700, 0.99, "bca", True),
    ("rare", [2] * 15, 3, 600, 0.9, "percentile", False), ("difference", [1, 3, 2, 2, 4, 1, 1, 6, 2, 3], 31, 1000, 0.95, "bca", False),
    ("difference", [2] * 18, 32, 600, 0.9, "percentile", False), ("kappa", [2, 3, 1, 4, 2, 2, 5, 1, 3, 2, 2], 55, 600, 0.95, "bca", False),
    ("median", [1, 4, 2, 2, 5, 3, 1, 1, 2, 6, 3], 91, 500, 0.95, "percentile", False), ("median", [2] * 21, 92, 400, 0.9, "percentile", True),
]
rows = []
for kind, sizes, seed, replicates, level, method, single in designs:
    ids = clusters_of(sizes)
    if kind in ("ratio", "median"):
        ids = ids[make.permutation(len(ids))]
    columns, function = rows_of(kind, ids)
    statistic, count = of_rows(ids, function)
    found = numpy.array([statistic(draw(rng, count)) for rng in streams(seed, replicates, single)], dtype=float)
    rows.append({
        "kind": kind, "seed": seed, "replicates": replicates, "level": level, "method": method, "single": single,
        "clusters": ids.tolist(), "columns": [c.tolist() for c in columns],
        **summary(statistic, count, found, level, method),
    })

nested = []
for draw_kind, sizes, seed, replicates in (
    ("clusters-and-samples", [2, 1, 3, 2, 4, 1, 1], 500, 600), ("samples", [1, 2, 2, 1], 501, 500), ("clusters-and-samples", [1] * 9, WRAPS, 400),
):
    case_cluster = clusters_of(sizes)
    repeats = make.randint(1, 6, len(case_cluster))
    samples = [numpy.round(make.normal(0, 1) + make.normal(0, 0.5, k), 4) for k in repeats]
    order = list(dict.fromkeys(case_cluster.tolist()))
    found = []
    for rng in streams(seed, replicates, False):
        drawn = draw(rng, len(order)) if draw_kind == "clusters-and-samples" else range(len(order))
        cases = [i for c in drawn for i in numpy.flatnonzero(case_cluster == order[c])]
        found.append(numpy.mean([samples[i][draw(rng, repeats[i])].mean() for i in cases]))
    found = numpy.array(found)
    value = numpy.mean([one.mean() for one in samples])
    nested.append({
        "draw": draw_kind, "seed": seed, "replicates": replicates, "level": 0.9,
        "values": numpy.concatenate(samples).tolist(), "cases": numpy.repeat(numpy.arange(len(samples)) * 3, repeats).tolist(),
        "clusters": numpy.repeat(case_cluster, repeats).tolist(), "value": float(value), "se": float(found.std(ddof=1)),
        "bias": float(found.mean() - value), "lower": float(numpy.quantile(found, 0.05)), "upper": float(numpy.quantile(found, 0.95)),
    })

indices = []
for seed, count, length in ((0, 1, 5), (1, 2000, 700), (2**32 - 1, 3, 400), (7, 2**26, 650)):
    rng = numpy.random.RandomState(seed)
    indices.append({"seed": seed, "count": count, "indices": numpy.floor(rng.random_sample(length) * count).astype(int).tolist()})

values = {
    "generator": "resampling.py",
    "versions": {"python": platform.python_version(), "numpy": numpy.__version__, "scipy": scipy.__version__},
    "rows": rows, "nested": nested, "indices": indices,
}
text = json.dumps(values, indent=None, separators=(",", ":")).replace('},{"', '},\n{"').replace('":[{"', '":[\n{"')
pathlib.Path(__file__).with_suffix(".json").write_text(text + "\n")
