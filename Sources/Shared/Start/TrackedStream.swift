package import Postgres
package import Replication

/// What the state keeps of one stream: which table it is, and which catalog rows publish it.
package struct TrackedStream: Sendable, Equatable {
  /// The table's name in the file.
  package var name: QualifiedName
  /// The table. A column that was renamed, or got another type, is in it once for each name and
  /// type that the WAL may still hold, the newest last.
  package var table: TableIdentity
  /// The numbers of the columns that it had at the last look.
  package var live: Set<Int>
  /// Tables that had the name before and whose lost changes the operator accepted: the WAL may still
  /// hold rows of them.
  package var former: [TableIdentity] = []
  /// The numbers of the columns that the file named at the last start; nil where they are not known.
  package var streamed: Set<Int>?
  /// The partitions of a partitioned table at the last start; nil where they are not known.
  package var partitions: [Partition]?
  /// The rows that admit the table to the publication.
  package var membership: Set<CatalogRow>
  /// The position since which it is streamed without a gap.
  package var since: LSN

  /// Describes a stream.
  package init(
    name: QualifiedName, table: TableIdentity, membership: Set<CatalogRow>, since: LSN
  ) {
    self.name = name
    self.table = table
    live = Set(table.columns.map(\.number))
    self.membership = membership
    self.since = since
  }

  /// The number of the column that the file calls `name`; nil if the table never had it. Of the columns
  /// that had the name it is the one that has it now, else the newest.
  package func number(of name: Identifier) -> Int? {
    let newest = Dictionary(table.columns.map { ($0.number, $0.name) }) { $1 }
    let now = table.columns.last { newest[$0.number] == name && live.contains($0.number) }
    return now?.number ?? table.columns.last { newest[$0.number] == name }?.number
      ?? table.columns.last { $0.name == name }?.number
  }

  /// The first name of the file that went from one column to another since an earlier look, while the
  /// file does not tell which of them it means.
  ///
  /// - Parameters:
  ///   - before: the stream at that look.
  ///   - wanted: the columns of the file.
  package func unclearName(since before: TrackedStream, _ wanted: [Identifier]) -> Identifier? {
    let names = Dictionary(table.columns.map { ($0.number, $0.name) }) { $1 }
    return wanted.first { name in
      guard let old = before.number(of: name), live.contains(old), let now = number(of: name),
        now != old, names[now] == name, let other = names[old]
      else { return false }
      // With the new name of that column in the file, the file has followed.
      return !wanted.contains(other) || before.number(of: other) != nil
    }
  }

  /// Most names and types of one column that are kept.
  private static let most = 8

  /// Adopts what the catalog says now, and keeps what the WAL may still hold.
  package mutating func learn(_ found: TableIdentity) {
    var columns = table.columns
    for column in found.columns {
      columns.removeAll { $0 == column }
      columns.append(column)
      let known = columns.filter { $0.number == column.number }
      if known.count > Self.most, let oldest = columns.firstIndex(of: known[0]) {
        columns.remove(at: oldest)
      }
    }
    table.columns = columns.sorted { $0.number < $1.number }
    live = Set(found.columns.map(\.number))
    table.name = found.name
    table.replicaIdentity = found.replicaIdentity
    table.isPartitioned = found.isPartitioned
  }
}

extension TrackedStream: Codable {
  private enum CodingKeys: String, CodingKey {
    case schema, name, table, live, former, streamed, partitions, membership, since
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    name = QualifiedName(
      schema: Identifier(try values.decode(String.self, forKey: .schema)),
      name: Identifier(try values.decode(String.self, forKey: .name)))
    table = try values.decode(TableIdentity.self, forKey: .table)
    live = Set(try values.decode([Int].self, forKey: .live))
    former = try values.decodeIfPresent([TableIdentity].self, forKey: .former) ?? []
    streamed = try values.decodeIfPresent([Int].self, forKey: .streamed).map { Set($0) }
    let root = table.oid
    partitions = try values.decodeIfPresent([String].self, forKey: .partitions).map { lines in
      lines.compactMap { Partition($0, of: root) }
    }
    membership = Set(try values.decode([CatalogRow].self, forKey: .membership))
    guard let lsn = LSN(try values.decode(String.self, forKey: .since)) else {
      throw DecodingError.dataCorruptedError(
        forKey: .since, in: values, debugDescription: "not a position")
    }
    since = lsn
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(name.schema.text, forKey: .schema)
    try values.encode(name.name.text, forKey: .name)
    try values.encode(table, forKey: .table)
    try values.encode(live.sorted(), forKey: .live)
    if !former.isEmpty { try values.encode(former, forKey: .former) }
    try values.encodeIfPresent(streamed?.sorted(), forKey: .streamed)
    try values.encodeIfPresent(partitions?.map(\.line), forKey: .partitions)
    try values.encode(membership.sorted { $0.oid < $1.oid }, forKey: .membership)
    try values.encode(since.description, forKey: .since)
  }
}
