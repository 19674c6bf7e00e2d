"""Quadratic kappa and the difference of two by cluster bootstrap: scikit-learn's cohen_kappa_score on the resampled rows of
NumPy's legacy RandomState, limits by numpy.quantile (type 7), BCa written out with SciPy's normal distribution."""

import json
import pathlib
import platform
import warnings

import numpy
import scipy
import sklearn
from scipy.stats import norm
from sklearn.metrics import cohen_kappa_score

LEVELS = numpy.arange(1, 6)


def kappa(reference, assigned):
    # One and the same level throughout is 0 / 0.
    with warnings.catch_warnings(), numpy.errstate(invalid="ignore", divide="ignore"):
        warnings.simplefilter("ignore")
        return cohen_kappa_score(reference, assigned, labels=LEVELS, weights="quadratic")


def limits(found, estimate, jackknife, level, method):
    tails = numpy.array([(1 - level) / 2, (1 + level) / 2])
    if method == "bca":
        z0 = norm.ppf((numpy.sum(found < estimate - 1e-12) + numpy.sum(numpy.abs(found - estimate) <= 1e-12) / 2) / len(found))
        gap = jackknife.mean() - jackknife
        a = numpy.sum(gap**3) / (6 * numpy.sum(gap**2) ** 1.5)
        z = z0 + norm.ppf(tails)
        tails = norm.cdf(z0 + z / (1 - a * z))
    return [float(one) for one in numpy.quantile(found, tails)]


make = numpy.random.RandomState(2026)
rows = []
for name, clusters, spread, seed, replicates, level, method in (
    ("quadratic-kappa", 14, 5, 3, 400, 0.95, "bca"), ("quadratic-kappa", 9, 2, 2**32 - 100, 400, 0.9, "percentile"),
    ("quadratic-kappa", 4, 1, 17, 400, 0.8, "percentile"), ("quadratic-kappa-difference", 16, 5, 5, 400, 0.95, "bca"),
    ("quadratic-kappa-difference", 11, 3, 6, 300, 0.99, "percentile"),
):
    sizes = make.randint(1, 5, clusters)
    ids = numpy.repeat(make.permutation(clusters) * 3 - 8, sizes)
    n = len(ids)
    if spread == 1:
        # All but one cluster agree on one level: resamples without that cluster have no kappa.
        reference = numpy.where(ids == ids[0], 3, 2)
        new = numpy.where(ids == ids[0], make.randint(2, 5, n), 2)
    else:
        reference = make.randint(1, spread + 1, n)
        new = numpy.clip(reference + make.choice([-1, 0, 0, 1], n), 1, 5)
    old = numpy.clip(reference + make.choice([-2, -1, 0, 0, 1], n), 1, 5)
    members = [numpy.flatnonzero(ids == c) for c in dict.fromkeys(ids.tolist())]

    def statistic(drawn):
        at = numpy.concatenate([members[c] for c in drawn])
        value = kappa(reference[at], new[at])
        return value if name == "quadratic-kappa" else value - kappa(reference[at], old[at])

    found = []
    for r in range(replicates):
        u = numpy.random.RandomState((seed + r) % 2**32).random_sample(clusters)
        found.append(statistic(numpy.floor(u * clusters).astype(int)))
    found = numpy.array(found)
    defined = found[~numpy.isnan(found)]
    estimate = statistic(range(clusters))
    jackknife = numpy.array([statistic([c for c in range(clusters) if c != left]) for left in range(clusters)])
    lower, upper = limits(defined, estimate, jackknife, level, method)
    rows.append({
        "statistic": name, "clusters": ids.tolist(), "reference": reference.tolist(), "new": new.tolist(), "old": old.tolist(),
        "seed": seed, "replicates": replicates, "level": level, "method": method, "value": float(estimate),
        "undefined": int(numpy.isnan(found).sum()), "se": float(defined.std(ddof=1)), "bias": float(defined.mean() - estimate),
        "lower": lower, "upper": upper,
    })
values = {
    "generator": "bootstrap-kappa.py",
    "versions": {"python": platform.python_version(), "numpy": numpy.__version__, "scipy": scipy.__version__,
                 "scikit-learn": sklearn.__version__},
    "rows": rows,
}
text = json.dumps(values, separators=(",", ":")).replace('},{"', '},\n{"')
pathlib.Path(__file__).with_suffix(".json").write_text(text + "\n")
