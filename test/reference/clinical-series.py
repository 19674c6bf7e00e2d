"""Predictive values, net benefit, ranked lists, ordinal tables and early detection: scikit-learn, SciPy and naive loops.

The bootstraps draw floor(u G) from NumPy's RandomState(seed), replicate after replicate, as the single stream does.
"""

import json
import math
import pathlib
import platform

import numpy
import scipy
import scipy.stats
import sklearn
from sklearn.metrics import cohen_kappa_score, f1_score, ndcg_score

make = numpy.random.RandomState(29)


def predictive(tp, fp, fn, tn, prevalence, level):
    """PPV and NPV by Bayes' theorem, with the limits of Mercaldo's logit variance."""
    sens, spec = tp / (tp + fn), tn / (tn + fp)
    z = scipy.stats.norm.isf((1 - level) / 2)
    ppv = sens * prevalence / (sens * prevalence + (1 - spec) * (1 - prevalence))
    npv = spec * (1 - prevalence) / (spec * (1 - prevalence) + (1 - sens) * prevalence)
    v_ppv = (1 - sens) / sens / (tp + fn) + spec / (1 - spec) / (fp + tn)
    v_npv = sens / (1 - sens) / (tp + fn) + (1 - spec) / spec / (fp + tn)
    row = {"counts": [tp, fp, fn, tn], "prevalence": prevalence, "level": level}
    for name, value, variance in (("positive", ppv, v_ppv), ("negative", npv, v_npv)):
        limits = [scipy.special.expit(scipy.special.logit(value) + s * z * math.sqrt(variance)) for s in (-1, 1)]
        row[name] = [value, *limits]
    calls = [1] * (tp + fp) + [0] * (fn + tn)
    truths = [1] * tp + [0] * fp + [1] * fn + [0] * tn
    row["f1"] = f1_score(truths, calls)
    return row


def bootstrap(n, statistic, seed, replicates, level):
    rng = numpy.random.RandomState(seed)
    values = [statistic(numpy.floor(rng.random_sample(n) * n).astype(int)) for _ in range(replicates)]
    values = numpy.array([value for value in values if value is not None])
    return [*numpy.quantile(values, [(1 - level) / 2, (1 + level) / 2]), len(values)]


def net_benefit(scores, outcomes, threshold):
    n, benefit, everybody = len(scores), 0, 0
    tp = sum(1 for s, o in zip(scores, outcomes) if s >= threshold and o == 1)
    fp = sum(1 for s, o in zip(scores, outcomes) if s >= threshold and o == 0)
    odds = threshold / (1 - threshold)
    rate = sum(outcomes) / n
    benefit = tp / n - fp / n * odds
    everybody = rate - (1 - rate) * odds
    return benefit, everybody


def benefit_row(scores, outcomes, threshold, seed):
    value, everybody = net_benefit(scores, outcomes, threshold)

    def at(rows):
        return net_benefit([scores[r] for r in rows], [outcomes[r] for r in rows], threshold)

    n = len(scores)
    return {
        "scores": scores, "outcomes": outcomes, "threshold": threshold, "value": value, "treatAll": everybody,
        "seed": seed, "bootstrap": bootstrap(n, lambda rows: at(rows)[0], seed, 200, 0.95),
        "overTreatAll": bootstrap(n, lambda rows: at(rows)[0] - at(rows)[1], seed, 200, 0.95),
    }


def list_row(length, ranks, k):
    """Items of the list in order, then k fillers, then the absent keys: what is absent cannot stand in the first k."""
    absent = sum(1 for rank in ranks if rank is None)
    relevance = [0] * length + [0] * k + [1] * absent
    for rank in ranks:
        if rank is not None:
            relevance[rank - 1] = 1
    scores = list(range(len(relevance), 0, -1))
    top = relevance[:k]
    first = next((i + 1 for i, one in enumerate(relevance[:length]) if one == 1), None)
    return {
        "length": length, "ranks": ranks, "k": k, "hit": int(any(top)), "precision": sum(top) / k,
        "reciprocalRank": 0 if first is None else 1 / first, "ndcg": ndcg_score([relevance], [scores], k=k),
    }


def ordinal_row(n, levels, missing, seed):
    reference = make.randint(1, levels + 1, n)
    assigned = numpy.clip(reference + make.choice([-2, -1, 0, 0, 0, 1, 2], n), 1, levels)
    assigned = [None if make.random_sample() < missing else int(a) for a in assigned]
    reference = [int(r) for r in reference]
    matrix = [[0 if r == a else (3.5 * (a - r) ** 2 if a > r else 0.75 * (r - a)) for a in range(1, levels + 1)]
              for r in range(1, levels + 1)]
    silent = [10 / r for r in range(1, levels + 1)]
    tally = {}

    def count(name, at_risk, event):
        events = among = worst = everyone = 0
        for r, a in zip(reference, assigned):
            if not at_risk(r):
                continue
            everyone += 1
            worst += a is None or event(r, a)
            among += a is not None
            events += a is not None and event(r, a)
        tally[name] = [int(events), int(among), int(worst), everyone]

    count("under", lambda r: True, lambda r, a: a > r)
    count("over", lambda r: True, lambda r, a: a < r)
    count("criticalUnder", lambda r: r in (1, 2), lambda r, a: a >= 3)
    count("firstToSecond", lambda r: r == 1, lambda r, a: a == 2)
    pairs = [(r, a) for r, a in zip(reference, assigned) if a is not None]
    labels = list(range(1, levels + 1))

    def kappa(rows):
        return cohen_kappa_score([pairs[i][0] for i in rows], [pairs[i][1] for i in rows], weights="quadratic",
                                 labels=labels)

    costs = [silent[r - 1] if a is None else matrix[r - 1][a - 1] for r, a in zip(reference, assigned)]
    return {
        "levels": levels, "reference": reference, "assigned": assigned, **tally,
        "kappa": kappa(range(len(pairs))), "seed": seed,
        "kappaBootstrap": bootstrap(len(pairs), kappa, seed, 200, 0.9),
        "costs": matrix, "silent": silent, "cost": sum(costs) / n,
        "costBootstrap": bootstrap(n, lambda rows: numpy.mean([costs[i] for i in rows]), seed, 200, 0.9),
    }


