"""L: from just before a commit is sent until its row is read from the reader's output."""

import multiprocessing
import os
import pathlib
import re
import select
import signal
import statistics
import subprocess
import time
from dataclasses import dataclass, field

from cluster import Cluster
from measure import cpu_of, started
from postgres import Session
from readers import Blink, Job, Reader, SlotCopy
from rounds import progress
from tables import Column, Table
from workloads import Workload, create, create_slots, drop

_TABLE = Table("l", (Column("id", "bigint", "g"), Column("sent", "text", "''")))
_MARK = re.compile(rb"@(\d{19})@")


@dataclass
class Latencies:
    """One reader at one rate, a list entry a round; times in milliseconds."""

    reader: str
    rate: int
    p50: list[float] = field(default_factory=list)
    p95: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)  # percent of a core


def compare(cluster: Cluster, readers: list[Reader], rates: list[int], rounds: int,
            seconds: float) -> list[Latencies]:
    """The readers in turn, each under a writer of its own, at every rate."""
    workload = Workload("L", "commits at a rate", [_TABLE], 0, lambda _: None)
    create(cluster, workload)
    create_slots(cluster, workload)
    results = {(reader.name, rate): Latencies(reader.name, rate)
               for rate in rates for reader in readers}
    for rate in rates:
        for number in range(rounds):
            turn = number % len(readers)
            for reader in readers[turn:] + readers[:turn]:
                progress(f"L: {rate} commits a second, round {number + 1}, {reader.name}")
                _measure(cluster, workload, reader, rate, seconds, results[reader.name, rate])
    drop(cluster, workload)
    return list(results.values())


def slow_state(cluster: Cluster, binary: str, rounds: int, seconds: float) -> list[Latencies]:
    """blink-run at 1,000 commits a second, with and without a slow disk under its state."""
    shim = str(cluster.folder / "slow_fsync.so")
    source = pathlib.Path(__file__).with_name("slow_fsync.c")
    subprocess.run(["cc", "-O1", "-Wall", "-Werror", "-shared", "-fPIC", "-o", shim, str(source)],
                   check=True)
    readers: list[Reader] = [
        Blink("blink-run tcp", "pgoutput tcp", "tcp", binary=binary),
        Blink("blink-run slow state", "pgoutput tcp", "tcp", binary=binary, preload=shim)]
    found = compare(cluster, readers, [1000], rounds, seconds)
    plain, slow = (statistics.median(item.p99) for item in found)
    progress("")
    print(f"p99 with every fsync of the state 200 ms late: {slow:.1f} ms, {slow / plain:.2f} times"
          f" that without; worst round {max(found[1].p99):.1f} ms", flush=True)
    return found


def _measure(cluster: Cluster, workload: Workload, reader: Reader, rate: int, seconds: float,
             result: Latencies) -> None:
    with cluster.session(workload.database) as session:
        session.query("TRUNCATE l")
        session.query("SELECT pg_replication_slot_advance(slot_name, pg_current_wal_lsn())"
                      " FROM pg_replication_slots WHERE database = current_database()")
    with SlotCopy(cluster, workload, reader) as slot:
        command = reader.command(Job(cluster, workload, slot, None))
        with started(cluster, command, subprocess.PIPE) as process:
            _wait_until_active(cluster, slot)
            before, start = cpu_of(process.pid), time.monotonic()
            delays = _write_and_read(cluster, workload, process, rate, seconds)
            used = (cpu_of(process.pid) - before) / (time.monotonic() - start)
            process.send_signal(signal.SIGINT)
            process.communicate()
    delays.sort()
    for key, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99)):
        getattr(result, key).append(delays[int(len(delays) * share)])
    result.cpu.append(used * 100)


def _wait_until_active(cluster: Cluster, slot: str) -> None:
    with cluster.session() as session:
        active = f"SELECT active FROM pg_replication_slots WHERE slot_name = '{slot}'"
        while session.value(active) != "t":
            time.sleep(0.02)
    time.sleep(0.5)


def _write_and_read(cluster: Cluster, workload: Workload, process: "subprocess.Popen[bytes]",
                    rate: int, seconds: float) -> list[float]:
    """Starts the writer; gives the delay of every row, in milliseconds."""
    count = int(rate * seconds)
    writer = multiprocessing.get_context("fork").Process(
        target=_write, args=(cluster.conninfo(workload.database), rate, count))
    writer.start()
    assert process.stdout
    output, delays, rest = process.stdout.fileno(), [], b""
    limit = time.monotonic() + seconds * 3 + 30
    while len(delays) < count:
        ready, _, _ = select.select([output], [], [], max(0.0, limit - time.monotonic()))
        block = os.read(output, 1 << 16) if ready else b""
        now = time.time_ns()
        if not block:
            raise SystemExit(f"L: {len(delays)} of {count} rows arrived")
        rest += block
        end = 0
        for match in _MARK.finditer(rest):
            delays.append((now - int(match[1])) / 1e6)
            end = match.end()
        rest = rest[end:][-64:]
    writer.join()
    return delays


def _write(conninfo: str, rate: int, count: int) -> None:
    """Commits a row `rate` times a second; each row tells when it was sent."""
    session = Session(conninfo)
    start = time.monotonic()
    for number in range(count):
        pause = start + number / rate - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        session.query(f"INSERT INTO l VALUES ({number}, '@{time.time_ns():019}@')")
    session.close()

