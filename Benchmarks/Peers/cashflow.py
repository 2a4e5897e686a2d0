"""Internal rates, and schedules with yields: LPRisk beside pyxirr, a NumPy Newton and QuantLib on the same loans.

Contestants take turns; the first round warms up and is dropped. All must agree before their times are printed.

    cashflow.py PATH-TO-CashflowPeer [--loans 400000] [--schedules 1000] [--rounds 5]
"""

import argparse
import datetime
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy
import pyxirr
import QuantLib

FLOWS = 25
MONTHS = 36
EPOCH = datetime.date(1970, 1, 1)


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        rates = contest_rates(options, Path(folder))
        schedules = contest_schedules(options, Path(folder))
    print(json.dumps({"rates": rates, "schedules": schedules}, indent=1))


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("engine")
    parser.add_argument("--loans", type=int, default=400_000)
    parser.add_argument("--schedules", type=int, default=100_000)
    parser.add_argument("--quantlib", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


def contest_rates(options, folder):
    """A loan with a fee and 24 payments that vary by a tenth; a hundredth of the loans for pyxirr's loop."""
    source = numpy.random.default_rng(2026)
    principal = source.uniform(5e4, 8e6, options.loans)
    rate = source.uniform(0.002, 0.015, options.loans)
    payment = principal * rate / (1 - (1 + rate) ** -(FLOWS - 1))
    flows = numpy.empty((options.loans, FLOWS))
    flows[:, 0] = -0.99 * principal
    flows[:, 1:] = payment[:, None] * source.uniform(0.95, 1.05, (options.loans, FLOWS - 1))
    few = options.loans // 10
    times = {"LPRisk": [], "NumPy": [], "pyxirr": []}
    flows.tofile(folder / "flows")
    for _ in range(options.rounds + 1):
        ours, seconds = engine(options, folder, "rates", options.loans, FLOWS)
        times["LPRisk"].append(options.loans / seconds)
        numpys, seconds = timed(newton, flows)
        times["NumPy"].append(options.loans / seconds)
        loop, seconds = timed(lambda rows: [pyxirr.irr(row) for row in rows], flows[:few])
        times["pyxirr"].append(few / seconds)
    return report(times, {"NumPy": worst(numpys, ours), "pyxirr": worst(loop, ours[:few])})


def newton(flows):
    """Newton's method over the matrix, in blocks that stay in the cache, period by period in contiguous rows."""
    return numpy.concatenate([newton_block(flows[first:first + 8192]) for first in range(0, len(flows), 8192)])


def newton_block(flows):
    received, payments = -flows[:, 0], numpy.ascontiguousarray(flows[:, 1:].T)
    rate = (payments.sum(axis=0) - received) / (numpy.arange(1, FLOWS) @ payments)
    for _ in range(50):
        discount = 1 / (1 + rate)
        value = numpy.zeros_like(rate)
        slope = numpy.zeros_like(rate)
        for payment in payments[::-1]:
            slope *= discount
            slope += value
            value *= discount
            value += payment
        slope *= discount
        slope += value
        step = (value * discount - received) / (slope * discount * discount)
        rate += step
        # What a step of 1e-8 leaves is below 1e-15: the error is squared.
        if numpy.abs(step).max() < 1e-8:
            break
    return rate


def contest_schedules(options, folder):
    """36 level payments rounded to the fen on real days, and the yield on actual/365."""
    source = numpy.random.default_rng(7)
    book = numpy.empty((options.schedules, 3))
    book[:, 0] = numpy.round(source.uniform(5e4, 8e6, options.schedules), 2)
    book[:, 1] = numpy.round(source.uniform(0.03, 0.08, options.schedules), 4)
    book[:, 2] = source.integers(20_000, 20_365, options.schedules)
    book.tofile(folder / "flows")
    few = min(options.quantlib, options.schedules)
    times = {"LPRisk": [], "QuantLib": []}
    for _ in range(options.rounds + 1):
        ours, seconds = engine(options, folder, "schedules", options.schedules, MONTHS)
        times["LPRisk"].append(options.schedules / seconds)
        theirs, seconds = timed(lambda rows: [quantlib(*row) for row in rows], book[:few].tolist())
        times["QuantLib"].append(few / seconds)
    return report(times, {"QuantLib": worst(theirs, ours[:few])})


def quantlib(principal, rate, start):
    day = EPOCH + datetime.timedelta(days=int(start))
    first = QuantLib.Date(day.day, day.month, day.year)
    calendar = QuantLib.NullCalendar()
    unadjusted = QuantLib.Unadjusted
    end = calendar.advance(first, MONTHS, QuantLib.Months)
    schedule = QuantLib.Schedule(
        first, end, QuantLib.Period(1, QuantLib.Months), calendar, unadjusted, unadjusted,
        QuantLib.DateGeneration.Forward, False)
    monthly = rate / 12
    balance = round(principal * 100)
    level = half_up(balance * monthly / (1 - (1 + monthly) ** -MONTHS))
    leg = []
    for period in range(1, MONTHS + 1):
        interest = half_up(balance * monthly)
        part = balance if period == MONTHS else level - interest
        balance -= part
        leg.append(QuantLib.SimpleCashFlow((interest + part) / 100, schedule[period]))
    return QuantLib.CashFlows.yieldRate(
        leg, principal, QuantLib.Actual365Fixed(), QuantLib.Compounded, QuantLib.Annual, False, first, first,
        1e-14, 100, rate)


def half_up(fen):
    """To whole fen; a product that lies a billionth below a half is taken for the half that was meant."""
    return int(fen + 0.5 + 1e-9 * (fen < 1e9))


def engine(options, folder, kind, loans, width):
    out = folder / "found"
    # The third pass of the process: the others are warm by their second round, in the one process that they share.
    words = [options.engine, kind, folder / "flows", str(loans), str(width), "3", out]
    ended = subprocess.run(words, capture_output=True, text=True, check=True)
    return numpy.fromfile(out), float(ended.stdout.split()[-1])


def timed(function, argument):
    start = time.perf_counter()
    result = function(argument)
    return result, time.perf_counter() - start


def worst(theirs, ours):
    return float(numpy.abs(numpy.asarray(theirs) - ours).max())


def report(times, differences):
    for name, difference in differences.items():
        if not difference < 1e-12:
            sys.exit(f"{name} and LPRisk differ by {difference}")
    medians = {name: statistics.median(series[1:]) for name, series in times.items()}
    return {
        "loans_per_second": medians, "largest_difference": differences,
        "times_as_fast": {name: medians["LPRisk"] / speed for name, speed in medians.items() if name != "LPRisk"},
    }


if __name__ == "__main__":
    main()
