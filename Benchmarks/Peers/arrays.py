"""The rivals' subset of the rules on NumPy arrays, with SciPy's normal distribution. Works in pieces that fit
the cache: on whole columns NumPy waits for memory."""

import numpy as np
import rule
from scipy.special import ndtr, ndtri

PIECE = 1 << 15
RESULTS = ("pd", "lgd", "ead", "risk_weight_percent", "rwa", "ecl_12m")


def figures(balance, undrawn, collateral, score, mortgage, pledge, guaranteed, retail):
    """The results by name, for arrays of numbers and of booleans."""
    results = {name: np.empty(len(balance)) for name in RESULTS}
    inputs = (balance, undrawn, collateral, score, mortgage, pledge, guaranteed, retail)
    for start in range(0, len(balance), PIECE):
        piece = slice(start, start + PIECE)
        for name, values in zip(RESULTS, figures_of_piece(*(array[piece] for array in inputs))):
            results[name][piece] = values
    return results


def figures_of_piece(balance, undrawn, collateral, score, mortgage, pledge, guaranteed, retail):
    pd = np.clip(1 / (1 + np.exp((score - rule.OFFSET) / rule.FACTOR)), rule.PD_FLOOR, rule.PD_CAP)
    ead = balance + rule.CREDIT_CONVERSION * undrawn
    lgd = np.where(guaranteed, rule.LGD_GUARANTEE, rule.LGD_CREDIT)
    with np.errstate(divide="ignore", invalid="ignore"):
        for kind, haircut, low in (
            (mortgage, rule.MORTGAGE_HAIRCUT, rule.MORTGAGE_SECURED),
            (pledge, rule.PLEDGE_HAIRCUT, rule.PLEDGE_SECURED),
        ):
            share = np.minimum(1.0, collateral * (1 - haircut) / ead)
            lgd = np.where(kind, share * low + (1 - share) * rule.LGD_CREDIT, lgd)
    weight = risk_weight(np.maximum(pd, rule.IRB_PD_FLOOR), lgd, retail)
    return pd, lgd, ead, weight, weight / 100 * ead, pd * lgd * ead


def risk_weight(pd, lgd, retail):
    corporate = 0.24 - 0.12 * -np.expm1(-50 * pd) / -np.expm1(-50.0)
    other = 0.16 - 0.13 * -np.expm1(-35 * pd) / -np.expm1(-35.0)
    rho = np.where(retail, other, corporate)
    b = (0.11852 - 0.05478 * np.log(pd)) ** 2
    adjustment = (1 + (rule.MATURITY_YEARS - 2.5) * b) / (1 - 1.5 * b)
    conditional = ndtr((ndtri(pd) + np.sqrt(rho) * rule.NORMAL_999) / np.sqrt(1 - rho))
    k = lgd * (conditional - pd)
    return 1250 * np.where(retail, k, k * adjustment)


def class_numbers(days):
    """The place of each loan's class in rule.CLASSES."""
    return np.searchsorted([last for last, _ in rule.CLASSES[:-1]], days, side="left")
