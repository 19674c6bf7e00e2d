"""Tipping points by trying every allocation of every missing value; Imbens and Manski's interval by Brent; the rules by loops."""

import itertools
import json
import pathlib
import platform

import numpy
import scipy
from scipy.optimize import brentq
from scipy.stats import beta, norm


def tango_passes(b, c, n, margin, alpha):
    """Score with the constrained likelihood solved by root finding of its derivative."""
    delta = -margin
    numerator = b - c - n * delta
    if numerator == 0:
        return 0.0 > norm.isf(alpha)
    low, high = max(0.0, -delta), (1 - delta) / 2
    slope = lambda q: ((b / (q + delta) if b else 0) + (c / q if c else 0)
                       - (2 * (n - b - c) / (1 - 2 * q - delta) if n - b - c else 0))
    a, z = low + (high - low) * 1e-13, high - (high - low) * 1e-13
    q = low if slope(a) <= 0 else high if slope(z) >= 0 else brentq(slope, a, z, xtol=1e-16)
    return numerator / (n * (2 * q + delta - delta * delta)) ** 0.5 > norm.isf(alpha)


def paired(complete, new_missing, old_missing, both, margin, alpha):
    a, b, c, d = complete
    n = sum(complete) + sum(new_missing) + sum(old_missing) + both
    old_right, old_wrong = new_missing
    new_right, new_wrong = old_missing
    seen = {}
    # Of each kind, how many missing values count against the new model; of pairs without both, all four outcomes.
    for r, s, u, v in itertools.product(range(old_right + 1), range(old_wrong + 1), range(new_right + 1), range(new_wrong + 1)):
        for rr, rw, wr in itertools.product(range(both + 1), repeat=3):
            ww = both - rr - rw - wr
            if ww < 0:
                continue
            against = r + s + u + v + rr + 2 * wr + ww
            key = (against, b + (old_wrong - s) + (new_right - u) + rw, c + r + v + wr)
            seen.setdefault(key, tango_passes(key[1], key[2], n, margin, alpha))
    missing = old_right + old_wrong + new_right + new_wrong + 2 * both
    failing = [k[0] for k, passes in seen.items() if not passes]
    passing = [missing - k[0] for k, passes in seen.items() if passes]
    return {"leastAgainst": min(failing) if failing else None, "leastInFavour": min(passing) if passing else None, "missing": missing}


def flips(complete, margin, alpha):
    a, b, c, d = complete
    n = sum(complete)
    now = tango_passes(b, c, n, margin, alpha)
    steps = []
    for x, y in itertools.product(range((b if now else d) + 1), range((a if now else c) + 1)):
        after = tango_passes(b - x, c + y, n, margin, alpha) if now else tango_passes(b + x, c - y, n, margin, alpha)
        if after != now:
            steps.append(x + y)
    return {"passes": bool(now), "flips": min(steps) if steps else None}


def rate_passes(k, n, bound, limit, alpha):
    z = norm.isf(alpha)
    centre, half = k + z * z / 2, z * (k * (n - k) / n + z * z / 4) ** 0.5
    if bound == "exact-upper":
        return (1.0 if k == n else beta.isf(alpha, k + 1, n - k)) < limit
    if bound == "exact-lower":
        return (0.0 if k == 0 else beta.ppf(alpha, k, n - k + 1)) > limit
    return (centre + half) / (n + z * z) < limit if bound == "wilson-upper" else (centre - half) / (n + z * z) > limit


def rate(events, trials, missing, bound, limit, alpha):
    upper = bound.endswith("upper")
    verdicts = [rate_passes(events + (j if upper else missing - j), trials + missing, bound, limit, alpha) for j in range(missing + 1)]
    failing = [j for j, v in enumerate(verdicts) if not v]
    passing = [missing - j for j, v in enumerate(verdicts) if v]
    now = rate_passes(events, trials, bound, limit, alpha)
    turned = [abs(k - events) for k in range(trials + 1) if rate_passes(k, trials, bound, limit, alpha) != now]
    return {"leastAgainst": min(failing) if failing else None, "leastInFavour": min(passing) if passing else None,
            "passes": bool(now), "flips": min(turned) if turned else None}


def imbens_manski(low, high, se_low, se_high, level):
    gap = (high - low) / max(se_low, se_high)
    c = brentq(lambda c: norm.cdf(c + gap) - norm.cdf(-c) - level, -5, 10, xtol=1e-15)
    return [low - c * se_low, high + c * se_high, c]


paired_rows = []
for row in (((80, 6, 4, 10), (3, 2), (1, 2), 2, 0.1, 0.025), ((170, 9, 3, 20), (5, 3), (2, 1), 0, 0.05, 0.025), ((40, 1, 1, 8), (2, 4), (3, 1), 3, 0.1, 0.05),
            ((300, 10, 10, 60), (6, 4), (0, 0), 0, 0.05, 0.025), ((20, 2, 6, 5), (1, 1), (1, 1), 1, 0.05, 0.025), ((0, 0, 0, 0), (2, 1), (1, 2), 3, 0.6, 0.2),
            ((90, 12, 2, 10), (0, 0), (0, 0), 0, 0.05, 0.025), ((0, 0, 0, 0), (0, 0), (0, 0), 5, 0.3, 0.1), ((25, 5, 0, 5), (1, 2), (2, 1), 4, 0.0, 0.05)):
    paired_rows.append({"complete": row[0], "newMissing": row[1], "oldMissing": row[2], "bothMissing": row[3], "margin": row[4], "alpha": row[5],
                        **paired(*row)})
