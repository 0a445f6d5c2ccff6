package import Postgres

/// A column of a table.
package struct Column: Sendable, Equatable {
  package enum Generation: Sendable, Equatable { case stored, virtual }

  /// `attnum`: it outlives a rename and has gaps where columns were dropped.
  package var number: Int
  package var name: Identifier
  package var type: DataType
  /// Whether NULL is excluded, by the column or by a domain.
  package var isNotNull: Bool
  package var isIdentity: Bool
  package var generated: Generation?
  /// Its place in the primary key, from 1.
  package var primaryKeyPosition: Int?
  /// Its place in the index chosen by REPLICA IDENTITY USING INDEX, from 1.
  package var replicaIdentityPosition: Int?
  package var comment: String?
  package var canSelect: Bool

  /// Makes a column.
  package init(
    number: Int, name: Identifier, type: DataType, isNotNull: Bool = false,
    isIdentity: Bool = false, generated: Generation? = nil, primaryKeyPosition: Int? = nil,
    replicaIdentityPosition: Int? = nil, comment: String? = nil, canSelect: Bool = true
  ) {
    self.number = number
    self.name = name
    self.type = type
    self.isNotNull = isNotNull
    self.isIdentity = isIdentity
    self.generated = generated
    self.primaryKeyPosition = primaryKeyPosition
    self.replicaIdentityPosition = replicaIdentityPosition
    self.comment = comment
    self.canSelect = canSelect
  }
}
