"""A file of applications through `lprisk quote --input`, by both methods: rows a second, processor time and peak memory.

From file to file, the all-in cost and its warnings included. Standard library only.

    quotes.py LPRISK [--rows 1000000] [--rounds 3] [--threads N] [--folder FOLDER]
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

AS_OF = "2026-09-30"
COLUMNS = (
    "amount,term,repayment,pd,guarantee,collateral_value,size,credit_limit,annual_revenue,as_of,"
    "first_loan,deposit_balance"
)


def main():
    options = arguments()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        applications = Path(folder) / "applications.csv"
        generate(applications, options.rows)
        size = applications.stat().st_size / 1e6
        print(f"{options.rows} annuities of 36 months, {size:.0f} MB; {os.cpu_count()} processors")
        for method in ("ratio", "cash-flow"):
            runs = [run(options, method, applications, Path(folder)) for _ in range(options.rounds)]
            seconds = statistics.median(run[0] for run in runs)
            processor = statistics.median(run[1] for run in runs)
            peak = max(run[2] for run in runs)
            print(
                f"{method:>10}: {options.rows / seconds:>11,.0f} rows/s, {seconds:.2f} s, "
                f"{processor:.2f} s of processors, peak {peak / 1024:.0f} MiB, output {runs[0][3] / 1e6:.0f} MB"
            )


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("lprisk")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--folder", help="where input and output lie; the system's temporary folder without it")
    return parser.parse_args()


def generate(path, rows):
    """Applications of small firms, no two alike, from a fixed seed."""
    draw = random.Random(20260930)
    with open(path, "w", encoding="ascii") as file:
        file.write(COLUMNS + "\n")
        for _ in range(rows):
            amount = draw.randint(100, 5000) * 1000
            guarantee = draw.choice(("credit", "guarantee", "mortgage", "pledge"))
            collateral = int(amount * draw.uniform(0.5, 2)) if guarantee in ("mortgage", "pledge") else ""
            size = draw.choice(("small", "micro", "medium", "sole-trader"))
            file.write(
                f"{amount},36,annuity,{draw.uniform(0.002, 0.08):.6f},{guarantee},{collateral},{size},"
                f"{amount * draw.randint(1, 2)},{draw.randint(1, 90)}000000,{AS_OF},"
                f"{draw.choice(('true', 'false'))},{draw.choice(('', '100000'))}\n"
            )


def run(options, method, applications, folder):
    """One run: seconds, seconds of all processors, peak memory in KiB, bytes written."""
    output = folder / "quotes.csv"
    output.unlink(missing_ok=True)
    command = [options.lprisk, "quote", "--input", str(applications), "--output", str(output)]
    command += ["--format", "csv", "--set", f"pricing.method={method}", "--as-of", AS_OF]
    if options.threads:
        command += ["--threads", str(options.threads)]
    started = time.monotonic()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - started
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(command)} failed")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, output.stat().st_size


if __name__ == "__main__":
    main()
