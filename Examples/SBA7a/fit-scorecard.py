#!/usr/bin/env python3
"""Fits the SBA 7(a) scorecard on sample.csv.gz and writes model.json.

    LPRISK_REAL_DATA=FOLDER python3 fit-scorecard.py [--vintages] [--output FILE] [--check]

With `--vintages` the card is fitted on loans approved up to FY2004 only and goes to vintages/model.json: the
years after it are unseen, and README.md sets them beside it. Needs numpy and nothing else. The same data give
the same bytes. `--check` writes nothing and fails when the committed file is not what the data give. The fit
itself is Scripts/scorecard.py.
"""

import argparse
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "Scripts"))

from scorecard import UNBOUNDED, Design, approved_within, finish, fit, loss_share, read, report  # noqa: E402

PRODUCT_MONTHS = 84
# Before FY1989 the data hold too many charged-off loans (the data's README).
FITTED_YEARS = (1989, 2004)
LATER_YEARS = (2005, 2009)

# What the lender knew on the day of approval, and nothing else. Left out on purpose:
#   term_months, status, chargeoff_*, balance   known or changed later (the data's README)
#   bank, bank_state                            the servicer of 2014, not the lender of the day
#   approval_fy and the dates                   a year's level says nothing about the next year, and of the
#                                               late years only the loans that closed early are in the data
#   city, zip                                   thousands of values
# `state` is left to the reporting by region; it would add 0.003 to the AUC.
NUMERIC = {
    "naics": [
        110000, 230000, 310000, 420000, 440000, 480000, 510000, 520000, 530000, 540000, 560000, 620000,
        710000, 720000, 722000, 810000, UNBOUNDED,
    ],
    "employees": [2, 3, 4, 6, 9, 13, 20, 40, UNBOUNDED],
    "jobs_created": [1, 2, 4, 8, UNBOUNDED],
    "jobs_retained": [1, 2, 4, 7, 12, UNBOUNDED],
    "franchise_code": [2, UNBOUNDED],
    "approved": [15001, 25001, 35001, 50001, 75001, 100001, 150001, 250001, 400001, 750001, UNBOUNDED],
    "sba_guaranteed": [7501, 12501, 25001, 42501, 85001, 150001, 300001, 600001, UNBOUNDED],
}
CATEGORICAL = {
    "new_exist": [["1"], ["2"]],
    "urban_rural": [["0"], ["1"], ["2"]],
    "low_doc": [["N"], ["Y"]],
    "rev_line_cr": [["N"], ["Y"]],
}
# The mirror that `sample` comes from kept only Y and N here (the data's README): an empty cell tells how the
# copy was made and nothing about the loan, so it counts as no evidence.
NO_EVIDENCE_WHEN_MISSING = {"rev_line_cr"}


def main():
    options = arguments()
    folder = real_data()
    sample = read(folder / "sample.csv.gz")
    design = Design(
        "sba7a-fy2004" if options.vintages else "sba7a", PRODUCT_MONTHS, NUMERIC, CATEGORICAL,
        NO_EVIDENCE_WHEN_MISSING,
    )
    if options.vintages:
        fitted, later = approved_within(sample, *FITTED_YEARS), approved_within(sample, *LATER_YEARS)
        tapes = [(f"FY{FITTED_YEARS[0]}-FY{FITTED_YEARS[1]}", fitted), (f"FY{LATER_YEARS[0]} on", later)]
    else:
        block = [row for row in read(folder / "block.csv.gz") if row["status"]]
        fitted = without_overlap(sample, block)
        tapes = [("sample", fitted), ("block", block)]
    model = fit(design, fitted)
    report(model, PRODUCT_MONTHS, tapes)
    count, share = loss_share(fitted, "disbursed")
    # What the policy takes for the loss given default.
    print(f"charged-off principal of the {count} charged-off loans: {share:.1%} of what was disbursed")
    output = options.output or HERE / ("vintages/model.json" if options.vintages else "model.json")
    finish(model, output, options.check, Path(__file__).name)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--vintages", action="store_true", help="approvals up to FY2004, to vintages/model.json")
    parser.add_argument("--output", type=Path)
    parser.add_argument("--check", action="store_true")
    return parser.parse_args()


def real_data():
    folder = os.environ.get("LPRISK_REAL_DATA")
    if not folder:
        sys.exit("LPRISK_REAL_DATA names no folder: it must hold sba7a/sample.csv.gz and sba7a/block.csv.gz")
    return Path(folder) / "sba7a"


def without_overlap(sample, block):
    """The sample without loans and borrowers of the block: the block stays unseen."""
    loans = {row["loan_id"] for row in block}
    borrowers = {row["borrower_key"] for row in block}
    return [row for row in sample if row["loan_id"] not in loans and row["borrower_key"] not in borrowers]


if __name__ == "__main__":
    main()
