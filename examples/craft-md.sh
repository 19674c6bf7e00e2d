#!/bin/sh
# CRAFT-MD: two recorded models, 2,004 cases x 5 repeats x 4 protocols, with the verdicts of a recorded grader.
# usage: examples/craft-md.sh <data> <folder>
#   <data>    holds gpt4_1106.jsonl.gz, gpt3_1106.jsonl.gz and usmle_and_derm_dataset.csv.gz
#   <folder>  becomes the workspace; it must not exist
set -eu

if [ $# -ne 2 ]; then
  sed -n '2,5s/^# //p' "$0" >&2
  exit 2
fi
here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd -P)
preceptor() {
  if [ -n "${PRECEPTOR:-}" ]; then "$PRECEPTOR" "$@"; else node "$here/../dist/cli/main.js" "$@"; fi
}
data=$(CDPATH='' cd -- "$1" && pwd)
mkdir -- "$2"
cd -- "$2"
cp -R "$here/craft-md/." .

# The three imports do not need one another.
preceptor import cases --map builtin:craft-md-cases --lookup "table=$data/usmle_and_derm_dataset.csv.gz" "$data/gpt4_1106.jsonl.gz" & cases=$!
preceptor import responses --map builtin:craft-md-responses "$data/gpt4_1106.jsonl.gz" "$data/gpt3_1106.jsonl.gz" & responses=$!
preceptor import verdicts --map builtin:craft-md-verdicts "$data/gpt4_1106.jsonl.gz" "$data/gpt3_1106.jsonl.gz" & verdicts=$!
for import in $cases $responses $verdicts; do wait "$import"; done

preceptor run craft-md --model replay:gpt4_1106 --baseline replay:gpt3_1106 --concurrency 32

# Trials judged right / trials graded: a verdict that the grader did not give is left out, never wrong.
cat reports/*/report.json | node --input-type=module -e '
  import { readFileSync } from "node:fs";
  const { results } = JSON.parse(readFileSync(0, "utf8"));
  const protocols = ["vignette", "multiturn", "singleturn", "summarized"];
  const row = (...cells) => console.log(cells.map((cell) => cell.padEnd(16)).join("").trimEnd());
  row("right / graded", ...protocols);
  for (const model of [...new Set(results.map((r) => r.model))])
    row(model, ...protocols.map((protocol) => {
      const { met, coverage } = results.find((r) =>
        r.model === model && r.protocol === `craft-${protocol}` && r.missing === "complete" && r.stratum === null);
      return `${met} / ${coverage.graded}`;
    }));
'
