import Postgres

/// How PostgreSQL's own types are spelled in SQL.
enum TypeSpelling {
  /// Every spelling, folded to lower case, of another `typname`, and the names that
  /// a user's type could be mistaken for.
  static let builtIn: [String: Identifier] = [
    "bool": "bool", "boolean": "bool",
    "int2": "int2", "smallint": "int2", "smallserial": "int2", "serial2": "int2",
    "int4": "int4", "int": "int4", "integer": "int4", "serial": "int4", "serial4": "int4",
    "int8": "int8", "bigint": "int8", "bigserial": "int8", "serial8": "int8",
    "float4": "float4", "real": "float4",
    "float8": "float8", "float": "float8", "double precision": "float8", "double": "float8",
    "numeric": "numeric", "decimal": "numeric", "dec": "numeric",
    "varchar": "varchar", "character varying": "varchar", "char varying": "varchar",
    "national character varying": "varchar", "nchar varying": "varchar",
    "bpchar": "bpchar", "character": "bpchar", "char": "bpchar",
    "national character": "bpchar", "nchar": "bpchar",
    "bit": "bit", "varbit": "varbit", "bit varying": "varbit",
    "timestamp": "timestamp", "timestamp without time zone": "timestamp",
    "timestamptz": "timestamptz", "timestamp with time zone": "timestamptz",
    "time": "time", "time without time zone": "time",
    "timetz": "timetz", "time with time zone": "timetz",
    "text": "text", "name": "name", "bytea": "bytea", "uuid": "uuid", "json": "json",
    "jsonb": "jsonb", "date": "date", "interval": "interval", "money": "money", "inet": "inet",
    "cidr": "cidr", "macaddr": "macaddr", "macaddr8": "macaddr8", "xml": "xml", "oid": "oid",
  ]

  /// The SQL name of a type of `pg_catalog`, as `init` writes it.
  static func sqlName(of name: Identifier) -> String {
    switch name {
    case "bool": "boolean"
    case "int2": "smallint"
    case "int4": "integer"
    case "int8": "bigint"
    case "float4": "real"
    case "float8": "double precision"
    case "bpchar": "character"
    case "varbit": "bit varying"
    case "timestamp": "timestamp without time zone"
    case "timestamptz": "timestamp with time zone"
    case "time": "time without time zone"
    case "timetz": "time with time zone"
    // Without the quotes it would be character(1).
    case "char": "\"char\""
    default: name.text
    }
  }
}
