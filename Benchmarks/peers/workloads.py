"""What is written before the readers start. Every workload has a database of its own."""

from dataclasses import dataclass
from typing import Callable

from cluster import Cluster
from postgres import Session
from tables import MARKER, Table, large, mixed, narrow, wide

PLUGINS = ("pgoutput", "wal2json", "test_decoding")


@dataclass(frozen=True)
class Workload:
    """Tables and the statements that change them; `events` counts the changes."""

    name: str
    title: str
    tables: list[Table]
    events: int
    write: Callable[[Session], None]
    is_snapshot: bool = False  # the slots are made after the rows

    @property
    def database(self) -> str:
        """The database's name."""
        return self.name.lower()

    @property
    def streams(self) -> list[Table]:
        """The tables that are published: those of the workload and the marker."""
        return [*self.tables, MARKER]


def create(cluster: Cluster, workload: Workload) -> None:
    """Makes the database, its tables and the publication."""
    with cluster.session() as session:
        session.query(f"CREATE DATABASE {workload.database}")
    with cluster.session(workload.database) as session:
        create_tables(session, workload.streams)
        names = ", ".join(table.name for table in workload.streams)
        session.query(f"CREATE PUBLICATION bench FOR TABLE {names}"
                      " WITH (publish_via_partition_root = true)")


def create_slots(cluster: Cluster, workload: Workload) -> None:
    """Makes a slot for each plugin; what is written from here on is what their copies send."""
    with cluster.session(workload.database) as session:
        for plugin in PLUGINS:
            session.query("SELECT pg_create_logical_replication_slot("
                          f"'{base_slot(plugin)}', '{plugin}')")


def create_tables(session: Session, tables: list[Table]) -> None:
    """Makes empty tables."""
    for start in range(0, len(tables), 500):
        session.query("; ".join(table.create() for table in tables[start:start + 500]))


def fill(cluster: Cluster, workload: Workload) -> str:
    """Writes the changes and the marker; gives the position at which readers end."""
    with cluster.session(workload.database) as session:
        session.query("SET synchronous_commit = off")
        workload.write(session)
        session.query("INSERT INTO marker VALUES (1)")
        return settled_position(session)


def settled_position(session: Session) -> str:
    """The end of what was written, with more WAL behind it, so that every reader gets there."""
    position = session.value("SELECT pg_current_wal_insert_lsn()")
    session.query("SELECT pg_switch_wal(); CHECKPOINT")
    return position


def drop(cluster: Cluster, workload: Workload) -> None:
    """Takes the database and its slots away, and with them the WAL."""
    with cluster.session() as session:
        session.query("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
                      f" WHERE database = '{workload.database}'")
        session.query(f"DROP DATABASE {workload.database} WITH (FORCE)")
        session.query("CHECKPOINT")


def base_slot(plugin: str) -> str:
    """The slot whose copies the readers get."""
    return f"base_{plugin}"


def snapshot(rows: int) -> Workload:
    """S: rows that are there before anything starts."""
    table = mixed("s")

    def write(session: Session) -> None:
        session.query(table.insert("1", str(rows)))
        session.query("VACUUM (FREEZE, ANALYZE) s")

    return Workload("S", f"snapshot of {rows:,} rows", [table], rows, write, is_snapshot=True)


def small_transactions(count: int) -> Workload:
    """C1: of ten one-row transactions five insert, four update, one deletes."""
    table = mixed("c1")
    body = f"""
      IF g % 10 < 5 THEN INSERT INTO c1 SELECT {table.select()};
      ELSIF g % 10 < 9 THEN UPDATE c1 SET quantity = quantity + 1 WHERE id = g - 5;
      ELSE DELETE FROM c1 WHERE id = g - 5; END IF;"""
    return Workload("C1", f"{count:,} one-row transactions", [table], count,
                    _running(_transactions(count, "g", body)))


def batches(transactions: int) -> Workload:
    """C2: transactions of 1,000 inserts."""
    table = mixed("c2")
    body = table.insert("h * 1000 + 1", "h * 1000 + 1000") + ";"
    return Workload("C2", f"{transactions:,} transactions of 1,000 inserts", [table],
                    transactions * 1000, _running(_transactions(transactions, "h", body)))


def huge(rows: int) -> Workload:
    """C3: one transaction."""
    table = mixed("c3")
    return Workload("C3", f"one transaction of {rows:,} inserts", [table], rows,
                    _running(table.insert("1", str(rows))))


def wide_rows(rows: int) -> Workload:
    """W: rows of 200 columns, 100 a transaction."""
    table = wide("w")
    body = table.insert("h * 100 + 1", "h * 100 + 100") + ";"
    return Workload("W", f"{rows:,} inserts of 200 columns", [table], rows,
                    _running(_transactions(rows // 100, "h", body)))


def large_values(rows: int) -> Workload:
    """T: large values come once, then each row is updated without touching them."""
    table = large("t")

    def write(session: Session) -> None:
        body = table.insert("h * 10 + 1", "h * 10 + 10") + ";"
        session.query(_transactions(rows // 10, "h", body))
        session.query("UPDATE t SET revision = 1")

    return Workload("T", f"{rows:,} inserts of 60 kB text and jsonb, as many updates", [table],
                    rows * 2, write)


def many_tables(tables: int, rows: int, first: int = 0) -> Workload:
    """M: two rows for each table in turn, 100 rows a transaction; `first` of them exist."""
    statement = f"""DO $$ BEGIN FOR h IN {first // 2}..{(first + rows) // 2 - 1} LOOP
      EXECUTE format('INSERT INTO m_%s VALUES (%s, 1), (%s, 2)', h % {tables}, h * 2, h * 2 + 1);
      IF h % 50 = 49 THEN COMMIT; END IF; END LOOP; END $$"""
    return Workload("M", f"{rows:,} inserts over {tables:,} tables",
                    [narrow(f"m_{number}") for number in range(tables)], rows,
                    _running(statement))


def long_backlog(rows: int, first: int = 0) -> Workload:
    """B: narrow rows, 1,000 a transaction; `first` of them exist."""
    table = narrow("b")
    body = table.insert(f"{first} + h * 1000", f"{first} + h * 1000 + 999") + ";"
    return Workload("B", f"{rows:,} narrow inserts", [table], rows,
                    _running(_transactions(rows // 1000, "h", body)))



def _transactions(count: int, variable: str, body: str) -> str:
    """A block that commits after every turn; the variable counts from 0."""
    return (f"DO $$ BEGIN FOR {variable} IN 0..{count - 1} LOOP {body} COMMIT;"
            " END LOOP; END $$")


def _running(statement: str) -> Callable[[Session], None]:
    def write(session: Session) -> None:
        session.query(statement)

    return write
