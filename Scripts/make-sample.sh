#!/usr/bin/env bash
# Writes Examples/Sample/synthetic-sample-500.csv again; with --check compares instead and exits 1 on a difference.
set -euo pipefail
cd "$(dirname "$0")/.."

sample=Examples/Sample/synthetic-sample-500.csv
swift build -c release --product lprisk >&2
lprisk=$(swift build -c release --show-bin-path)/lprisk
if [[ ${1:-} == --check ]]; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  "$lprisk" generate --rows 500 --seed 2026 --output "$folder/sample.csv"
  cmp "$folder/sample.csv" "$sample"
  echo "make-sample: $sample is what the generator writes"
else
  "$lprisk" generate --rows 500 --seed 2026 --output "$sample"
fi
