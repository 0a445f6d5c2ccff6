import Diagnostics

/// Every check, in the order of the report.
package enum Registry {
  /// One of each.
  package static let all: [any Check] =
    connect + server + capacity + role + plugin + publication + slot + tables + drift + session
    + retention + highAvailability

  /// All ids, in the same order.
  package static let ids: [String] = all.map(\.id)

  private static let byID: [String: any Check] = Dictionary(
    all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

  /// The check of that id.
  package static func check(_ id: String) -> (any Check)? { byID[id] }

  /// The most similar id.
  package static func nearest(to id: String) -> String? { Nearest.match(for: id, in: ids) }
}
