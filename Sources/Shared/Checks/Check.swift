/// One thing that can be wrong: a pure rule over the facts.
package protocol Check: Sendable {
  /// Stable id, which its findings carry unless they say more.
  var id: String { get }
  var group: Group { get }
  /// Whether it speaks only where a configuration is given.
  var needsConfiguration: Bool { get }
  /// What it finds; empty where there is nothing to look at.
  func findings(_ facts: Facts) -> [Finding]
}

/// The parts of a report, in its order.
package enum Group: String, Sendable, CaseIterable {
  case connect = "Connect"
  case server = "Server"
  case capacity = "Capacity"
  case role = "Role"
  case publication = "Publication"
  case slot = "Slot"
  case tables = "Tables"
  case drift = "Drift"
}
