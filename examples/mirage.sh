#!/bin/sh
# MIRAGE: four recorded systems on 2,862 multiple-choice questions, from the published files to a dossier.
# usage: examples/mirage.sh <data> <folder>
#   <data>    holds medqa-us-test.jsonl, mmlu/*_test.csv, pubmedqa-test.json and predictions.jsonl.gz
#   <folder>  becomes the workspace; it must not exist
# Exits with what `preceptor gate` exits with.
set -eu

if [ $# -ne 2 ]; then
  sed -n '2,6s/^# //p' "$0" >&2
  exit 2
fi
here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd -P)
preceptor() {
  if [ -n "${PRECEPTOR:-}" ]; then "$PRECEPTOR" "$@"; else node "$here/../dist/cli/main.js" "$@"; fi
}
data=$(CDPATH='' cd -- "$1" && pwd)
mkdir -- "$2"
cd -- "$2"
cp -R "$here/mirage/." .

# The four imports do not need one another.
preceptor import cases --map builtin:medqa "$data/medqa-us-test.jsonl" & medqa=$!
preceptor import cases --map builtin:mmlu "$data"/mmlu/*_test.csv & mmlu=$!
preceptor import cases --map builtin:pubmedqa "$data/pubmedqa-test.json" & pubmedqa=$!
preceptor import responses --map builtin:mirage-predictions "$data/predictions.jsonl.gz" & predictions=$!
for import in $medqa $mmlu $pubmedqa $predictions; do wait "$import"; done

decision=0
preceptor run mirage --policy mirage --gate --baseline replay:gpt-4-32k-cot --model replay:gpt-4-32k-medrag --model replay:gpt-35-turbo-16k-cot --model replay:gpt-35-turbo-16k-medrag || decision=$?
case $decision in 0 | 1 | 3 | 4) ;; *) exit "$decision" ;; esac

# Accuracy by question set and reading rule, an answer that is missing counted as wrong.
cat reports/*/report.json | node --input-type=module -e '
  import { readFileSync } from "node:fs";
  const { results } = JSON.parse(readFileSync(0, "utf8"));
  const origins = ["mmlu", "medqa", "pubmedqa"];
  const row = (...cells) => console.log(cells.map((cell, i) => cell.padEnd(i === 0 ? 26 : 10)).join("").trimEnd());
  row("accuracy", "reading", ...origins);
  for (const reading of ["lenient", "strict"])
    for (const model of [...new Set(results.map((r) => r.model))])
      row(model, reading, ...origins.map((origin) => results.find((r) =>
        r.model === model && r.reading === reading && r.missing === "ite" && r.stratum?.value === origin).estimate.value.toFixed(4)));
'
exit "$decision"
