/// Whether PostgreSQL accepts the slot's name.
struct SlotNameCheck: Check {
  let id = "slot-name-valid"
  let group = Group.connect
  let needsConfiguration = true
  let isOffline = true
  let page = CheckPage(
    "The name of the slot",
    when: "a file with `slot_name` is given; needs no server",
    finds: "bytes other than a-z, 0-9 and `_`, or more than 63 bytes",
    why: "the server refuses to create such a slot",
    severity: "error",
    remedies: ["Another `slot_name`."],
    sources: [CheckPage.postgres("warm-standby.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let name = facts.slot else { return [] }
    let isValid = (1...63).contains(name.utf8.count) && name.utf8.allSatisfy(Self.isAllowed)
    if isValid { return ok("slot name \(name)") }
    return [
      finding(
        .error, name, "slot name '\(name)' is not valid: a-z, 0-9 and _, at most 63 bytes",
        why: "the server refuses to create such a slot",
        remedies: [Remedy(.config, "slot_name: \(Self.suggestion(name))")])
    ]
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// The same in small letters, with `_` for what is not allowed.
  private static func suggestion(_ name: String) -> String {
    let bytes = name.lowercased().utf8.prefix(63).map { isAllowed($0) ? $0 : UInt8(ascii: "_") }
    return bytes.isEmpty ? "blink" : String(decoding: bytes, as: UTF8.self)
  }
}
