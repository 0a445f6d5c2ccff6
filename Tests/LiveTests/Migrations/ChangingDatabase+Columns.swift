/// Migrations of columns and types.
extension ChangingDatabase {
  /// The plan of a migration; nil where no table suits it.
  mutating func plan(_ migration: Migration) -> MigrationPlan? {
    var names = Set(tables.flatMap { [$0.name] + $0.partitions.map(\.name) })
    guard let statements = statements(of: migration) else { return nil }
    names.formUnion(tables.flatMap { [$0.name] + $0.partitions.map(\.name) })
    return MigrationPlan(migration: migration, statements: statements, names: names.sorted())
  }

  private mutating func statements(of migration: Migration) -> [String]? {
    switch migration {
    case .addColumn: addColumn(" NULL")
    case .addColumnWithDefault: addColumn(nil)
    case .dropColumn: dropColumn()
    case .renameColumn: renameColumn(ofKey: false)
    case .renameKeyColumn: renameColumn(ofKey: true)
    case .swapColumnNames: swapColumnNames()
    case .widenType: retype(.integer, .bigint, using: nil) ?? retype(.varchar, .text, using: nil)
    case .changeType:
      retype(.text, .integer, using: "length") ?? retype(.integer, .text, using: "'n' || ")
    case .dropDomain: retype(.label, .text, using: nil)
    case .swapEnum: swapEnum()
    case .addEnumLabel: ["ALTER TYPE mood ADD VALUE '\(freshName("happy"))'"]
    case .changeKey: changeKey()
    case .changeIdentity: changeIdentity()
    case .rewrite: pick { _ in true }.map { ["VACUUM FULL \(tables[$0].stream)"] }
    default: tableStatements(of: migration)
    }
  }

  /// The index of a table that suits.
  mutating func pick(_ suits: (ChangingTable) -> Bool) -> Int? {
    random.pick(tables.indices.filter { suits(tables[$0]) })
  }

  private mutating func addColumn(_ attributes: String?) -> [String]? {
    guard let index = pick({ _ in true }) else { return nil }
    let column = column()
    let value = ChangingTable.value(column.kind, salt: 0, &random)
    tables[index].columns.append(column)
    return [
      "ALTER TABLE \(tables[index].stream) ADD COLUMN \(column.name) \(column.kind.type)"
        + (attributes ?? " DEFAULT \(value)")
    ]
  }

  private mutating func dropColumn() -> [String]? {
    guard let index = pick({ $0.ordinary.count > 1 }),
      let column = random.pick(tables[index].ordinary)
    else { return nil }
    tables[index].columns.removeAll { $0.name == column.name }
    return ["ALTER TABLE \(tables[index].stream) DROP COLUMN \(column.name)"]
  }

  private mutating func renameColumn(ofKey: Bool) -> [String]? {
    guard let index = pick({ ofKey || !$0.ordinary.isEmpty }) else { return nil }
    let table = tables[index]
    guard let old = ofKey ? random.pick(table.key) : random.pick(table.ordinary)?.name
    else { return nil }
    let new = freshName(String(old.prefix(1)))
    tables[index].columns = table.columns.map {
      ChangingTable.Column(name: $0.name == old ? new : $0.name, kind: $0.kind)
    }
    tables[index].key = table.key.map { $0 == old ? new : $0 }
    return ["ALTER TABLE \(table.stream) RENAME COLUMN \(old) TO \(new)"]
  }

  private mutating func swapColumnNames() -> [String]? {
    guard let index = pick({ Self.pair($0) != nil }), let (one, other) = Self.pair(tables[index])
    else { return nil }
    let stream = tables[index].stream
    return [
      "BEGIN", "ALTER TABLE \(stream) RENAME COLUMN \(one) TO swapping",
      "ALTER TABLE \(stream) RENAME COLUMN \(other) TO \(one)",
      "ALTER TABLE \(stream) RENAME COLUMN swapping TO \(other)", "COMMIT",
    ]
  }

  /// Two columns of one kind.
  private static func pair(_ table: ChangingTable) -> (String, String)? {
    for (place, one) in table.ordinary.enumerated() {
      for other in table.ordinary.dropFirst(place + 1) where other.kind == one.kind {
        return (one.name, other.name)
      }
    }
    return nil
  }

  private mutating func retype(
    _ from: ChangingTable.Kind, _ to: ChangingTable.Kind, using function: String?
  ) -> [String]? {
    guard let index = pick({ $0.ordinary.contains { $0.kind == from } }),
      let column = tables[index].ordinary.first(where: { $0.kind == from })
    else { return nil }
    tables[index].columns = tables[index].columns.map {
      $0.name == column.name ? ChangingTable.Column(name: $0.name, kind: to) : $0
    }
    let using = function.map { " USING \($0)(\(column.name))" } ?? ""
    return [
      "ALTER TABLE \(tables[index].stream) ALTER COLUMN \(column.name) TYPE \(to.type)\(using)"
    ]
  }

  /// The usual way to take a label out of an enum.
  private mutating func swapEnum() -> [String]? {
    let columns = tables.flatMap { table in
      table.columns.filter { $0.kind == .mood }.map { (table.stream, $0.name) }
    }
    guard !columns.isEmpty else { return nil }
    let old = freshName("mood")
    let drop =
      "DO $do$ BEGIN DROP TYPE \(old); "
      // Of a table that was detached or replaced.
      + "EXCEPTION WHEN dependent_objects_still_exist THEN NULL; END $do$"
    return [
      "BEGIN", "ALTER TYPE mood RENAME TO \(old)",
      "CREATE TYPE mood AS ENUM ('so, so', 'sad', '\(freshName("glad"))')",
    ]
      + columns.map { stream, name in
        "ALTER TABLE \(stream) ALTER \(name) TYPE mood USING \(name)::text::mood"
      } + [drop, "COMMIT"]
  }

  /// Another column becomes the key; the one that was keeps values of its own.
  private mutating func changeKey() -> [String]? {
    guard
      let index = pick({ $0.unique != nil && $0.key.count == 1 && $0.identity != .index }),
      let unique = tables[index].unique
    else { return nil }
    let table = tables[index]
    let name = freshName("i")
    tables[index].key = [unique]
    tables[index].unique = table.key[0]
    tables[index].constraint = name + "_pkey"
    tables[index].index = name + "_u"
    return [
      "BEGIN", "ALTER TABLE \(table.stream) DROP CONSTRAINT \(table.constraint)",
      "ALTER TABLE \(table.stream) ADD CONSTRAINT \(name)_pkey PRIMARY KEY (\(unique))",
      "CREATE UNIQUE INDEX \(name)_u ON \(table.stream) (\(table.key[0]))", "COMMIT",
    ]
  }

  private mutating func changeIdentity() -> [String]? {
    guard let index = pick({ !$0.isPartitioned }) else { return nil }
    let table = tables[index]
    switch table.identity {
    case .key:
      if table.unique != nil, random.once(in: 2) {
        tables[index].identity = .index
        return ["ALTER TABLE \(table.stream) REPLICA IDENTITY USING INDEX \(table.index)"]
      }
      tables[index].identity = .full
      return ["ALTER TABLE \(table.stream) REPLICA IDENTITY FULL"]
    case .full, .index:
      tables[index].identity = .key
      return ["ALTER TABLE \(table.stream) REPLICA IDENTITY DEFAULT"]
    }
  }
}
