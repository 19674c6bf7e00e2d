"""Betting processes by naive loops over the definition, limits by Brent on ln K; e-values by their sums; the asymptotic
sequence from NumPy's moments."""

import json
import math
import pathlib
import platform

import numpy
import scipy
from scipy.optimize import brentq


def plain_bets(y, alpha):
    bets = []
    for t in range(1, len(y) + 1):
        past = y[: t - 1]
        variance = 0.25
        for i in range(1, t):
            shrunken = (0.5 + sum(past[:i])) / (i + 1)
            variance += (past[i - 1] - shrunken) ** 2
        variance /= t
        bets.append(math.sqrt(2 * math.log(1 / alpha) / (variance * t * math.log(1 + t))))
    return bets


def log_capitals(y, bets, m, cap):
    """ln K+ after each value."""
    total, path = 0.0, []
    for value, bet in zip(y, bets):
        total += math.log(1 + min(bet, cap / m if m > 0 else math.inf) * (value - m))
        path.append(total)
    return path


def lowest(y, bets, cap, limit, intersected):
    f = lambda m: (max(log_capitals(y, bets, m, cap)) if intersected else log_capitals(y, bets, m, cap)[-1]) - limit
    if f(0.0) < 0:
        return 0.0
    return brentq(f, 0.0, 1.0, xtol=1e-15, rtol=1e-14, maxiter=1000)


def interval(x, level, low, high, cap, intersected):
    y = [(v - low) / (high - low) for v in x]
    bets = plain_bets(y, (1 - level) / 2)
    limit = math.log(2 / (1 - level))
    below = lowest(y, bets, cap, limit, intersected)
    above = 1 - lowest([1 - v for v in y], bets, cap, limit, intersected)
    if below > above:
        return None
    return [low + (high - low) * below, low + (high - low) * above]


rng = numpy.random.RandomState(11)
streams = [
    (rng.random_sample(60).round(3).tolist(), 0.0, 1.0, 0.4, 0.05, 0.5),
    ((rng.random_sample(150) < 0.08).astype(float).tolist(), 0.0, 1.0, 0.02, 0.05, 0.5),
    (rng.choice([-1.0, 0.0, 1.0], 200, p=[0.06, 0.84, 0.1]).tolist(), -1.0, 1.0, -0.05, 0.025, 0.75),
    ([0.0] * 12, 0.0, 1.0, 0.1, 0.05, 0.5),
    ([1.0], 0.0, 1.0, 0.9, 0.1, 0.5),
    (rng.normal(3, 1, 40).clip(1, 5).round(2).tolist(), 1.0, 5.0, 2.5, 0.01, 0.9),
    ((rng.random_sample(90) < 0.5).astype(float).tolist() + (rng.random_sample(90) < 0.9).astype(float).tolist(), 0.0, 1.0, 0.5, 0.05, 0.5),
]
rows = []
for x, low, high, null, alpha, cap in streams:
    y = [(v - low) / (high - low) for v in x]
    m = (null - low) / (high - low)
    bets = plain_bets(y, alpha)
    turned = [1 - v for v in y]
    rows.append({
        "values": x, "min": low, "max": high, "nullMean": null, "alpha": alpha, "cap": cap,
        "above": log_capitals(y, bets, m, cap),
        "below": log_capitals(turned, plain_bets(turned, alpha), 1 - m, cap),
        "interval": interval(x, 1 - alpha, low, high, cap, False),
        "intersected": interval(x, 1 - alpha, low, high, cap, True),
    })

moments = []
for count, level, at in ((200, 0.95, 500), (1000, 0.9, 300), (5000, 0.99, 5000)):
    x = rng.gamma(2, 3, count).round(3)
    alpha = 1 - level
    rho2 = (-2 * math.log(alpha) + math.log(-2 * math.log(alpha) + 1)) / at
    half = x.std(ddof=1) * math.sqrt(2 * (count * rho2 + 1) / (count**2 * rho2) * math.log(math.sqrt(count * rho2 + 1) / alpha))
    if count == 5000:
        x = numpy.tile(x[:50], 100)
        half = x.std(ddof=1) * math.sqrt(2 * (count * rho2 + 1) / (count**2 * rho2) * math.log(math.sqrt(count * rho2 + 1) / alpha))
        kept, times = x[:50], 100
    else:
        kept, times = x, 1
    moments.append({"values": kept.tolist(), "times": times, "level": level, "narrowestAt": at, "expected": [float(x.mean() - half), float(x.mean() + half)]})

averages, discoveries = [], []
for e, w, q in (([3.0, 0.2, 40.0], [1.0, 1.0, 1.0], 0.05), ([1e-5, 1e5, 7.0, 7.0], [0.1, 0.4, 0.5, 0.0], 0.05),
                ([90.0, 55.0, 41.0, 30.0, 2.0, 0.5], [1.0] * 6, 0.1), ([1.0], [2.0], 0.1), ([25.0, 25.0, 25.0, 1.0, 1.0], [1.0] * 5, 0.08)):
    averages.append({"e": e, "weights": w, "expected": math.log(sum(a * b for a, b in zip(e, w)) / sum(w))})
    ordered = sorted(e, reverse=True)
    k = max([j for j in range(1, len(e) + 1) if j * ordered[j - 1] / len(e) >= 1 / q], default=0)
    discoveries.append({"e": e, "q": q, "rejected": [bool(k and v >= len(e) / (q * k)) for v in e]})

values = {
    "generator": "sequential-betting.py",
    "versions": {"python": platform.python_version(), "numpy": numpy.__version__, "scipy": scipy.__version__},
    "streams": rows,
    "moments": moments,
    "averages": averages,
    "discoveries": discoveries,
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(values) + "\n")
