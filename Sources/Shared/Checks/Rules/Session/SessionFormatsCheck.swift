import Postgres

/// Whether values would be written in another form.
struct SessionFormatsCheck: Check {
  let id = "session-formats"
  let group = Group.session
  let needs: [FactFamily] = [.settings, .clock]
  let page = CheckPage(
    "The form of values",
    when: "always",
    finds:
      "`DateStyle`, `IntervalStyle`, `TimeZone`, `bytea_output`, `xmlbinary` or `extra_float_digits` other than blink-run's",
    why:
      "the server writes dates, times, bytes and floating point numbers as these settings say, in the stream as well: 01/02/2024 could be two days, and digits of a number could be missing",
    severity:
      "note, because blink-run's sessions set them themselves; warning behind a pooler, which may not pass that on. `lc_monetary` is nobody's to change: it decides what values of type money mean",
    remedies: [
      "None is needed where blink-run reaches the server itself.",
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
      return [finding(.info, "", "\(words); blink-run's own sessions set their own form of values")]
    }
    return others.map { setting, pin in
      finding(
        .warning, setting.name, "\(setting.words): values would be written in another form",
        why: "behind a pooler blink-run cannot rely on its own value",
        remedies: [setting.override(pin), SessionSetting.direct])
    }
  }

  /// Whether values look the same under both.
  private static func agrees(_ name: String, _ value: String, _ pin: String, _ version: Int) -> Bool
  {
    switch name {
    // The order of day and month shows in other styles only.
    case "DateStyle": value == pin || value.hasPrefix("\(pin), ")
    case "TimeZone": ["UTC", "Etc/UTC", "GMT", "Etc/GMT"].contains(value)
    // From 12 any positive number gives all digits that count.
    case "extra_float_digits": value == pin || version >= 120_000 && (Int(value) ?? 0) > 0
    default: value == pin
    }
  }
}
