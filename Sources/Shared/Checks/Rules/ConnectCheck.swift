/// Whether a session can be opened, and why not.
struct ConnectCheck: Check {
  let id = "connect"
  let group = Group.connect
  let needsConfiguration = false

  func findings(_ facts: Facts) -> [Finding] {
    guard let error = facts.connectionError else {
      let way = facts.server.isEncrypted ? "encrypted" : "not encrypted"
      return [Finding(.ok, id, "", "session opened, \(way)")]
    }
    return [ConnectionAdvice.finding(error, facts)]
  }
}
