"""Times `lprisk migrate` and Polars' join of the same two tapes in turn; ends with 1 when their counts differ.

    migrate.py --engine LPRISK --python VENV-PYTHON --rows N --rounds N --work FOLDER --results FILE.json

Standard library only, as bench.py, whose clock it uses. Compared are loans and balances of every way from bucket to
bucket of overdue days, of the vanished and of the new, to the fen.
"""

import argparse
import csv
import json
import statistics
import sys
from pathlib import Path

from bench import HERE, Bench, progress, read_through

MONTHS = 12
DAYS = ("--as-of-old", "2026-09-30", "--as-of", "2027-09-30")


def main():
    parser = argparse.ArgumentParser()
    for name in ("engine", "python", "work", "results"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    bench = Bench(options)
    tapes = [bench.work / name for name in ("migrate-old.csv", "migrate-new.csv")]
    for tape, months in zip(tapes, (0, MONTHS)):
        made = ["generate", "--rows", str(options.rows), "--seed", "1", "--months-later", str(months)]
        bench.timed([options.engine, *made, "--output", str(tape), "--force"])
    ours, theirs = bench.work / "migrate-lprisk.csv", bench.work / "migrate-polars.csv"
    names = [str(tape) for tape in tapes]
    contestants = {
        "LPRisk": [options.engine, "migrate", *names, *DAYS, "--quiet", "--format", "csv", "--output", str(ours)],
        "Polars streaming": [options.python, str(HERE / "migrate_polars.py"), *names, str(theirs)],
    }
    runs = {name: [] for name in contestants}
    for number in range(options.rounds + 1):
        for (name, command), output in zip(contestants.items(), (ours, theirs)):
            output.unlink(missing_ok=True)
            for tape in tapes:
                read_through(tape)
            run = bench.timed(command)
            if number > 0:
                runs[name].append(run)
            progress(f"round {number}/{options.rounds}: {name} {run['seconds']:.2f} s")
    cells = differing(ours, theirs)
    result = {
        "rows": [sum(1 for _ in open(tape, "rb")) - 1 for tape in tapes],
        "rounds": options.rounds,
        "contestants": {name: summary(of, runs["LPRisk"]) for name, of in runs.items()},
        "cells": cells["compared"],
        "agrees": not cells["differing"],
    }
    Path(options.results).write_text(json.dumps(result, indent=1) + "\n")
    for name, row in result["contestants"].items():
        print(
            f"{name:<18}{row['median_seconds']:8.3f} s{row['median_ratio_to_lprisk']:8.2f} of LPRisk's"
            f"{row['median_process_seconds']:8.3f} s process{row['peak_mebibytes']:8.0f} MiB"
        )
    print(f"{cells['compared']} cells, {len(cells['differing'])} differ: {cells['differing'][:5]}")
    sys.exit(1 if cells["differing"] else 0)


def summary(runs, ours):
    return {
        "median_seconds": statistics.median(run["seconds"] for run in runs),
        "seconds": [run["seconds"] for run in runs],
        "median_process_seconds": statistics.median(run["process_seconds"] for run in runs),
        "median_ratio_to_lprisk": statistics.median(
            run["seconds"] / mine["seconds"] for run, mine in zip(runs, ours)
        ),
        "median_process_ratio_to_lprisk": statistics.median(
            run["process_seconds"] / mine["process_seconds"] for run, mine in zip(runs, ours)
        ),
        "peak_mebibytes": max(run["peak_mebibytes"] for run in runs),
    }


def differing(ours, theirs):
    """Ways whose loans or balance differ; both by (from, to)."""
    left, right = {}, {}
    with open(ours, newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["by"] == "days_past_due"]
    states = list(dict.fromkeys(row["from"] for row in rows if row["from"] != "new"))
    for row in rows:
        if row["count"] != "0":
            left[row["from"], row["to"]] = (int(row["count"]), int(row["balance"].replace(".", "")))
    with open(theirs, newline="") as file:
        for row in csv.DictReader(file):
            start = states[int(row["from"])] if row["from"] else "new"
            end = states[int(row["to"])] if row["to"] else "vanished"
            balance = row["opening"] if row["from"] else row["closing"]
            right[start, end] = (int(row["count"]), int(balance))
    ways = sorted(left.keys() | right.keys())
    return {"compared": len(ways), "differing": [way for way in ways if left.get(way) != right.get(way)]}


if __name__ == "__main__":
    main()
