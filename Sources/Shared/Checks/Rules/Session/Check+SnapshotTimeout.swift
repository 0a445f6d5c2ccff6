extension Check {
  /// Judges a setting that ends a snapshot unless it is 0, as it is in blink-run's sessions.
  ///
  /// - Parameter ending: the status if blink-run's own value does not reach the server.
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
        why: "behind a pooler blink-run's own value may not take effect",
        remedies: [setting.override("0"), SessionSetting.direct])
    ]
  }
}
