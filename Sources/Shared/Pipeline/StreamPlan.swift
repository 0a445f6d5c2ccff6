import Mapping
import PgOutput

/// How the rows of one relation, as last described, become events.
struct StreamPlan {
  let encoder: EventEncoder
  let columnCount: Int
  /// Which columns an old row of kind `key` holds.
  let keyFlags: [Bool]
  /// Which columns an old row of kind `full` holds.
  let fullFlags: [Bool]

  init(encoder: EventEncoder, relation: Relation) {
    self.encoder = encoder
    columnCount = relation.columns.count
    keyFlags = relation.columns.map(\.isKey)
    fullFlags = relation.columns.map { _ in true }
  }

  /// The old row as the server sent it; nil where it sent none.
  func old(_ kind: Message.OldRow, _ tuple: Tuple) -> OldValues? {
    switch kind {
    case .none: nil
    case .key: OldValues(tuple: tuple, isSent: keyFlags)
    case .full: OldValues(tuple: tuple, isSent: fullFlags)
    }
  }
}
