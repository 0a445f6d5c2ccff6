"""How long a start takes, and what waiting costs."""

import signal
import statistics
import subprocess
import time
from dataclasses import dataclass

from cluster import Cluster
from measure import cpu_of, run, started, switches_of
from readers import Job, Reader, SlotCopy
from rounds import progress
from tables import configuration, mixed
from workloads import create, create_slots, drop, fill, huge


@dataclass
class Start:
    """Wall time until something is there, in milliseconds: median and extremes of the runs."""

    what: str
    runs: list[float]

    @property
    def median(self) -> float:
        """The middle run."""
        return statistics.median(self.runs)


@dataclass
class Idle:
    """A reader with nothing to read."""

    reader: str
    seconds: float
    cpu: float  # percent of a core
    switches: float  # context switches a second


def commands(cluster: Cluster, schema: str, runner: str, count: int) -> list[Start]:
    """`--help` and `lint`."""
    progress("starts: --help and lint")
    file = cluster.folder / "lint.yaml"
    file.write_text(configuration(cluster, "postgres", "tcp", "bench",
                                  [mixed(f"t{number}") for number in range(20)], False))
    return [Start(title, [run(cluster, command).wall * 1000 for _ in range(count)])
            for title, command in (("blink-run --help", [runner, "--help"]),
                                   ("blink-schema --help", [schema, "--help"]),
                                   ("blink-schema lint, 20 streams", [schema, "lint", str(file)]))]


def first_event(cluster: Cluster, readers: list[Reader], count: int) -> list[Start]:
    """From start until one waiting transaction is there, the readers in turn."""
    workload = huge(1)
    create(cluster, workload)
    create_slots(cluster, workload)
    fill(cluster, workload)
    results = [Start(f"first event, {reader.name}", []) for reader in readers]
    for _ in range(count):
        for reader, result in zip(readers, results):
            progress(result.what)
            with SlotCopy(cluster, workload, reader) as slot:
                command = reader.command(Job(cluster, workload, slot, None))
                start = time.monotonic()
                with started(cluster, command, subprocess.PIPE) as process:
                    _await_output(process)
                    result.runs.append((time.monotonic() - start) * 1000)
                    process.send_signal(signal.SIGINT)
                    process.communicate()
    drop(cluster, workload)
    return results


def idle(cluster: Cluster, readers: list[Reader], seconds: float) -> list[Idle]:
    """CPU and wake-ups of readers that have caught up."""
    workload = huge(1)
    create(cluster, workload)
    create_slots(cluster, workload)
    fill(cluster, workload)
    results = []
    for reader in readers:
        progress(f"idle: {reader.name}")
        with SlotCopy(cluster, workload, reader) as slot:
            command = reader.command(Job(cluster, workload, slot, None))
            with started(cluster, command, subprocess.PIPE) as process:
                _await_output(process)
                time.sleep(1)
                cpu, switches = cpu_of(process.pid), switches_of(process.pid)
                time.sleep(seconds)
                results.append(Idle(reader.name, seconds,
                                    (cpu_of(process.pid) - cpu) / seconds * 100,
                                    (switches_of(process.pid) - switches) / seconds))
                process.send_signal(signal.SIGINT)
                process.communicate()
    drop(cluster, workload)
    return results


def _await_output(process: "subprocess.Popen[bytes]") -> None:
    assert process.stdout
    if not process.stdout.read(1):
        raise SystemExit("a reader ended without an event")
