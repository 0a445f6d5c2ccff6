/// A table of a database that changes, as far as statements need to know it.
struct ChangingTable {
  /// What its values are; the text of a value is the same in every type that it is widened to.
  enum Kind: String, CaseIterable {
    case integer, bigint, text, varchar, large, boolean, mood, label, tags, document

    /// The type's name in SQL.
    var type: String {
      switch self {
      case .integer: "int"
      case .large: "text"
      case .varchar: "varchar(30)"
      case .tags: "text[]"
      case .document: "jsonb"
      default: rawValue
      }
    }
  }

  struct Column {
    var name: String
    var kind: Kind
  }

  /// How the server names a row that is updated or deleted.
  enum Identity { case key, full, index }

  /// A thousand ids each, from `slice * 1000` on.
  struct Partition {
    var name: String
    var slice: Int
  }

  var schema: String
  var name: String
  /// The key's columns first.
  var columns: [Column]
  var key: [String]
  var identity = Identity.key
  /// None: an ordinary table.
  var partitions: [Partition] = []
  /// Of its next row; 0 is a row that always stays, so that no table is empty.
  var nextID = 1

  /// Its name with the schema.
  var stream: String { "\(schema).\(name)" }
  var isPartitioned: Bool { !partitions.isEmpty }
  /// The columns that are not in the key, and not its unique column.
  var ordinary: [Column] { columns.filter { !key.contains($0.name) && $0.name != unique } }
  /// A column whose values are unique too, with an index.
  var unique: String?
  /// The name of the key's constraint, and of that index.
  var constraint: String
  var index: String

  /// Creates the table with its partitions and the row that stays.
  func creation() -> [String] {
    let list = columns.map { column in
      let isNotNull = key.contains(column.name) || column.name == unique
      return "\(column.name) \(column.kind.type)\(isNotNull ? " NOT NULL" : "")"
    }
    let by = isPartitioned ? " PARTITION BY RANGE (\(key[0]))" : ""
    var statements = [
      "CREATE TABLE \(stream) (\(list.joined(separator: ", ")), "
        + "CONSTRAINT \(constraint) PRIMARY KEY (\(key.joined(separator: ", "))))\(by)"
    ]
    statements += partitions.map(creation(of:))
    if let unique { statements.append("CREATE UNIQUE INDEX \(index) ON \(stream) (\(unique))") }
    statements += columns.filter { $0.kind == .large }.map {
      "ALTER TABLE \(stream) ALTER \($0.name) SET STORAGE EXTERNAL"
    }
    if identity == .full { statements.append("ALTER TABLE \(stream) REPLICA IDENTITY FULL") }
    var none = SeededGenerator(seed: 1)
    return statements + [insertion(of: [0], &none)]
  }

  func creation(of partition: Partition) -> String {
    let low = partition.slice * 1000
    return "CREATE TABLE \(schema).\(partition.name) PARTITION OF \(stream) "
      + "FOR VALUES FROM (\(low)) TO (\(low + 1000))"
  }

  /// A new id, in one of the partitions.
  mutating func freshID(_ random: inout SeededGenerator) -> Int {
    nextID += 1
    return (random.pick(partitions)?.slice ?? 0) * 1000 + nextID - 1
  }

  func insertion(of ids: [Int], _ random: inout SeededGenerator) -> String {
    let rows = ids.map { id in
      let values = columns.map { column in
        key.contains(column.name) || column.name == unique
          ? "\(id)" : Self.value(column.kind, salt: id, &random)
      }
      return "(\(values.joined(separator: ", ")))"
    }
    let names = columns.map(\.name).joined(separator: ", ")
    return "INSERT INTO \(stream) (\(names)) VALUES \(rows.joined(separator: ", "))"
  }

  static func value(_ kind: Kind, salt: Int, _ random: inout SeededGenerator) -> String {
    if salt > 0, random.once(in: 6) { return "NULL" }
    let number = random.number(1...30_000)
    return switch kind {
    case .integer, .bigint: "\(number)"
    case .text, .varchar, .label: "'it''s \\ \(number) ä'"
    case .large: "repeat(md5('\(number)'), 100)"
    case .boolean: number.isMultiple(of: 2) ? "true" : "false"
    case .mood: number.isMultiple(of: 2) ? "'sad'" : "'so, so'"
    case .tags: "ARRAY['a \(number)', NULL, 'c,d']"
    case .document: "'{\"n\": \(number), \"list\": [1, null, \"x\"]}'"
    }
  }

  /// Random changes of rows, some in one transaction, some rolled back.
  mutating func changes(_ random: inout SeededGenerator) -> [String] {
    var statements: [String] = []
    for _ in 0..<random.number(1...4) {
      var some = (0..<random.number(1...3)).map { _ in change(&random) }
      if random.once(in: 2) {
        some = ["BEGIN"] + some + [random.once(in: 5) ? "ROLLBACK" : "COMMIT"]
      }
      statements += some
    }
    return statements
  }

  private mutating func change(_ random: inout SeededGenerator) -> String {
    let first = key[0]
    // The same rows for the same seed, and never the one that stays.
    let some =
      "\(first) IN (SELECT \(first) FROM \(stream) WHERE \(first) > 0 "
      + "ORDER BY md5(\(first)::text || '\(random.number(1...1000))') LIMIT \(random.number(1...3)))"
    switch random.number(0...9) {
    case 0...3:
      return insertion(of: (0..<random.number(1...4)).map { _ in freshID(&random) }, &random)
    case 4...6:
      guard let column = random.pick(ordinary) else { return "SELECT" }
      let value = Self.value(column.kind, salt: 1, &random)
      return "UPDATE \(stream) SET \(column.name) = \(value) WHERE \(some)"
    case 7 where identity == .key || identity == .full:
      let id = freshID(&random)
      let sets = key.map { "\($0) = \(id)" }.joined(separator: ", ")
      return "UPDATE \(stream) SET \(sets) WHERE \(first) = "
        + "(SELECT max(\(first)) FROM \(stream) WHERE \(first) > 0)"
    case 8 where random.once(in: 3):
      let back = insertion(of: [0], &random)
      // One statement, so that nobody sees the table empty.
      return "DO $do$ BEGIN TRUNCATE \(stream); \(back); END $do$"
    default:
      return "DELETE FROM \(stream) WHERE \(some)"
    }
  }
}
