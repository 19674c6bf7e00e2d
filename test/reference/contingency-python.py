"""Newcombe's difference, Cochran's Q, equivalence and heterogeneity from statsmodels; chi-square and large tables from mpmath.

Miettinen-Nurminen and Farrington-Manning come from a maximisation of the constrained likelihood with 40 digits, not from
statsmodels: the cubic of its score_test_proportions_2indep (0.13.5) has count0 where the paper has the group size, and it
applies N / (N - 1) whatever `correction` says. epiR in contingency-tables.R is a second reference.
"""

import json
import pathlib
import platform

import mpmath
import numpy
import scipy
import scipy.stats
import statsmodels
from statsmodels.stats.contingency_tables import SquareTable, StratifiedTable, cochrans_q
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

mpmath.mp.dps = 40


def score(x, m, u, n, delta):
    """The root of the derivative of the log-likelihood in the old rate q, with q + delta as the new rate, by bisection."""
    x, m, u, n, delta = (mpmath.mpf(value) for value in (x, m, u, n, delta))
    low, high = max(mpmath.mpf(0), -delta), min(mpmath.mpf(1), 1 - delta)

    def slope(q):
        terms = ((x, q + delta, 1), (m - x, 1 - q - delta, -1), (u, q, 1), (n - u, 1 - q, -1))
        return sum(sign * count / share for count, share, sign in terms if count)

    for _ in range(180):
        middle = (low + high) / 2
        if slope(middle) > 0:
            low = middle
        else:
            high = middle
    p, q = low + delta, low
    numerator = x / m - u / n - delta
    variance = p * (1 - p) / m + q * (1 - q) / n
    return mpmath.mpf(0) if numerator == 0 else numerator / mpmath.sqrt(variance)


def limits(x, m, u, n, level):
    """Both limits with the variance times N / (N - 1), by bisection."""
    z = mpmath.sqrt(2) * mpmath.erfinv(mpmath.mpf(level)) * mpmath.sqrt(mpmath.mpf(m + n) / (m + n - 1))
    estimate = mpmath.mpf(x) / m - mpmath.mpf(u) / n

    def solve(inside, outside, target):
        for _ in range(70):
            middle = (inside + outside) / 2
            if abs(score(x, m, u, n, middle)) > target:
                outside = middle
            else:
                inside = middle
        return inside

    lower = -1 if estimate == -1 else solve(estimate, mpmath.mpf(-1), z)
    upper = 1 if estimate == 1 else solve(estimate, mpmath.mpf(1), z)
    return [float(lower), float(upper)]


unpaired = []
for x, m, u, n, level, margin in (
    (56, 70, 48, 80, 0.95, 0.1), (9, 10, 3, 10, 0.95, 0.2), (6, 7, 2, 7, 0.95, 0.0), (5, 56, 0, 29, 0.95, 0.05), (0, 10, 0, 20, 0.95, 0.05),
    (10, 10, 0, 20, 0.99, 0.5), (10, 10, 20, 20, 0.9, 0.05), (0, 1, 1, 1, 0.95, 0.3), (4500, 5000, 9100, 10000, 0.95, 0.01), (3, 1000, 1, 400, 0.8, 0.02),
):
    row = {"newEvents": x, "newCases": m, "oldEvents": u, "oldCases": n, "level": level, "margin": margin,
           "miettinenNurminen": limits(x, m, u, n, level)}
    z = score(x, m, u, n, -mpmath.mpf(margin))
    row["farringtonManning"] = [float(z), float(mpmath.erfc(z / mpmath.sqrt(2)) / 2)]
    with numpy.errstate(all="ignore"):
        row["newcombe"] = [float(v) for v in confint_proportions_2indep(x, m, u, n, method="newcomb", compare="diff", alpha=1 - level)]
    unpaired.append(row)

make = numpy.random.RandomState(11)
cochran = []
for cases, shares in ((12, (0.5, 0.6, 0.9)), (40, (0.3, 0.35, 0.4, 0.6)), (30, (0.2, 0.8)), (500, (0.5, 0.52, 0.49, 0.5, 0.55))):
    ease = make.normal(0, 1, (cases, 1))
    outcomes = (scipy.stats.norm.ppf(numpy.array(shares)) + ease + make.normal(0, 1, (cases, len(shares))) > 0).astype(int)
    found = cochrans_q(outcomes)
    cochran.append({"versions": len(shares), "outcomes": "".join(map(str, outcomes.ravel())),
                    "statistic": float(found.statistic), "df": int(found.df), "p": float(found.pvalue)})

square = []
for table in ([[20, 10, 5], [3, 30, 15], [2, 5, 40]], [[1520, 266, 124, 66], [234, 1512, 432, 78], [117, 362, 1772, 205], [36, 82, 179, 492]],
              [[4, 7], [1, 9]]):
    found = SquareTable(numpy.array(table), shift_zeros=False)
    symmetry, homogeneity = found.symmetry(), found.homogeneity(method="stuart_maxwell")
    square.append({"table": table, "bowker": [float(symmetry.statistic), int(symmetry.df), float(symmetry.pvalue)],
                   "stuartMaxwell": [float(homogeneity.statistic), int(homogeneity.df), float(homogeneity.pvalue)]})

