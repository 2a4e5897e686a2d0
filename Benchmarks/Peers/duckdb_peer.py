"""DuckDB: one COPY from CSV to CSV. Each step of the formula is a sub-query, so that nothing is worked out twice."""

import csv
import os

import duckdb
import rule


def polynomial(coefficients, x):
    text = repr(coefficients[0])
    for coefficient in coefficients[1:]:
        text = f"({text} * {x} + ({coefficient!r}))"
    return text


def source(tape):
    with open(tape, newline="", encoding="utf-8") as file:
        header = next(csv.reader(file))
    types = dict.fromkeys(header, "VARCHAR") | dict.fromkeys(rule.NUMBERS_READ, "DOUBLE")
    types |= dict.fromkeys(rule.WHOLE_READ, "BIGINT")
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
    return (
        f"read_csv('{tape}', header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
        f"columns = {{{columns}}})"
    )


def secured(haircut, low):
    share = f"least(1.0, collateral_value * {1 - haircut} / ead)"
    return f"{share} * {low} + (1 - {share}) * {rule.LGD_CREDIT}"


def by_days():
    tests = " ".join(f"WHEN days_past_due <= {last} THEN '{name}'" for last, name in rule.CLASSES[:-1])
    return f"CASE {tests} ELSE '{rule.CLASSES[-1][1]}' END AS risk_class"


def steps():
    sizes = ", ".join(f"'{size}'" for size in rule.RETAIL_SIZES)
    corporate = "0.24 - 0.12 * (1 - exp(-50 * floored)) / (1 - exp(-50))"
    other = "0.16 - 0.13 * (1 - exp(-35 * floored)) / (1 - exp(-35))"
    central = f"q * {polynomial(rule.ACKLAM_A, 'r')} / {polynomial(rule.ACKLAM_B, 'r')}"
    outer = f"{polynomial(rule.ACKLAM_C, 't')} / {polynomial(rule.ACKLAM_D, 't')}"
    density = f"exp(-0.5 * x * x) / {rule.SQRT_2_PI!r}"
    return [
        f"least({rule.PD_CAP}, greatest({rule.PD_FLOOR}, 1 / (1 + exp((score - {rule.OFFSET}) / {rule.FACTOR}))))"
        f" AS pd, balance + {rule.CREDIT_CONVERSION} * undrawn AS ead, {by_days()}, size IN ({sizes}) AS retail",
        f"CASE guarantee WHEN 'mortgage' THEN {secured(rule.MORTGAGE_HAIRCUT, rule.MORTGAGE_SECURED)}"
        f" WHEN 'pledge' THEN {secured(rule.PLEDGE_HAIRCUT, rule.PLEDGE_SECURED)}"
        f" WHEN 'guarantee' THEN {rule.LGD_GUARANTEE} ELSE {rule.LGD_CREDIT} END::DOUBLE AS lgd,"
        f" greatest(pd, {rule.IRB_PD_FLOOR})::DOUBLE AS floored",
        f"floored - 0.5 AS q, (floored - 0.5) * (floored - 0.5) AS r, least(floored, 1 - floored) AS edge,"
        f" sqrt(-2 * ln(least(floored, 1 - floored))) AS t, CASE WHEN retail THEN {other} ELSE {corporate} END AS rho,"
        f" (0.11852 - 0.05478 * ln(floored)) * (0.11852 - 0.05478 * ln(floored)) AS b",
        f"CASE WHEN edge >= {rule.ACKLAM_TAIL} THEN {central} WHEN q < 0 THEN {outer} ELSE -({outer}) END AS z",
        f"(z + sqrt(rho) * {rule.NORMAL_999!r}) / sqrt(1 - rho) AS x",
        f"1 / (1 + {rule.CDF_P} * abs(x)) AS k",
        f"{density} * {polynomial(rule.CDF_B, 'k')} AS upper_tail",
        "lgd * ((CASE WHEN x >= 0 THEN 1 - upper_tail ELSE upper_tail END) - floored) AS requirement",
        f"1250 * (CASE WHEN retail THEN requirement ELSE requirement * (1 + {rule.MATURITY_YEARS - 2.5} * b)"
        " / (1 - 1.5 * b) END) AS risk_weight_percent",
        "risk_weight_percent / 100 * ead AS rwa, pd * lgd * ead AS ecl_12m",
    ]


def work(tape, output, columns):
    query = f"SELECT {', '.join(rule.READ)} FROM {source(tape)}"
    for step in steps():
        query = f"SELECT *, {step} FROM ({query})"
    selected = ", ".join(f"{own} AS {name}" for name, own in columns)
    connection = duckdb.connect()
    connection.execute(f"SET threads = {os.cpu_count()}")
    connection.execute(f"COPY (SELECT {selected} FROM ({query})) TO '{output}' (HEADER, DELIMITER ',')")


if __name__ == "__main__":
    rule.run(work)
