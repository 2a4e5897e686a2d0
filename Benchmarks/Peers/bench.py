"""Runs LPRisk and its rivals in turn and writes the times as JSON. Standard library only: the peak memory of a
child that the kernel reports is never below that of the process that starts it, so this one stays small.

A round runs every contestant once. Before each run its input is read through (the page cache may have been
emptied meanwhile) and its old output is deleted; neither is timed. The first round warms up and is dropped.
"""

import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
MEBI = 1 << 20
BLOCK = 1 << 22
# Settings that pin OpenBLAS to one kernel; the comparison runs without them.
PINS = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "POLARS_MAX_THREADS")
RIVALS = {
    "Polars streaming": ("polars_streaming.py", ("five", "ten", "all")),
    "Polars + NumPy/SciPy": ("polars_numpy.py", ("five", "ten", "all")),
    "DuckDB": ("duckdb_peer.py", ("ten", "all")),
    "pandas": ("pandas_peer.py", ("ten", "all")),
}
QUOTE = (
    "quote --amount 1000000 --term 12 --repayment annuity --pd 0.02 --guarantee credit --size small --industry C"
).split()
QUOTE_RUNS = 21


def main():
    options = arguments()
    bench = Bench(options)
    results = {
        "rows": options.rows,
        "rounds": options.rounds,
        "tape_bytes": os.path.getsize(options.tape),
        "peers_tape_bytes": os.path.getsize(options.peers_tape),
        "contestants": bench.contest(),
        "quote": bench.quote(),
        "memory": bench.memory(),
    }
    Path(options.results).write_text(json.dumps(results, indent=1) + "\n")


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("engine", "python", "as-of", "tape", "peers-tape", "work", "results"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--memory-rows", type=int, nargs="*", default=[])
    return parser.parse_args()


class Bench:
    def __init__(self, options):
        self.options = options
        self.work = Path(options.work)
        self.environment = {name: value for name, value in os.environ.items() if name not in PINS}

    # End to end, in rounds

    def contest(self):
        ours = self.work / "lprisk.csv"
        header = first_line(ours)
        contestants = {"LPRisk": self.lprisk(self.options.tape, ours)}
        for name, (script, widths) in RIVALS.items():
            for width in widths:
                output = self.work / f"{script.removesuffix('.py')}-{width}.csv"
                command = [self.options.python, str(HERE / script), self.options.peers_tape, str(output)]
                contestants[f"{name}, {width}"] = (
                    [*command, "--width", width, "--header", header],
                    self.options.peers_tape,
                    output,
                )
        runs = {name: [] for name in contestants}
        digests = set()
        for number in range(self.options.rounds + 1):
            for name, (command, tape, output) in contestants.items():
                output.unlink(missing_ok=True)
                read_through(tape)
                run = self.timed(command)
                run["bytes"] = output.stat().st_size
                if name == "LPRisk":
                    digests.add(digest(output))
                if number > 0:
                    runs[name].append(run)
                progress(f"round {number}/{self.options.rounds}: {name} {run['seconds']:.2f} s")
        if len(digests) != 1:
            sys.exit("LPRisk's output was not the same bytes in every round")
        return {name: self.summary(name, of, runs["LPRisk"]) for name, of in runs.items()}

    def lprisk(self, tape, output):
        command = [self.options.engine, "rescore", str(tape), "--output", str(output), "--force", "--quiet"]
        command += ["--summary", f"{output}.summary.json", "--as-of", self.options.as_of]
        return command, tape, output

    def summary(self, name, runs, ours):
        seconds = [run["seconds"] for run in runs]
        ratios = [theirs / mine["seconds"] for theirs, mine in zip(seconds, ours)]
        # LPRisk's own time is that of its process.
        whole = [run["process_seconds"] / mine["seconds"] for run, mine in zip(runs, ours)]
        return {
            "median_seconds": statistics.median(seconds),
            "seconds": seconds,
            "median_process_seconds": statistics.median(run["process_seconds"] for run in runs),
            "median_ratio_to_lprisk": statistics.median(ratios),
            "median_process_ratio_to_lprisk": statistics.median(whole),
            "output_bytes": runs[-1]["bytes"],
            "peak_mebibytes": max(run["peak_mebibytes"] for run in runs),
        }

    def timed(self, command, stdin=None):
        """One run. A rival reports its own time without its imports; otherwise it is the whole process's."""
        start = time.perf_counter()
        child = subprocess.Popen(
            command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.environment, cwd=HERE
        )
        # Only a few lines come: reading one pipe to its end and then the other cannot block.
        out, errors = child.stdout.read(), child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        process_seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            sys.exit(f"{' '.join(command)} ended with {child.returncode}:\n{errors.decode()}")
        own = json.loads(out)["seconds"] if out.startswith(b'{"seconds"') else process_seconds
        return {"seconds": own, "process_seconds": process_seconds, "peak_mebibytes": usage.ru_maxrss / 1024}

    # The quote

    def quote(self):
        command = [self.options.engine, *QUOTE, "--as-of", self.options.as_of, "--format", "json"]
        times = [self.timed(command)["process_seconds"] for _ in range(QUOTE_RUNS + 1)][1:]
        return {"median_milliseconds": 1000 * statistics.median(times), "runs": QUOTE_RUNS}

    # Peak memory

    def memory(self):
        rows = []
        for count in self.options.memory_rows:
            tape, output = self.work / "memory.csv", self.work / "memory-out.csv"
            made = ["generate", "--rows", str(count), "--seed", "1", "--output", str(tape), "--force", "--quiet"]
            self.timed([self.options.engine, *made])
            for source in ("file", "pipe"):
                progress(f"peak memory, {count} rows from a {source}")
                output.unlink(missing_ok=True)
                if source == "file":
                    run = self.timed(self.lprisk(tape, output)[0])
                else:
                    with subprocess.Popen(["cat", str(tape)], stdout=subprocess.PIPE) as pipe:
                        run = self.timed(self.lprisk("-", output)[0], stdin=pipe.stdout)
                rows.append({"rows": count, "source": source} | run)
            tape.unlink()
            output.unlink()
        return rows


def first_line(path):
    with open(path, encoding="utf-8") as file:
        return file.readline().strip()


def read_through(path):
    with open(path, "rb", buffering=0) as file:
        while file.read(BLOCK):
            pass


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def progress(text):
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
