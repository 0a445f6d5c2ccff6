"""Counts, compares and records; Benchmarks/check calls this."""

import argparse
import json
import pathlib
import platform
import re
import subprocess
import sys

from comparing import compare
from counting import count_all


def toolchain() -> dict[str, str]:
    """What code and counts depend on."""
    version = subprocess.run(["swift", "--version"], check=True, capture_output=True,
                             text=True).stdout
    found = re.search(r"Swift version ([\d.]+)", version)
    return {"swift": found[1] if found else "", "architecture": platform.machine()}


def main() -> int:
    """Gives the exit code: 0 unless a case grew too much."""
    parser = argparse.ArgumentParser(
        prog="Benchmarks/check",
        description="Counts the instructions of every case and compares them with"
        " Benchmarks/instructions.json.")
    parser.add_argument("--record", action="store_true", help="write the counts instead")
    parser.add_argument("--figures", type=pathlib.Path, help=argparse.SUPPRESS,
                        default=pathlib.Path(__file__).parents[1] / "instructions.json")
    parser.add_argument("--program", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    tools = toolchain()
    if not arguments.record:
        record = json.loads(arguments.figures.read_text())
        recorded = {key: record[key] for key in tools}
        if recorded != tools:
            print(f"recorded with {recorded}, this is {tools}: not compared")
            return 0
    counts = count_all(arguments.program)
    if arguments.record:
        text = json.dumps(tools | {"cases": {c: round(n) for c, n in counts.items()}}, indent=1)
        arguments.figures.write_text(text + "\n")
        return 0
    lines, well = compare(counts, record["cases"])
    print("\n".join(lines))
    if not well:
        print("Benchmarks/check --record writes the new counts, if they are meant.")
    return 0 if well else 1


sys.exit(main())
