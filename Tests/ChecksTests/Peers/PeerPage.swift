/// docs/reference/peers-checks.md: what other tools look at, and which of our checks covers it.
enum PeerPage {
  static func text() -> String {
    var text = """
      # What other tools check, and ours

      What each tool looks at before or while it captures changes, from its source or documentation
      as of October 2026, and the checks of `blink-schema doctor` that cover it. This page is
      generated; a test refuses ids that do not exist.

      | tool | looks at | ours |
      |---|---|---|

      """
    for peer in Peer.all {
      for check in peer.checks { text += "| \(peer.name) | \(check.what) | \(ours(check)) |\n" }
    }
    text += """

      ## Only ours

      As far as those sources tell, none of them looks at this:

      | looks at | ours |
      |---|---|

      """
    for check in Peer.unique { text += "| \(check.what) | \(ours(check)) |\n" }
    return text
  }

  private static func ours(_ check: PeerCheck) -> String {
    if let reason = check.reason { return "not covered: \(reason)" }
    return check.ids.map { "[\($0)](checks/\($0).md)" }.joined(separator: ", ")
  }
}
