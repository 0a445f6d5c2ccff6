"""The native peer: CREATE SUBSCRIPTION into another database of the same server.

Its reader is a process of the server, so its figures contain the applied rows.
"""

import time
from dataclasses import dataclass

from measure import Sample, Stopwatch, cpu_of, peak_memory
from postgres import Session
from readers import Job, Reader
from workloads import create_tables

_TARGET = "target"


@dataclass(frozen=True)
class Subscription(Reader):
    """Applies the changes, or copies the rows first."""

    snapshot: bool = False

    def run(self, job: Job) -> Sample:
        with job.cluster.session() as session:
            session.query(f"CREATE DATABASE {_TARGET}")
        try:
            with job.cluster.session(_TARGET) as target:
                create_tables(target, job.workload.streams)
                return self._run(job, target)
        finally:
            with job.cluster.session() as session:
                session.query(f"DROP DATABASE {_TARGET} WITH (FORCE)")

    def _run(self, job: Job, target: Session) -> Sample:
        source = job.cluster.conninfo(job.workload.database, self.transport)
        copy = "true" if self.snapshot else "false"
        target.query(f"CREATE SUBSCRIPTION bench CONNECTION '{source}' PUBLICATION bench WITH"
                     f" (create_slot = false, slot_name = '{job.slot}', copy_data = {copy},"
                     " enabled = false)")
        try:
            watch = Stopwatch(job.cluster)
            target.query("ALTER SUBSCRIPTION bench ENABLE")
            done = ("SELECT bool_and(srsubstate IN ('s', 'r')) FROM pg_subscription_rel"
                    if self.snapshot else "SELECT count(*) = 1 FROM marker")
            while target.value(done) != "t":
                time.sleep(0.01)
            watch.stop()
            # Rows are copied by other processes, which are gone by now.
            cpu, memory = (None, None) if self.snapshot else _worker(target)
            return watch.sample(cpu, memory, apart=cpu or 0)
        finally:
            target.query("ALTER SUBSCRIPTION bench DISABLE")
            target.query("ALTER SUBSCRIPTION bench SET (slot_name = NONE)")
            target.query("DROP SUBSCRIPTION bench")


def _worker(target: Session) -> tuple[float | None, float | None]:
    """CPU seconds and peak memory of the process that applies."""
    rows = target.query("SELECT pid FROM pg_stat_subscription WHERE pid IS NOT NULL")
    if not rows:
        return None, None
    pid = int(rows[0][0])
    return cpu_of(pid), peak_memory(pid)
