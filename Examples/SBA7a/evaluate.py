#!/usr/bin/env python3
"""Sets the PD of a rescore beside what became of the loans.

    python3 evaluate.py TAPE RESCORE-OUTPUT [--months 84] [--minimum-auc 0.62]

TAPE is block.csv.gz or sample.csv.gz (plain or gzip), RESCORE-OUTPUT the per-loan CSV of `lprisk rescore`. Prints
the AUC and, by decile of PD, the mean PD of twelve months, the PD over the months of the product that follows
from it, and the share of loans charged off. Ends with 1 when the AUC is below the minimum. Standard library only.
"""

import argparse
import csv
import gzip
import sys

GROUPS = 10
BAD = {"CHGOFF": 1.0, "PIF": 0.0}


def main():
    options = arguments()
    loans = joined(options.tape, options.output)
    if not any(bad for _, bad, _ in loans) or all(bad for _, bad, _ in loans):
        sys.exit("the loans have all the same outcome, or none: there is nothing to rank")
    auc = area_under_curve(loans)
    print(f"{len(loans)} loans with an outcome, AUC {auc:.4f}")
    print()
    for line in table(loans, options.months):
        print(line)
    if auc < options.minimum_auc:
        sys.exit(f"the AUC is below {options.minimum_auc}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tape")
    parser.add_argument("output")
    parser.add_argument("--months", type=int, default=84, help="term of the product in mapping.yaml")
    parser.add_argument("--minimum-auc", type=float, default=0.0)
    return parser.parse_args()


def joined(tape, output):
    """(PD, 1 for charged off, weight) of every loan whose outcome is known, by rising PD."""
    pd = {row["loan_id"]: float(row["pd"]) for row in rows(output)}
    loans = []
    for row in rows(tape):
        if row["status"] in BAD and row["loan_id"] in pd:
            loans.append((pd[row["loan_id"]], BAD[row["status"]], float(row.get("sample_weight") or 1)))
    return sorted(loans)


def rows(path):
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def area_under_curve(loans):
    """The probability that a loan charged off has the higher PD than one paid back; ties count one half."""
    good_below = pairs = goods = bads = 0.0
    start = 0
    while start < len(loans):
        end = start
        good = bad = 0.0
        while end < len(loans) and loans[end][0] == loans[start][0]:
            good += loans[end][2] * (1 - loans[end][1])
            bad += loans[end][2] * loans[end][1]
            end += 1
        pairs += bad * (good_below + good / 2)
        good_below += good
        goods, bads, start = goods + good, bads + bad, end
    return pairs / (goods * bads)


def table(loans, months):
    yield f"{'decile':>6}{'loans':>9}{'PD 12 m %':>12}{f'PD {months} m %':>12}{'charged off %':>16}"
    for number in range(GROUPS):
        part = loans[len(loans) * number // GROUPS : len(loans) * (number + 1) // GROUPS]
        yield row_of(number + 1, part, months)
    yield row_of("all", loans, months)


def row_of(label, part, months):
    weight = sum(of for _, _, of in part)
    if weight == 0:
        return f"{label:>6}{0:>9}"
    year = sum(pd * of for pd, _, of in part) / weight
    life = sum((1 - (1 - pd) ** (months / 12)) * of for pd, _, of in part) / weight
    bad = sum(bad * of for _, bad, of in part) / weight
    return f"{label:>6}{len(part):>9}{100 * year:>12.2f}{100 * life:>12.2f}{100 * bad:>16.2f}"


if __name__ == "__main__":
    main()
