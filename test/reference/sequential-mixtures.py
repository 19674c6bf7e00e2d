"""Mixtures to 40 digits: likelihood ratios integrated by quadrature in mpmath, limits by bisection; SciPy as second witness."""

import json
import pathlib
import platform

import mpmath
import scipy
from mpmath import mp, mpf
from scipy.special import betainc, betaln

mp.dps = 40


def log_mixture(x, t, a, b, p):
    """ln of B(a + x, b + t - x) / (B(a, b) p^x (1 - p)^(t - x))."""
    ln_beta = lambda u, v: mp.loggamma(u) + mp.loggamma(v) - mp.loggamma(u + v)
    return (ln_beta(a + x, b + t - x) - ln_beta(mpf(a), mpf(b))
            - (x * mp.log(p) if x else 0) - ((t - x) * mp.log1p(-p) if t - x else 0))


def edge(f, inside, outside):
    for _ in range(200):
        middle = (inside + outside) / 2
        if f(middle) < 0:
            inside = middle
        else:
            outside = middle
    return inside


def limits(x, t, a, b, level):
    excess = lambda logit: log_mixture(x, t, a, b, 1 / (1 + mp.exp(-logit))) + mp.log1p(-mpf(level))
    centre = mp.log(mpf(max(x, mpf(1) / 1000)) / max(t - x, mpf(1) / 1000))
    expit = lambda u: 1 / (1 + mp.exp(-u))
    lower = mpf(0) if x == 0 else expit(edge(excess, centre, mpf(-600)))
    upper = mpf(1) if x == t else expit(edge(excess, centre, mpf(600)))
    return [float(lower), float(upper)]


def log_e(x, t, p0, a, b):
    """The truncated mixture by quadrature of the likelihood ratio over p0 < p < 1, the prior mass by quadrature too."""
    p0, a, b = mpf(p0), mpf(a), mpf(b)
    prior = lambda p: p ** (a - 1) * (1 - p) ** (b - 1)
    ratio = lambda p: mp.exp(x * mp.log(p / p0) + (t - x) * (mp.log1p(-p) - mp.log1p(-p0))) * prior(p)
    top, spread = mpf(max(x, 1)) / t, mp.sqrt(mpf(max(x, 1))) / t
    cuts = sorted({p0, *[c for c in [p0 + spread * k / 4 for k in (1, 2, 4, 8, 16, 32)] if c < 1],
                   *[c for c in [top - 4 * spread, top, top + 4 * spread, top + 10 * spread, mpf("0.3"), mpf("0.9")] if p0 < c < 1], mpf(1)})
    if b < 1:
        # The prior is infinite at 1: integrate over s = (1 - p)^b, whose density is even.
        over = lambda f: mp.quad(lambda s: f(1 - s ** (1 / b)) * (1 - s ** (1 / b)) ** (a - 1), [0, (1 - p0) ** b / 2, (1 - p0) ** b])
        return mp.log(over(lambda p: (p / p0) ** x * ((1 - p) / (1 - p0)) ** (t - x)) / over(lambda p: 1))
    mass_cuts = sorted({p0, *[c for c in [p0 * k for k in (2, 4, 8, 16, 32)] if c < 1], mpf(1)})
    return mp.log(mp.quad(ratio, cuts, maxdegree=8) / mp.quad(prior, mass_cuts, maxdegree=8))


sequences = []
for x, t, a, b, level in ((0, 20, 1, 1, 0.95), (20, 20, 1, 1, 0.95), (3, 50, 1, 1, 0.95), (7, 500, 0.5, 20.5, 0.9), (1, 1, 1, 1, 0.95),
                          (250, 500, 2, 2, 0.99), (40, 100000, 1, 99, 0.95), (999, 1000, 0.5, 0.5, 0.95), (1, 1000000, 1, 1, 0.99),
                          (300000, 1000000, 1, 1, 0.95)):
    sequences.append({"args": [x, t, a, b, level], "expected": limits(x, t, a, b, level)})

alarms = []
for x, t, p0, a, b in ((0, 10, 0.01, None, None), (3, 100, 0.01, None, None), (12, 400, 0.01, None, None), (30, 1000, 0.02, None, None),
                       (5, 30, 0.1, 1, 1), (0, 2000, 0.01, 2, 30), (9, 300, 0.01, 1, 1), (9, 300, 0.01, None, None), (1, 1, 0.3, None, None),
                       (0, 200000, 0.01, None, None), (60, 150000, 0.01, 1, 1), (50, 50, 0.2, 0.5, 0.5)):
    shapes = (1, 1 / (3 * p0) - 1) if a is None else (a, b)
    value = log_e(x, t, p0, *shapes)
    u, v = shapes
    if t < 5000:
        witness = (betaln(u + x, v + t - x) - betaln(u, v) - x * mp.log(p0) - (t - x) * mp.log1p(-p0)
                   + mp.log(betainc(v + t - x, u + x, 1 - p0)) - mp.log(betainc(v, u, 1 - p0)))
        assert abs(witness - value) <= 1e-9 * max(1, abs(value)), (x, t, p0, witness, value)
    alarms.append({"args": [x, t, p0, *shapes], "expected": float(value)})

values = {
    "generator": "sequential-mixtures.py",
    "versions": {"python": platform.python_version(), "mpmath": mpmath.__version__, "scipy": scipy.__version__},
    "sequences": sequences,
    "alarms": alarms,
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(values, indent=1) + "\n")
