"""The subset of the built-in policy that every rival works out, and the shape of its three outputs.

The figures are LPRisk's built-in policy's; agree.py checks that they still are.
"""

import argparse
import json
import os
import sys
import time

# score to PD: pd = 1 / (1 + exp((score - OFFSET) / FACTOR)), inside the policy's floor and cap
OFFSET, FACTOR = 487.1228762045, 28.8539008178
PD_FLOOR, PD_CAP = 0.0003, 0.9999
# loss given default
LGD_CREDIT, LGD_GUARANTEE = 0.45, 0.40
MORTGAGE_HAIRCUT, MORTGAGE_SECURED = 0.40, 0.20
PLEDGE_HAIRCUT, PLEDGE_SECURED = 0.10, 0.05
# exposure
CREDIT_CONVERSION = 0.40
# class by days past due: the last day of each
CLASSES = ((0, "normal"), (90, "special_mention"), (270, "substandard"), (360, "doubtful"), (None, "loss"))
# internal-ratings weight (CRE31): retail by these sizes (the engine also asks what the borrower owes in total and
# reduces the correlation of medium firms), company otherwise, foundation maturity of 2.5 years
RETAIL_SIZES = ("small", "micro", "sole-trader", "owner", "individual")
NORMAL_999 = 3.090232306167813
MATURITY_YEARS = 2.5
IRB_PD_FLOOR = 0.0005

# What a rival reads of the tape. `score` stands in the peers' copy of it (prepare.py).
TEXT_READ = ("loan_id", "guarantee", "size")
NUMBERS_READ = ("balance", "undrawn", "collateral_value", "score")
WHOLE_READ = ("days_past_due",)
READ = ("loan_id", "balance", "undrawn", "score", "guarantee", "collateral_value", "size", "days_past_due")

FIVE = ("loan_id", "pd", "risk_class", "risk_weight_percent", "ecl_12m")
TEN = ("loan_id", "score", "pd", "lgd", "ead", "risk_class", "ecl_12m", "risk_weight_percent", "rwa", "balance")
# LPRisk's columns that a rival lacks, and the one of its own, of the same kind, that it repeats for each.
REPEATS = {
    "grade": "risk_class",
    "class_reasons": "risk_class",
    "class_rule": "risk_class",
    "stage": "days_past_due",
    "ecl_lifetime": "ecl_12m",
    "ecl": "ecl_12m",
    "capital": "rwa",
    "required_rate_percent": "risk_weight_percent",
    "rate_gap_bp": "lgd",
    "raroc_percent": "pd",
}
CONTRACT = (
    "loan_id", "score", "grade", "pd", "lgd", "ead", "risk_class", "class_reasons", "class_rule", "stage",
    "ecl_12m", "ecl_lifetime", "ecl", "risk_weight_percent", "rwa", "capital", "required_rate_percent",
    "rate_gap_bp", "raroc_percent",
)  # fmt: skip

# Peter Acklam's rational approximation of the inverse of the normal distribution, relative error 1.15e-9.
ACKLAM_A = (
    -3.969683028665376e01, 2.209460984245205e02, -2.759285104469687e02,
    1.383577518672690e02, -3.066479806614716e01, 2.506628277459239e00,
)  # fmt: skip
ACKLAM_B = (
    -5.447609879822406e01, 1.615858368580409e02, -1.556989798598866e02,
    6.680131188771972e01, -1.328068155288572e01, 1.0,
)  # fmt: skip
ACKLAM_C = (
    -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e00,
    -2.549732539343734e00, 4.374664141464968e00, 2.938163982698783e00,
)  # fmt: skip
ACKLAM_D = (7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e00, 3.754408661907416e00, 1.0)
ACKLAM_TAIL = 0.02425
# Abramowitz and Stegun 26.2.17, absolute error 7.5e-8 (of a risk weight: 0.00004 percentage points).
CDF_P = 0.2316419
CDF_B = (1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.319381530, 0.0)
SQRT_2_PI = 2.5066282746310002


def columns(width, header=CONTRACT):
    """The output's columns as (name, column that it shows), for `five`, `ten` or `all`."""
    names = {"five": FIVE, "ten": TEN, "all": header}[width]
    return [(name, own(name)) for name in names]


def own(name):
    base = name.rstrip("0123456789").rstrip("_") if name[-1:].isdigit() and "ecl_12" not in name else name
    return REPEATS.get(base, base)


def horner(coefficients, x):
    total = coefficients[0]
    for coefficient in coefficients[1:]:
        total = total * x + coefficient
    return total


def run(work):
    """Calls work(tape, output, columns) once and prints what it took, the imports left out, as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("tape")
    parser.add_argument("output")
    parser.add_argument("--width", choices=("five", "ten", "all"), default="ten")
    parser.add_argument("--header", help="LPRisk's columns, separated by commas; for --width all")
    options = parser.parse_args()
    header = tuple(options.header.split(",")) if options.header else CONTRACT
    start = time.perf_counter()
    work(options.tape, options.output, columns(options.width, header))
    seconds = time.perf_counter() - start
    json.dump({"seconds": seconds, "bytes": os.path.getsize(options.output)}, sys.stdout)
    print()
