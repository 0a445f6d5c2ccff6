"""The tables of the workloads, and the configurations that stream them."""

from dataclasses import dataclass

from cluster import Cluster

_DATABREW_TYPES = {
    "bigint": "Int64", "integer": "Int32", "numeric": "String", "text": "String",
    "character varying": "String", "timestamp with time zone": "String", "boolean": "Boolean",
    "uuid": "UUID", "jsonb": "JSON", "double precision": "Float64",
}


@dataclass(frozen=True)
class Column:
    """A column and the SQL that makes its value for row number `g`."""

    name: str
    type: str
    value: str


@dataclass(frozen=True)
class Table:
    """A table whose first column is its primary key."""

    name: str
    columns: tuple[Column, ...]

    def create(self) -> str:
        """The statement that makes the table."""
        columns = ", ".join(f"{column.name} {column.type}" for column in self.columns)
        return f"CREATE TABLE {self.name} ({columns}, PRIMARY KEY ({self.columns[0].name}))"

    def select(self) -> str:
        """The values of a row number `g`, as a select list."""
        return ", ".join(column.value for column in self.columns)

    def insert(self, first: str, last: str) -> str:
        """The statement that inserts the rows of a range of numbers."""
        return (f"INSERT INTO {self.name} SELECT {self.select()}"
                f" FROM generate_series({first}, {last}) g")


def mixed(name: str) -> Table:
    """Ten columns of mixed types, about 240 bytes of COPY text a row."""
    return Table(name, (
        Column("id", "bigint", "g"),
        Column("quantity", "integer", "g % 1000"),
        Column("price", "numeric(12,2)", "(g % 100000) / 100.0"),
        Column("title", "text", "'A \"quoted\" word in a title, number ' || g || ' of many'"),
        Column("code", "character varying(40)", "'SKU-' || g % 5000"),
        Column("placed_at", "timestamp with time zone",
               "timestamptz '2026-01-01 00:00:00+00' + g * interval '1.003 s'"),
        Column("active", "boolean", "g % 3 = 0"),
        Column("token", "uuid", "md5(g::text)::uuid"),
        Column("details", "jsonb",
               "jsonb_build_object('size', g % 50, 'tags', jsonb_build_array('a', 'b'), 'n', g)"),
        Column("score", "double precision", "g / 7.0::float8"),
    ))


def wide(name: str, count: int = 200) -> Table:
    """Many narrow columns of five types."""
    kinds = (("integer", "g + {0}"), ("text", "'value {0} of ' || g"),
             ("numeric(12,2)", "(g + {0}) / 4.0"), ("double precision", "g / {0}.0::float8"),
             ("timestamp with time zone",
              "timestamptz '2026-01-01+00' + (g + {0}) * interval '1 s'"))
    columns = [Column("id", "bigint", "g")]
    for number in range(1, count):
        kind, value = kinds[number % len(kinds)]
        columns.append(Column(f"c{number}", kind, value.format(number)))
    return Table(name, tuple(columns))


def large(name: str) -> Table:
    """A text of 48 kB and a JSON document of 12 kB a row, both in TOAST, hardly compressible."""
    digits = "(SELECT string_agg(md5((g * 10000 + n)::text), {0}) FROM generate_series(1, {1}) n)"
    return Table(name, (
        Column("id", "bigint", "g"),
        Column("revision", "integer", "0"),
        Column("body", "text", digits.format("E'\\n'", 1450)),
        Column("document", "jsonb",
               "jsonb_build_object('lines', to_jsonb(string_to_array("
               + digits.format("','", 340) + ", ',')))"),
    ))


def narrow(name: str) -> Table:
    """Two columns: for many tables and long backlogs."""
    return Table(name, (Column("id", "bigint", "g"), Column("n", "integer", "g % 100000")))


# The last transaction of every workload inserts one row here, so that a reader's end can be seen.
MARKER = Table("marker", (Column("id", "bigint", "g"),))


def configuration(cluster: Cluster, database: str, transport: str, slot: str,
                  tables: list[Table], snapshot: bool, streaming: bool = False) -> str:
    """The YAML with which blink-run streams these tables."""
    address = cluster.address(database, transport)
    lines = ["service:", "  id: 1", "  stream_schema:"]
    for table in tables:
        lines += [f"    - stream: {table.name}", "      columns:"]
        for column in table.columns:
            native = column.type.split("(")[0]
            lines += [f"        - name: {column.name}",
                      f"          databrewType: {_DATABREW_TYPES[native]}",
                      f"          nativeConnectorType: {native}"]
            if column is table.columns[0]:
                lines.append("          pk: true")
    lines += ["source:", "  driver: postgres_cdc", "  config:",
              f"    host: {address['host']}", f"    port: {address['port']}",
              f"    database: {database}", "    user: postgres", f"    slot_name: {slot}",
              f"    sslmode: {address['sslmode']}", "    publication: bench",
              f"    stream_snapshot: {'true' if snapshot else 'false'}"]
    if streaming:
        lines.append("    streaming: true")
    return "\n".join(lines) + "\n"
