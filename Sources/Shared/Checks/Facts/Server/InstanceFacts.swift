/// Whether new sessions reach the server that the first one reached (`--probe`).
package struct InstanceFacts: Sendable {
  /// The number of opened sessions.
  package var tried = 0
  /// The addresses of those that could not see the first one's snapshot.
  package var strangers: [String] = []
  /// Why not all sessions could be tried.
  package var problem: String?

  /// Nothing tried.
  package init() {}
}
