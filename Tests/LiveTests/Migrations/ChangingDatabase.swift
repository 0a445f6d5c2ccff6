/// A database whose tables, and what is around them, change at random.
struct ChangingDatabase {
  /// The publication that blink-run creates.
  let publication: String
  var tables: [ChangingTable] = []
  /// Of its second schema.
  var schema = "s2"
  private var names = 0
  var random: SeededGenerator

  init(seed: UInt64, publication: String) {
    self.publication = publication
    random = SeededGenerator(seed: seed &* 104_729)
    for index in 0..<random.number(2...4) { tables.append(table(isPartitioned: index == 0)) }
  }

  /// A name that nothing has borne before.
  mutating func freshName(_ prefix: String) -> String {
    names += 1
    return "\(prefix)\(names)"
  }

  mutating func table(isPartitioned: Bool) -> ChangingTable {
    var columns = [ChangingTable.Column(name: freshName("id"), kind: .integer)]
    if random.once(in: 3) { columns.append(.init(name: freshName("k"), kind: .integer)) }
    let key = columns.map(\.name)
    let unique = isPartitioned || random.once(in: 2) ? nil : freshName("u")
    if let unique { columns.append(.init(name: unique, kind: .integer)) }
    for _ in 0..<random.number(2...5) { columns.append(column()) }
    let name = freshName("t")
    var table = ChangingTable(
      schema: random.once(in: 3) ? schema : "public", name: name, columns: columns, key: key,
      unique: unique, constraint: name + "_pkey", index: name + "_u")
    if random.once(in: 4) { table.identity = .full }
    if isPartitioned {
      for slice in 0..<random.number(2...3) {
        table.partitions.append(.init(name: freshName("p"), slice: slice))
      }
    }
    return table
  }

  mutating func column() -> ChangingTable.Column {
    let kind = random.pick(ChangingTable.Kind.allCases) ?? .text
    return .init(name: freshName("c"), kind: kind)
  }

  /// Creates everything, with some rows.
  mutating func creation() -> [String] {
    let types = [
      "CREATE SCHEMA s2", "CREATE TYPE mood AS ENUM ('sad', 'so, so')",
      "CREATE DOMAIN label AS text",
    ]
    return types + tables.flatMap { $0.creation() } + changes()
  }

  /// Changes of rows in some tables.
  mutating func changes() -> [String] {
    var statements: [String] = []
    for index in tables.indices where !random.once(in: 3) {
      statements += tables[index].changes(&random)
    }
    return statements
  }
}
