"""The Python twin of speed.mjs: for each line read, runs that reference once and answers its seconds and result.

The first answer names every reference: of each kind the fastest variant (type of the indices, rows a batch) is searched
for once, before anything is compared.
"""

import json
import platform
import sys
import time

import numpy
import scipy
import scipy.stats

N = 2000
B = 10_000
BATCHES = (5, 10, 25, 50, 100, 250, 1000, B)
MAIN = numpy.random.RandomState(1)
VALUES = MAIN.random_sample(N) ** 2
ROWS = MAIN.random_sample(5 * N)
CLUSTERS = numpy.repeat(numpy.arange(N), 5)
DIFFERENCES = MAIN.random_sample(N) - 0.49
SCORES = numpy.floor(MAIN.random_sample(100_000) * 5000) / 5000
OUTCOMES = (MAIN.random_sample(100_000) < 0.3 + 0.4 * SCORES).astype(float)
RATINGS = numpy.floor(numpy.clip(MAIN.random_sample((2000, 1)) * 5 + MAIN.random_sample((2000, 10)) * 2 - 1, 0, 4.999))
GIVEN = MAIN.random_sample((2000, 10)) < 0.9


def batches(size):
    return [(first, min(size, B - first)) for first in range(0, B, size)]


def bca(replicates, value, jackknife, level=0.95):
    below = (numpy.count_nonzero(replicates < value) + numpy.count_nonzero(replicates == value) / 2) / len(replicates)
    z0 = scipy.special.ndtri(below)
    deviations = jackknife.mean() - jackknife
    acceleration = (deviations**3).sum() / (6 * (deviations**2).sum() ** 1.5)
    z = z0 + scipy.special.ndtri(numpy.array([(1 - level) / 2, (1 + level) / 2]))
    return numpy.quantile(replicates, scipy.special.ndtr(z0 + z / (1 - acceleration * z)))


def bca_scipy(batch):
    found = scipy.stats.bootstrap(
        (VALUES,), numpy.mean, n_resamples=B, method="BCa", vectorized=True, batch=batch, axis=-1,
        random_state=numpy.random.default_rng(1),
    )
    return float(found.standard_error)


def bca_numpy(dtype, how, size):
    rng = numpy.random.default_rng(1)
    replicates = numpy.empty(B)
    for first, rows in batches(size):
        index = rng.integers(0, N, (rows, N), dtype=dtype)
        replicates[first : first + rows] = (VALUES[index] if how == "[]" else VALUES.take(index)).mean(axis=1)
    bca(replicates, VALUES.mean(), (VALUES.sum() - VALUES) / (N - 1))
    return float(replicates.std(ddof=1))


def clusters_numpy(dtype, how, size):
    rng = numpy.random.default_rng(1)
    totals = numpy.bincount(CLUSTERS, ROWS)
    sizes = numpy.bincount(CLUSTERS).astype(float)
    both = totals + 1j * sizes
    replicates = numpy.empty(B)
    for first, rows in batches(size):
        index = rng.integers(0, N, (rows, N), dtype=dtype)
        if how == "complex":
            sums = both[index].sum(axis=1)
            replicates[first : first + rows] = sums.real / sums.imag
        else:
            replicates[first : first + rows] = totals[index].sum(axis=1) / sizes[index].sum(axis=1)
    numpy.quantile(replicates, [0.025, 0.975])
    return float(replicates.std(ddof=1))


def flips_numpy(dtype, how, size):
    rng = numpy.random.default_rng(1)
    values = DIFFERENCES.astype(dtype)
    observed = values.sum()
    at_least = 0
    for _, rows in batches(size):
        if how == "bits":
            bits = numpy.unpackbits(numpy.frombuffer(rng.bytes(rows * N // 8), dtype=numpy.uint8)).reshape(rows, N)
        else:
            bits = rng.integers(0, 2, (rows, N), dtype=numpy.uint8)
        # The sum with signs is the sum less twice what is flipped.
        at_least += numpy.count_nonzero(bits.astype(dtype) @ values <= 0)
    return (1 + at_least) / (1 + B), float(observed)


def delong_numpy():
    positive, negative = SCORES[OUTCOMES == 1], SCORES[OUTCOMES == 0]
    m, n = len(positive), len(negative)
    ranks = scipy.stats.rankdata(numpy.concatenate([positive, negative]))
    above = (ranks[:m] - scipy.stats.rankdata(positive)) / n
    below = 1 - (ranks[m:] - scipy.stats.rankdata(negative)) / m
    return float(above.mean()), float(numpy.sqrt(above.var(ddof=1) / m + below.var(ddof=1) / n))


def alpha_numpy():
    """The coincidence matrix from the counts of each unit; interval distance."""
    counts = numpy.stack([((RATINGS == v) & GIVEN).sum(axis=1) for v in range(5)], axis=1).astype(float)
    counts = counts[counts.sum(axis=1) >= 2]
    shares = counts / (counts.sum(axis=1, keepdims=True) - 1)
    coincidences = counts.T @ shares - numpy.diag(shares.sum(axis=0))
    totals = coincidences.sum(axis=0)
    n = totals.sum()
    distance = (numpy.arange(5)[:, None] - numpy.arange(5)[None, :]) ** 2.0
    expected = (distance * numpy.outer(totals, totals)).sum() / (n - 1)
    return float(1 - (distance * coincidences).sum() / expected)


def seconds(call):
    started, worked = time.perf_counter(), time.process_time()
    result = call()
    return time.perf_counter() - started, time.process_time() - worked, result


def fastest(name, variants):
    """The least processor time of three runs each decides: others may be using the machine."""
    timed = [(min(seconds(call)[1] for _ in range(3)), label, call) for label, call in variants]
    _, label, call = min(timed, key=lambda entry: entry[0])
    return f"{name}, {label}", call


def grid(function, dtypes, hows, sizes=BATCHES):
    return [
        (f"{how}, {numpy.dtype(dtype).name}, {size} a batch", lambda d=dtype, h=how, s=size: function(d, h, s))
        for dtype in dtypes for how in hows for size in sizes
    ]


INDICES = (numpy.int64, numpy.int32, numpy.uint16)
references = {
    "bca-scipy": fastest("scipy.stats.bootstrap(method='BCa', vectorized=True)", [(f"batch={b}", lambda b=b: bca_scipy(b)) for b in BATCHES]),
    "bca-numpy": fastest("values indexed by Generator.integers", grid(bca_numpy, INDICES, ("[]", "take"))),
    "clusters-numpy": fastest("totals and sizes indexed by Generator.integers", grid(clusters_numpy, INDICES, ("two gathers", "complex"))),
    "flips-numpy": fastest("flips @ differences", grid(flips_numpy, (numpy.float64,), ("bits", "integers"))),
    # Half the precision: it cannot tell a tie within 1e-12, as the test does.
    "flips-numpy-single": fastest("flips @ differences", grid(flips_numpy, (numpy.float32,), ("bits", "integers"))),
    "delong-numpy": ("midranks of scipy.stats.rankdata", delong_numpy),
    "alpha-numpy": ("coincidences by matrix product", alpha_numpy),
}
names = {key: name for key, (name, _) in references.items()}
versions = f"Python {platform.python_version()}, NumPy {numpy.__version__}, SciPy {scipy.__version__}"
print(json.dumps({"names": names, "versions": versions}), flush=True)
for line in sys.stdin:
    wall, cpu, result = seconds(references[line.strip()][1])
    print(json.dumps({"wall": wall, "cpu": cpu, "result": result}), flush=True)
