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

mkdir -p work
[ -x work/venv/bin/python ] || python3 -m venv work/venv
work/venv/bin/pip install --quiet --disable-pip-version-check --requirement requirements.txt
python=$PWD/work/venv/bin/python

"$LPRISK" generate --rows "$ROWS" --seed 1 --output work/tape.csv --force --quiet
rescore() { "$LPRISK" rescore work/tape.csv --as-of "$AS_OF" --force --quiet "$@"; }
rescore --output work/lprisk.csv --summary work/lprisk.csv.summary.json
rescore --output work/irb.csv --set capital.approach=irb
"$python" prepare.py work/tape.csv work/lprisk.csv work/peers.csv

# shellcheck disable=SC2086  # MEMORY_ROWS is a list
python3 bench.py --engine "$LPRISK" --python "$python" --as-of "$AS_OF" --rows "$ROWS" --rounds "$ROUNDS" \
  --tape work/tape.csv --peers-tape work/peers.csv --work work --results work/times.json --memory-rows $MEMORY_ROWS
agreed=0
"$python" agree.py work/tape.csv work/lprisk.csv work/irb.csv work/lprisk.csv.summary.json work/agreement.json \
  "Polars streaming=work/polars_streaming-ten.csv" "Polars + NumPy/SciPy=work/polars_numpy-ten.csv" \
  "DuckDB=work/duckdb_peer-ten.csv" "pandas=work/pandas_peer-ten.csv" || agreed=1
"$python" report.py --engine "$LPRISK" --results work/times.json --agreement work/agreement.json \
  --json "$OUTPUT/results.json" --markdown "$OUTPUT/results.md"
echo "written: $OUTPUT/results.md, $OUTPUT/results.json"
exit $agreed
