"""A scorecard by weights of evidence and logistic regression, for the fitting scripts of the examples.

Needs numpy and nothing else. The same rows give the same model: no random numbers, no clock, and every
number has six decimals.

The model file's conventions are the engine's:
    woe           = ln(share of the good loans in the bin / share of the bad ones); higher is better
    log odds good = intercept + sum over the characteristics of weight * woe(bin)
    score         = offset + factor * log odds good
    pd            = 1 / (1 + exp(log odds good)), then logit pd' = a + b * logit pd (calibration)
A numeric value falls in the first bin with value < upper; the last bin has no upper bound.
"""

import csv
import gzip
import json
import math
import sys
from dataclasses import dataclass

import numpy as np

BASE_SCORE, BASE_ODDS, POINTS_TO_DOUBLE = 600, 50, 20
# Every bin counts as holding this many more average loans: a bin with few keeps a moderate figure.
PRIOR_LOANS = 500.0
# Keeps the normal equations solvable when two characteristics say the same; too small to move a weight.
RIDGE = 1e-6
NEWTON_STEPS = 30
DECIMALS = 6
UNBOUNDED = None


@dataclass(frozen=True)
class Design:
    """What a card is made of."""

    name: str
    # The term of the one product in the mapping. The data tell a loan's fate over its whole life; the engine
    # expects a PD of twelve months.
    months: int
    # Upper bounds of the bins by column, and groups of values by column.
    numeric: dict
    categorical: dict
    # Columns whose empty cells tell nothing about the loan.
    no_evidence_when_missing: frozenset = frozenset()
    prior_loans: float = PRIOR_LOANS

    @property
    def columns(self):
        return [*self.numeric, *self.categorical]


