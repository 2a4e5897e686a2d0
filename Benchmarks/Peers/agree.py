"""Checks that LPRisk and the rivals agree on the figures that both work out. Ends with 1 when they do not.

    agree.py TAPE LPRISK-OUTPUT LPRISK-IRB-OUTPUT SUMMARY RESULT.json NAME=RIVAL-OUTPUT-OF-TEN-COLUMNS …

Compared are performing loans: a non-performing one has PD 1 with us, and the rivals do not know what makes it so.
The class is compared where no rule but the overdue days fired; the internal-ratings weight, of a run of its own
with capital.approach=irb, for the sizes whose class does not depend on the borrower's other loans or on revenue.
"""

import json
import sys

import polars as pl
from polars import col

PERFORMING = ("normal", "special_mention")
BY_DAYS_ONLY = "^(overdue_[0-9a-z_]+)?$"
WEIGHT_SIZES = ("sole-trader", "owner", "individual", "large")
# The copy of the tape holds the score with six decimals: half of the last one moves a PD by 2e-8 of itself. The
# rivals' normal distribution is good to 7.5e-8. Our money is rounded to the fen.
TOLERANCES = {"pd": ("relative", 1e-6), "lgd": ("absolute", 1e-9), "ead": ("absolute", 0.00501)}
WEIGHT_TOLERANCE = ("relative", 1e-4)
LOSS_TOLERANCE = 1e-6


def main(tape, output, irb_output, summary, result, *rivals):
    ours = read(output).with_columns(
        read(tape)["size"],
        read(irb_output)["risk_weight_percent"].cast(pl.Float64).alias("irb_weight"),
        *(col(name).cast(pl.Float64) for name in ("score", "pd", "lgd", "ead")),
    ).sort("loan_id")
    with open(summary, encoding="utf-8") as file:
        expected_loss = json.load(file)["expected_loss"]
    checks = []
    for rival in rivals:
        name, path = rival.split("=", 1)
        checks += compare(name, ours, read(path), expected_loss)
    for check in checks:
        print(f"{check['rival']:<24}{check['figure']:<22}{check['loans']:>10}  worst {check['worst']:.3e}  "
              f"{'agrees' if check['agrees'] else 'DIFFERS'}")  # fmt: skip
    with open(result, "w", encoding="utf-8") as file:
        json.dump(checks, file, indent=1)
    if not all(check["agrees"] for check in checks):
        sys.exit(1)


def read(path):
    return pl.read_csv(path, infer_schema=False)


def compare(rival, ours, theirs, expected_loss):
    # Not every rival keeps the tape's order.
    theirs = theirs.sort("loan_id")
    if not ours["loan_id"].equals(theirs["loan_id"]):
        sys.exit(f"{rival}: other loans")
    numbers = ("pd", "lgd", "ead", "risk_weight_percent", "ecl_12m")
    both = ours.with_columns(
        *(theirs[name].cast(pl.Float64).alias(f"their_{name}") for name in numbers),
        theirs["risk_class"].alias("their_class"),
    )
    performing = both.filter(col("risk_class").is_in(PERFORMING))
    checks = [difference(rival, performing, name, name, *limit) for name, limit in TOLERANCES.items()]

    by_days = both.filter(col("class_reasons").fill_null("").str.contains(BY_DAYS_ONLY))
    wrong = by_days.filter(col("risk_class") != col("their_class")).height
    checks.append(check(rival, "class by days", by_days.height, float(wrong), wrong == 0 and by_days.height > 0))

    weighted = performing.filter(col("size").is_in(WEIGHT_SIZES) | col("size").is_null())
    checks.append(difference(rival, weighted, "irb_weight", "risk_weight_percent", *WEIGHT_TOLERANCE))

    total = performing["their_ecl_12m"].sum()
    gap = abs(total / expected_loss - 1)
    checks.append(check(rival, "sum of PD·LGD·EAD", performing.height, gap, gap <= LOSS_TOLERANCE))
    return checks


def difference(rival, loans, own, their, kind, limit):
    gap = (col(f"their_{their}") - col(own)).abs()
    worst = loans.select((gap / col(own).abs() if kind == "relative" else gap).max()).item()
    return check(rival, own, loans.height, worst, worst is not None and worst <= limit)


def check(rival, figure, loans, worst, agrees):
    return {"rival": rival, "figure": figure, "loans": loans, "worst": worst or 0.0, "agrees": agrees}


if __name__ == "__main__":
    main(*sys.argv[1:])
