/// Random transactions of one session: savepoints at any depth, rolled back or released, over a
/// table that all sessions share and one that the session alone truncates and alters.
struct RandomTransactions {
  static let sessions = 3

  /// The tables, and the publication `p`.
  static let tables =
    StreamingTests.tables
    + (1...sessions).map {
      "CREATE TABLE own\($0) (id int PRIMARY KEY, v text, w int); ALTER PUBLICATION p ADD TABLE own\($0);"
    }.joined()

  static let streams =
    ([StreamingTests.streams]
    + (1...sessions).map {
      Fixture.stream("own\($0)", [("id", "Int32"), ("v", "String"), ("w", "Int32")])
    }).joined(separator: "\n")

  /// Gives back the columns that were dropped last, and empties what the next seed fills again.
  static let restoration = (1...sessions).map {
    "ALTER TABLE own\($0) ADD COLUMN IF NOT EXISTS w int; TRUNCATE own\($0);"
  }.joined()

  private var random: SeededGenerator
  private let session: Int
  private var nextID: Int
  private var savepoints = 0

  init(seed: UInt64, session: Int) {
    random = SeededGenerator(seed: seed &* 1000 &+ UInt64(session))
    self.session = session
    nextID = session * 10_000_000
  }

  /// So many transactions as a script for psql.
  mutating func script(_ count: Int) -> String {
    (0..<count).map { _ in
      "BEGIN;\n" + steps(depth: 0) + (random.once(in: 6) ? "ROLLBACK;\n" : "COMMIT;\n")
    }.joined()
  }

  private mutating func steps(depth: Int) -> String {
    (0..<random.number(1...5)).map { _ in
      depth < 6 && random.once(in: 3) ? savepoint(depth) : change()
    }.joined()
  }

  private mutating func savepoint(_ depth: Int) -> String {
    savepoints += 1
    let name = "s\(savepoints)"
    let inside = steps(depth: depth + 1)
    let end =
      switch random.number(0...4) {
      case 0, 1: "RELEASE \(name);\n"
      case 2: "ROLLBACK TO \(name);\n" + steps(depth: depth + 1) + "RELEASE \(name);\n"
      case 3: "ROLLBACK TO \(name); RELEASE \(name);\n"
      // It stays, for as long as what is around it.
      default: ""
      }
    return "SAVEPOINT \(name);\n" + inside + end
  }

  private mutating func change() -> String {
    let base = session * 10_000_000
    let low = random.number(base...nextID)
    let range = "BETWEEN \(low) AND \(low + random.number(0...300))"
    switch random.number(0...12) {
    case 0...3:
      let count = random.number(1...400)
      defer { nextID += count }
      let size = random.once(in: 5) ? 3000 : 150
      return StreamingTests.insert(nextID...(nextID + count - 1), characters: size) + "\n"
    case 4, 5: return "UPDATE a SET n = n + 1 WHERE id \(range);\n"
    case 6: return "DELETE FROM a WHERE id \(range) AND id % 3 = 0;\n"
    case 7: return "UPDATE a SET id = -id WHERE id \(range) AND id % 7 = 0;\n"
    case 8:
      let count = random.number(1...300)
      defer { nextID += count }
      return """
        INSERT INTO own\(session) (id, v)
          SELECT g, repeat('o', 200) FROM generate_series(\(nextID), \(nextID + count - 1)) g;\n
        """
    case 9: return "TRUNCATE own\(session);\n"
    case 10:
      return random.once(in: 2)
        ? "ALTER TABLE own\(session) DROP COLUMN IF EXISTS w;\n"
        : "ALTER TABLE own\(session) ADD COLUMN IF NOT EXISTS w int DEFAULT \(random.number(1...9));\n"
    case 11:
      return "INSERT INTO unpublished SELECT repeat('u', 200) FROM generate_series(1, 300);\n"
    default: return "SELECT pg_sleep(0.00\(random.number(1...9)));\n"
    }
  }
}
