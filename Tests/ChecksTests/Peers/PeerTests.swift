import Checks
import Foundation
import Support
import Testing

/// Everything that a peer checks is checked here, or said not to be.
@Suite struct PeerTests {
  @Test func noCheckOfAPeerIsWithoutOneOfOurs() {
    for peer in Peer.all {
      #expect(!peer.checks.isEmpty, "\(peer.name)")
      for check in peer.checks {
        #expect(check.ids.isEmpty == (check.reason != nil), "\(peer.name): \(check.what)")
      }
    }
    for check in Peer.all.flatMap(\.checks) + Peer.unique {
      #expect(check.ids.filter { Registry.check($0) == nil } == [], "\(check.what)")
      #expect(Set(check.ids).count == check.ids.count, "\(check.what)")
    }
    #expect(Peer.unique.allSatisfy { !$0.ids.isEmpty })
  }

  @Test func thePageIsNotStale() throws {
    let path = Repository.file("docs/reference/peers-checks.md")
    if ProcessInfo.processInfo.environment["BLINK_RECORD"] == "1" {
      try PeerPage.text().write(to: path, atomically: true, encoding: .utf8)
    }
    #expect(
      try String(contentsOf: path, encoding: .utf8) == PeerPage.text(),
      "record it again with BLINK_RECORD=1 swift test --filter PeerTests")
  }
}