flip_rows = [{"complete": c, "margin": m, "alpha": a, **flips(c, m, a)} for c, m, a in (
    ((80, 6, 4, 10), 0.1, 0.025), ((300, 10, 10, 60), 0.05, 0.025), ((20, 2, 6, 5), 0.05, 0.025), ((3, 0, 0, 0), 0.2, 0.025), ((40, 15, 5, 10), 0.0, 0.025),
    ((0, 5, 0, 60), 0.05, 0.025), ((0, 0, 9, 0), 0.3, 0.05))]
rate_rows = [{"args": [e, t, m, limit, alpha], "bound": bound, **rate(e, t, m, bound, limit, alpha)} for e, t, m, bound, limit, alpha in (
    (0, 295, 6, "exact-upper", 0.01, 0.05), (1, 600, 20, "exact-upper", 0.01, 0.05), (9, 300, 5, "wilson-upper", 0.05, 0.025),
    (120, 124, 3, "exact-lower", 0.95, 0.05), (150, 153, 30, "exact-lower", 0.95, 0.05), (430, 500, 25, "wilson-lower", 0.83, 0.025),
    (3, 10, 4, "wilson-lower", 0.9, 0.025), (10, 400, 0, "exact-upper", 0.05, 0.05), (50, 60, 40, "wilson-lower", 0.5, 0.05))]
im_rows = [{"args": list(x), "expected": imbens_manski(*x)} for x in (
    (0.6, 0.7, 0.02, 0.018, 0.95), (0.5, 0.5, 0.03, 0.03, 0.95), (0.2, 0.21, 0.015, 0.02, 0.9), (-0.4, 0.3, 0.0, 0.05, 0.99), (0.8, 0.8005, 0.01, 0.0101, 0.95), (0, 50, 0.1, 0.1, 0.3))]
rng = numpy.random.RandomState(4)
mean_rows = []
for n, share, level, low, high in ((30, 0.2, 0.95, 0, 1), (200, 0.03, 0.9, 0, 1), (50, 0.1, 0.95, -2, 5)):
    values = rng.uniform(low, high, n).round(3)
    missing = numpy.where(rng.random_sample(n) < share, rng.randint(1, 5, n), 0)
    worst, best = numpy.where(missing > 0, low, values), numpy.where(missing > 0, high, values)
    limits = imbens_manski(worst.mean(), best.mean(), worst.std(ddof=1) / n**0.5, best.std(ddof=1) / n**0.5, level)
    mean_rows.append({"values": values.tolist(), "missing": missing.tolist(), "min": low, "max": high, "level": level,
                      "bounds": [worst.mean(), best.mean()], "limits": [max(low, limits[0]), min(high, limits[1])]})

def filled(value, cause, rule, low, high, higher, charged):
    if cause == 0:
        return value
    if rule in ("best", "worst"):
        return high if (rule == "best") == higher else low
    return charged if rule == "ite" and cause == 1 else None


rule_rows = []
for n, low, high, higher, charged in ((25, 0, 1, True, 0), (25, 0, 1, False, None), (12, -1, 4, False, 4)):
    columns = []
    for _ in range(2):
        columns.append((rng.uniform(low, high, n).round(2), numpy.where(rng.random_sample(n) < 0.4, rng.choice([1, 2, 4], n), 0)))
    for rule, opposite in (("ite", "ite"), ("complete", "complete"), ("best", "worst"), ("worst", "best")):
        new = [filled(v, c, rule, low, high, higher, charged) for v, c in zip(*columns[0])]
        old = [filled(v, c, opposite, low, high, higher, charged) for v, c in zip(*columns[1])]
        pairs = [i for i in range(n) if new[i] is not None and old[i] is not None]
        rule_rows.append({
            "rule": rule, "min": low, "max": high, "better": "higher" if higher else "lower", "charged": charged,
            "newValues": columns[0][0].tolist(), "newMissing": columns[0][1].tolist(),
            "oldValues": columns[1][0].tolist(), "oldMissing": columns[1][1].tolist(),
            "units": [i for i in range(n) if new[i] is not None], "values": [float(v) for v in new if v is not None],
            "pairs": pairs, "pairedNew": [float(new[i]) for i in pairs], "pairedOld": [float(old[i]) for i in pairs],
        })

values = {
    "generator": "missing-values.py",
    "versions": {"python": platform.python_version(), "numpy": numpy.__version__, "scipy": scipy.__version__},
    "paired": paired_rows, "flips": flip_rows, "rates": rate_rows, "imbensManski": im_rows, "means": mean_rows, "rules": rule_rows,
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(values) + "\n")
