package import Postgres

/// What to do with one configured column of a stream, worked out once a relation.
package struct ColumnPlan: Sendable, Equatable {
  package var name: Identifier
  /// The column's place in the server's rows; nil if it no longer exists.
  package var place: Int?
  package var codec: ValueCodec
  /// Whether the configuration has `pk: true`.
  package var isKey: Bool
  /// Whether an old row of kind `key` holds it: it belongs to the replica identity.
  package var isIdentity: Bool
  /// The column's type, for errors.
  package var type: String

  /// Creates a plan.
  package init(
    name: Identifier, place: Int?, codec: ValueCodec, isKey: Bool, isIdentity: Bool,
    type: String = ""
  ) {
    self.name = name
    self.place = place
    self.codec = codec
    self.isKey = isKey
    self.isIdentity = isIdentity
    self.type = type
  }
}
