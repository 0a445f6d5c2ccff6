import Postgres

/// Finds which stream of the file is which table of the lock and of the database: by OID and
/// attribute number where those mean the same, so that renames are seen; else by name.
struct Matcher {
  private let situation: Situation
  private let isSameDatabase: Bool
  private let bases: [QualifiedName: StreamDraft]
  private let basesByOID: [UInt32: StreamDraft]
  private let tables: [QualifiedName: StreamDraft]
  private let tablesByOID: [UInt32: StreamDraft]
  private let kept: Set<Lock.Kept>
  private let exclusions: Exclusions

  init(_ situation: Situation) {
    self.situation = situation
    let database = situation.database
    let lock = situation.lock
    isSameDatabase = situation.isSameDatabase
    bases = Self.index(lock?.streams ?? []) { $0.name }
    basesByOID = Self.index(lock?.streams ?? []) { $0.oid }
    tables = Self.index(database.streams) { $0.name }
    tablesByOID = Self.index(database.streams) { $0.oid }
    kept = Set(lock?.kept ?? [])
    exclusions = Exclusions(situation)
  }

  private static func index<Key: Hashable>(
    _ drafts: [StreamDraft], _ key: (StreamDraft) -> Key
  ) -> [Key: StreamDraft] {
    Dictionary(drafts.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The streams of the file in its order, then what only the lock has, then what only the
  /// database has.
  func matches() -> [StreamMatch] {
    var matches: [StreamMatch] = []
    var seenBases: Set<UInt32> = []
    var seenTables: Set<UInt32> = []
    for stream in situation.file.streams {
      // The name is that of a dropped table; what bears it now is another one, which is excluded.
      if kept.contains(Lock.Kept(table: stream.name)), let other = tables[stream.name],
        exclusions.contains(other)
      {
        matches.append(match(stream, nil, nil))
        continue
      }
      // A table that the user renamed in the file, too, is found through its new name.
      let base = bases[stream.name] ?? tables[stream.name].flatMap(base)
      let table =
        heir(of: stream, base) ?? base.flatMap(table) ?? (base == nil ? tables[stream.name] : nil)
      if let base { seenBases.insert(base.oid) }
      if let table { seenTables.insert(table.oid) }
      matches.append(match(stream, base, table))
    }
    for base in situation.lock?.streams ?? [] where !seenBases.contains(base.oid) {
      let table = table(of: base)
      if let table, !seenTables.insert(table.oid).inserted { continue }
      matches.append(match(nil, base, table))
    }
    for table in situation.database.streams where !seenTables.contains(table.oid) {
      matches.append(match(nil, nil, table))
    }
    return matches
  }

  /// The table that took the name of a stream's table: a copy that replaces it, say. The name is what
  /// consumers know. Tables of two streams that swapped names keep their streams.
  private func heir(of stream: FileStream, _ base: StreamDraft?) -> StreamDraft? {
    guard isSameDatabase, let base, let old = tablesByOID[base.oid], old.name != stream.name,
      let heir = tables[stream.name], heir.oid != base.oid, !exclusions.contains(heir),
      self.base(of: heir)?.isActive != true
    else { return nil }
    return heir
  }

  private func base(of table: StreamDraft) -> StreamDraft? {
    isSameDatabase ? basesByOID[table.oid] : nil
  }

  private func table(of base: StreamDraft) -> StreamDraft? {
    if isSameDatabase, let table = tablesByOID[base.oid] { return table }
    // Dropped and created again, unless another table of the lock has taken the name.
    guard let table = tables[base.name], self.base(of: table) == nil else { return nil }
    return table
  }

  private func match(
    _ stream: FileStream?, _ base: StreamDraft?, _ table: StreamDraft?
  ) -> StreamMatch {
    StreamMatch(file: stream, base: base, database: table)
  }

  /// The columns of a match, one stream at a time: together they may be very many.
  func columns(of match: StreamMatch) -> [ColumnMatch] {
    let (stream, base, table) = (match.file, match.base, match.database)
    return columns(
      stream?.columns ?? [], base?.columns ?? [], table?.columns ?? [],
      byNumber: isSameDatabase && base != nil && base?.oid == table?.oid
    ) { written, column in
      guard let stream, let table else { return false }
      return kept.contains(Lock.Kept(table: stream.name, column: written.name))
        && exclusions.contains(column, of: table)
    }
  }

  private func columns(
    _ file: [FileColumn], _ bases: [ColumnDraft], _ columns: [ColumnDraft], byNumber: Bool,
    isAnother: (FileColumn, ColumnDraft) -> Bool
  ) -> [ColumnMatch] {
    let basesByName = Dictionary(bases.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    let basesByNumber = Dictionary(bases.map { ($0.number, $0) }, uniquingKeysWith: { a, _ in a })
    let byName = Dictionary(columns.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    let numbers = Dictionary(columns.map { ($0.number, $0) }, uniquingKeysWith: { a, _ in a })
    func base(of column: ColumnDraft) -> ColumnDraft? {
      byNumber ? basesByNumber[column.number] : nil
    }
    func column(of base: ColumnDraft) -> ColumnDraft? {
      if byNumber, let column = numbers[base.number] { return column }
      guard let column = byName[base.name], !byNumber || basesByNumber[column.number] == nil
      else { return nil }
      return column
    }
    var matches: [ColumnMatch] = []
    var seenBases: Set<Int> = []
    var seenColumns: Set<Int> = []
    for written in file {
      if let other = byName[written.name], isAnother(written, other) {
        matches.append(ColumnMatch(file: written, base: nil, database: nil))
        continue
      }
      let base = basesByName[written.name] ?? byName[written.name].flatMap(base)
      let found = base.flatMap(column) ?? (base == nil ? byName[written.name] : nil)
      if let base { seenBases.insert(base.number) }
      if let found { seenColumns.insert(found.number) }
      matches.append(ColumnMatch(file: written, base: base, database: found))
    }
    for base in bases where !seenBases.contains(base.number) {
      let found = column(of: base)
      if let found, !seenColumns.insert(found.number).inserted { continue }
      matches.append(ColumnMatch(file: nil, base: base, database: found))
    }
    for column in columns where !seenColumns.contains(column.number) {
      matches.append(ColumnMatch(file: nil, base: nil, database: column))
    }
    return matches
  }
}
