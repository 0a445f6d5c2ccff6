package import Postgres

/// What became of a partition between two looks at the catalog. The stream says nothing of it:
/// partitions come and go without events.
package struct PartitionChange: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case created, attached, detached, dropped, rewritten
  }

  package var kind: Kind
  package var partition: Partition

  /// Whether rows may have come or gone without an event.
  package var movesRows: Bool {
    switch kind {
    case .attached, .detached, .dropped: true
    case .created, .rewritten: false
    }
  }

  /// A sentence for the user.
  package func sentence(of stream: QualifiedName) -> String {
    let name = partition.name
    return switch kind {
    case .created: "partition \(name) of \(stream) was created"
    case .attached:
      "partition \(name) was attached to \(stream): rows that it held before are in no event"
    case .detached: "partition \(name) was detached from \(stream): its rows left without an event"
    case .dropped: "partition \(name) of \(stream) was dropped: its rows left without an event"
    case .rewritten:
      "partition \(name) of \(stream) was truncated or rewritten: a TRUNCATE of a partition alone"
        + " sends no event"
    }
  }

  /// Compares two looks at the partitions of one table. Pure.
  ///
  /// - Parameter now: of all tables, with those of `before` that are no partitions any more, under
  ///   root 0.
  package static func all(
    of root: UInt32, from before: [Partition], to now: [Partition]
  ) -> [PartitionChange] {
    let before = before.filter { $0.root == root }
    let found = Dictionary(now.map { ($0.oid, $0) }) { first, _ in first }
    let known = Dictionary(before.map { ($0.oid, $0) }) { first, _ in first }
    let gone = before.compactMap { old -> PartitionChange? in
      guard let new = found[old.oid] else { return PartitionChange(.dropped, old) }
      if new.root != old.root { return PartitionChange(.detached, old) }
      return new.file == old.file ? nil : PartitionChange(.rewritten, new)
    }
    let come = now.filter { $0.root == root && known[$0.oid] == nil }.map {
      PartitionChange($0.wasAttached ? .attached : .created, $0)
    }
    return gone + come
  }

  /// States a change.
  package init(_ kind: Kind, _ partition: Partition) {
    self.kind = kind
    self.partition = partition
  }
}
