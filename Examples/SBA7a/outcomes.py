#!/usr/bin/env python3
"""Writes what became of SBA loans, 7(a) or 504, as `lprisk backtest --outcomes` reads it.

    python3 outcomes.py TAPE OUTPUT [--first 2005] [--last 2009] [--half-guaranteed]

TAPE is sample.csv.gz or block.csv.gz of the 7(a) loans, or loans.csv.gz of the 504 loans. A cohort is a fiscal year of
approval. Loans without a status, and those of other years, are left out. `--half-guaranteed` keeps those 7(a) loans of
which SBA guarantees one half, as of its Express loans: 95 % of them run seven years or less. Standard library only.
"""

import argparse
import csv
import gzip
import sys

OUTCOMES = {"PIF": False, "CHGOFF": True}


def main():
    options = arguments()
    with gzip.open(options.tape, "rt", encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        weighted = "sample_weight" in rows.fieldnames
        lines = [outcome(row, weighted) for row in rows if wanted(row, options)]
    if not lines:
        sys.exit(f"{options.tape} has no closed loan of FY{options.first} to FY{options.last}")
    with open(options.output, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["loan_id", "cohort", "defaulted", "loss", *(["weight"] if weighted else [])])
        writer.writerows(lines)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tape")
    parser.add_argument("output")
    parser.add_argument("--first", type=int, default=2005, help="first fiscal year of approval")
    parser.add_argument("--last", type=int, default=2009, help="last fiscal year of approval")
    parser.add_argument("--half-guaranteed", action="store_true", help="7(a) loans guaranteed by one half")
    return parser.parse_args()


def wanted(row, options):
    if row["status"] not in OUTCOMES or not row["approval_fy"].isdigit():
        return False
    if options.half_guaranteed and round(float(row["sba_guaranteed"]) / (float(row["approved"]) or 1), 2) != 0.5:
        return False
    return options.first <= int(row["approval_fy"]) <= options.last


def outcome(row, weighted):
    defaulted = OUTCOMES[row["status"]]
    # Some loans paid in full carry a charge-off date or amount, which is an error of the data.
    loss = (row["chargeoff_amount"] or "0") if defaulted else "0"
    line = [row["loan_id"], f"FY{row['approval_fy']}", int(defaulted), loss]
    return [*line, row["sample_weight"]] if weighted else line


if __name__ == "__main__":
    main()
