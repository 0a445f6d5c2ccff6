package import Postgres

/// What is true of a table whose replica identity is usable, but is no reason to leave it out.
package struct IdentityRemarks: Sendable, Equatable {
  /// The kinds of replica identity among its partitions, like `full`; empty where all are the
  /// root's, and for a table without partitions.
  package var partitions: [String] = []
  /// Whether a new partition has no replica identity until it is given one.
  package var isBareWhenNew = false
  /// The columns of its key that the server does not send of an old row.
  package var unsentKey: [Identifier] = []

  /// Nothing to say.
  package init() {}
}

extension Table {
  /// Returns what to know of its replica identity.
  ///
  /// - Parameters:
  ///   - leaves: the partitions that hold its rows; none for a table without partitions.
  ///   - key: the columns that name a row in events.
  package func identityRemarks(_ leaves: [Table], key: [Column]) -> IdentityRemarks {
    var remarks = IdentityRemarks()
    let writers = kind == .partitioned ? leaves : [self]
    if kind == .partitioned {
      let kinds = Set(writers.map(\.identityKind))
      if kinds != [identityKind] { remarks.partitions = kinds.sorted() }
      remarks.isBareWhenNew = !hasImmediatePrimaryKey
    }
    for leaf in writers where leaf.replicaIdentity != .full {
      let sent = leaf.identityColumns.map(\.name)
      remarks.unsentKey += key.map(\.name).filter {
        !sent.contains($0) && !remarks.unsentKey.contains($0)
      }
    }
    return remarks
  }

  /// What its replica identity is, in a word or its columns.
  private var identityKind: String {
    switch replicaIdentity {
    case .full: "full"
    case .nothing: "nothing"
    case .default, .index:
      identityColumns.isEmpty
        ? "none" : "(\(identityColumns.map(\.name.text).joined(separator: ", ")))"
    }
  }
}
