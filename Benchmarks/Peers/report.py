"""Writes results.md and results.json from the measurements, the agreement and the machine."""

import argparse
import json
import os
import platform
import re
import subprocess
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("polars", "duckdb", "pandas", "pyarrow", "numpy", "scipy")
WIDTHS = {"five": "five columns", "ten": "ten columns", "all": "as many columns as LPRisk"}


def main():
    options = arguments()
    results = json.loads(Path(options.results).read_text())
    results["agreement"] = json.loads(Path(options.agreement).read_text())
    results["migrate"] = json.loads(Path(options.migrate).read_text())
    results["machine"] = machine(options.engine)
    Path(options.json).write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    Path(options.markdown).write_text("\n".join(page(results)) + "\n")


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("engine", "results", "agreement", "migrate", "json", "markdown"):
        parser.add_argument(f"--{name}", required=True)
    return parser.parse_args()


def machine(engine):
    text = Path("/proc/cpuinfo").read_text()
    model = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    family = [re.search(rf"^{key}\s*:\s*(\d+)$", text, re.MULTILINE) for key in ("cpu family", "model")]
    memory = re.search(r"^MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text(), re.MULTILINE)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("OPENBLAS_")}
    shown = subprocess.run([engine, "version"], capture_output=True, text=True, env=environment, check=True)
    return {
        "processor": model[1].strip() if model else platform.processor(),
        "family_model": " ".join(found[1] for found in family if found),
        "avx512": " avx512f " in text,
        "cores": os.cpu_count(),
        "memory_gibibytes": round(int(memory[1]) / (1 << 20)) if memory else None,
        "kernel": platform.release(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "engine": shown.stdout.strip().splitlines(),
    }


def page(results):
    yield "# LPRisk beside its rivals"
    yield ""
    yield f"Written by `run.sh`. Rescore of {results['rows']:,} synthetic loans, file to file: PD, LGD, EAD, class by"
    yield "days, one internal-ratings weight and a 12-month loss by the rivals; by LPRisk all that its output holds:"
    yield "the scorecard, the borrower rules, both losses, the required rate, the checks, the summary. Medians of"
    yield f"{results['rounds']} rounds after a warm-up, in each of which every contestant ran once. Seconds of a rival"
    yield "leave out its start and its imports; LPRisk's are those of its whole process. The first ratio divides these,"
    yield "so it counts LPRisk's start and not the rival's; the second divides whole processes, as a shell would time both."
    yield "Both are medians of the rounds' ratios. A ratio above 1: LPRisk is faster."
    yield f"Tape {megabytes(results['tape_bytes'])} MB; the rivals' copy {megabytes(results['peers_tape_bytes'])} MB."
    yield ""
    yield "| | seconds | ÷ LPRisk's | whole process, s | ÷ LPRisk's | output, MB | peak memory, MiB |"
    yield "|---|---|---|---|---|---|---|"
    for name, row in results["contestants"].items():
        label = name.split(", ")[0] + (f", {WIDTHS[name.split(', ')[1]]}" if ", " in name else "")
        yield (
            f"| {label} | {row['median_seconds']:.3f} | {row['median_ratio_to_lprisk']:.2f} "
            f"| {row['median_process_seconds']:.3f} | {row['median_process_ratio_to_lprisk']:.2f} "
            f"| {megabytes(row['output_bytes'])} | {row['peak_mebibytes']:.0f} |"
        )
    yield ""
    yield "A rival that writes as many columns as LPRisk repeats its own, one of the same kind for each that it lacks."
    yield ""
    yield "## Agreement"
    yield ""
    yield "| rival | figure | loans | largest difference | |"
    yield "|---|---|---|---|---|"
    for row in results["agreement"]:
        outcome = "agrees" if row["agrees"] else "**differs**"
        yield f"| {row['rival']} | {row['figure']} | {row['loans']:,} | {row['worst']:.1e} | {outcome} |"
    yield ""
    yield "Differences are relative for `pd`, the weight and the sum, absolute for `lgd` and `ead`, loans for the class."
    yield ""
    yield "## Peak memory of `rescore`"
    yield ""
    if results["memory"]:
        yield "| loans | from | peak, MiB | seconds |"
        yield "|---|---|---|---|"
        for row in results["memory"]:
            yield f"| {row['rows']:,} | {row['source']} | {row['peak_mebibytes']:.0f} | {row['process_seconds']:.1f} |"
    else:
        yield "Not measured in this run (`MEMORY_ROWS` is empty)."
    yield ""
    yield "The kernel's `ru_maxrss`, the figure that `/usr/bin/time -v` prints."
    yield ""
    yield from migration(results["migrate"])
    yield "## `lprisk quote`, process start to end"
    yield ""
    quote = results["quote"]
    yield f"{quote['median_milliseconds']:.1f} ms (median of {quote['runs']})."
    yield ""
    yield "## Machine"
    yield ""
    host = results["machine"]
    vectors = "with" if host["avx512"] else "without"
    yield f"- {host['processor']} (family and model {host['family_model']}), {host['cores']} cores, {vectors} AVX-512"
    yield f"- {host['memory_gibibytes']} GiB of memory, Linux {host['kernel']}; OpenBLAS not pinned"
    yield f"- Python {host['python']}, " + ", ".join(f"{name} {of}" for name, of in host["packages"].items())
    for line in host["engine"]:
        yield f"- `{line}`"


def migration(result):
    old, new = result["rows"]
    yield "## `lprisk migrate`, two tapes joined by loan"
    yield ""
    yield f"{old:,} and {new:,} loans. Polars scans both, joins them and groups by bucket of overdue days; LPRisk checks"
    yield "every row, scores, applies the borrower rules and counts by grade and by class as well. Loans and balances of"
    yield f"{result['cells']} ways between buckets {'agree to the fen' if result['agrees'] else '**differ**'}."
    yield ""
    yield "| | seconds | ÷ LPRisk's | whole process, s | ÷ LPRisk's | peak memory, MiB |"
    yield "|---|---|---|---|---|---|"
    for name, row in result["contestants"].items():
        yield (
            f"| {name} | {row['median_seconds']:.3f} | {row['median_ratio_to_lprisk']:.2f} "
            f"| {row['median_process_seconds']:.3f} | {row['median_process_ratio_to_lprisk']:.2f} "
            f"| {row['peak_mebibytes']:.0f} |"
        )
    yield ""


def megabytes(size):
    return f"{size / 1e6:.0f}"


if __name__ == "__main__":
    main()
