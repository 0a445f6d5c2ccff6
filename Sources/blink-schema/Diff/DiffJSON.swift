import Diagnostics
import Drafting

/// The JSON form of a comparison (docs/reference/reports.md).
struct DiffJSON: Encodable {
  private struct Entry: Encodable {
    var change: Change

    private enum CodingKeys: String, CodingKey {
      case weight = "class"
      case kind, stream, column, file, database, location
    }

    func encode(to encoder: any Encoder) throws {
      var values = encoder.container(keyedBy: CodingKeys.self)
      try values.encode(change.weight.rawValue, forKey: .weight)
      try values.encode(change.kind.rawValue, forKey: .kind)
      try values.encode(change.stream, forKey: .stream)
      // Present in every entry, so that readers need no special case.
      try values.encode(change.column, forKey: .column)
      try values.encode(change.file, forKey: .file)
      try values.encode(change.database, forKey: .database)
      try values.encode(change.location?.description, forKey: .location)
    }
  }

  private let schema_version = 1
  private let drift: Bool
  private let changes: [Entry]

  init(_ changes: [Change]) {
    drift = changes.contains { $0.weight.isDrift }
    self.changes = changes.map { Entry(change: $0) }
  }
}
