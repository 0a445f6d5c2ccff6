import Catalog
import Postgres

extension RandomDatabase {
  /// Some changes, as a migration would make them.
  mutating func changes() -> [String] {
    (0..<random.number(1...5)).flatMap { _ in change() }
  }

  private mutating func change() -> [String] {
    guard let place = random.pick(tables.indices) else { return tableCreation() }
    let kind = random.number(0...20)
    // What was made again under its old name must keep that to be found.
    if [3, 4, 9, 10, 15, 16, 18].contains(kind), isRecreated(tables[place]) { return [] }
    switch kind {
    case 0, 1: return addColumn(place)
    case 2: return dropColumn(place)
    case 3, 4: return renameColumn(place)
    case 5, 6: return changeType(place)
    case 7: return changeNullability(place)
    case 8: return changeComment(place)
    case 9: return renameTable(place)
    case 10: return moveTable(place)
    case 11: return tableCreation()
    case 12: return dropTable(place)
    case 13: return recreateTable(place)
    case 14: return changeKey(place)
    case 15: return swapColumns(place)
    case 16: return swapTables(place)
    case 17: return renameSchema()
    case 18: return replaceColumn(place)
    case 19: return extendType()
    default: return dropExpression(place)
    }
  }

  /// Another label, which the notes of its columns tell.
  private mutating func extendType() -> [String] {
    for table in tables {
      touched.columns.formUnion(table.columns.filter { $0.type.contains("Mood") }.map(\.id))
    }
    return ["ALTER TYPE public.\"Mood \"\" é\" ADD VALUE 'label \(number())'"]
  }

  /// A generated column becomes one that can be streamed.
  private mutating func dropExpression(_ place: Int) -> [String] {
    let generated = tables[place].columns.indices.filter { tables[place].columns[$0].isGenerated }
    guard let index = random.pick(generated) else { return [] }
    let column = tables[place].columns[index]
    tables[place].columns[index].isGenerated = false
    return [
      "ALTER TABLE \(tables[place].name.quoted) ALTER COLUMN \(column.name.quoted) DROP EXPRESSION"
    ]
  }

  private func isRecreated(_ table: Table) -> Bool { touched.recreated.contains(table.id) }

  private mutating func addColumn(_ place: Int) -> [String] {
    let column = column()
    tables[place].columns.append(column)
    return ["ALTER TABLE \(tables[place].name.quoted) ADD COLUMN \(Self.definition(column))"]
  }

  /// A column that is no part of the key.
  private mutating func other(_ place: Int) -> Int? {
    random.pick(
      tables[place].columns.indices.filter { index in
        !tables[place].key.contains(tables[place].columns[index].id)
      })
  }

  private mutating func dropColumn(_ place: Int) -> [String] {
    // Without its key a table is another case; the partition key cannot be dropped at all.
    let isKey = !tables[place].isPartitioned && random.once(in: 4)
    guard tables[place].columns.count > 1,
      let index = isKey ? random.pick(tables[place].columns.indices) : other(place)
    else { return [] }
    // Its old name may be that of a new column by now, which would be taken for it.
    guard !touched.renamedColumns.contains(tables[place].columns[index].id) else { return [] }
    let column = tables[place].columns.remove(at: index)
    if tables[place].key.contains(column.id) { loseKey(place) }
    return ["ALTER TABLE \(tables[place].name.quoted) DROP COLUMN \(column.name.quoted)"]
  }

  /// A primary key is gone as a whole; its columns stay NOT NULL.
  private mutating func loseKey(_ place: Int) {
    touched.columns.formUnion(tables[place].key)
    touched.tables.insert(tables[place].id)
    tables[place].key = []
  }

  private mutating func renameColumn(_ place: Int) -> [String] {
    guard let index = random.pick(tables[place].columns.indices) else { return [] }
    let name = name()
    return [rename(place, index, name)]
  }

  private mutating func rename(_ place: Int, _ index: Int, _ name: Identifier) -> String {
    let column = tables[place].columns[index]
    touched.renamedColumns.insert(column.id)
    // The heading names the columns of the key.
    touched.tables.insert(tables[place].id)
    tables[place].columns[index].name = name
    return "ALTER TABLE \(tables[place].name.quoted) RENAME COLUMN \(column.name.quoted)"
      + " TO \(name.quoted)"
  }

  private mutating func changeType(_ place: Int) -> [String] {
    guard let index = other(place), !tables[place].columns[index].isGenerated else { return [] }
    let type = random.pick(Self.types) ?? "text"
    let column = tables[place].columns[index]
    touched.columns.insert(column.id)
    tables[place].columns[index].type = type
    return [
      "ALTER TABLE \(tables[place].name.quoted) ALTER COLUMN \(column.name.quoted)"
        + " TYPE \(type) USING NULL"
    ]
  }

  private mutating func changeNullability(_ place: Int) -> [String] {
    guard let index = other(place) else { return [] }
    tables[place].columns[index].isNotNull.toggle()
    let column = tables[place].columns[index]
    touched.columns.insert(column.id)
    return [
      "ALTER TABLE \(tables[place].name.quoted) ALTER COLUMN \(column.name.quoted)"
        + " \(column.isNotNull ? "SET" : "DROP") NOT NULL"
    ]
  }

