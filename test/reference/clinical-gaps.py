"""The permutation null of the largest gap: the same shuffles from NumPy's legacy generator, and the exact null by enumeration."""

import itertools
import json
import pathlib
import platform

import numpy


def gap(values, groups):
    means = [numpy.mean(values[groups == g]) for g in numpy.unique(groups)]
    return max(means) - min(means)


def drawn(values, groups, seed, draws):
    state = numpy.random.RandomState(seed)
    held, gaps = values.copy(), []
    for _ in range(draws):
        for i in range(len(held) - 1, 0, -1):
            j = int(state.random_sample() * (i + 1))
            held[[i, j]] = held[[j, i]]
        gaps.append(gap(held, groups))
    observed = gap(values, groups)
    return observed, float(numpy.mean(gaps)), float(numpy.quantile(gaps, 0.95)), float((1 + sum(g >= observed - 1e-12 for g in gaps)) / (1 + draws))


def exact(values, groups):
    """Over every different assignment of the values to the groups."""
    labels, sizes = numpy.unique(groups, return_counts=True)
    gaps = []

    def fill(rest, g, means):
        if g == len(sizes):
            gaps.append(max(means) - min(means))
            return
        for chosen in itertools.combinations(rest, sizes[g]):
            fill([i for i in rest if i not in chosen], g + 1, means + [numpy.mean(values[list(chosen)])])

    fill(list(range(len(values))), 0, [])
    observed = gap(values, groups)
    return float(numpy.mean([g >= observed - 1e-12 for g in gaps])), float(numpy.mean(gaps)), len(gaps)


rng = numpy.random.RandomState(8)
same = []
for n, m, seed, binary in ((40, 3, 1, True), (60, 5, 20240229, False), (24, 2, 7, True), (50, 2, 4294967295, False)):
    groups = rng.randint(0, m, n)
    values = (rng.random_sample(n) < 0.6).astype(float) if binary else numpy.round(rng.normal(size=n), 3)
    observed, null_mean, upper, p = drawn(values, groups, seed, 200)
    same.append({"values": values.tolist(), "groups": groups.tolist(), "seed": seed, "draws": 200, "observed": float(observed), "nullMean": null_mean,
                 "nullUpper": upper, "p": p})
full = []
for groups in ([0] * 5 + [1] * 5, [0] * 3 + [1] * 3 + [2] * 3, [0] * 2 + [1] * 6):
    groups = numpy.array(groups)
    for binary in (True, False):
        values = (rng.random_sample(len(groups)) < 0.5).astype(float) if binary else numpy.round(rng.normal(size=len(groups)) + 0.7 * groups, 2)
        p, null_mean, count = exact(values, groups)
        full.append({"values": values.tolist(), "groups": groups.tolist(), "p": p, "nullMean": null_mean, "assignments": count})
document = {"generator": "clinical-gaps.py", "versions": {"python": platform.python_version(), "numpy": numpy.__version__}, "same": same, "exact": full}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(document).replace('}, {', '},\n{') + "\n")
