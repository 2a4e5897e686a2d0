#!/usr/bin/env python3
"""Fits the SBA 7(a) scorecard on sample.csv.gz and writes model.json.

    LPRISK_REAL_DATA=FOLDER python3 fit-scorecard.py [--output FILE] [--check]

Needs numpy and nothing else. The same data give the same bytes: no random numbers, no clock, and every
number is written with six decimals. `--check` writes nothing and fails when the committed model.json is
not what the data give.

The model file's conventions are the engine's:
    woe           = ln(share of the good loans in the bin / share of the bad ones); higher is better
    log odds good = intercept + sum over the characteristics of weight * woe(bin)
    score         = offset + factor * log odds good
    pd            = 1 / (1 + exp(log odds good)), then logit pd' = a + b * logit pd (calibration)
A numeric value falls in the first bin with value < upper; the last bin has no upper bound.
"""

import argparse
import csv
import gzip
import json
import math
import os
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
BASE_SCORE, BASE_ODDS, POINTS_TO_DOUBLE = 600, 50, 20
# The term of the one product in mapping.yaml. The data tell a loan's fate over its whole life; the engine
# expects a PD of twelve months.
PRODUCT_MONTHS = 84
# Every bin counts as holding this many more average loans: a bin with few keeps a moderate figure.
PRIOR_LOANS = 500.0
# Keeps the normal equations solvable when two characteristics say the same; too small to move a weight.
RIDGE = 1e-6
NEWTON_STEPS = 30
DECIMALS = 6

# What the lender knew on the day of approval, and nothing else. Left out on purpose:
#   term_months, status, chargeoff_*, balance   known or changed later (the data's README)
#   bank, bank_state                            the servicer of 2014, not the lender of the day
#   approval_fy and the dates                   a year's level says nothing about the next year, and of the
#                                               late years only the loans that closed early are in the data
#   city, zip                                   thousands of values
# `state` is left to the reporting by region; it would add 0.003 to the AUC.
UNBOUNDED = None
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
COLUMNS = [*NUMERIC, *CATEGORICAL]


