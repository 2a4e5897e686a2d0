"""Polars' part of a migration: both tapes scanned, joined by loan, grouped by bucket of overdue days.

    migrate_polars.py OLD NEW OUTPUT

Loans of one tape alone are in the join. Balances are whole fen, so that their sums are exact. Prints the seconds, its
imports left out.
"""

import json
import sys
import time

import polars as pl
from polars import col, when

# Last days of the buckets; those of the built-in policy.
LAST_DAYS = (0, 30, 60, 90, 180, 270, 360)


def bucket(name):
    days = col("days_past_due")
    chain = when(days <= LAST_DAYS[0]).then(pl.lit(0, pl.UInt8))
    for index, last in enumerate(LAST_DAYS[1:], 1):
        chain = chain.when(days <= last).then(pl.lit(index, pl.UInt8))
    return chain.otherwise(pl.lit(len(LAST_DAYS), pl.UInt8)).alias(name)


def frame(tape, state, balance):
    dtypes = {"loan_id": pl.String, "balance": pl.Float64, "days_past_due": pl.Int32}
    fen = (col("balance") * 100).round().cast(pl.Int64)
    return pl.scan_csv(tape, schema_overrides=dtypes).select("loan_id", bucket(state), fen.alias(balance))


def main(old, new, output):
    start = time.perf_counter()
    joined = frame(old, "from", "opening").join(frame(new, "to", "closing"), on="loan_id", how="full")
    sums = joined.group_by("from", "to").agg(pl.len().alias("count"), col("opening").sum(), col("closing").sum())
    sums.sort("from", "to").sink_csv(output, engine="streaming")
    json.dump({"seconds": time.perf_counter() - start}, sys.stdout)
    print()


if __name__ == "__main__":
    main(*sys.argv[1:])
