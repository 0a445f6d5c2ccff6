"""Those who read: blink-run, and the peers that come with PostgreSQL."""

import pathlib
import shutil
from dataclasses import dataclass

from cluster import Cluster
from measure import Sample, run
from tables import configuration
from workloads import Workload, base_slot

_PLUGIN_OPTIONS = {
    "pgoutput": ["-o", "proto_version=1", "-o", "publication_names=bench"],
    "wal2json": ["-o", "format-version=2"],
    "test_decoding": [],
}


@dataclass(frozen=True)
class Job:
    """One run: where to read, and from which slot to which position."""

    cluster: Cluster
    workload: Workload
    slot: str
    end: str | None

    @property
    def folder(self) -> pathlib.Path:
        """Holds blink-run's configuration and state."""
        return self.cluster.folder / "run"


@dataclass(frozen=True)
class Reader:
    """A program; `base` names the peer of the same round that it is compared with."""

    name: str
    base: str
    transport: str
    plugin: str | None = "pgoutput"

    def command(self, job: Job) -> list[str]:
        """The program and its arguments; may write files that it needs."""
        raise NotImplementedError

    def run(self, job: Job) -> Sample:
        """One timed run to nowhere."""
        return run(job.cluster, self.command(job))


@dataclass(frozen=True)
class Blink(Reader):
    """blink-run, writing envelope JSON."""

    binary: str = ""
    snapshot: bool = False
    streaming: bool = False  # transactions come before they commit
    preload: str = ""  # delays every fsync of the state by 200 ms

    def command(self, job: Job) -> list[str]:
        shutil.rmtree(job.folder, ignore_errors=True)
        job.folder.mkdir()
        file = job.folder / "blink.yaml"
        file.write_text(configuration(
            job.cluster, job.workload.database, self.transport, job.slot,
            job.workload.tables if self.snapshot else job.workload.streams, self.snapshot,
            self.streaming))
        end = ["--endpos", "current" if self.snapshot else job.end] if job.end else []
        slow = ["env", f"LD_PRELOAD={self.preload}", "BLINK_SLOW_MS=200",
                f"BLINK_SLOW_FOLDER={job.folder.resolve()}/.blink/state"] if self.preload else []
        return [*slow, self.binary, str(file), *end]


@dataclass(frozen=True)
class Recvlogical(Reader):
    """pg_recvlogical with one of the server's plugins."""

    def command(self, job: Job) -> list[str]:
        assert self.plugin
        end = ["-E", job.end] if job.end else []
        return [job.cluster.program("pg_recvlogical"), "-d",
                job.cluster.conninfo(job.workload.database, self.transport), "-S", job.slot,
                "--start", "--no-loop", "-f", "-", *end, *_PLUGIN_OPTIONS[self.plugin]]


@dataclass(frozen=True)
class Bare(Reader):
    """Reads as blink-run does and throws away what comes: what reading alone costs."""

    binary: str = ""

    def command(self, job: Job) -> list[str]:
        assert job.end
        return [self.binary, job.cluster.conninfo(job.workload.database, self.transport), job.slot,
                job.end]


@dataclass(frozen=True)
class Copy(Reader):
    """psql, copying the workload's first table."""

    query: str = "COPY {0} TO STDOUT"

    def command(self, job: Job) -> list[str]:
        return [job.cluster.program("psql"), "-X", "-q", "-d",
                job.cluster.conninfo(job.workload.database, self.transport), "-c",
                self.query.format(job.workload.tables[0].name)]


class SlotCopy:
    """A copy of the workload's slot for one run: every reader gets the same changes."""

    def __init__(self, cluster: Cluster, workload: Workload, reader: Reader) -> None:
        self._cluster, self._database, self._reader = cluster, workload.database, reader
        self.name = "copy_" + "".join(c if c.isalnum() else "_" for c in reader.name.lower())

    def __enter__(self) -> str:
        if self._reader.plugin:
            with self._cluster.session(self._database) as session:
                session.query("SELECT pg_copy_logical_replication_slot("
                              f"'{base_slot(self._reader.plugin)}', '{self.name}')")
        return self.name

    def __exit__(self, kind: object, *_: object) -> None:
        """Waits until nobody reads the slot, and drops it."""
        if kind:
            return
        with self._cluster.session(self._database) as session:
            session.query(f"""DO $$ BEGIN
              WHILE EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = '{self.name}'
                AND active) LOOP PERFORM pg_sleep(0.005); END LOOP;
              PERFORM pg_drop_replication_slot(slot_name) FROM pg_replication_slots
                WHERE slot_name = '{self.name}'; END $$""")
