import Postgres

/// Whether values would be written in another formatat.
struct SessionFormatsCheck: Check {
  let id = "session-formats"
  let group = Group.session
  let needs: [FactFamily] = [.settings, .clock]
  let page = CheckPage(
    "The format of values",
    when: "always",
    finds:
      "`DateStyle`, `IntervalStyle`, `TimeZone`, `bytea_output`, `xmlbinary` or `extra_float_digits` other than blink-run's",
    why:
      "the server formats dates, times, bytes and floating-point numbers according to these settings, in the stream as well: 01/02/2024 would be ambiguous, and numbers could lose digits",
    severity:
      "note, because blink-run's sessions set their own values; warning behind a pooler, which may not pass that on. `lc_monetary` must not be overridden: it determines the meaning of values of type money",
    remedies: [
      "Nothing, if blink-run connects directly to the server.",
      "Behind a pooler: `ALTER ROLE … SET` for each, or a direct connection.",
    ],
    sources: [CheckPage.postgres("runtime-config-client.html")])

  private static let names: Set = [
    "DateStyle", "IntervalStyle", "TimeZone", "bytea_output", "xmlbinary", "extra_float_digits",
  ]

  func findings(_ facts: Facts) -> [Finding] {
    let pins = SessionPins.options(serverVersion: facts.server.version)
      .filter { Self.names.contains($0.name) }
    let others = pins.compactMap { name, value -> (setting: SessionSetting, pin: String)? in
      guard let setting = SessionSetting(name, facts),
        !Self.agrees(name, setting.setting.value, value, facts.server.version)
      else { return nil }
      return (setting, value)
    }
    guard let first = others.first else { return [] }
    if first.setting.isPinned {
      let words = others.map(\.setting.words).joined(separator: ", ")
      return [finding(.info, "", "\(words); blink-run's sessions set their own format of values")]
    }
    return others.map { setting, pin in
      finding(
        .warning, setting.name, "\(setting.words): values would be written in another format",
        why: "behind a pooler blink-run's own value may not take effect",
        remedies: [setting.override(pin), SessionSetting.direct])
    }
  }

  /// Whether values have the same format under both.
  private static func agrees(_ name: String, _ value: String, _ pin: String, _ version: Int) -> Bool
  {
    switch name {
    // The order of day and month shows in other styles only.
    case "DateStyle": value == pin || value.hasPrefix("\(pin), ")
    case "TimeZone": ["UTC", "Etc/UTC", "GMT", "Etc/GMT"].contains(value)
    // From 12 any positive number prints all significant digits.
    case "extra_float_digits": value == pin || version >= 120_000 && (Int(value) ?? 0) > 0
    default: value == pin
    }
  }
}
