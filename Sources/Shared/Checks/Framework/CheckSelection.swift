import Diagnostics
package import Settings

/// Which checks run, and which findings the command line accepts.
package struct CheckSelection: Sendable {
  /// Ids and names of groups; empty for all.
  package var only: Set<String> = []
  package var skip: Set<String> = []
  package var ignored: [DoctorSettings.Ignored] = []
  /// Only the checks that need no server.
  package var isOffline = false

  /// Everything.
  package init() {}

  /// Whether every check is selected.
  var isWhole: Bool { only.isEmpty && skip.isEmpty && !isOffline }

  /// Whether a reason with that id was selected.
  func includes(id: String) -> Bool {
    if let check = Registry.check(id) { return includes(check) }
    return isWhole || only.contains(id)
  }

  func includes(_ check: any Check) -> Bool {
    if isOffline, !check.isOffline { return false }
    let names: Set = [check.id, check.group.name]
    return (only.isEmpty || !only.isDisjoint(with: names)) && skip.isDisjoint(with: names)
  }

  /// The first name that is neither an id nor a group, and a similar one.
  package static func unknown(
    _ names: [String], groups: Bool
  ) -> (name: String, nearest: String?)? {
    let known = Registry.ids + (groups ? Group.allCases.map(\.name) : [])
    guard let name = names.first(where: { !known.contains($0) }) else { return nil }
    return (name, Nearest.match(for: name, in: known))
  }
}
