/// What another tool looks at before it captures changes, and our checks that cover it.
struct PeerCheck {
  var what: String
  /// Ids of our checks.
  var ids: [String]
  /// Why none of ours covers it; nil where some do.
  var reason: String?

  init(_ what: String, _ ids: String...) {
    self.what = what
    self.ids = ids
  }

  init(_ what: String, notCovered reason: String) {
    self.what = what
    ids = []
    self.reason = reason
  }
}
