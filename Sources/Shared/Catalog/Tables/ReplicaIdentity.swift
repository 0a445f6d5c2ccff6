/// What of the old row a table writes to the WAL on UPDATE and DELETE (`pg_class.relreplident`).
package enum ReplicaIdentity: String, Sendable, Equatable {
  /// The primary key, if there is one.
  case `default` = "d"
  /// Nothing: UPDATE and DELETE fail once the table is published with them.
  case nothing = "n"
  /// The whole old row.
  case full = "f"
  /// The columns of a chosen unique index.
  case index = "i"

  /// As `ALTER TABLE … REPLICA IDENTITY` spells it.
  package var sqlName: String {
    switch self {
    case .default: "DEFAULT"
    case .nothing: "NOTHING"
    case .full: "FULL"
    case .index: "USING INDEX"
    }
  }
}
