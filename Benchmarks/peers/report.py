"""The results as a table, as JSON and as a page of the documentation."""

import dataclasses
import datetime
import json
import os
import pathlib
import platform
import statistics
import subprocess
from dataclasses import dataclass, field
from typing import Any

from latency import Latencies
from rounds import Outcome
from scaling import Memory, Slope
from startup import Idle, Start
from workloads import Workload

Rows = list[list[str]]


@dataclass
class Results:
    """Everything one call of scripts/bench found."""

    command: str
    postgres: str
    commit: str
    date: str = field(default_factory=lambda: datetime.date.today().isoformat())
    workloads: list[tuple[Workload, list[Outcome]]] = field(default_factory=list)
    latencies: list[Latencies] = field(default_factory=list)
    memory: list[Memory] = field(default_factory=list)
    slopes: list[Slope] = field(default_factory=list)
    starts: list[Start] = field(default_factory=list)
    idle: list[Idle] = field(default_factory=list)

    def as_json(self) -> str:
        """All figures, every run."""
        record: dict[str, Any] = {
            "schema_version": 1, "date": self.date, "command": self.command,
            "commit": self.commit, "machine": machine(), "postgresql": self.postgres,
            "workloads": [_workload_record(*item) for item in self.workloads],
        }
        for key in ("latencies", "memory", "starts", "idle"):
            record[key] = [dataclasses.asdict(item) for item in getattr(self, key)]
        record["slopes"] = [dataclasses.asdict(item) | {"microseconds": item.microseconds}
                            for item in self.slopes]
        return json.dumps(record, indent=1) + "\n"

    def sections(self) -> list[tuple[str, Rows]]:
        """Titles and tables; the first row of a table is its head."""
        found = [(f"{workload.name}: {workload.title}", _comparison(workload, outcomes))
                 for workload, outcomes in self.workloads]
        found.append(("L: milliseconds from commit to output, medians of the rounds",
                      _latency_rows(self.latencies)))
        found.append(("Peak memory of blink-run over one transaction", [
            ["rows", "peak MB"], *[[f"{m.rows:,}", f"{m.memory:.1f}"] for m in self.memory]]))
        found.append(("Own CPU an event, start-up not counted", [
            ["", "us/event", "peak MB"],
            *[[s.title, f"{s.microseconds:.2f}", f"{s.memory:.1f}"] for s in self.slopes]]))
        found.append(("Start, milliseconds", [
            ["", "median", "range"], *[[s.what, f"{s.median:.1f}",
                                        f"{min(s.runs):.1f}..{max(s.runs):.1f}"]
                                       for s in self.starts]]))
        found.append(("Idle", [
            ["", "CPU %", "context switches/s"],
            *[[i.reader, f"{i.cpu:.3f}", f"{i.switches:.2f}"] for i in self.idle]]))
        return [(title, rows) for title, rows in found if len(rows) > 1]


def text(results: Results) -> str:
    """For a terminal."""
    parts = []
    for title, rows in results.sections():
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        lines = ["  ".join([row[0].ljust(widths[0])]
                           + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])])
                 for row in rows]
        parts.append("\n".join([title, *lines]))
    return "\n\n".join(parts) + "\n"


def page(results: Results) -> str:
    """docs/reference/performance.md."""
    parts = [_PREFACE.format(date=results.date, machine=machine(), postgres=results.postgres,
                             command=results.command, commit=results.commit)]
    for title, rows in results.sections():
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        lines.insert(1, "|---" * len(rows[0]) + "|")
        parts.append("\n".join([f"## {title}", "", *lines]))
    return "\n\n".join(parts) + "\n"


