#!/bin/sh
# Sets up pinned rivals in a virtual environment, runs them and LPRisk in turn on one tape, checks that they agree,
# and writes results.md and results.json.
#
#   ROWS         loans on the tape (1000000)
#   ROUNDS       timed rounds after the warm-up (7)
#   MEMORY_ROWS  tapes whose peak memory is taken ("1000000 10000000"; empty: none). Ten million need 6 GB of disk
#   LPRISK       the engine (the release build of this checkout)
#   AS_OF        the day of the rescore (2026-09-30)
#   OUTPUT       folder of results.md and results.json (this one)
set -eu
cd "$(dirname "$0")"
ROWS=${ROWS:-1000000}
ROUNDS=${ROUNDS:-7}
MEMORY_ROWS=${MEMORY_ROWS-1000000 10000000}
AS_OF=${AS_OF:-2026-09-30}
LPRISK=$(realpath "${LPRISK:-../../.build/release/lprisk}")
OUTPUT=${OUTPUT:-.}
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE OPENBLAS_NUM_THREADS
[ -x "$LPRISK" ] || { echo "$LPRISK is missing: run swift build -c release" >&2; exit 66; }

mkdir -p scratch
[ -x scratch/venv/bin/python ] || python3 -m venv scratch/venv
scratch/venv/bin/pip install --quiet --disable-pip-version-check --requirement requirements.txt
python=$PWD/scratch/venv/bin/python

"$LPRISK" generate --rows "$ROWS" --seed 1 --output scratch/tape.csv --force --quiet
rescore() { "$LPRISK" rescore scratch/tape.csv --as-of "$AS_OF" --force --quiet "$@"; }
rescore --output scratch/lprisk.csv --summary scratch/lprisk.csv.summary.json
# The rivals take the bank's own loss given default at 2.5 years, loan by loan and without floors.
floors=capital.irb.supervisory_lgd.floors
# shellcheck disable=SC2046  # a list of options
rescore --output scratch/irb.csv --set capital.approach=irb --set capital.irb.variant=advanced \
  --set capital.irb.maturity_low=2.5 --set capital.irb.maturity_high=2.5 --set capital.debtor_default=off \
  --set $floors.company=0 --set $floors.retail=0 \
  $(for type in receivable housing commercial land equipment other; do echo "--set $floors.secured.$type=0"; done)
"$python" prepare.py scratch/tape.csv scratch/lprisk.csv scratch/peers.csv

# shellcheck disable=SC2086  # MEMORY_ROWS is a list
python3 bench.py --engine "$LPRISK" --python "$python" --as-of "$AS_OF" --rows "$ROWS" --rounds "$ROUNDS" \
  --tape scratch/tape.csv --peers-tape scratch/peers.csv --work scratch --results scratch/times.json --memory-rows $MEMORY_ROWS
agreed=0
"$python" agree.py scratch/tape.csv scratch/lprisk.csv scratch/irb.csv scratch/lprisk.csv.summary.json scratch/agreement.json \
  "Polars streaming=scratch/polars_streaming-ten.csv" "Polars + NumPy/SciPy=scratch/polars_numpy-ten.csv" \
  "DuckDB=scratch/duckdb_peer-ten.csv" "pandas=scratch/pandas_peer-ten.csv" || agreed=1
python3 migrate.py --engine "$LPRISK" --python "$python" --rows "$ROWS" --rounds "$ROUNDS" --work scratch \
  --results scratch/migrate.json || agreed=1
"$python" report.py --engine "$LPRISK" --results scratch/times.json --agreement scratch/agreement.json \
  --migrate scratch/migrate.json --json "$OUTPUT/results.json" --markdown "$OUTPUT/results.md"
echo "written: $OUTPUT/results.md, $OUTPUT/results.json"
exit $agreed
