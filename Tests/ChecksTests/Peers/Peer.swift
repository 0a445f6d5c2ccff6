/// A tool that captures changes, with its own checks, read in its source or documentation.
struct Peer {
  var name: String
  var checks: [PeerCheck]

  init(_ name: String, _ checks: PeerCheck...) {
    self.name = name
    self.checks = checks
  }
}
