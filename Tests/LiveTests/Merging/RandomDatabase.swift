import Catalog
import Postgres

/// The tables of a database that random statements made: what the statements did is known here,
/// by numbers that stay through every rename.
struct RandomDatabase {
  struct Column {
    let id: Int
    var name: Identifier
    var type: String
    var isNotNull = false
    var isGenerated = false
  }

  struct Table {
    let id: Int
    var name: QualifiedName
    var columns: [Column]
    /// The columns of the primary key.
    var key: Set<Int> = []
    var isPartitioned = false
  }

  /// What statements did since `init` ran.
  struct Touched {
    /// Columns of which something else than the name may have changed.
    var columns: Set<Int> = []
    var renamedColumns: Set<Int> = []
    /// Tables whose heading may have changed.
    var tables: Set<Int> = []
    /// Tables that were dropped and made again: to be known only by their name.
    var recreated: Set<Int> = []
  }

  /// Types that may be a key, then the others.
  static let types = [
    "bigint", "int", "smallint", "text", "varchar(40)", "uuid", "date", "timestamptz",
    "numeric(9,0)", "numeric(12,2)", "numeric", "boolean", "inet", "bytea",
    "public.\"Mood \"\" é\"",
    "public.price", "char(3)", "double precision", "text[]", "int[]", "interval", "jsonb", "json",
    "xml", "point", "real", "varchar", "time", "public.addr", "public.\"Mood \"\" é\"[]",
  ]
  private static let keyTypes = 18

  var random: SeededGenerator
  var schemas: [Identifier] = ["public"]
  var tables: [Table] = []
  var touched = Touched()
  private var names: RandomNames
  private var last = 0

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    names = RandomNames()
  }

  mutating func number() -> Int {
    last += 1
    return last
  }

  mutating func name() -> Identifier { names.next(&random) }

  /// A name for a schema; `#{secret.…}` as the default schema would be a secret's.
  mutating func schemaName() -> Identifier {
    let name = name()
    return name.text.hasPrefix("#{secret.") ? self.name() : name
  }

  /// Schemas, types and tables.
  mutating func creation() -> [String] {
    var sql = [
      "CREATE TYPE public.\"Mood \"\" é\" AS ENUM ('sad', '#{ok}')",
      "CREATE DOMAIN public.price AS numeric(12,2)",
      "CREATE TYPE public.addr AS (street text, number int)",
    ]
    for _ in 0..<random.number(0...2) {
      let name = schemaName()
      schemas.append(name)
      sql.append("CREATE SCHEMA \(name.quoted)")
    }
    for index in 0..<random.number(1...5) { sql += tableCreation(isKeyed: index == 0) }
    return sql
  }

  mutating func column(isKey: Bool = false) -> Column {
    let limit = isKey ? Self.keyTypes : Self.types.count
    return Column(
      id: number(), name: name(), type: Self.types[random.number(0...limit - 1)],
      isNotNull: isKey || random.once(in: 3), isGenerated: !isKey && random.once(in: 15))
  }

  /// A new table, and what makes it.
  mutating func tableCreation(isKeyed: Bool = false) -> [String] {
    var columns: [Column] = []
    let keyCount = isKeyed || !random.once(in: 5) ? random.number(1...2) : 0
    for index in 0..<random.number(max(1, keyCount)...7) {
      columns.append(column(isKey: index < keyCount))
    }
    let key = Set(columns.prefix(keyCount).map(\.id))
    columns.shuffle(using: &random)
    let schema = random.pick(schemas) ?? "public"
    var table = Table(
      id: number(), name: QualifiedName(schema: schema, name: name()), columns: columns, key: key)
    table.isPartitioned = keyCount > 0 && random.once(in: 8)
    tables.append(table)
    return statements(creating: table)
  }

  /// What makes a table, and sometimes comments on it.
  mutating func statements(creating table: Table) -> [String] {
    var parts = table.columns.map(Self.definition)
    let key = table.columns.filter { table.key.contains($0.id) }.map(\.name.quoted)
      .joined(separator: ", ")
    if !key.isEmpty { parts.append("PRIMARY KEY (\(key))") }
    var sql = ["CREATE TABLE \(table.name.quoted) (\(parts.joined(separator: ", ")))"]
    if table.isPartitioned {
      sql[0] += " PARTITION BY HASH (\(key))"
      let part = QualifiedName(schema: table.name.schema, name: name())
      sql.append(
        "CREATE TABLE \(part.quoted) PARTITION OF \(table.name.quoted)"
          + " FOR VALUES WITH (MODULUS 1, REMAINDER 0)")
    }
    if random.once(in: 3) { sql.append("COMMENT ON TABLE \(table.name.quoted) IS \(comment())") }
    for column in table.columns where random.once(in: 4) {
      sql.append(commentStatement(column, table))
    }
    return sql
  }

  static func definition(_ column: Column) -> String {
    // Of any type, and on a table without rows never evaluated.
    let generated = column.isGenerated ? " GENERATED ALWAYS AS (NULL::\(column.type)) STORED" : ""
    return "\(column.name.quoted) \(column.type)\(generated)\(column.isNotNull ? " NOT NULL" : "")"
  }

  mutating func commentStatement(_ column: Column, _ table: Table) -> String {
    "COMMENT ON COLUMN \(table.name.quoted).\(column.name.quoted) IS \(comment())"
  }

  /// A comment as a literal; sometimes none.
  mutating func comment() -> String {
    let texts = [
      "NULL", "E'two\\nlines # and a hash'", "'with ''quotes'' and \"more\"'",
      "'${HOME} #{secret.x}'",
      "'plain'", "'é̂ 🦆'", "' left out: not really'", "'- stream: x'",
    ]
    return random.pick(texts) ?? "NULL"
  }
}
