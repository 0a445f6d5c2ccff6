"""What must not grow: memory with a transaction's size, cost with tables and backlog."""

from dataclasses import dataclass

from cluster import Cluster
from readers import Job, Reader, SlotCopy
from rounds import progress
from workloads import (Workload, create, create_slots, drop, fill, huge, long_backlog,
                       many_tables, settled_position)


@dataclass
class Memory:
    """Peak memory over one transaction."""

    rows: int
    memory: float  # MB


@dataclass
class Slope:
    """A reader's own CPU over a short and a long backlog of the same changes."""

    title: str
    short: int  # events
    long: int
    cpu: tuple[float, float]  # seconds
    memory: float  # MB, of the long one

    @property
    def microseconds(self) -> float:
        """CPU an event, from the difference, so that start-up does not count."""
        return (self.cpu[1] - self.cpu[0]) / (self.long - self.short) * 1e6


def memory(cluster: Cluster, reader: Reader, sizes: list[int]) -> list[Memory]:
    """VmHWM for transactions of these sizes."""
    results = []
    for rows in sizes:
        workload = huge(rows)
        end = _prepare(cluster, workload)
        peak = _run(cluster, workload, reader, end)[1]
        results.append(Memory(rows, peak))
        drop(cluster, workload)
    return results


def tables(cluster: Cluster, reader: Reader, counts: list[int], rows: int) -> list[Slope]:
    """Cost of an event with these numbers of tables."""
    return [slope for count in counts
            for slope in _slopes(f"{count:,} tables", cluster, [reader], many_tables(count, rows),
                                 many_tables(count, rows * 3, rows))]


def backlog(cluster: Cluster, readers: list[Reader], sizes: list[int]) -> list[Slope]:
    """Cost of an event behind backlogs of these lengths."""
    return [slope for size in sizes
            for slope in _slopes(f"backlog of {size:,} events", cluster, readers,
                                 long_backlog(size // 10),
                                 long_backlog(size - size // 10, size // 10))]


def _slopes(title: str, cluster: Cluster, readers: list[Reader], first: Workload,
            more: Workload) -> list[Slope]:
    """Writes one workload and more of it: one slot, two ends."""
    near = _prepare(cluster, first)
    with cluster.session(first.database) as session:
        session.query("SET synchronous_commit = off")
        more.write(session)
        far = settled_position(session)
    slopes = []
    for reader in readers:
        (cpu, _), (more_cpu, peak) = [_run(cluster, first, reader, end) for end in (near, far)]
        slopes.append(Slope(f"{title}, {reader.name}", first.events,
                            first.events + more.events, (cpu, more_cpu), peak))
    drop(cluster, first)
    return slopes


def _prepare(cluster: Cluster, workload: Workload) -> str:
    progress(f"{workload.name}: writing {workload.title}")
    create(cluster, workload)
    create_slots(cluster, workload)
    return fill(cluster, workload)


def _run(cluster: Cluster, workload: Workload, reader: Reader, end: str) -> tuple[float, float]:
    """CPU seconds and peak MB, the median of three runs."""
    progress(f"{workload.name}: {reader.name} to {end}")
    samples = []
    for _ in range(3):
        with SlotCopy(cluster, workload, reader) as slot:
            samples.append(reader.run(Job(cluster, workload, slot, end)))
    samples.sort(key=lambda sample: sample.cpu or 0)
    return samples[1].cpu or 0, max(sample.memory or 0 for sample in samples)
