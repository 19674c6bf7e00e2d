"""Exact power of McNemar's and Tango's tests: every table (b, c) with its trinomial probability, nothing summed cleverly."""

import json
import pathlib
import platform

import numpy
import scipy
from scipy.optimize import brentq
from scipy.special import gammaln, xlogy
from scipy.stats import binom, norm


def tables(n, psi, d):
    """Every (b, c) and its probability."""
    up, down = (psi + d) / 2, (psi - d) / 2
    for b in range(n + 1):
        for c in range(n + 1 - b):
            rest = n - b - c
            log_p = (gammaln(n + 1) - gammaln(b + 1) - gammaln(c + 1) - gammaln(rest + 1)
                     + xlogy(b, up) + xlogy(c, down) + xlogy(rest, 1 - psi))
            yield b, c, float(numpy.exp(log_p))


def exact_p(b, c):
    return min(1.0, 2 * float(binom.cdf(min(b, c), b + c, 0.5))) if b + c else 1.0


def mid_p(b, c):
    if b + c == 0:
        return 1.0
    point = float(binom.pmf(min(b, c), b + c, 0.5))
    if b == c:
        return 1 - point / 2
    return 2 * float(binom.cdf(min(b, c), b + c, 0.5)) - point


def tango(b, c, n, delta):
    """Score with the constrained likelihood solved by root finding of its derivative."""
    numerator = b - c - n * delta
    if numerator == 0:
        return 0.0
    low, high = max(0.0, -delta), (1 - delta) / 2
    slope = lambda q: ((b / (q + delta) if b else 0) + (c / q if c else 0)
                       - (2 * (n - b - c) / (1 - 2 * q - delta) if n - b - c else 0))
    a, z = low + (high - low) * 1e-13, high - (high - low) * 1e-13
    q = low if slope(a) <= 0 else high if slope(z) >= 0 else brentq(slope, a, z, xtol=1e-16)
    return numerator / (n * (2 * q + delta - delta * delta)) ** 0.5


mcnemar = []
for n, psi, d, alpha in ((20, 0.5, 0.3, 0.05), (50, 0.3, 0.15, 0.05), (80, 0.2, 0.0, 0.05), (35, 1.0, -0.4, 0.01), (60, 0.1, 0.1, 0.1),
                         (120, 0.35, 0.15, 0.05), (1, 0.5, 0.1, 0.05)):
    rows = list(tables(n, psi, d))
    mcnemar.append({
        "args": [n, psi, d, alpha],
        "exact": sum(p for b, c, p in rows if exact_p(b, c) <= alpha),
        "midP": sum(p for b, c, p in rows if mid_p(b, c) <= alpha),
    })
tango_rows = []
for n, psi, d, margin, alpha in ((50, 0.2, 0.0, 0.1, 0.025), (80, 0.1, -0.05, 0.05, 0.025), (40, 0.3, 0.1, 0.05, 0.05), (60, 0.15, 0.0, 0.0, 0.05),
                                 (100, 0.055, 0.0, 0.05, 0.025), (3, 0.5, 0.5, 0.3, 0.1)):
    z = float(norm.isf(alpha))
    tango_rows.append({
        "args": [n, psi, d, margin, alpha],
        "expected": sum(p for b, c, p in tables(n, psi, d) if tango(b, c, n, -margin) > z),
    })
values = {
    "generator": "planning-enumeration.py",
    "versions": {"python": platform.python_version(), "numpy": numpy.__version__, "scipy": scipy.__version__},
    "mcnemar": mcnemar,
    "tango": tango_rows,
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(values, indent=1) + "\n")
