#!/bin/sh
# Regenerates every reference file. Needs Debian's r-base-core, r-cran-clubsandwich, r-cran-coin, r-cran-epir,
# r-cran-exactranktests, r-cran-jsonlite, r-cran-metafor, r-cran-proc, r-cran-psych, r-cran-pwr, r-cran-sandwich, r-cran-vcd,
# python3-mpmath, python3-scipy, python3-sklearn and python3-statsmodels; the tests themselves need none of them. PYTHON chooses
# the interpreter (Debian's: /usr/bin/python3).
set -eu
cd "$(dirname "$0")"
PYTHON="${PYTHON:-python3}"
for script in *.py; do
  "$PYTHON" "$script"
done
for script in *.R; do
  [ "$script" = write-reference.R ] || Rscript --vanilla "$script"
done
