"""The fewest guards that protect a table with its totals, by trying every set of guards against every table a reader may think of."""

import itertools
import json
import pathlib
import platform

import numpy


def with_totals(cells):
    below = numpy.concatenate([cells, cells.sum(axis=-2, keepdims=True)], axis=-2)
    return numpy.concatenate([below, below.sum(axis=-1, keepdims=True)], axis=-1)


def is_small(value, least, show_zeros):
    return value < least and not (value == 0 and show_zeros)


def fewest(cells, least, show_zeros, reach=2):
    """A reader knows which gaps are small and which are guards; tables up to `reach` away from the true one are thought of."""
    cells = numpy.array(cells)
    true = with_totals(cells).ravel()
    steps = numpy.array(list(itertools.product(range(-reach, reach + 1), repeat=cells.size))).reshape(-1, *cells.shape)
    tables = with_totals(cells + steps).reshape(len(steps), -1)
    moved = tables != true
    small = numpy.array([is_small(v, least, show_zeros) for v in true])
    as_small = (tables >= (1 if show_zeros else 0)) & (tables < least)
    free = [i for i in range(len(true)) if not small[i] and true[i] >= least]
    for size in range(len(free) + 1):
        for guards in itertools.combinations(free, size):
            guard = numpy.zeros(len(true), bool)
            guard[list(guards)] = True
            fits = numpy.where(small, as_small, numpy.where(guard, tables >= least, ~moved)).all(axis=1)
            if moved[fits][:, small | guard].any(axis=0).all():
                return size
    return None


rng = numpy.random.RandomState(21)
tables = []
for shape, count, reach in (((2, 2), 30, 2), ((2, 3), 20, 2), ((3, 2), 8, 2)):
    while count:
        least, show_zeros = (3, bool(rng.randint(2))) if rng.randint(2) else (10, bool(rng.randint(2)))
        cells = numpy.where(rng.random_sample(shape) < 0.3, rng.randint(0, least, shape), rng.randint(least, 5 * least, shape)).tolist()
        guards = fewest(cells, least, show_zeros, reach)
        if guards is None or not any(is_small(v, least, show_zeros) for row in cells for v in row):
            continue
        tables.append({"cells": cells, "least": least, "showZeros": show_zeros, "guards": guards})
        count -= 1
document = {"generator": "clinical-suppression.py", "versions": {"python": platform.python_version(), "numpy": numpy.__version__}, "tables": tables}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(document).replace('}, {', '},\n{') + "\n")
