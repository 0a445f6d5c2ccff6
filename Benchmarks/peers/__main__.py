"""blink-run against the readers that come with PostgreSQL; scripts/bench calls this."""

import argparse
import pathlib
import shlex
import signal
import sys

import latency
import report
import scaling
import startup
from cluster import TRANSPORTS, Cluster
from native import Subscription
from readers import Bare, Blink, Copy, Reader, Recvlogical
from rounds import compare, progress
from workloads import (Workload, batches, huge, large_values, many_tables, small_transactions,
                       snapshot, wide_rows)

ALL = ["S", "C1", "C2", "C3", "W", "T", "M", "L", "state", "memory", "tables", "backlog", "start", "idle"]
QUICK = ["S", "C1", "C2", "L"]


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="scripts/bench", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Measures blink-run and the readers that come with PostgreSQL, in turn, on a"
        " throwaway server.\n\nWorkloads: " + " ".join(ALL))
    parser.add_argument("--quick", action="store_true",
                        help=f"small sizes, two rounds, {' '.join(QUICK)} only; under two minutes")
    parser.add_argument("--only", metavar="NAMES", help="these workloads, with commas")
    parser.add_argument("--rounds", type=int, help="rounds of every workload (default 5)")
    parser.add_argument("--peers", metavar="PREFIXES",
                        help="only peers whose name begins so, with commas; blink-run always runs")
    parser.add_argument("--backlog", type=int, default=10_000_000, metavar="EVENTS",
                        help="the longest backlog (default 10,000,000)")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="write every figure")
    parser.add_argument("--page", type=pathlib.Path, metavar="FILE",
                        help="write the page docs/reference/performance.md")
    parser.add_argument("--binaries", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--bare", metavar="FILE", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


def workloads(quick: bool) -> dict[str, Workload]:
    """The comparisons, in the order in which they run."""
    if quick:
        made = [snapshot(400_000), small_transactions(50_000), batches(200), huge(100_000),
                wide_rows(2_000), large_values(400), many_tables(500, 20_000)]
    else:
        made = [snapshot(2_000_000), small_transactions(200_000), batches(1_000),
                huge(1_000_000), wide_rows(100_000), large_values(20_000),
                many_tables(5_000, 200_000)]
    return {workload.name: workload for workload in made}


def stream_readers(binary: str, bare: str, quick: bool) -> list[Reader]:
    """Everybody who reads a stream."""
    readers: list[Reader] = []
    for transport in TRANSPORTS:
        base = f"pgoutput {transport}"
        readers += [Blink(f"blink-run {transport}", base, transport, binary=binary),
                    Recvlogical(base, base, transport)]
    readers.append(Bare("bare reader tcp", "pgoutput tcp", "tcp", binary=bare))
    readers.append(Recvlogical("wal2json tcp", "pgoutput tcp", "tcp", "wal2json"))
    if not quick:
        readers += [Recvlogical("test_decoding tcp", "pgoutput tcp", "tcp", "test_decoding"),
                    Subscription("native tcp", "pgoutput tcp", "tcp")]
    return readers


def snapshot_readers(binary: str, quick: bool) -> list[Reader]:
    """Everybody who reads a table."""
    readers: list[Reader] = []
    for transport in TRANSPORTS:
        base = f"COPY {transport}"
        readers += [Blink(f"blink-run {transport}", base, transport, None, binary, snapshot=True),
                    Copy(base, base, transport, None)]
    readers.append(Copy("row_to_json tcp", "COPY tcp", "tcp", None,
                        "COPY (SELECT row_to_json({0}) FROM {0}) TO STDOUT"))
    if not quick:
        readers.append(Subscription("native tcp", "COPY tcp", "tcp", snapshot=True))
    return readers


def chosen(readers: list[Reader], peers: str | None) -> list[Reader]:
    """blink-run and the peers that were asked for."""
    prefixes = ("blink-run", *(peers.split(",") if peers is not None else [""]))
    return [reader for reader in readers if reader.name.startswith(prefixes)]


def measure(cluster: Cluster, arguments: argparse.Namespace, results: report.Results) -> None:
    """Runs what was asked for, into `results`."""
    quick, binary = arguments.quick, str(arguments.binaries / "blink-run")
    names = arguments.only.split(",") if arguments.only else QUICK if quick else ALL
    if unknown := set(names) - set(ALL):
        raise SystemExit(f"no workload {', '.join(sorted(unknown))}; there are {', '.join(ALL)}")
    rounds = arguments.rounds or (2 if quick else 5)
    everybody = stream_readers(binary, arguments.bare, quick)
    streaming, over_tcp = chosen(everybody, arguments.peers), everybody[:2]
    for name, workload in workloads(quick).items():
        if name in names:
            readers = (chosen(snapshot_readers(binary, quick), arguments.peers)
                       if workload.is_snapshot else streaming)
            if name == "C3":
                readers = [*readers, Blink("blink-run streaming tcp", "pgoutput tcp", "tcp",
                                           binary=binary, streaming=True)]
            results.workloads.append((workload, compare(cluster, workload, readers, rounds)))
    if "L" in names:
        results.latencies = latency.compare(cluster, over_tcp, [100, 1000], rounds,
                                            2 if quick else 20)
    if "state" in names:
        results.latencies += latency.slow_state(cluster, binary, rounds, 2 if quick else 20)
    if "memory" in names:
        results.memory = scaling.memory(cluster, over_tcp[0], [10_000, 1_000_000])
    if "tables" in names:
        results.slopes += scaling.tables(cluster, over_tcp[0], [10, 5_000], 100_000)
    if "backlog" in names:
        readers = [reader for reader in streaming
                   if reader.name in ("blink-run tcp", "blink-run unix", "bare reader tcp")]
        results.slopes += scaling.backlog(cluster, readers, [100_000, arguments.backlog])
    if "start" in names:
        schema = str(arguments.binaries / "blink-schema")
        results.starts += startup.commands(cluster, schema, binary, rounds * 4)
        results.starts += startup.first_event(cluster, over_tcp, rounds * 2)
    if "idle" in names:
        results.idle = startup.idle(cluster, over_tcp, 5 if quick else 20)


def main() -> None:
    """Measures, prints a table, and writes the files that were asked for."""
    arguments = options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # Where the figures went says nothing about them.
    said = sys.argv[1:]
    shown = [word for place, word in enumerate(said)
             if not word.startswith(("--binaries", "--bare", "--json"))
             and (place == 0 or said[place - 1] != "--json")]
    with Cluster() as cluster:
        with cluster.session() as session:
            version = "PostgreSQL " + session.value("SHOW server_version").split()[0]
        results = report.Results(shlex.join(["scripts/bench", *shown]), version, report.commit())
        measure(cluster, arguments, results)
    progress("")
    print(f"{results.date}  {report.machine()}  {version}\n\n{report.text(results)}", end="")
    if arguments.json:
        arguments.json.write_text(results.as_json())
    if arguments.page:
        arguments.page.write_text(report.page(results))


main()