  private mutating func changeComment(_ place: Int) -> [String] {
    let table = tables[place]
    guard !random.once(in: 3), let column = random.pick(table.columns) else {
      touched.tables.insert(table.id)
      return ["COMMENT ON TABLE \(table.name.quoted) IS \(comment())"]
    }
    touched.columns.insert(column.id)
    return [commentStatement(column, table)]
  }

  private mutating func renameTable(_ place: Int) -> [String] {
    let name = name()
    return [rename(place, name)]
  }

  private mutating func rename(_ place: Int, _ name: Identifier) -> String {
    let old = tables[place].name
    touched.tables.insert(tables[place].id)
    tables[place].name.name = name
    return "ALTER TABLE \(old.quoted) RENAME TO \(name.quoted)"
  }

  private mutating func moveTable(_ place: Int) -> [String] {
    let old = tables[place].name
    guard let schema = random.pick(schemas), schema != old.schema else { return [] }
    touched.tables.insert(tables[place].id)
    tables[place].name.schema = schema
    return ["ALTER TABLE \(old.quoted) SET SCHEMA \(schema.quoted)"]
  }

  private mutating func dropTable(_ place: Int) -> [String] {
    guard tables.count > 1 else { return [] }
    return ["DROP TABLE \(tables.remove(at: place).name.quoted)"]
  }

  /// The same name and columns, but another OID.
  private mutating func recreateTable(_ place: Int) -> [String] {
    let isRenamed = tables[place].columns.contains { touched.renamedColumns.contains($0.id) }
    guard !isRenamed, !touched.tables.contains(tables[place].id) else { return [] }
    let drop = "DROP TABLE \(tables[place].name.quoted)"
    touched.recreated.insert(tables[place].id)
    touched.tables.insert(tables[place].id)
    touched.columns.formUnion(tables[place].columns.map(\.id))
    if random.once(in: 2) { tables[place].columns.shuffle(using: &random) }
    return [drop] + statements(creating: tables[place])
  }

  private mutating func changeKey(_ place: Int) -> [String] {
    let table = tables[place]
    guard !table.isPartitioned else { return [] }
    touched.columns.formUnion(table.columns.map(\.id))
    if !table.key.isEmpty {
      loseKey(place)
      return [
        """
        DO $$ BEGIN EXECUTE (SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)
        FROM pg_constraint WHERE contype = 'p' AND conrelid = '\(table.name.quoted.replacing("'", with: "''"))'::regclass); END $$
        """
      ]
    }
    guard
      let index = table.columns.indices.first(where: {
        Self.types.prefix(18).contains(table.columns[$0].type) && !table.columns[$0].isGenerated
      })
    else { return [] }
    let column = table.columns[index]
    touched.tables.insert(table.id)
    tables[place].key = [column.id]
    tables[place].columns[index].isNotNull = true
    return ["ALTER TABLE \(table.name.quoted) ADD PRIMARY KEY (\(column.name.quoted))"]
  }

  private mutating func swapColumns(_ place: Int) -> [String] {
    let indices = tables[place].columns.indices.shuffled(using: &random).prefix(2)
    guard indices.count == 2, let a = indices.first, let b = indices.last else { return [] }
    let (first, second) = (tables[place].columns[a].name, tables[place].columns[b].name)
    let spare = name()
    return [rename(place, a, spare), rename(place, b, first), rename(place, a, second)]
  }

  private mutating func swapTables(_ place: Int) -> [String] {
    guard let other = random.pick(tables.indices), other != place,
      tables[other].name.schema == tables[place].name.schema, !isRecreated(tables[other])
    else { return [] }
    let (first, second) = (tables[place].name.name, tables[other].name.name)
    let spare = name()
    return [rename(place, spare), rename(other, first), rename(place, second)]
  }

  private mutating func renameSchema() -> [String] {
    guard let index = random.pick(schemas.indices.dropFirst()) else { return [] }
    let old = schemas[index]
    guard !tables.contains(where: { $0.name.schema == old && isRecreated($0) }) else { return [] }
    let name = schemaName()
    schemas[index] = name
    for place in tables.indices where tables[place].name.schema == old {
      tables[place].name.schema = name
      touched.tables.insert(tables[place].id)
    }
    return ["ALTER SCHEMA \(old.quoted) RENAME TO \(name.quoted)"]
  }

  /// Renames a column, and gives its old name to a new one.
  private mutating func replaceColumn(_ place: Int) -> [String] {
    guard let index = other(place) else { return [] }
    let old = tables[place].columns[index].name
    let new = name()
    let statement = rename(place, index, new)
    let column = Column(id: number(), name: old, type: random.pick(Self.types) ?? "text")
    tables[place].columns.append(column)
    return [
      statement, "ALTER TABLE \(tables[place].name.quoted) ADD COLUMN \(Self.definition(column))",
    ]
  }
}
