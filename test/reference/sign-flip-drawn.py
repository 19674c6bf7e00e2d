"""The drawn sign-flip test: the signs from NumPy's legacy RandomState, the p-value by its definition, limits by bisection."""

import json
import pathlib
import platform

import numpy


def signs(seed, clusters, draws=10_000):
    """For each 32 clusters one double a draw gives their signs, lowest bit first."""
    rng = numpy.random.RandomState(seed)
    words = -(-clusters // 32)
    bits = numpy.floor(rng.random_sample((words, draws)) * 2.0**32).astype(numpy.uint64).T
    columns = [(bits[:, c // 32] >> numpy.uint64(c % 32)) & numpy.uint64(1) for c in range(clusters)]
    return 1.0 - 2.0 * numpy.stack(columns, axis=1).astype(float)


def p_greater(pattern, totals, sizes, delta0):
    centred = totals - sizes * delta0
    at_least = pattern @ centred >= centred.sum() - 1e-12
    return (1 + int(at_least.sum())) / (1 + len(pattern))


def lower_limit(pattern, totals, sizes, alpha):
    low, high = -10.0, totals.sum() / sizes.sum()
    for _ in range(60):
        middle = (low + high) / 2
        if p_greater(pattern, totals, sizes, middle) > alpha:
            high = middle
        else:
            low = middle
    return high


make = numpy.random.RandomState(3)
rows = []
for seed, clusters, alpha in ((1, 21, 0.025), (42, 33, 0.025), (7, 70, 0.05)):
    sizes = make.randint(1, 6, clusters).astype(float)
    totals = numpy.round(make.normal(0.05, 0.5, clusters), 4)
    pattern = signs(seed, clusters)
    deltas = [-0.3, -0.05, 0.0, 0.1]
    rows.append({
        "seed": seed, "alpha": alpha, "totals": totals.tolist(), "sizes": sizes.tolist(), "deltas": deltas,
        "p": [p_greater(pattern, totals, sizes, d) for d in deltas],
        "lower": lower_limit(pattern, totals, sizes, alpha),
        "upper": -lower_limit(pattern, -totals, sizes, alpha),
    })
values = {
    "generator": "sign-flip-drawn.py",
    "versions": {"python": platform.python_version(), "numpy": numpy.__version__},
    "rows": rows,
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(values, indent=1) + "\n")
