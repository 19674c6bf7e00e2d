#!/bin/sh
# Regenerates every reference file. Needs Debian's r-base-core, r-cran-clubsandwich, r-cran-jsonlite, python3-scipy and
# python3-mpmath; the tests themselves need none of them. PYTHON chooses the interpreter (Debian's: /usr/bin/python3).
set -eu
cd "$(dirname "$0")"
PYTHON="${PYTHON:-python3}"
"$PYTHON" special-functions.py
"$PYTHON" sign-flip-drawn.py
for script in special-functions-r proportions cluster-mean paired sign-flip planning summaries; do
  Rscript --vanilla "$script.R"
done
