package import Settings

/// One row of the mapping table: PostgreSQL types that are treated alike.
package struct TypeRow: Sendable {
  /// Names as `pg_type.typname`, of PostgreSQL's own types or of extensions.
  package var types: [String]
  package var databrewType: DatabrewType
  /// How a value is written.
  package var encoding: String
  /// What to know about it.
  package var note: String

  init(_ types: String, _ databrewType: DatabrewType, _ encoding: String, _ note: String = "") {
    self.types = types.split(separator: " ").map(String.init)
    self.databrewType = databrewType
    self.encoding = encoding
    self.note = note
  }

  /// The whole table; what no row names is a String.
  package static let all: [TypeRow] = [
    TypeRow("bool", .boolean, "true or false"),
    TypeRow("int2", .int32, "number", "Int32, because upstream Blink takes Int16 for a list"),
    TypeRow("int4", .int32, "number"),
    TypeRow(
      "int8", .int64, "number with exact digits", "encoding.int64: string for readers of doubles"),
    TypeRow("oid xid cid", .int64, "number"),
    TypeRow("xid8", .uint64, "number with exact digits"),
    TypeRow(
      "numeric", .string, "digits as a string, scale kept",
      "numeric(p,0) is Int32 up to 9 digits, Int64 up to 18"),
    TypeRow("float4", .float32, "shortest exact number", "NaN and infinities are strings"),
    TypeRow("float8", .float64, "shortest exact number", "NaN and infinities are strings"),
    TypeRow("money", .string, "text", "its form depends on the server's lc_monetary"),
    TypeRow("text varchar name char bpchar citext", .string, "string"),
    TypeRow("bytea", .bytea, "base64"),
    TypeRow("bit varbit", .string, "digits as a string"),
    TypeRow("uuid", .uuid, "string"),
    TypeRow(
      "json", .json, "embedded as it was written", "line breaks between tokens become spaces"),
    TypeRow("jsonb", .json, "embedded"),
    TypeRow("hstore", .json, "object of strings and nulls"),
    TypeRow("jsonpath xml tsvector tsquery", .string, "text"),
    TypeRow("date", .date32, "YYYY-MM-DD", "infinity and BC stay PostgreSQL's text"),
    TypeRow("timestamp", .string, "ISO text", "encoding.temporal: rfc3339 writes T"),
    TypeRow("timestamptz", .string, "ISO text in UTC", "encoding.temporal: rfc3339 writes T and Z"),
    TypeRow("time timetz interval", .string, "text"),
    TypeRow("inet cidr", .inet, "string with mask"),
    TypeRow("macaddr macaddr8", .mac, "string"),
    TypeRow("point line lseg box path polygon circle", .string, "text"),
    TypeRow(
      "int4range int8range numrange tsrange tstzrange daterange int4multirange int8multirange"
        + " nummultirange tsmultirange tstzmultirange datemultirange", .string, "text"),
    TypeRow("int2vector oidvector", .list(.int64), "list of numbers"),
    TypeRow("vector", .list(.float64), "list of numbers", "pgvector"),
    TypeRow(
      "pg_lsn tid pg_snapshot txid_snapshot refcursor aclitem regclass regtype regproc"
        + " regprocedure regoper regoperator regrole regnamespace regconfig regdictionary",
      .string, "text", "reg* names are qualified"),
    TypeRow("ltree lquery ltxtquery cube seg isbn isbn13 ean13 issn ismn upc", .string, "text"),
    TypeRow("halfvec sparsevec geometry geography raster", .string, "text", "geometry as hex EWKB"),
  ]

  /// The rows for kinds of types rather than names.
  package static let kinds: [TypeRow] = [
    TypeRow("enum", .string, "label"),
    TypeRow("domain", .string, "as the type under it", "as the type under it, however deep"),
    TypeRow("composite", .string, "record text"),
    TypeRow("array-of-integers", .list(.int64), "list", "other lower bounds than 1 stay text"),
    TypeRow("array-of-floats", .list(.float64), "list"),
    TypeRow("array-of-json", .list(.json), "list of embedded values"),
    TypeRow("array-of-anything-else", .list(.string), "list of strings"),
    TypeRow("any-other-type", .string, "text output"),
  ]
}
