package import Postgres

/// A table that is not streamed, and why.
package struct LeftOut: Sendable, Equatable {
  /// The reasons, as a count names them.
  package enum Kind: String, Sendable, CaseIterable {
    case partition
    case partitioned = "partitioned table"
    case view
    case materializedView = "materialized view"
    case foreign = "foreign table"
    case unlogged = "unlogged table"
    case temporary = "temporary table"
    case ofExtension = "table of an extension"
    case unreadable = "unreadable table"
    case withoutColumns = "table without columns to stream"

    /// Of several.
    package var plural: String {
      switch self {
      case .ofExtension: "tables of extensions"
      case .withoutColumns: "tables without columns to stream"
      default: rawValue + "s"
      }
    }
  }

  package var name: QualifiedName
  package var kind: Kind
  /// What is said behind its name, or behind that of the root of a partition.
  package var reason: String
  /// The partitioned table of a partition.
  package var root: QualifiedName?

  /// Describes a table.
  package init(
    _ name: QualifiedName, _ kind: Kind, _ reason: String, root: QualifiedName? = nil
  ) {
    self.name = name
    self.kind = kind
    self.reason = reason
    self.root = root
  }
}

extension LeftOut {
  /// Why it cannot be streamed, as a sentence about it says.
  package var words: String { root.map { "it is a partition of \($0)\(reason)" } ?? reason }

  /// A line a table, and one for all partitions of a root: it stays true when partitions come and go.
  package static func lines(_ all: [LeftOut]) -> [String] {
    var roots: Set<QualifiedName> = []
    return all.compactMap { table in
      guard let root = table.root else { return "\(table.name): \(table.reason)" }
      return roots.insert(root).inserted ? "the partitions of \(root)\(table.reason)" : nil
    }
  }

  /// Like `432 partitions, 10 views, 1 unlogged table`.
  package static func counts(_ all: [LeftOut]) -> String {
    Kind.allCases.compactMap { kind in
      let count = all.count { $0.kind == kind }
      return count == 0 ? nil : "\(count) \(count == 1 ? kind.rawValue : kind.plural)"
    }.joined(separator: ", ")
  }
}
