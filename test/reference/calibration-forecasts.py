"""Scores, decompositions, bins and areas of forecasts, by scikit-learn and SciPy or by their definitions in NumPy.

Log loss at 1e-15 is written out: scikit-learn clips to 1 - epsilon in floating point, which is not epsilon from 1.
"""

import json
import pathlib
import platform

import numpy as np
import scipy
import sklearn
from scipy import optimize, stats
from sklearn import isotonic, metrics

EPSILONS = (1e-3, 1e-15, 0.05)
BINNINGS = (("equal-width", 10), ("equal-width", 4), ("equal-mass", 5), ("equal-mass", 10))


def brier_parts(f, o, groups):
    """Every component from means over the cases of each group."""
    n, share = len(f), o.mean()
    rel = res = wbv = wbc = noise = 0.0
    singletons = 0
    for g in np.unique(groups):
        fk, ok = f[groups == g], o[groups == g]
        rel += len(fk) / n * (fk.mean() - ok.mean()) ** 2
        res += len(fk) / n * (ok.mean() - share) ** 2
        wbv += len(fk) / n * fk.var()
        wbc += 2 * len(fk) / n * (fk * ok).mean() - 2 * len(fk) / n * fk.mean() * ok.mean()
        if len(fk) == 1:
            singletons += 1
        else:
            noise += ok.var(ddof=1) / n
    unc = o.var()
    extra = o.var(ddof=1) - unc
    return {
        "reliability": rel, "resolution": res, "uncertainty": unc, "withinVariance": wbv, "withinCovariance": wbc,
        "corrected": [rel - noise, res - noise + extra, unc + extra], "singletons": singletons,
        "groups": len(np.unique(groups)),
    }


def bin_of(f, kind, count):
    if kind == "equal-width":
        inner = np.arange(1, count) / count
    else:
        inner = np.unique(np.quantile(f, np.arange(1, count) / count))
    return np.searchsorted(inner + 1e-12, f, side="left")


def gaps(f, o, groups):
    return [(np.sum(groups == g), f[groups == g].mean(), o[groups == g].mean()) for g in np.unique(groups)]


def binned(f, o, kind, count):
    groups = bin_of(f, kind, count)
    rows = gaps(f, o, groups)
    n = len(f)
    usable = [r for r in rows if r[0] > 1]
    diagram = []
    for k, fbar, obar in rows:
        # SciPy's quantile is wrong where the probability is 0 or 1; every outcome is then certain.
        low, high = (stats.binom.ppf(0.05, k, fbar) / k, 1 - stats.binom.ppf(0.05, k, 1 - fbar) / k) if 0 < fbar < 1 else (fbar, fbar)
        diagram.append([int(k), fbar, obar, low, high])
    return {
        "kind": kind, "count": count, "realised": len(rows),
        "ece": sum(k / n * abs(a - b) for k, a, b in rows), "mce": max(abs(a - b) for _, a, b in rows),
        "squared": sum(k / n * ((a - b) ** 2 - b * (1 - b) / (k - 1)) for k, a, b in usable),
        "parts": brier_parts(f, o, groups), "diagram": diagram,
    }


def probability_scores(q, o, kind, epsilon):
    if kind == "brier":
        return (q - o) ** 2
    happened = np.where(o == 1, q, 1 - q)
    return -np.log(np.clip(happened, epsilon, 1 - epsilon)) if epsilon else -np.log(np.where(happened > 0, happened, 1))


def recalibrate(f, o):
    values, inverse, counts = np.unique(f, return_inverse=True, return_counts=True)
    means = np.bincount(inverse, o) / counts
    fitted = isotonic.isotonic_regression(means, sample_weight=counts.astype(float))
    return values, fitted, fitted[inverse]


def corp(f, o, kind, epsilon=0.0):
    _, _, fitted = recalibrate(f, o)
    issued = probability_scores(f, o, kind, epsilon).mean()
    best = probability_scores(fitted, o, kind, 0.0).mean()
    flat = probability_scores(np.full(len(o), o.mean()), o, kind, 0.0).mean()
    return [issued, issued - best, flat - best, flat]


def draw(f, seed, replicates):
    ordered = np.sort(f)
    uniform = np.random.RandomState(seed).random_sample((replicates, len(f)))
    return ordered, (uniform < ordered).astype(float)


def null_summary(observed, values):
    values = np.array(values)
    return {
        "observed": observed, "mean": values.mean(), "quantile95": np.quantile(values, 0.95),
        "p": (1 + int((values >= observed - 1e-12).sum())) / (1 + len(values)),
    }


