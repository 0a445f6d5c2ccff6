/// Facts gathered by one statement.
package enum FactFamily: String, Sendable, CaseIterable {
  case settings, clock, rights, server, role, overrides, capacity, slots, publication, members
  case exceptions
  case streams, leaves
  case sizes, tables, blockers, wal, walStatistics, walDirectory, decoding, senders, gate, toast
  case collations, hba, collisions, marks, activity

  /// The family's name in messages.
  package var words: String {
    switch self {
    case .settings: "the server's settings"
    case .clock: "the clock"
    case .server: "the server and the database"
    case .rights: "the rights of the role"
    case .role: "the role"
    case .overrides: "settings of roles and databases"
    case .capacity: "connections, slots and senders in use"
    case .slots: "replication slots"
    case .publication: "the publication"
    case .members: "row filters and column lists"
    case .exceptions: "tables that the publication excepts"
    case .streams: "the tables of the file"
    case .leaves: "replica identities"
    case .sizes: "sizes of tables"
    case .tables: "columns and keys"
    case .blockers: "open transactions"
    case .wal: "the position in the WAL"
    case .walStatistics: "statistics of the WAL"
    case .walDirectory: "the size of pg_wal"
    case .decoding: "statistics of logical decoding"
    case .senders: "WAL senders"
    case .gate: "the failover gate"
    case .toast: "large values"
    case .collations: "collations"
    case .hba: "pg_hba.conf"
    case .collisions: "names that differ only in case"
    case .activity: "statistics of the tables"
    case .marks: "signs of a provider"
    }
  }
}
