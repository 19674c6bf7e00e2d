"""Jeffreys, Agresti-Coull, Cochran's Q and square tables from statsmodels; the chi-square tails from mpmath."""

import json
import pathlib
import platform

import mpmath
import numpy
import scipy
import statsmodels
from statsmodels.stats.contingency_tables import SquareTable, cochrans_q
from statsmodels.stats.proportion import proportion_confint

mpmath.mp.dps = 60


def interval(events, trials, level, method):
    return [float(x) for x in proportion_confint(events, trials, 1 - level, method)]


def jeffreys(events, trials, level):
    """The convention at the ends is not in statsmodels."""
    lower, upper = interval(events, trials, level, "jeffreys")
    return [0.0 if events == 0 else lower, 1.0 if events == trials else upper]


proportions = [
    {
        "events": events, "trials": trials, "level": level,
        "jeffreys": jeffreys(events, trials, level),
        "agrestiCoull": interval(events, trials, level, "agresti_coull"),
    }
    for events, trials, level in (
        (0, 20, 0.95), (20, 20, 0.95), (1, 20, 0.95), (19, 20, 0.9), (7, 10, 0.99), (0, 1, 0.95), (1, 1, 0.8), (1, 2, 0.8),
        (3, 299, 0.95), (0, 299, 0.95), (123, 1000, 0.95), (150000, 400000, 0.999), (1, 1000000, 0.95),
    )
]

make = numpy.random.RandomState(8)
cochran = []
for cases, rates in ((12, (0.5, 0.5, 0.5)), (40, (0.9, 0.7, 0.8, 0.6)), (25, (0.3, 0.6)), (200, (0.95, 0.93, 0.9, 0.97, 0.94)), (6, (0.2, 0.9, 0.5))):
    table = (make.random_sample((cases, len(rates))) < numpy.array(rates)).astype(int)
    found = cochrans_q(table)
    cochran.append({
        "outcomes": table.ravel().tolist(), "versions": len(rates),
        "statistic": float(found.statistic), "df": int(found.df), "p": float(found.pvalue),
    })

square = []
for table in (
    [[20, 10, 5], [3, 30, 15], [1, 5, 40]],
    [[1520, 266, 124, 66], [234, 1512, 432, 78], [117, 362, 1772, 205], [36, 82, 179, 492]],
    [[7, 9], [2, 11]],
):
    made = SquareTable(numpy.array(table), shift_zeros=False)
    symmetry, homogeneity = made.symmetry(), made.homogeneity(method="stuart_maxwell")
    square.append({
        "table": table,
        "bowker": [float(symmetry.statistic), int(symmetry.df), float(symmetry.pvalue)],
        "stuartMaxwell": [float(homogeneity.statistic), int(homogeneity.df), float(homogeneity.pvalue)],
    })


def cdf(x, df):
    return mpmath.gammainc(mpmath.mpf(df) / 2, 0, mpmath.mpf(x) / 2, regularized=True)


def survival(x, df):
    return mpmath.gammainc(mpmath.mpf(df) / 2, mpmath.mpf(x) / 2, mpmath.inf, regularized=True)


def root(tail, p, df):
    """Bisection on ln x in 240 steps."""
    low, high = mpmath.mpf(-800), mpmath.mpf(15)
    rising = tail is cdf
    for _ in range(240):
        middle = (low + high) / 2
        if (tail(mpmath.exp(middle), df) < p) == rising:
            low = middle
        else:
            high = middle
    return float(mpmath.exp(low))


chi = [
    {"x": x, "df": df, "cdf": float(cdf(x, df)), "survival": float(survival(x, df))}
    for x, df in ((0.5, 1), (3.84, 1), (1e-8, 1), (700, 1), (12.3, 4), (250, 4), (0.01, 2.5), (5, 0.3), (90, 100), (140, 100.5), (1400, 7), (30, 3), (1e-3, 40))
]
quantiles = [
    {"p": p, "df": df, "lower": root(cdf, p, df), "upper": root(survival, p, df)}
    for p, df in ((0.95, 1), (0.5, 2), (0.025, 7), (1e-9, 3), (0.999, 30.5), (0.4, 0.5), (1e-200, 3), (1e-12, 40))
]

values = {
    "generator": "proportions-python.py",
    "versions": {
        "python": platform.python_version(), "numpy": numpy.__version__, "scipy": scipy.__version__,
        "statsmodels": statsmodels.__version__, "mpmath": mpmath.__version__,
    },
    "proportions": proportions, "cochranQ": cochran, "square": square, "chi": chi, "quantiles": quantiles,
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(values) + "\n")
