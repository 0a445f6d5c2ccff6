package import Postgres

/// A table as the WAL names it: by OID, with its columns by attribute number. Names are those of
/// the moment of the look.
package struct TableIdentity: Sendable, Equatable {
  /// `pg_class.oid`; it survives a rename, `relfilenode` does not survive a rewrite.
  package var oid: UInt32
  package var name: QualifiedName
  /// `pg_class.relreplident`.
  package var replicaIdentity: String
  /// Whether it is a partitioned table; that never changes.
  package var isPartitioned: Bool
  /// By attribute number, without dropped ones.
  package var columns: [Column]

  /// A column of it.
  package struct Column: Sendable, Equatable {
    /// `pg_attribute.attnum`; it survives a rename.
    package var number: Int
    package var name: Identifier
    /// `pg_attribute.atttypid`.
    package var type: UInt32

    /// Describes a column.
    package init(number: Int, name: Identifier, type: UInt32) {
      self.number = number
      self.name = name
      self.type = type
    }
  }

  /// Describes a table.
  package init(
    oid: UInt32, name: QualifiedName, replicaIdentity: String = "d", isPartitioned: Bool = false,
    columns: [Column] = []
  ) {
    self.oid = oid
    self.name = name
    self.replicaIdentity = replicaIdentity
    self.isPartitioned = isPartitioned
    self.columns = columns
  }
}

extension TableIdentity: Codable {
  private enum CodingKeys: String, CodingKey {
    case oid, schema, name, replicaIdentity = "replica_identity"
    case isPartitioned = "partitioned", columns
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    oid = try values.decode(UInt32.self, forKey: .oid)
    name = QualifiedName(
      schema: Identifier(try values.decode(String.self, forKey: .schema)),
      name: Identifier(try values.decode(String.self, forKey: .name)))
    replicaIdentity = try values.decode(String.self, forKey: .replicaIdentity)
    isPartitioned = try values.decodeIfPresent(Bool.self, forKey: .isPartitioned) ?? false
    columns = try values.decode([String].self, forKey: .columns).map { text in
      guard let column = Column(text) else {
        throw DecodingError.dataCorruptedError(
          forKey: .columns, in: values, debugDescription: "not a column")
      }
      return column
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(oid, forKey: .oid)
    try values.encode(name.schema.text, forKey: .schema)
    try values.encode(name.name.text, forKey: .name)
    try values.encode(replicaIdentity, forKey: .replicaIdentity)
    if isPartitioned { try values.encode(true, forKey: .isPartitioned) }
    try values.encode(columns.map(\.text), forKey: .columns)
  }
}

extension TableIdentity.Column {
  /// `number type name`: one line of the state a column.
  fileprivate var text: String { "\(number) \(type) \(name.text)" }

  fileprivate init?(_ text: String) {
    // Bytes: a name that begins with a combining mark makes one character with the space before it.
    let parts = text.utf8.split(
      separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false
    ).map { String(decoding: $0, as: UTF8.self) }
    guard parts.count == 3, let number = Int(parts[0]), let type = UInt32(parts[1]) else {
      return nil
    }
    self.init(number: number, name: Identifier(parts[2]), type: type)
  }
}