def threshold_of(maxima, rate):
    """The smallest control maximum that at most the named share of controls reaches: every one is tried."""
    valid = [m for m in maxima if sum(1 for x in maxima if x >= m) / len(maxima) <= rate]
    return min(valid) if valid else None


def lead_of(times, values, event, tau):
    alarms = [t for t, v in zip(times, values) if t <= event and v >= tau]
    return event - min(alarms) if alarms else None


def detection_row(cases, controls, digits, rate, horizons, seed):
    def series(rise):
        n = make.randint(3, 9)
        times = numpy.sort(make.randint(0, 40, n) / 2)
        values = numpy.round(make.normal(0, 1, n) + rise * times / 20, digits)
        return [times.tolist(), values.tolist()]

    events = [series(2.5) for _ in range(cases)]
    event_times = [float(make.randint(24, 50) / 2) for _ in range(cases)]
    mimics = [series(0.0) for _ in range(controls)]

    def leads_of(chosen, tau):
        return [lead_of(*events[i], event_times[i], tau) for i in chosen]

    def summary(rows):
        maxima = [max(mimics[r - cases][1]) for r in rows if r >= cases]
        chosen = [r for r in rows if r < cases]
        tau = threshold_of(maxima, rate) if maxima else None
        if tau is None or not chosen:
            return None
        leads = leads_of(chosen, tau)
        return [float(numpy.median([0 if lead is None else lead for lead in leads]))] + [
            sum(1 for lead in leads if lead is not None and lead >= h) / len(leads) for h in horizons]

    everyone = list(range(cases + controls))
    tau = threshold_of([max(values) for _, values in mimics], rate)
    alarms = sum(1 for _, values in mimics if max(values) >= tau)
    whole = summary(everyone)

    def part(j):
        def of(rows):
            found = summary(list(rows))
            return None if found is None else found[j]
        return bootstrap(cases + controls, of, seed, 120, 0.9)

    return {
        "events": events, "eventTimes": event_times, "controls": mimics, "rate": rate, "horizons": horizons,
        "tau": tau, "alarms": alarms, "upper": scipy.stats.beta.isf(0.05, alarms + 1, controls - alarms),
        "leads": leads_of(range(cases), tau), "summary": whole, "seed": seed,
        "bootstraps": [part(j) for j in range(1 + len(horizons))],
    }


def episodes_row(n, threshold, refractory):
    times = numpy.sort(make.randint(0, 60, n) / 4).tolist()
    values = numpy.round(make.normal(0, 1, n), 1).tolist()
    starts = []
    for t, v in zip(times, values):
        if v >= threshold and all(t >= s + refractory for s in starts):
            starts.append(t)
    return {"times": times, "values": values, "threshold": threshold, "refractory": refractory, "starts": starts}


n = 60
risk = numpy.round(make.beta(1, 3, n), 2)
values = {
    "generator": "clinical-series.py",
    "versions": {"python": platform.python_version(), "numpy": numpy.__version__, "scipy": scipy.__version__,
                 "scikit-learn": sklearn.__version__},
    "predictive": [predictive(20, 5, 3, 30, 0.02, 0.95), predictive(1, 40, 7, 952, 0.3, 0.9),
                   predictive(815, 208, 115, 327, 0.85, 0.99)],
    "benefit": [benefit_row(risk.tolist(), (make.random_sample(n) < risk).astype(int).tolist(), t, 7)
                for t in (0.05, 0.2, 0.5)],
    "lists": [list_row(length, ranks, k) for length, ranks in (
        (10, [2, 5, None]), (3, [3]), (0, [None, None]), (7, [7, 1, 4, 6]), (12, [None, 11]), (2, [1, 2, None, None]),
    ) for k in (1, 3, 5, 10)],
    "ordinal": [ordinal_row(80, 5, 0.1, 3), ordinal_row(45, 3, 0.3, 4), ordinal_row(200, 6, 0.0, 5)],
    "detection": [detection_row(15, 100, 1, 0.05, [1, 6, 12], 5), detection_row(9, 60, 2, 0.1, [0, 3.5], 6),
                  detection_row(8, 25, 0, 0.2, [2], 9)],
    "episodes": [episodes_row(30, 0.3, 2), episodes_row(50, -0.5, 0), episodes_row(80, 0.0, 0.75)],
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(values, default=float) + "\n")