_PREFACE = """# Performance

Written by `{command}` on {date}:
commit {commit}, {postgres} with `fsync = off` on the same machine,
{machine}.
`scripts/bench --quick` repeats the main part in two minutes.

Every reader gets a copy of the same slot over the same WAL and writes to `/dev/null`; readers take
turns, and a ratio compares the speed of a reader with that of its peer in the same round:
`pg_recvlogical` with pgoutput over the same transport, for the snapshot `psql` with COPY. Figures
are medians of the rounds; a ratio also has its lowest and highest. Wall and CPU run from the start
of the process to its exit, start-up and checks included. *Server* is the CPU of all server
processes. *Other* is the share of the machine that neither reader nor server used: above a tenth,
wall times say little. *native* is `CREATE SUBSCRIPTION` into a database of the same server, which
applies the rows. blink-run reads protocol version 1, where a transaction comes when it has committed;
*streaming* is `streaming: true`, where a large one comes while it runs. *bare reader* reads as
blink-run does, pauses included, and throws away what comes: what it costs, and how long it takes, is
what reading so costs, without decoding, JSON and sink.

Over TCP the figures depend on the congestion control of the server's system, which decides how many
rows the walsender sends as packets of their own while the reader pauses; the others leave together,
which costs both sides less. [Under cubic](performance-cubic.md), Linux's default, far fewer do."""


def machine() -> str:
    """The hardware class."""
    model = platform.machine()
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / (1 << 30)
    control = pathlib.Path("/proc/sys/net/ipv4/tcp_congestion_control").read_text().strip()
    return (f"{os.cpu_count()} cores of {model}, {memory:.0f} GB, Linux {platform.release()},"
            f" TCP {control}")


def commit() -> str:
    """What was measured."""
    return subprocess.run(["git", "describe", "--always", "--dirty"], check=False,
                          capture_output=True, text=True).stdout.strip() or "unknown"


def _comparison(workload: Workload, outcomes: list[Outcome]) -> Rows:
    head = ["reader", "wall s", "events/s", "MB/s", "CPU s", "us/event", "server CPU s",
            "peak MB", "other", "ratio", "range", "to"]
    rows = [head]
    for outcome in outcomes:
        wall, cpu = outcome.median("wall") or 0, outcome.median("cpu")
        size, peak, ratio = outcome.size, outcome.median("memory"), outcome.ratio
        rows.append([
            outcome.reader.name, f"{wall:.2f}", f"{workload.events / wall:,.0f}",
            f"{size / wall / 1e6:.0f}" if size else "",
            f"{cpu:.2f}" if cpu else "", f"{cpu / workload.events * 1e6:.2f}" if cpu else "",
            f"{outcome.median('server') or 0:.2f}", f"{peak:.1f}" if peak else "",
            f"{outcome.median('other') or 0:.0%}",
            f"{ratio[0]:.2f}" if ratio else "", f"{ratio[1]:.2f}..{ratio[2]:.2f}" if ratio else "",
            outcome.reader.base if ratio else ""])
    return rows


def _latency_rows(latencies: list[Latencies]) -> Rows:
    rows = [["reader", "commits/s", "p50", "p95", "p99", "p50 range", "p99 range", "CPU %"]]
    for item in latencies:
        middle = [statistics.median(values) for values in (item.p50, item.p95, item.p99)]
        rows.append([item.reader, f"{item.rate:,}", *[f"{value:.2f}" for value in middle],
                     f"{min(item.p50):.2f}..{max(item.p50):.2f}",
                     f"{min(item.p99):.2f}..{max(item.p99):.2f}",
                     f"{statistics.median(item.cpu):.1f}"])
    return rows


def _workload_record(workload: Workload, outcomes: list[Outcome]) -> dict[str, Any]:
    return {
        "name": workload.name, "title": workload.title, "events": workload.events,
        "readers": [{
            "name": outcome.reader.name, "base": outcome.reader.base, "output_bytes": outcome.size,
            "medians": {key: outcome.median(key)
                        for key in ("wall", "cpu", "memory", "server", "other")},
            "ratio": outcome.ratio, "ratios": outcome.ratios,
            "runs": [dataclasses.asdict(sample) for sample in outcome.samples],
        } for outcome in outcomes],
    }
