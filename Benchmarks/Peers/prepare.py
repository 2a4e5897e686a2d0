"""Writes the peers' copy of the tape: `score`, from LPRisk's own output, in the place of a column that no rival reads.

A generated tape carries a model's features and no score, and the rivals have no scorecard. origination_date is
replaced because a score with six decimals is as wide as a date: the copy is as large as the tape to within 1 %.
"""

import sys

import polars as pl

REPLACED = "origination_date"
SCORE_DECIMALS = 6


def main(tape, output, copy):
    scores = pl.read_csv(output, columns=["loan_id", "score"], schema_overrides={"loan_id": pl.String})
    loans = pl.read_csv(tape, infer_schema=False)
    if not (loans["loan_id"] == scores["loan_id"]).all():
        sys.exit(f"{output} and {tape} hold different loans, or in another order")
    if scores["score"].null_count():
        sys.exit(f"{output} has loans without a score")
    text = scores["score"].round(SCORE_DECIMALS).cast(pl.String)
    loans.with_columns(text.alias(REPLACED)).rename({REPLACED: "score"}).write_csv(copy)


if __name__ == "__main__":
    main(*sys.argv[1:])