equivalence = []
for values, low, high, alpha in (
    (make.normal(0.01, 0.1, 60), -0.05, 0.05, 0.05), (make.normal(0.2, 0.4, 9), -0.1, 0.6, 0.025), (make.normal(1.02, 0.2, 25), 0.8, 1.25, 0.05),
):
    values = numpy.round(values, 4)
    found = DescrStatsW(values)
    p, lower_test, upper_test = found.ttost_mean(low, high)
    bounds = found.tconfint_mean(2 * alpha)
    equivalence.append({"value": float(found.mean), "se": float(found.std_mean), "df": len(values) - 1, "range": [low, high], "alpha": alpha,
                        "p": float(p), "pAboveLower": float(lower_test[1]), "pBelowUpper": float(upper_test[1]),
                        "limits": [float(b) for b in bounds]})

heterogeneity = []
for strata in ([(3, 20, 8, 25), (10, 30, 9, 18), (1, 12, 4, 11)], [(12, 38, 2, 9), (40, 90, 37, 88)],
               [(120, 40000, 90, 38000), (300, 51000, 260, 52000), (40, 9000, 70, 8000)]):
    tables = [numpy.array([[x, m - x], [u, n - u]]) for x, m, u, n in strata]
    found = StratifiedTable(tables).test_equal_odds(adjust=True)
    heterogeneity.append({"strata": strata, "statistic": float(found.statistic), "p": float(found.pvalue)})

chi_square = []
for x, df in ((0.001, 1), (3.841458820694124, 1), (40, 1), (300, 1), (1400, 2), (2.5, 7), (7, 7), (60, 7), (0.02, 0.3), (950, 1000), (1500, 1000), (12.3, 4.56)):
    shape, half = mpmath.mpf(df) / 2, mpmath.mpf(x) / 2
    chi_square.append({"x": x, "df": df, "cdf": float(mpmath.gammainc(shape, 0, half, regularized=True)),
                       "survival": float(mpmath.gammainc(shape, half, regularized=True))})
quantiles = []
for p, df, tail in ((0.05, 1, "upper"), (1e-12, 1, "upper"), (1e-100, 5, "upper"), (0.05, 1, "lower"), (0.5, 3, "lower"), (0.975, 2.5, "lower"), (1e-8, 60, "lower")):
    shape = mpmath.mpf(df) / 2
    low, high = mpmath.mpf(0), mpmath.mpf(2000)
    for _ in range(140):
        middle = (low + high) / 2
        lower = mpmath.gammainc(shape, 0, middle / 2, regularized=True)
        value = lower if tail == "lower" else mpmath.gammainc(shape, middle / 2, regularized=True)
        if (value < mpmath.mpf(p)) == (tail == "lower"):
            low = middle
        else:
            high = middle
    quantiles.append({"p": p, "df": df, "tail": tail, "x": float(low)})


def fisher(x, m, u, n):
    """Sums of exact hypergeometric probabilities as ratios of integers."""
    events, total = x + u, m + n
    low, high = max(0, m + events - total), min(m, events)
    weight = mpmath.binomial(m, low) * mpmath.binomial(n, events - low)
    weights = []
    for k in range(low, high + 1):
        weights.append(weight)
        weight = weight * (m - k) * (events - k) / ((k + 1) * (n - events + k + 1))
    whole = mpmath.fsum(weights)
    seen = weights[x - low]
    return {"newEvents": x, "newCases": m, "oldEvents": u, "oldCases": n,
            "twoSided": float(mpmath.fsum(w for w in weights if w <= seen * (1 + mpmath.mpf(10) ** -7)) / whole),
            "less": float(mpmath.fsum(weights[: x - low + 1]) / whole), "greater": float(mpmath.fsum(weights[x - low:]) / whole)}


tables = [fisher(*row) for row in ((60, 400, 20, 900), (12000, 500000, 11500, 500000), (3, 500000, 21, 500000), (900, 1000, 100, 1000), (5200, 20000, 5000, 20000))]

agresti_coull = []
for events, trials, level in ((7, 50, 0.95), (0, 20, 0.95), (263, 299, 0.99)):
    bounds = proportion_confint(events, trials, alpha=1 - level, method="agresti_coull")
    agresti_coull.append({"events": events, "trials": trials, "level": level, "limits": [float(b) for b in bounds]})

values = {
    "generator": "contingency-python.py",
    "versions": {"python": platform.python_version(), "numpy": numpy.__version__, "scipy": scipy.__version__,
                 "statsmodels": statsmodels.__version__, "mpmath": mpmath.__version__},
    "unpaired": unpaired, "cochran": cochran, "square": square, "equivalence": equivalence, "heterogeneity": heterogeneity,
    "chiSquare": chi_square, "chiSquareQuantiles": quantiles, "fisher": tables, "agrestiCoull": agresti_coull,
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(values, indent=1) + "\n")
