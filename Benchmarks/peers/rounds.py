"""Several readers over the same changes, in turn, round after round."""

import statistics
import sys
from dataclasses import dataclass, field

from cluster import Cluster
from measure import Sample, count_output
from readers import Blink, Copy, Job, Reader, Recvlogical, SlotCopy
from workloads import Workload, create, create_slots, drop, fill


@dataclass
class Outcome:
    """All runs of one reader over one workload."""

    reader: Reader
    size: int | None = None  # bytes of output
    samples: list[Sample] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)  # speed against the base's of the same round

    def median(self, key: str) -> float | None:
        """The middle one of a figure; none where it was not measured."""
        values = [value for sample in self.samples if (value := getattr(sample, key)) is not None]
        return statistics.median(values) if values else None

    @property
    def ratio(self) -> tuple[float, float, float] | None:
        """Median, lowest and highest of the ratios."""
        if not self.ratios:
            return None
        return statistics.median(self.ratios), min(self.ratios), max(self.ratios)


def compare(cluster: Cluster, workload: Workload, readers: list[Reader],
            rounds: int) -> list[Outcome]:
    """Writes the workload, runs everybody `rounds` times, and takes it all away again."""
    progress(f"{workload.name}: writing {workload.title}")
    create(cluster, workload)
    if not workload.is_snapshot:
        create_slots(cluster, workload)
    end = fill(cluster, workload)
    if workload.is_snapshot:
        create_slots(cluster, workload)
    outcomes = [Outcome(reader) for reader in readers]
    _count_outputs(cluster, workload, outcomes, end)
    for number in range(rounds):
        walls: dict[str, float] = {}
        # Nobody is always first.
        turn = number % len(outcomes)
        for outcome in outcomes[turn:] + outcomes[:turn]:
            progress(f"{workload.name}: round {number + 1} of {rounds}, {outcome.reader.name}")
            with SlotCopy(cluster, workload, outcome.reader) as slot:
                sample = outcome.reader.run(Job(cluster, workload, slot, end))
            outcome.samples.append(sample)
            walls[outcome.reader.name] = sample.wall
        for outcome in outcomes:
            if base := walls.get(outcome.reader.base):
                outcome.ratios.append(base / walls[outcome.reader.name])
    drop(cluster, workload)
    return outcomes


def _count_outputs(cluster: Cluster, workload: Workload, outcomes: list[Outcome],
                   end: str) -> None:
    """Warms everything up, and counts what each kind of reader writes, once a kind."""
    sizes: dict[tuple[object, ...], int] = {}
    for outcome in outcomes:
        reader = outcome.reader
        if not isinstance(reader, (Blink, Recvlogical, Copy)):
            continue
        kind = (type(reader), reader.plugin, getattr(reader, "query", None))
        if kind not in sizes:
            progress(f"{workload.name}: counting what {reader.name} writes")
            with SlotCopy(cluster, workload, reader) as slot:
                size, lines = count_output(
                    cluster, reader.command(Job(cluster, workload, slot, end)))
            expected = workload.events + (0 if workload.is_snapshot else 1)
            if isinstance(reader, Blink) and lines != expected:
                raise SystemExit(f"{workload.name}: blink-run wrote {lines} events, not {expected}")
            sizes[kind] = size
        outcome.size = sizes[kind]


def progress(text: str) -> None:
    """Says on stderr what is going on."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
    elif text:
        print(text, file=sys.stderr, flush=True)