def nulls(f, o, seed, replicates):
    ordered, outcomes = draw(f, seed, replicates)
    result = {"seed": seed, "replicates": replicates}
    for kind, count in (("equal-width", 10), ("equal-mass", 5)):
        groups = bin_of(ordered, kind, count)
        ece = lambda x: sum(k / len(f) * abs(a - b) for k, a, b in gaps(ordered, x, groups))
        seen = bin_of(f, kind, count)
        observed = sum(k / len(f) * abs(a - b) for k, a, b in gaps(f, o, seen))
        result[kind] = null_summary(observed, [ece(x) for x in outcomes])
    result["mcb"] = null_summary(corp(f, o, "brier")[1], [corp(ordered, x, "brier")[1] for x in outcomes])
    fits = np.array([recalibrate(ordered, x)[1] for x in outcomes])
    result["band"] = np.quantile(fits, [0.05, 0.95], axis=0).tolist()
    return result


def mcb_interval(f, o, clusters, seed, replicates, level, kind, epsilon=0.0):
    ids = list(dict.fromkeys(clusters.tolist()))
    rng = np.random.RandomState(seed)
    draws = []
    for _ in range(replicates):
        rows = np.concatenate([np.flatnonzero(clusters == ids[int(rng.random_sample() * len(ids))]) for _ in ids])
        draws.append(corp(f[rows], o[rows], kind, epsilon)[1])
    plug = corp(f, o, kind, epsilon)[1]
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2])
    return [max(0, 2 * plug - np.mean(draws)), max(0, 2 * plug - high), max(0, 2 * plug - low), plug]


def smooth_area(f, weights, width):
    """Images in every mirror within reach; Gauss-Legendre between the zeros, found on a fine grid and by bisection."""
    images = np.concatenate([s * f + 2 * k for k in range(-4, 5) for s in (1, -1)])
    masses = np.tile(weights, 18)
    near = np.abs(images - 0.5) < 0.5 + 12 * width
    images, masses = images[near], masses[near]

    def curve(t):
        return stats.norm.pdf((np.atleast_1d(t)[:, None] - images) / width) @ masses / width

    grid = np.linspace(0, 1, int(12 / width) + 200)
    values = curve(grid)
    cuts = [0.0]
    loud = np.maximum(np.abs(values[:-1]), np.abs(values[1:])) > 1e-13  # below is rounding, whose sign says nothing
    for j in np.flatnonzero((values[:-1] * values[1:] < 0) & loud):
        left, right = grid[j], grid[j + 1]
        for _ in range(50):
            middle = (left + right) / 2
            left, right = (middle, right) if curve(middle)[0] * values[j] > 0 else (left, middle)
        cuts.append((left + right) / 2)
    cuts.append(1.0)
    nodes, gauss = np.polynomial.legendre.leggauss(16)
    area = 0.0
    for a, b in zip(cuts[:-1], cuts[1:]):
        # Panels are narrower than a kernel: none reaches over a gap in which the curve vanishes.
        edges = np.linspace(a, b, int(np.ceil((b - a) / width)) * 2 + 1)
        for left, right in zip(edges[:-1], edges[1:]):
            area += (right - left) / 2 * abs(gauss @ curve((left + right) / 2 + nodes * (right - left) / 2))
    return area


def smooth_ece(f, o, edge_mass=1.0):
    values, inverse = np.unique(f, return_inverse=True)
    weights = np.bincount(inverse, f - o) / len(f)
    weights = weights * np.where((values == 0) | (values == 1), edge_mass, 1.0)
    return optimize.brentq(lambda s: smooth_area(values, weights, s) - s, 2e-3, 1, xtol=1e-14, rtol=1e-13)


def spiegelhalter(f, o):
    z = np.sum((o - f) * (1 - 2 * f)) / np.sqrt(np.sum((1 - 2 * f) ** 2 * f * (1 - f)))
    return [z, 2 * stats.norm.sf(abs(z))]


def expected_errors(f, o):
    """Errors among the k most confident: each case is among them with a probability of its own."""
    higher = (f[None, :] > f[:, None]).sum(axis=1)
    tied = (f[None, :] == f[:, None]).sum(axis=1)
    ks = np.arange(1, len(f) + 1)
    chance = np.clip((ks[:, None] - higher) / tied, 0, 1)
    return chance @ (1 - o)


def areas(f, o):
    n, risk = len(f), 1 - o.mean()
    ks = np.arange(1, n + 1)
    errors = expected_errors(f, o)
    aurc = (errors / ks).mean()
    oracle = (np.cumsum(np.sort(1 - o)) / ks).mean()
    closed = risk + (1 - risk) * np.log(1 - risk) if risk < 1 else 1.0
    return {
        "aurc": aurc, "oracle": oracle, "eAurc": aurc - oracle, "geifmanOracle": closed, "geifmanEAurc": aurc - closed,
        "augrc": (errors / n).mean(), "risk": risk,
        "selective": [[c, 1 - errors[int(np.ceil(c * n - 1e-9)) - 1] / np.ceil(c * n - 1e-9)] for c in (0.1, 0.33, 0.5, 0.8, 1.0)],
    }


