"""Instructions of the benchmark program, counted by valgrind."""

import concurrent.futures
import os
import pathlib
import re
import subprocess

Counts = dict[str, float]

# Names are hashed with a fixed seed, so that dictionaries do the same work in every run.
_ENVIRONMENT = {"SWIFT_DETERMINISTIC_HASHING": "1", "LC_ALL": "C"}


def count_all(program: pathlib.Path) -> Counts:
    """Instructions an operation of every case, start-up not counted."""
    listed = subprocess.run([program], check=True, capture_output=True, text=True).stdout
    cases = [line.split(" ", 1) for line in listed.splitlines()]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda case: _count(program, case[1], int(case[0])), cases)
        return dict(results)


def _count(program: pathlib.Path, case: str, iterations: int) -> tuple[str, float]:
    once, twice = (_instructions(program, case, factor * iterations) for factor in (1, 2))
    return case, (twice - once) / iterations


def _instructions(program: pathlib.Path, case: str, iterations: int) -> int:
    """Instructions of one whole run."""
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", str(program), case,
               str(iterations)]
    result = subprocess.run(command, env=_ENVIRONMENT | {"PATH": os.environ["PATH"]},
                            capture_output=True, text=True, check=False)
    found = re.search(r"Collected : (\d+)", result.stderr)
    if result.returncode != 0 or not found:
        raise SystemExit(f"{case} could not be counted:\n{result.stderr}")
    return int(found[1])
