#!/usr/bin/env python3
"""Fits the SBA 504 scorecard on the loans of loans.csv.gz approved up to FY2004 and writes model.json.

    LPRISK_REAL_DATA=FOLDER python3 fit-scorecard.py [--output FILE] [--check]

Needs numpy and nothing else. The same data give the same bytes. `--check` writes nothing and fails when the
committed file is not what the data give. The fit itself is Scripts/scorecard.py.
"""

import argparse
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "Scripts"))

from scorecard import UNBOUNDED, Design, approved_within, finish, fit, loss_share, read, report  # noqa: E402

# The contract's term of 94 % of the loans, and that of mapping.yaml.
PRODUCT_MONTHS = 240
FITTED_YEARS = (1990, 2004)
LATER_YEARS = (2005, 2009)
# Before FY2001 a third and more of the charge-offs have amount 0, of the later ones a tenth and less.
SEVERITY_YEARS = (2001, 2004)
# The sample is half as large as that of 7(a) and has a third of its losses.
PRIOR_LOANS = 200.0

# What the lender knew on the day of approval, and nothing else. Left out on purpose:
#   status, chargeoff_*         known later
#   approval_fy and the date    a year's level says nothing about the next year, and of the late years only the
#                               loans that closed early are in the data
#   subprogram                  says what delivery_method says
#   borrower's, lenders' and the project's places and names: thousands of values
# `term_months` is the contract's here (the data's README), unlike that of the 7(a) loans.
NUMERIC = {
    "term_months": [200, UNBOUNDED],
    "naics": [
        310000, 340000, 420000, 440000, 450000, 480000, 530000, 540000, 560000, 620000, 621300, 713000, 721000,
        722000, 810000, 812000, UNBOUNDED,
    ],
    "approved": [100001, 150001, 200001, 300001, 400001, 600001, 900001, UNBOUNDED],
    "third_party_dollars": [200001, 400001, 700001, 1200001, UNBOUNDED],
}
CATEGORICAL = {
    "delivery_method": [["504"], ["ALP"], ["PCLP"]],
    "business_type": [["CORPORATION"], ["INDIVIDUAL"], ["PARTNERSHIP"]],
}


def main():
    options = arguments()
    folder = os.environ.get("LPRISK_REAL_DATA")
    if not folder:
        sys.exit("LPRISK_REAL_DATA names no folder: it must hold sba504/loans.csv.gz")
    loans = read(Path(folder) / "sba504" / "loans.csv.gz")
    fitted = approved_within(loans, *FITTED_YEARS)
    design = Design("sba504-fy2004", PRODUCT_MONTHS, NUMERIC, CATEGORICAL, prior_loans=PRIOR_LOANS)
    model = fit(design, fitted)
    report(
        model, PRODUCT_MONTHS,
        [
            (f"FY{FITTED_YEARS[0]}-FY{FITTED_YEARS[1]}", fitted),
            (f"FY{LATER_YEARS[0]} on", approved_within(loans, *LATER_YEARS)),
        ],
    )
    # What the policy takes for the loss given default.
    for years in (FITTED_YEARS, SEVERITY_YEARS):
        count, share = loss_share(approved_within(loans, *years), "approved")
        print(
            f"charged-off principal of the {count} charged-off loans of FY{years[0]}-FY{years[1]}: "
            f"{share:.1%} of what was approved"
        )
    finish(model, options.output or HERE / "model.json", options.check, Path(__file__).name)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path)
    parser.add_argument("--check", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
