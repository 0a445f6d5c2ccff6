import Drafting
import Foundation

/// What `diff --format json` prints.
struct DiffReport: Decodable {
  struct Change: Decodable, Equatable {
    var `class`: String
    var kind: String
    var stream: String
    var column: String?
    var file: String?
    var database: String?
    var location: String?
  }

  var schema_version: Int
  var drift: Bool
  var changes: [Change]

  init(_ text: String) throws {
    self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
  }

  /// Like `breaking column-missing orders.note`.
  var lines: [String] {
    changes.map { change in
      "\(change.class) \(change.kind) \(change.stream)" + (change.column.map { ".\($0)" } ?? "")
    }
  }
}
