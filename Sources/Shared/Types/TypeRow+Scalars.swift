import Postgres
import Settings

extension TypeRow {
  /// Booleans, numbers, texts and bytes.
  static let plain: [TypeRow] = [
    TypeRow(
      "boolean", .builtIn(["bool"]), .boolean, native: "boolean", encoding: "true or false"),
    TypeRow(
      "smallint, smallserial", .builtIn(["int2"]), .int32, native: "smallint",
      encoding: "number", note: "upstream Blink cannot load Int16"),
    TypeRow(
      "integer, serial", .builtIn(["int4"]), .int32, native: "integer", encoding: "number"),
    TypeRow(
      "bigint, bigserial", .builtIn(["int8"]), .int64, native: "bigint",
      encoding: "number, every digit",
      note: "readers that keep numbers as doubles round above 2^53: encoding int64: string"),
    TypeRow(
      "oid", .builtIn(["oid"]), .int64, native: "oid", encoding: "number",
      note: "unsigned, so too wide for Int32"),
    TypeRow("xid, cid", .builtIn(["xid", "cid"]), .int64, native: "xid, cid", encoding: "number"),
    TypeRow(
      "xid8", .builtIn(["xid8"]), .uint64, native: "xid8", encoding: "number, every digit"),
    TypeRow(
      "numeric(p,0), p up to 9", .wholeNumeric(upTo: 9), .int32, native: "numeric",
      encoding: "number", note: "NaN goes to on_overflow"),
    TypeRow(
      "numeric(p,0), p up to 18", .wholeNumeric(upTo: 18), .int64, native: "numeric",
      encoding: "number, every digit", note: "NaN goes to on_overflow"),
    TypeRow(
      "numeric, every other", .builtIn(["numeric"]), .string, native: "numeric",
      encoding: "string, scale kept: \"1234.50\"",
      note: "NaN and the infinities included", comment: "exact only as String"),
    TypeRow(
      "numeric, written as Float64", .nothing, .float64, native: "numeric",
      encoding: "number, the digits as stored; NaN as a string", lossless: .conditional,
      note: "your choice: exact for readers that keep decimals"),
    TypeRow(
      "real", .builtIn(["float4"]), .float32, native: "real",
      encoding: "shortest number that reads back the same; NaN, Infinity as strings"),
    TypeRow(
      "double precision", .builtIn(["float8"]), .float64, native: "double precision",
      encoding: "shortest number that reads back the same; NaN, Infinity as strings"),
    TypeRow(
      "money", .builtIn(["money"]), .string, native: "money", encoding: "text: \"$1,234.56\"",
      lossless: .conditional, note: "depends on the server's lc_monetary; numeric is better",
      comment: "text depends on lc_monetary"),
    TypeRow(
      "text, varchar(n), name, \"char\"", .builtIn(["text", "varchar", "name", "char"]), .string,
      native: "text, varchar, name, \"char\"", encoding: "string"),
    TypeRow(
      "citext", .fromExtension(["citext"], of: ["citext"]), .string, native: "citext",
      encoding: "string"),
    TypeRow(
      "character(n), bpchar", .builtIn(["bpchar"]), .string, native: "character, bpchar",
      encoding: "string, padded as stored"),
    TypeRow(
      "bytea", .builtIn(["bytea"]), .bytea, native: "bytea", encoding: "base64 of the bytes",
      comment: "base64"),
    TypeRow(
      "bit(n), bit varying", .builtIn(["bit", "varbit"]), .string, native: "bit, bit varying",
      encoding: "string: \"1011\""),
    TypeRow("uuid", .builtIn(["uuid"]), .uuid, native: "uuid", encoding: "string"),
    TypeRow(
      "json", .builtIn(["json"]), .json, native: "json", encoding: "the value itself, as stored",
      lossless: .conditional,
      note:
        "JSON null and SQL NULL are both null; a line break between tokens becomes a space; as String"
        + " it is the text, which tells them apart"),
    TypeRow(
      "jsonb", .builtIn(["jsonb"]), .json, native: "jsonb",
      encoding: "the value itself, every digit", lossless: .conditional,
      note:
        "JSON null and SQL NULL are both null; as String it is the text, which tells them apart"),
    TypeRow(
      "jsonpath, xml, tsvector, tsquery", .builtIn(["jsonpath", "xml", "tsvector", "tsquery"]),
      .string, native: "the same", encoding: "string"),
  ]

  /// Dates, times, addresses and shapes.
  static let particular: [TypeRow] = [
    TypeRow(
      "date", .builtIn(["date"]), .date32, native: "date", encoding: "\"YYYY-MM-DD\"",
      note: "infinity, years BC and beyond 9999 as PostgreSQL writes them"),
    TypeRow(
      "timestamp(p)", .builtIn(["timestamp"]), .string, native: "timestamp without time zone",
      encoding: "PostgreSQL's ISO text", note: "or RFC 3339: encoding temporal: rfc3339",
      comment: "PostgreSQL ISO text"),
    TypeRow(
      "timestamptz(p)", .builtIn(["timestamptz"]), .string, native: "timestamp with time zone",
      encoding: "PostgreSQL's ISO text in UTC", note: "or RFC 3339: encoding temporal: rfc3339",
      comment: "PostgreSQL ISO text, UTC"),
    TypeRow(
      "time(p), timetz(p)", .builtIn(["time", "timetz"]), .string,
      native: "time without time zone, time with time zone", encoding: "text, 24:00:00 kept"),
    TypeRow(
      "interval", .builtIn(["interval"]), .string, native: "interval",
      encoding: "text, intervalstyle postgres"),
    TypeRow(
      "inet, cidr", .builtIn(["inet", "cidr"]), .inet, native: "inet, cidr",
      encoding: "string, with its mask"),
    TypeRow(
      "macaddr, macaddr8", .builtIn(["macaddr", "macaddr8"]), .mac, native: "the same",
      encoding: "string"),
    TypeRow(
      "point, line, lseg, box, path, polygon, circle",
      .builtIn(["point", "line", "lseg", "box", "path", "polygon", "circle"]), .string,
      native: "the same", encoding: "PostgreSQL's text"),
    TypeRow(
      "int2vector, oidvector", .builtIn(["int2vector", "oidvector"]), .list(.int64),
      native: "the same", encoding: "array of numbers"),
    TypeRow(
      "pg_lsn, tid, pg_snapshot, txid_snapshot, refcursor, aclitem, reg*",
      .builtIn([
        "pg_lsn", "tid", "pg_snapshot", "txid_snapshot", "refcursor", "aclitem", "regclass",
        "regcollation", "regconfig", "regdictionary", "regnamespace", "regoper", "regoperator",
        "regproc", "regprocedure", "regrole", "regtype",
      ]), .string, native: "the same", encoding: "PostgreSQL's text",
      note: "reg* types become qualified names, not OIDs"),
  ]
}
