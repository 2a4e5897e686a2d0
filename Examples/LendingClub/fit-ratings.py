#!/usr/bin/env python3
"""Derives a twelve-month PD for each of LendingClub's grades and writes ratings.yaml.

    LPRISK_REAL_DATA=FOLDER python3 fit-ratings.py [--output FILE] [--check]

From transitions/lendingclub_grade_outcomes.csv: loans by tape, grade at issue and outcome (A-G still running, H late,
I charged off, J repaid). Standard library only; the same data give the same bytes.

The share of bad loans is (H + I) / (H + I + J) on tape 3a, loans of 2007-2011, of which 95 % are closed; on the later
tapes most loans still run, and among their closed ones early repayments and early losses are too many. A loan's
whole life becomes twelve months with a constant hazard over the 36 months of the usual product:
PD = 1 - (1 - share) ** (12 / 36).
"""

import argparse
import csv
import os
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
TAPE = "3a"
GRADES = "ABCDEFG"
LATE, CHARGED_OFF, REPAID = "H", "I", "J"
PRODUCT_MONTHS = 36
DECIMALS = 4


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=HERE / "ratings.yaml")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    loans = outcomes()
    probabilities = {grade: twelve_month_pd(bad_share(loans, grade)) for grade in GRADES}
    if sorted(probabilities.values()) != list(probabilities.values()):
        sys.exit(f"the PDs do not rise from grade to grade: {probabilities}")
    report(loans, probabilities)
    text = "\n".join(lines(probabilities)) + "\n"
    if options.check:
        if options.output.read_text(encoding="utf-8") != text:
            sys.exit(f"{options.output.name} is not what the data give: run {Path(__file__).name} again")
    else:
        options.output.write_text(text, encoding="utf-8")


def outcomes():
    folder = os.environ.get("LPRISK_REAL_DATA")
    if not folder:
        sys.exit("LPRISK_REAL_DATA names no folder: it must hold transitions/lendingclub_grade_outcomes.csv")
    loans = Counter()
    with open(Path(folder) / "transitions/lendingclub_grade_outcomes.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["tape"] == TAPE:
                loans[row["grade"], row["outcome"]] += int(row["loans"])
    return loans


def bad_share(loans, grade):
    bad = loans[grade, LATE] + loans[grade, CHARGED_OFF]
    return bad / (bad + loans[grade, REPAID])


def twelve_month_pd(share):
    return 1 - (1 - share) ** (12 / PRODUCT_MONTHS)


def report(loans, probabilities):
    print(f"{'grade':<6}{'closed':>8}{'running':>9}{'bad %':>8}{'PD 12 m %':>11}")
    for grade, pd in probabilities.items():
        closed = sum(loans[grade, outcome] for outcome in (LATE, CHARGED_OFF, REPAID))
        print(f"{grade:<6}{closed:>8}{loans[grade, grade]:>9}{100 * bad_share(loans, grade):>8.2f}{100 * pd:>11.2f}")


def lines(probabilities):
    yield "# Written by fit-ratings.py: twelve-month PD by LendingClub's grade; changes to the built-in policy."
    yield "pd.ratings: {}"
    for grade, pd in probabilities.items():
        yield f"pd.ratings.{grade}: {pd:.{DECIMALS}f}  # LendingClub {TAPE}, outcomes by grade"


if __name__ == "__main__":
    main()