def main():
    options = arguments()
    folder = real_data()
    block = [row for row in read(folder / "block.csv.gz") if row["status"]]
    sample = without_overlap(read(folder / "sample.csv.gz"), block)
    text = json.dumps(fit(sample), indent=1) + "\n"
    report(json.loads(text), sample, block)
    loss_report(sample)
    if options.check:
        if options.output.read_text() != text:
            sys.exit(f"{options.output} is not what the data give: run {Path(__file__).name} again")
        print(f"{options.output} is what the data give")
    else:
        options.output.write_text(text)
        print(f"written: {options.output}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=HERE / "model.json")
    parser.add_argument("--check", action="store_true")
    return parser.parse_args()


def real_data():
    folder = os.environ.get("LPRISK_REAL_DATA")
    if not folder:
        sys.exit("LPRISK_REAL_DATA names no folder: it must hold sba7a/sample.csv.gz and sba7a/block.csv.gz")
    return Path(folder) / "sba7a"


def read(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def without_overlap(sample, block):
    """The sample without loans and borrowers of the block: the block stays unseen."""
    loans = {row["loan_id"] for row in block}
    borrowers = {row["borrower_key"] for row in block}
    return [row for row in sample if row["loan_id"] not in loans and row["borrower_key"] not in borrowers]


# The fit


def fit(rows):
    weight = np.array([float(row["sample_weight"]) for row in rows])
    good = outcome(rows, "PIF")
    bins = {column: bin_numbers(rows, column) for column in COLUMNS}
    portfolio = np.full(len(rows), (weight * good).sum() / weight.sum())

    woes = {column: weights_of_evidence(column, bins, weight, good, portfolio) for column in COLUMNS}
    coefficients = regress(COLUMNS, woes, bins, weight, good)
    masked = [column for column, value in zip(COLUMNS, coefficients[1:]) if value <= 0]
    if masked:
        # Alone these point the wrong way, because they go with something else (a revolving line with a
        # small loan and a low guaranteed share). Their evidence is weighed again, against what the other
        # characteristics make one expect.
        others = [column for column in COLUMNS if column not in masked]
        expected = probability_good(others, regress(others, woes, bins, weight, good), woes, bins)
        for column in masked:
            woes[column] = weights_of_evidence(column, bins, weight, good, expected)
        coefficients = regress(COLUMNS, woes, bins, weight, good)
    wrong = [column for column, value in zip(COLUMNS, coefficients[1:]) if value <= 0]
    if wrong:
        sys.exit(f"the weight of {', '.join(wrong)} is not positive")

    lifetime = 1 - probability_good(COLUMNS, coefficients, woes, bins)
    return {
        "name": "sba7a",
        "version": "1",
        "base_score": BASE_SCORE,
        "base_odds": BASE_ODDS,
        "pdo": POINTS_TO_DOUBLE,
        "intercept": rounded(coefficients[0]),
        "calibration": twelve_month_calibration(lifetime, weight),
        "characteristics": [
            characteristic(column, woes[column], value) for column, value in zip(COLUMNS, coefficients[1:])
        ],
        "segments": [],
    }


def outcome(rows, status):
    return np.array([row["status"] == status for row in rows], dtype=float)


def bin_numbers(rows, column):
    """The number of each row's bin; one past the last bin for what is missing or not in any."""
    if column in NUMERIC:
        bounds = np.array([math.inf if bound is UNBOUNDED else bound for bound in NUMERIC[column]])
        missing = len(bounds)
        texts = [row[column] for row in rows]
        return np.array(
            [missing if text == "" else int(np.searchsorted(bounds, float(text), side="right")) for text in texts]
        )
    groups = CATEGORICAL[column]
    number = {value: index for index, values in enumerate(groups) for value in values}
    return np.array([number.get(row[column], len(groups)) for row in rows])


def weights_of_evidence(column, bins, weight, good, expected):
    """ln(odds in the bin / odds that were expected there), shrunk towards 0 where a bin holds few loans."""
    number = bins[column]
    count = len(NUMERIC.get(column) or CATEGORICAL[column]) + 1
    share = (weight * good).sum() / weight.sum()

    def odds(probability):
        goods = np.bincount(number, weight * probability, count) + PRIOR_LOANS * share
        bads = np.bincount(number, weight * (1 - probability), count) + PRIOR_LOANS * (1 - share)
        return goods / bads

    woe = np.log(odds(good) / odds(expected))
    if column in NO_EVIDENCE_WHEN_MISSING:
        woe[-1] = 0.0
    return woe


def design(columns, woes, bins):
    features = [woes[column][bins[column]] for column in columns]
    return np.column_stack([np.ones(len(features[0])), *features])


def regress(columns, woes, bins, weight, good):
    """Weighted logistic regression by iteratively re-weighted least squares."""
    matrix = design(columns, woes, bins)
    coefficients = np.zeros(matrix.shape[1])
    for _ in range(NEWTON_STEPS):
        probability = 1 / (1 + np.exp(-(matrix @ coefficients)))
        curvature = weight * probability * (1 - probability)
        hessian = matrix.T @ (matrix * curvature[:, None]) + RIDGE * np.eye(matrix.shape[1])
        coefficients = coefficients + np.linalg.solve(hessian, matrix.T @ (weight * (good - probability)))
    return coefficients


def probability_good(columns, coefficients, woes, bins):
    return 1 / (1 + np.exp(-(design(columns, woes, bins) @ coefficients)))


def twelve_month_calibration(lifetime, weight):
    """a and b for which a + b * logit(lifetime PD) comes nearest to the logit of the PD of twelve months,
    with a hazard that is constant over the product's term."""
    yearly = 1 - (1 - lifetime) ** (12 / PRODUCT_MONTHS)
    x, y = logit(lifetime), logit(yearly)
    x_mean, y_mean = np.average(x, weights=weight), np.average(y, weights=weight)
    slope = (weight * (x - x_mean) * (y - y_mean)).sum() / (weight * (x - x_mean) ** 2).sum()
    return {"a": rounded(y_mean - slope * x_mean), "b": rounded(slope)}


def logit(probability):
    return np.log(probability / (1 - probability))


def characteristic(column, woe, weight):
    if column in NUMERIC:
        bins = [{"upper": upper, "woe": rounded(value)} for upper, value in zip(NUMERIC[column], woe)]
    else:
        bins = [{"values": values, "woe": rounded(value)} for values, value in zip(CATEGORICAL[column], woe)]
    return {
        "column": column,
        "kind": "numeric" if column in NUMERIC else "categorical",
        "bins": bins,
        "missing": rounded(woe[-1]),
        "unseen": rounded(woe[-1]) if column in CATEGORICAL else 0.0,
        "weight": rounded(weight),
    }


def rounded(value):
    return round(float(value), DECIMALS) + 0.0


# The report: the model file as the engine reads it, applied again in plain Python


def report(model, sample, block):
    print(f"{'characteristic':<16}{'bins':>5}{'weight':>9}{'lowest woe':>12}{'highest woe':>13}")
    for item in model["characteristics"]:
        woes = [part["woe"] for part in item["bins"]] + [item["missing"]]
        print(f"{item['column']:<16}{len(item['bins']):>5}{item['weight']:>9.4f}{min(woes):>12.4f}{max(woes):>13.4f}")
    for name, rows in (("sample", sample), ("block", block)):
        pd = np.array([default_probability(model, row) for row in rows])
        bad = outcome(rows, "CHGOFF")
        weight = np.array([float(row.get("sample_weight", 1)) for row in rows])
        life = 1 - (1 - pd) ** (PRODUCT_MONTHS / 12)
        print(
            f"{name}: {len(rows)} loans, AUC {area_under_curve(pd, bad, weight):.4f}, "
            f"mean PD of 12 months {np.average(pd, weights=weight):.4%}, of {PRODUCT_MONTHS} months "
            f"{np.average(life, weights=weight):.2%}, charged off {np.average(bad, weights=weight):.2%}"
        )


def loss_report(sample):
    """What policy-changes.yaml takes for the loss given default."""
    lost = [row for row in sample if row["status"] == "CHGOFF"]
    share = sum(float(row["chargeoff_amount"]) for row in lost) / sum(float(row["disbursed"]) for row in lost)
    print(f"charged-off principal of the sample's {len(lost)} charged-off loans: {share:.1%} of what was disbursed")


def default_probability(model, row):
    log_odds = model["intercept"] + sum(
        item["weight"] * evidence(item, row[item["column"]]) for item in model["characteristics"]
    )
    calibration = model["calibration"]
    return 1 / (1 + math.exp(-(calibration["a"] - calibration["b"] * log_odds)))


def evidence(item, text):
    if text == "":
        return item["missing"]
    for part in item["bins"]:
        if item["kind"] == "categorical":
            if text in part["values"]:
                return part["woe"]
        elif part["upper"] is None or float(text) < part["upper"]:
            return part["woe"]
    return item["unseen"]


def area_under_curve(pd, bad, weight):
    """The probability that a bad loan has the higher PD than a good one; ties count one half."""
    order = np.argsort(pd, kind="stable")
    pd, bads, goods = pd[order], (weight * bad)[order], (weight * (1 - bad))[order]
    starts = np.flatnonzero(np.concatenate([[True], pd[1:] != pd[:-1]]))
    bads, goods = np.add.reduceat(bads, starts), np.add.reduceat(goods, starts)
    below = np.cumsum(goods) - goods
    return (bads * (below + goods / 2)).sum() / (bads.sum() * goods.sum())


if __name__ == "__main__":
    main()
