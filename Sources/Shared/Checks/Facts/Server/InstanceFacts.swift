/// Whether new sessions reach the server that the first one reached (`--probe`).
package struct InstanceFacts: Sendable {
  /// Sessions that were opened.
  package var tried = 0
  /// Those that did not know the first one's snapshot, by the address that answered.
  package var strangers: [String] = []
  /// Why fewer sessions than wanted could be tried.
  package var problem: String?

  /// Nothing tried.
  package init() {}
}