def row(name, f, o, clusters, seed):
    values, fitted, _ = recalibrate(f, o)
    return {
        "name": name, "forecasts": f.tolist(), "outcomes": o.tolist(), "clusters": clusters.tolist(),
        "brier": metrics.brier_score_loss(o, f), "skill": 1 - metrics.brier_score_loss(o, f) / o.var(),
        "logLoss": [[e, probability_scores(f, o, "log", e).mean()] for e in EPSILONS],
        "sklearnLogLoss": [[e, metrics.log_loss(o, f, eps=e)] for e in (1e-3, 0.05)],
        "auroc": metrics.roc_auc_score(o, f), "averagePrecision": metrics.average_precision_score(o, f),
        "murphy": brier_parts(f, o, np.unique(f, return_inverse=True)[1]),
        "binned": [binned(f, o, kind, count) for kind, count in BINNINGS],
        "corp": {"brier": corp(f, o, "brier"), "log": corp(f, o, "log", 1e-3)},
        "curve": [values.tolist(), fitted.tolist()],
        "nulls": nulls(f, o, seed, 60),
        "mcb": {
            "seed": seed, "replicates": 60, "level": 0.8,
            "brier": mcb_interval(f, o, clusters, seed, 60, 0.8, "brier"),
            "log": mcb_interval(f, o, clusters, seed, 60, 0.8, "log", 1e-3),
        },
        "smooth": smooth_ece(f, o), "smoothHalfMass": smooth_ece(f, o, 0.5),
        "spiegelhalter": spiegelhalter(f, o), "areas": areas(f, o),
    }


def classes(seed, n, k):
    make = np.random.RandomState(seed)
    p = np.round(make.dirichlet(np.ones(k) * 0.7, n), 3)
    p[:, -1] = 1 - p[:, :-1].sum(axis=1)
    p = np.abs(p)
    y = np.array([make.choice(k, p=r / r.sum()) for r in p])
    q = p / p.sum(axis=1, keepdims=True)
    hit = np.eye(k)[y]
    return {
        "probabilities": p.ravel().tolist(), "classes": y.tolist(), "classCount": k,
        "brier": ((q - hit) ** 2).sum(axis=1).mean(),
        "rps": ((np.cumsum(q, axis=1) - np.cumsum(hit, axis=1)) ** 2)[:, :-1].mean(),
    }


def narrow(f, counts, events):
    """Forecasts so good that the kernel is narrow."""
    f, counts, events = (np.array(x, dtype=float) for x in (f, counts, events))
    weights = (counts * f - events) / counts.sum()
    low, high = abs(weights.sum()), np.abs(weights).sum()
    # The area is at least |sum of weights|; where it is no more at that width, that width is the fixed point.
    start = max(low, high / 100)
    excess = smooth_area(f, weights, start) - start
    value = start if abs(excess) < 1e-14 else optimize.brentq(
        lambda s: smooth_area(f, weights, s) - s, start, high, xtol=1e-14, rtol=1e-13)
    return {"forecasts": f.tolist(), "counts": counts.tolist(), "events": events.tolist(), "smooth": value}


make = np.random.RandomState(11)
f1 = np.round(make.random_sample(60), 4)
o1 = (make.random_sample(60) < 0.25 + 0.5 * f1).astype(float)
f2 = make.choice([0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0], 200, p=[0.02, 0.06, 0.07, 0.1, 0.25, 0.25, 0.15, 0.1])
o2 = (make.random_sample(200) < 0.15 + 0.65 * f2).astype(float)
f3 = np.array([0, 0, 0.1, 0.1, 0.2, 0.3, 0.1 + 0.2, 0.3, 0.4, 0.5, 0.6, 0.6, 0.7, 0.7, 0.8, 0.8, 0.9, 0.9, 1, 1, 1, 0.05, 0.55, 0.61, 0.99])
o3 = np.array([0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 0, 0, 1, 0, 1.0])
f4 = np.round(make.beta(6, 1.5, 250), 5)
o4 = (make.random_sample(250) < f4).astype(float)
rows = [
    row("continuous, over-confident", f1, o1, make.randint(0, 25, 60), 1),
    row("verbalised, heavy ties", f2, o2, np.arange(200) // 4, 2),
    row("edges, zeros and ones", f3, o3, np.arange(25), 3),
    row("calibrated", f4, o4, make.randint(0, 90, 250), 4),
]
values = {
    "generator": "calibration-forecasts.py",
    "versions": {
        "python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__, "sklearn": sklearn.__version__,
    },
    "rows": rows,
    "narrow": [
        narrow([0.0, 0.0004, 0.3, 0.9993, 0.9996, 1.0], [400, 300, 10, 500, 600, 190], [0, 1, 3, 499, 600, 189]),
        narrow([0.49987, 0.50011], [10, 10], [8, 2]),
        narrow(np.arange(1, 40) / 40, np.full(39, 40), np.arange(1, 40) + np.tile([0, 1, -1], 13)),
        narrow([0.999, 0.9991, 1.0], [1000, 1000, 10], [1000, 998, 10]),
    ],
    "classes": [classes(1, 40, 3), classes(2, 25, 5), classes(3, 30, 2)],
}
pathlib.Path(__file__).with_suffix(".json").write_text(
    json.dumps(values, default=lambda x: x.item() if hasattr(x, "item") else x) + "\n"
)
