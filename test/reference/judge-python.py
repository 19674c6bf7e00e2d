"""Prediction-powered means, HealthBench's meta-evaluation, length-controlled win rates and CUSUM charts, written out in NumPy."""

import json
import pathlib
import platform
import statistics

import numpy
import scipy
import scipy.stats
import sklearn
import sklearn.metrics

make = numpy.random.RandomState(4)
Z = {level: float(scipy.stats.norm.isf((1 - level) / 2)) for level in (0.9, 0.95)}


def ppi(human, judge, unlabelled, weight):
    """The rectified mean through the two-sample form mean(H) - lambda (mean(J labelled) - mean(J unlabelled))."""
    n, rest = len(human), len(unlabelled)
    if weight is None:
        joint = numpy.cov(human, judge)
        weight = joint[0, 1] / ((1 + n / rest) * numpy.var(numpy.concatenate([judge, unlabelled]), ddof=1))
        weight = float(numpy.clip(weight, 0, 1))
    value = numpy.mean(human) - weight * (numpy.mean(judge) - numpy.mean(unlabelled))
    joint = numpy.cov(human, judge)
    # var(H - lambda J) expanded.
    rectified = joint[0, 0] - 2 * weight * joint[0, 1] + weight**2 * joint[1, 1]
    return weight, float(value), float(numpy.sqrt(weight**2 * numpy.var(unlabelled, ddof=1) / rest + rectified / n))


def averages(values, clusters):
    return numpy.asarray([values[clusters == c].mean() for c in dict.fromkeys(clusters.tolist())])


means = []
for n, rest, kind in ((100, 900, "binary"), (40, 60, "score"), (150, 400, "difference"), (30, 200, "useless"), (60, 80, "opposed")):
    truth = make.random_sample(n + rest)
    if kind == "binary":
        human = (truth < 0.8).astype(float)
        judge = numpy.where(make.random_sample(n + rest) < 0.88, human, 1 - human)
    elif kind == "difference":
        human = make.randint(-1, 2, n + rest).astype(float)
        judge = numpy.where(make.random_sample(n + rest) < 0.6, human, make.randint(-1, 2, n + rest))
    else:
        human = numpy.round(truth * 4, 2)
        noise = make.normal(0, 0.5, n + rest)
        judge = numpy.round({"score": human + noise, "useless": noise, "opposed": noise - human}[kind], 2)
    clusters = make.randint(0, max(4, n // 3), n).tolist()
    others = (1000 + make.randint(0, max(4, rest // 4), rest)).tolist()
    row = {"human": human[:n].tolist(), "judge": judge[:n].tolist(), "unlabelled": judge[n:].tolist(), "clusters": clusters, "others": others}
    row["tuned"], row["plain"] = ppi(human[:n], judge[:n], judge[n:], None), ppi(human[:n], judge[:n], judge[n:], 1.0)
    c, o = numpy.asarray(clusters), numpy.asarray(others)
    row["clustered"] = ppi(averages(human[:n], c), averages(judge[:n], c), averages(judge[n:], o), None)
    means.append(row)

meta = []
for n, share, agree in ((120, 0.3, 0.8), (60, 0.95, 0.9), (25, 0.5, 0.4)):
    person = (make.random_sample(n) < share).astype(int)
    grader = numpy.where(make.random_sample(n) < agree, person, 1 - person)
    items = numpy.sort(make.randint(0, n // 3, n))
    scores = sklearn.metrics.precision_recall_fscore_support(person, grader, labels=[1, 0])
    labels = list(dict.fromkeys(items.tolist()))
    rng = numpy.random.RandomState(9)
    found = []
    for _ in range(300):
        drawn = numpy.floor(rng.random_sample(len(labels)) * len(labels)).astype(int)
        pairs = numpy.concatenate([numpy.flatnonzero(items == labels[i]) for i in drawn])
        p, g = person[pairs], grader[pairs]
        if 0 < p.sum() < len(p) and 0 < g.sum() < len(g):
            found.append(sklearn.metrics.f1_score(p, g, average="macro", labels=[0, 1]))
    meta.append({
        "grader": grader.tolist(), "person": person.tolist(), "items": items.tolist(), "precision": scores[0].tolist(),
        "recall": scores[1].tolist(), "f1": scores[2].tolist(), "undefined": 300 - len(found), "replicates": 300, "seed": 9,
        "limits": numpy.quantile(found, [0.025, 0.975]).tolist(),
    })

persons = [(0.6, 80), (0.7, 51), (0.7, 50), (0.71, 300), (0.55, 52), (0.8, 10), (0.68, 90)]
percentiles = []
for judge in (0.7, 0.5, 0.68, 0.9):
    kept = [v for v, n in persons if n > 50]
    percentiles.append({"judge": judge, "value": scipy.stats.percentileofscore(kept, judge, kind="mean") / 100})

wins = []
for prompts, answers, ratio in ((12, 4, 0.1), (30, 3, 0.1), (20, 5, 0.3)):
    sides = []
    for _ in range(2):
        ids = numpy.repeat(numpy.arange(prompts), answers)
        sides.append((ids, make.randint(0, 6, len(ids)) / 5, make.randint(200, 320, len(ids)).astype(float)))
    shares, pairs, ties, empty = [], 0, 0, 0
    for prompt in range(prompts):
        won = lost = 0
        for sa, la in zip(sides[0][1][sides[0][0] == prompt], sides[0][2][sides[0][0] == prompt]):
            for sb, lb in zip(sides[1][1][sides[1][0] == prompt], sides[1][2][sides[1][0] == prompt]):
                if abs(la - lb) / ((la + lb) / 2) <= ratio:
                    won, lost, ties = won + (sa > sb), lost + (sa < sb), ties + (sa == sb)
        pairs += won + lost
        if won + lost == 0:
            empty += 1
        else:
            shares.append(won / (won + lost))
    se, quantile = statistics.stdev(shares) / len(shares) ** 0.5, float(scipy.stats.t.isf(0.025, len(shares) - 1))
    value = statistics.fmean(shares)
    wins.append({
        "ratio": ratio, "sides": [[s.tolist() for s in side] for side in sides], "value": value, "prompts": len(shares), "empty": empty,
        "pairs": int(pairs), "ties": int(ties), "limits": [max(0, value - quantile * se), min(1, value + quantile * se)],
    })

charts = []
for shift, slack, limit in ((0.0, 0.5, 5.0), (0.03, 0.5, 5.0), (-0.05, 0.25, 4.0)):
    values = 0.7 + make.normal(0, 0.02, 40)
    values[15:] += shift
    steps = (values - 0.7) / 0.02
    # Through the running minimum of the partial sums, not the recursion.
    lenient, strict = [], []
    for sign, sums in ((1, lenient), (-1, strict)):
        path = numpy.concatenate([[0], numpy.cumsum(sign * steps - slack)])
        sums.extend((path - numpy.minimum.accumulate(path))[1:].tolist())
    signal = [t for t in range(40) if lenient[t] > limit or strict[t] > limit]
    charts.append({"means": values.tolist(), "slack": slack, "limit": limit, "lenient": lenient, "strict": strict, "run": signal[0] if signal else -1})

values = {
    "generator": "judge-python.py",
    "versions": {"python": platform.python_version(), "numpy": numpy.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__},
    "z": Z[0.95], "means": means, "meta": meta, "persons": persons, "percentiles": percentiles, "wins": wins, "charts": charts,
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(values) + "\n")
