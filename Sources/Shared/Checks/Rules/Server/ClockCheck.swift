/// Whether the two clocks agree.
struct ClockCheck: Check {
  let id = "clock-skew"
  let group = Group.server
  let needs: [FactFamily] = [.clock]
  let page = CheckPage(
    "The clocks",
    when: "always",
    finds: "more than two seconds between the server's clock and this machine's",
    why: "events contain the server's time: the reported lag is wrong by that much",
    severity: "warning",
    remedies: ["Synchronise both machines (NTP): `timedatectl`, `chronyc tracking`."],
    sources: [CheckPage.postgres("functions-datetime.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let skew = facts.server.clockSkew else { return [] }
    let tenths = Int((skew / .milliseconds(100)).rounded())
    let words = "\(abs(tenths) / 10).\(abs(tenths) % 10) s"
    guard abs(tenths) > 20 else { return ok("clock \(tenths < 0 ? "-" : "+")\(words)") }
    return [
      finding(
        .warning, "",
        "the server's clock is \(words) \(tenths < 0 ? "behind" : "ahead of") this machine's",
        why: "the times in events and the reported lag are wrong by that much",
        remedies: [
          Remedy(.command, "timedatectl   # on both machines: is the clock synchronised?")
        ])
    ]
  }
}
