"""Runs one program and says what it cost."""

import contextlib
import os
import pathlib
import select
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass

from cluster import Cluster


@dataclass
class Sample:
    """What one run took; `other` is the share of all cores that neither reader nor server used."""

    wall: float  # seconds from start to exit
    cpu: float | None  # own seconds, user and system
    memory: float | None  # peak, MB (VmHWM)
    server: float  # CPU seconds of the server's processes
    other: float  # 0 to 1


class Stopwatch:
    """Wall time, the server's CPU and what the whole machine did meanwhile."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._server = cluster.cpu_seconds()
        self._busy = _busy_seconds()
        self._start = time.monotonic()

    def stop(self) -> float:
        """Seconds since the start."""
        self._wall = time.monotonic() - self._start
        self._used = _busy_seconds() - self._busy
        return self._wall

    def sample(self, cpu: float | None, memory: float | None, apart: float = 0) -> Sample:
        """The figures; `apart` of the server's CPU is the reader's own."""
        server = self._cluster.cpu_seconds() - self._server - apart
        mine = server + (cpu or 0)
        other = max(0.0, self._used - mine) / (self._wall * (os.cpu_count() or 1))
        return Sample(self._wall, cpu, memory, server, other)


@contextlib.contextmanager
def started(cluster: Cluster, command: list[str],
            stdout: int = subprocess.DEVNULL) -> Iterator["subprocess.Popen[bytes]"]:
    """A running program, which does not outlive the block."""
    with open(_errors(cluster), "wb") as errors:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=errors)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        if process.stdout:
            process.stdout.close()
        process.wait()


def run(cluster: Cluster, command: list[str]) -> Sample:
    """Runs a program to its end, which must be a success; its output goes nowhere."""
    watch = Stopwatch(cluster)
    with started(cluster, command) as process:
        memory = _wait(process.pid)
        watch.stop()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        _require_success(cluster, command, process.returncode)
    return watch.sample(usage.ru_utime + usage.ru_stime, memory)


def count_output(cluster: Cluster, command: list[str]) -> tuple[int, int]:
    """Bytes and lines that a program writes; not timed."""
    with started(cluster, command, subprocess.PIPE) as process:
        assert process.stdout
        size = lines = 0
        while block := os.read(process.stdout.fileno(), 1 << 20):
            size += len(block)
            lines += block.count(b"\n")
        _require_success(cluster, command, process.wait())
    return size, lines


def _errors(cluster: Cluster) -> pathlib.Path:
    return cluster.folder / "stderr"


def _require_success(cluster: Cluster, command: list[str], code: int) -> None:
    if code != 0:
        said = _errors(cluster).read_text(errors="replace")
        raise SystemExit(f"{' '.join(command)} ended with {code}:\n{said}")


def cpu_of(pid: int) -> float:
    """CPU seconds of a running process, all its threads, to the nanosecond."""
    tasks = pathlib.Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


def switches_of(pid: int) -> int:
    """How often the threads of a process gave up or lost their core."""
    total = 0
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*/status"):
        for line in task.read_text().splitlines():
            if "ctxt_switches" in line:
                total += int(line.split()[1])
    return total


def _wait(pid: int) -> float:
    """Waits without collecting the process; gives its peak memory as last seen, in MB.

    getrusage would count this program's own memory, which a child has before it executes.
    """
    descriptor = os.pidfd_open(pid)
    poller = select.poll()
    poller.register(descriptor, select.POLLIN)
    peak = 0.0
    while not poller.poll(20):
        peak = peak_memory(pid) or peak
    os.close(descriptor)
    return peak


def peak_memory(pid: int) -> float | None:
    """VmHWM in MB; None once the process is gone."""
    try:
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    except (FileNotFoundError, ProcessLookupError):
        pass
    return None


def _busy_seconds() -> float:
    """CPU seconds that the machine has worked: everything but idle and waiting."""
    values = pathlib.Path("/proc/stat").read_text().splitlines()[0].split()[1:9]
    idle = int(values[3]) + int(values[4])
    return (sum(map(int, values)) - idle) / os.sysconf("SC_CLK_TCK")
