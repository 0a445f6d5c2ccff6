extension Check {
  /// Judges a setting that ends a snapshot unless it is 0, which is what blink-run pins.
  ///
  /// - Parameter ending: what it is where pinning does not reach the server.
  func snapshotTimeout(
    _ name: String, ending status: Finding.Status, _ facts: Facts
  ) -> [Finding] {
    guard facts.wantsSnapshot, let setting = SessionSetting(name, facts),
      let number = setting.number, number > 0
    else { return [] }
    if setting.isPinned {
      return [finding(.info, name, "\(setting.words); blink-run's own sessions set it to 0")]
    }
    return [
      finding(
        status, name, "\(setting.words) would end the snapshot",
        why: "behind a pooler blink-run cannot rely on its own value",
        remedies: [setting.override("0"), SessionSetting.direct])
    ]
  }
}