def read(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def approved_within(rows, first, last):
    """The loans approved in the fiscal years from `first` to `last`."""
    return [row for row in rows if row["approval_fy"] and first <= int(row["approval_fy"]) <= last]


def finish(model, output, check, script):
    """Writes the model, or fails when the file is not what the data give."""
    text = json.dumps(model, indent=1) + "\n"
    if not check:
        output.write_text(text)
        print(f"written: {output}")
    elif output.read_text() != text:
        sys.exit(f"{output} is not what the data give: run {script} again")
    else:
        print(f"{output} is what the data give")


# The fit


def fit(design, rows):
    """The model of a design, from rows with a status; `sample_weight` counts where the rows have it."""
    columns = design.columns
    weight = weights(rows)
    good = outcome(rows, "PIF")
    bins = {column: bin_numbers(design, rows, column) for column in columns}
    portfolio = np.full(len(rows), (weight * good).sum() / weight.sum())

    woes = {column: weights_of_evidence(design, column, bins, weight, good, portfolio) for column in columns}
    coefficients = regress(columns, woes, bins, weight, good)
    masked = [column for column, value in zip(columns, coefficients[1:]) if value <= 0]
    if masked:
        # Alone these point the wrong way, because they go with something else (a revolving line with a
        # small loan and a low guaranteed share). Their evidence is weighed again, against what the other
        # characteristics make one expect.
        others = [column for column in columns if column not in masked]
        expected = probability_good(others, regress(others, woes, bins, weight, good), woes, bins)
        for column in masked:
            woes[column] = weights_of_evidence(design, column, bins, weight, good, expected)
        coefficients = regress(columns, woes, bins, weight, good)
    wrong = [column for column, value in zip(columns, coefficients[1:]) if value <= 0]
    if wrong:
        sys.exit(f"the weight of {', '.join(wrong)} is not positive")

    lifetime = 1 - probability_good(columns, coefficients, woes, bins)
    return {
        "name": design.name,
        "version": "1",
        "base_score": BASE_SCORE,
        "base_odds": BASE_ODDS,
        "pdo": POINTS_TO_DOUBLE,
        "intercept": rounded(coefficients[0]),
        "calibration": twelve_month_calibration(lifetime, weight, design.months),
        "characteristics": [
            characteristic(design, column, woes[column], value) for column, value in zip(columns, coefficients[1:])
        ],
        "segments": [],
    }


def weights(rows):
    return np.array([float(row.get("sample_weight") or 1) for row in rows])


def outcome(rows, status):
    return np.array([row["status"] == status for row in rows], dtype=float)


def bin_numbers(design, rows, column):
    """The number of each row's bin; one past the last bin for what is missing or not in any."""
    if column in design.numeric:
        bounds = np.array([math.inf if bound is UNBOUNDED else bound for bound in design.numeric[column]])
        missing = len(bounds)
        texts = [row[column] for row in rows]
        return np.array(
            [missing if text == "" else int(np.searchsorted(bounds, float(text), side="right")) for text in texts]
        )
    groups = design.categorical[column]
    number = {value: index for index, values in enumerate(groups) for value in values}
    return np.array([number.get(row[column], len(groups)) for row in rows])


def weights_of_evidence(design, column, bins, weight, good, expected):
    """ln(odds in the bin / odds that were expected there), shrunk towards 0 where a bin holds few loans."""
    number = bins[column]
    count = len(design.numeric.get(column) or design.categorical[column]) + 1
    share = (weight * good).sum() / weight.sum()

    def odds(probability):
        goods = np.bincount(number, weight * probability, count) + design.prior_loans * share
        bads = np.bincount(number, weight * (1 - probability), count) + design.prior_loans * (1 - share)
        return goods / bads

    woe = np.log(odds(good) / odds(expected))
    if column in design.no_evidence_when_missing:
        woe[-1] = 0.0
    return woe


def features(columns, woes, bins):
    found = [woes[column][bins[column]] for column in columns]
    return np.column_stack([np.ones(len(found[0])), *found])


def regress(columns, woes, bins, weight, good):
    """Weighted logistic regression by iteratively re-weighted least squares."""
    matrix = features(columns, woes, bins)
    coefficients = np.zeros(matrix.shape[1])
    for _ in range(NEWTON_STEPS):
        probability = 1 / (1 + np.exp(-(matrix @ coefficients)))
        curvature = weight * probability * (1 - probability)
        hessian = matrix.T @ (matrix * curvature[:, None]) + RIDGE * np.eye(matrix.shape[1])
        coefficients = coefficients + np.linalg.solve(hessian, matrix.T @ (weight * (good - probability)))
    return coefficients


def probability_good(columns, coefficients, woes, bins):
    return 1 / (1 + np.exp(-(features(columns, woes, bins) @ coefficients)))


def twelve_month_calibration(lifetime, weight, months):
    """a and b for which a + b * logit(lifetime PD) comes nearest to the logit of the PD of twelve months,
    with a hazard that is constant over the product's term."""
    yearly = 1 - (1 - lifetime) ** (12 / months)
    x, y = logit(lifetime), logit(yearly)
    x_mean, y_mean = np.average(x, weights=weight), np.average(y, weights=weight)
    slope = (weight * (x - x_mean) * (y - y_mean)).sum() / (weight * (x - x_mean) ** 2).sum()
    return {"a": rounded(y_mean - slope * x_mean), "b": rounded(slope)}


def logit(probability):
    return np.log(probability / (1 - probability))


def characteristic(design, column, woe, weight):
    if column in design.numeric:
        bins = [{"upper": upper, "woe": rounded(value)} for upper, value in zip(design.numeric[column], woe)]
    else:
        bins = [{"values": values, "woe": rounded(value)} for values, value in zip(design.categorical[column], woe)]
    return {
        "column": column,
        "kind": "numeric" if column in design.numeric else "categorical",
        "bins": bins,
        "missing": rounded(woe[-1]),
        "unseen": rounded(woe[-1]) if column in design.categorical else 0.0,
        "weight": rounded(weight),
    }


def rounded(value):
    return round(float(value), DECIMALS) + 0.0


# The report: the model file as the engine reads it, applied again in plain Python


def report(model, months, tapes):
    """Characteristics, and for each named tape the AUC and PD against the outcome."""
    print(f"{'characteristic':<16}{'bins':>5}{'weight':>9}{'lowest woe':>12}{'highest woe':>13}")
    for item in model["characteristics"]:
        woes = [part["woe"] for part in item["bins"]] + [item["missing"]]
        print(f"{item['column']:<16}{len(item['bins']):>5}{item['weight']:>9.4f}{min(woes):>12.4f}{max(woes):>13.4f}")
    for name, rows in tapes:
        pd = np.array([default_probability(model, row) for row in rows])
        bad = outcome(rows, "CHGOFF")
        weight = weights(rows)
        life = 1 - (1 - pd) ** (months / 12)
        print(
            f"{name}: {len(rows)} loans, AUC {area_under_curve(pd, bad, weight):.4f}, "
            f"mean PD of 12 months {np.average(pd, weights=weight):.4%}, of {months} months "
            f"{np.average(life, weights=weight):.2%}, charged off {np.average(bad, weights=weight):.2%}"
        )


def loss_share(rows, exposure):
    """Charged-off principal over the exposure column, of the loans charged off; `sample_weight` counts."""
    lost = [row for row in rows if row["status"] == "CHGOFF"]
    weight = weights(lost)
    amounts = np.array([float(row["chargeoff_amount"] or 0) for row in lost])
    exposures = np.array([float(row[exposure]) for row in lost])
    return len(lost), float((weight * amounts).sum() / (weight * exposures).sum())


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
