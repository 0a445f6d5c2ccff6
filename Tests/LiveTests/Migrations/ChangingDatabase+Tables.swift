/// Migrations of tables, partitions and the publication.
extension ChangingDatabase {
  mutating func tableStatements(of migration: Migration) -> [String]? {
    switch migration {
    case .renameTable: renameTable()
    case .moveTable: moveTable()
    case .renameSchema: renameSchema()
    case .addTable: addTable()
    case .swapTables: swapTables()
    case .dropAndCreate: dropAndCreate()
    case .blueGreen: blueGreen()
    case .convertToPartitioned: convertToPartitioned()
    case .leavePublication: leavePublication()
    case .narrowPublication: narrowPublication()
    default: partitionStatements(of: migration)
    }
  }

  private mutating func renameTable() -> [String]? {
    guard let index = pick({ _ in true }) else { return nil }
    let old = tables[index].stream
    tables[index].name = freshName("t")
    return ["ALTER TABLE \(old) RENAME TO \(tables[index].name)"]
  }

  private mutating func moveTable() -> [String]? {
    guard let index = pick({ !$0.isPartitioned }) else { return nil }
    let old = tables[index].stream
    tables[index].schema = tables[index].schema == "public" ? schema : "public"
    return ["ALTER TABLE \(old) SET SCHEMA \(tables[index].schema)"]
  }

  private mutating func renameSchema() -> [String]? {
    let new = freshName("s")
    let statement = "ALTER SCHEMA \(schema) RENAME TO \(new)"
    for index in tables.indices where tables[index].schema == schema { tables[index].schema = new }
    schema = new
    return [statement]
  }

  private mutating func addTable() -> [String]? {
    var table = table(isPartitioned: false)
    let statements = table.creation() + table.changes(&random)
    tables.append(table)
    return statements
  }

  private mutating func swapTables() -> [String]? {
    guard let one = pick({ !$0.isPartitioned }),
      let other = pick({ [schema = tables[one].schema, name = tables[one].name] in
        !$0.isPartitioned && $0.schema == schema && $0.name != name
      })
    else { return nil }
    let (a, b) = (tables[one], tables[other])
    tables[one].name = b.name
    tables[other].name = a.name
    return [
      "BEGIN", "ALTER TABLE \(a.stream) RENAME TO swapping",
      "ALTER TABLE \(b.stream) RENAME TO \(a.name)",
      "ALTER TABLE \(a.schema).swapping RENAME TO \(b.name)", "COMMIT",
    ]
  }

  private mutating func dropAndCreate() -> [String]? {
    guard let index = pick({ _ in true }) else { return nil }
    let drop = "DROP TABLE \(tables[index].stream)"
    tables[index].identity = .key
    let back = tables[index].creation()
    return ["BEGIN", drop] + back + ["COMMIT"] + tables[index].changes(&random)
  }

  /// Another table with the same columns takes the name.
  private mutating func blueGreen() -> [String]? {
    guard let index = pick({ !$0.isPartitioned }) else { return nil }
    let old = tables[index]
    var new = old
    new.name = freshName("t")
    new.constraint = new.name + "_pkey"
    new.index = new.name + "_u"
    new.identity = .key
    let creation = new.creation() + new.changes(&random)
    let stream = new.stream
    new.name = old.name
    tables[index] = new
    return creation + [
      "BEGIN", "ALTER TABLE \(old.stream) RENAME TO \(freshName("old"))",
      "ALTER TABLE \(stream) RENAME TO \(old.name)", "COMMIT",
    ]
  }

  private mutating func convertToPartitioned() -> [String]? {
    guard let index = pick({ !$0.isPartitioned && $0.unique == nil && $0.nextID < 1000 })
    else { return nil }
    let table = tables[index]
    let partition = freshName("p")
    let constraint = freshName("i")
    tables[index].constraint = constraint
    tables[index].identity = .key
    tables[index].partitions = [.init(name: partition, slice: 0)]
    return [
      "BEGIN", "ALTER TABLE \(table.stream) RENAME TO \(partition)",
      "CREATE TABLE \(table.stream) (LIKE \(table.schema).\(partition), "
        + "CONSTRAINT \(constraint) PRIMARY KEY (\(table.key.joined(separator: ", "))))"
        + " PARTITION BY RANGE (\(table.key[0]))",
      "ALTER TABLE \(table.stream) ATTACH PARTITION \(table.schema).\(partition)"
        + " FOR VALUES FROM (MINVALUE) TO (1000)",
      "COMMIT",
    ]
  }

  private mutating func leavePublication() -> [String]? {
    guard let index = pick({ _ in true }) else { return nil }
    let stream = tables[index].stream
    return ["ALTER PUBLICATION \(publication) DROP TABLE \(stream)"]
      + tables[index].changes(&random)
      + ["ALTER PUBLICATION \(publication) ADD TABLE \(stream)"]
  }

  private mutating func narrowPublication() -> [String]? {
    ["ALTER PUBLICATION \(publication) SET (publish = 'insert')"] + changes() + [
      "ALTER PUBLICATION \(publication) SET (publish = 'insert, update, delete, truncate')"
    ]
  }

  private mutating func partitionStatements(of migration: Migration) -> [String]? {
    guard let index = pick({ $0.isPartitioned && ($0.partitions.last?.slice ?? 0) < 20 })
    else { return nil }
    let table = tables[index]
    let next = (table.partitions.map(\.slice).max() ?? 0) + 1
    let new = ChangingTable.Partition(name: freshName("p"), slice: next)
    let path = "\(table.schema).\(new.name)"
    let bounds = "FOR VALUES FROM (\(next * 1000)) TO (\((next + 1) * 1000))"
    // The first one has the row that stays.
    let old = random.pick(table.partitions.filter { $0.slice > 0 })
    switch migration {
    case .addPartition:
      tables[index].partitions.append(new)
      return [table.creation(of: new)]
    case .attachEmptyPartition, .attachFilledPartition:
      var filled: [String] = []
      if migration == .attachFilledPartition {
        var like = table
        like.name = new.name
        filled = [
          like.insertion(
            of: (1...3).map { next * 1000 + 900 + $0 + random.number(0...20) * 4 }, &random)
        ]
      }
      tables[index].partitions.append(new)
      return ["CREATE TABLE \(path) (LIKE \(table.stream) INCLUDING ALL)"] + filled
        + ["ALTER TABLE \(table.stream) ATTACH PARTITION \(path) \(bounds)"]
    case .detachPartition, .dropPartition:
      guard let old else { return nil }
      tables[index].partitions.removeAll { $0.name == old.name }
      return migration == .dropPartition
        ? ["DROP TABLE \(table.schema).\(old.name)"]
        : ["ALTER TABLE \(table.stream) DETACH PARTITION \(table.schema).\(old.name)"]
    case .truncatePartition:
      return old.map { ["TRUNCATE \(table.schema).\($0.name)"] }
    default: return nil
    }
  }
}
